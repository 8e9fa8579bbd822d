"""A search as typed, cut into words, phrases, fields, parentheses and operators; each at its place.

Only capitals make an operator: “or” and “not” in small letters are words like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import fuzz

from quotes.search.language.fields import FIELDS, SPELLINGS
from quotes.search.language.notes import Kind, Notes, cut
from quotes.typography import plain

QUOTATION_MARKS = '"“”„‟«»＂'
SHORTEST_PREFIX = 2  # letters
DEEPEST = 10
"""How many parentheses may stand within one another."""

LONGEST_WORD = 1500  # bytes; PostgreSQL's lexemes end at 2,046
LIKE_A_FIELD = 65.0

_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_WORD = re.compile(rf"[^\s(){QUOTATION_MARKS}]+")
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_ENDS_A_WORD = ".,;:!?"


class Sort(Enum):
    """What a token is."""

    WORD = "word"
    PREFIX = "prefix"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    MINUS = "-"


@dataclass(frozen=True)
class Token:
    """A token with what it holds, and where it was typed.

    `is_being_typed` marks the last word of a search that goes on.
    """

    sort: Sort
    text: str
    start: int
    end: int
    name: str = ""
    is_being_typed: bool = False


STARTS_AN_OPERAND = {
    *(Sort.WORD, Sort.PREFIX, Sort.PHRASE, Sort.FIELD, Sort.OPEN, Sort.NOT, Sort.MINUS),
}
_OPERATORS = {sort.value: sort for sort in (Sort.AND, Sort.OR, Sort.NOT)}


def tokens_of(text: str, notes: Notes, *, is_typing: bool = False) -> list[Token]:
    """The tokens of a search, its parentheses in pairs."""
    tokens = _paired(list(_scan(text, notes)), len(text), notes)
    return _being_typed(tokens, text) if is_typing else tokens


def _scan(text: str, notes: Notes) -> Iterator[Token]:
    place = 0
    while place < len(text):
        letter = text[place]
        if letter.isspace():
            place += 1
            continue
        token, place = _next(text, place, notes)
        if token:
            yield token


def _next(text: str, place: int, notes: Notes) -> tuple[Token | None, int]:
    letter = text[place]
    if letter in "()":
        return Token(
            Sort.OPEN if letter == "(" else Sort.CLOSE, letter, place, place + 1
        ), place + 1
    if letter in QUOTATION_MARKS:
        return _phrase(text, place, notes)
    if _is_minus(text, place):
        return Token(Sort.MINUS, "-", place, place + 1), place + 1
    found = _WORD.match(text, place)
    word = found[0] if found else letter
    if word in _OPERATORS:
        return Token(_OPERATORS[word], word, place, place + len(word)), place + len(word)
    return _field(text, place, word, notes) or _word(word, place, notes)


def _is_minus(text: str, place: int) -> bool:
    """Whether a hyphen stands before a word, and not within one or alone."""
    if text[place] != "-" or place + 1 == len(text):
        return False
    before = text[place - 1] if place else " "
    after = text[place + 1]
    return (before in "(-" or before.isspace()) and not (after.isspace() or after == ")")


def _phrase(text: str, place: int, notes: Notes) -> tuple[Token | None, int]:
    inner, end = _between_marks(text, place, notes)
    if not inner.strip():
        return None, end
    if "*" in inner:
        notes.add(Kind.STAR_WITHIN, inner, place)
    said = _normal(inner)
    if not said or len(said.encode()) > LONGEST_WORD:
        notes.add(Kind.NO_WORDS, inner, place)
        return None, end
    return Token(Sort.PHRASE, said, place, end), end


def _between_marks(text: str, place: int, notes: Notes) -> tuple[str, int]:
    """What stands between a quotation mark and the next, and where that ends."""
    closing = _MARK.search(text, place + 1)
    inner = text[place + 1 : closing.start() if closing else len(text)]
    if not inner.strip():
        notes.add(Kind.EMPTY_PHRASE if closing else Kind.LONE_MARK, text[place], place)
    elif not closing:
        notes.add(Kind.MARK_NOT_CLOSED, inner, place)
    return inner, closing.end() if closing else len(text)


def _field(text: str, place: int, word: str, notes: Notes) -> tuple[Token | None, int] | None:
    """A field with its value; None if the word is none, which is noted if it looks like one."""
    found = _FIELD.fullmatch(word)
    if not found:
        return None
    name, value = SPELLINGS.get(found[1].lower(), found[1].lower()), found[2]
    end = place + len(word)
    is_quoted = not value and end < len(text) and text[end] in QUOTATION_MARKS
    if name not in FIELDS:
        if (value or is_quoted) and not value.startswith("//"):
            notes.add(Kind.UNKNOWN_FIELD, f"{found[1]}:", place, more=_nearest(name))
        return None
    if is_quoted:
        value, end = _between_marks(text, end, notes)
    value = " ".join(_normal(value).split())
    if not value:
        notes.add(Kind.NO_VALUE, f"{found[1]}:", place)
        return None, end
    return Token(Sort.FIELD, value, place, end, name), end


def _nearest(name: str) -> str:
    """The known field that an unknown one resembles most, or all of them."""
    known = [field.name for field in FIELDS.values() if not field.is_for_editors]
    likeness, nearest = max((fuzz.ratio(name, other), other) for other in known)
    if likeness >= LIKE_A_FIELD:
        return f" Did you mean {nearest}:?"
    return f" The fields are {', '.join(f'{other}:' for other in known)}."


def _word(typed: str, place: int, notes: Notes) -> tuple[Token | None, int]:
    end = place + len(typed)
    word = typed.rstrip(_ENDS_A_WORD) or typed
    stem = word.rstrip("*")
    sort = Sort.WORD
    if stem != word and any(letter.isalnum() for letter in stem):
        sort = Sort.PREFIX
    if "*" in stem:
        notes.add(Kind.STAR_WITHIN, typed, place)
        sort, stem = Sort.WORD, stem.replace("*", " ")
    said = _normal(stem).replace(":", " ") if "//" not in stem else _normal(stem)
    if sort == Sort.PREFIX and sum(letter.isalnum() for letter in said) < SHORTEST_PREFIX:
        notes.add(Kind.SHORT_PREFIX, typed, place)
        sort = Sort.WORD
    if not said.strip(" *") or len(said.encode()) > LONGEST_WORD:
        notes.add(Kind.NO_WORDS, cut(typed), place)
        return None, end
    return Token(sort, said.strip(), place, end), end


def _normal(text: str) -> str:
    return plain(unicodedata.normalize("NFC", text)).strip()


def _paired(tokens: list[Token], end: int, notes: Notes) -> list[Token]:
    """The tokens without parentheses that close nothing or nest too deep; the rest closed."""
    kept: list[Token] = []
    opened: list[tuple[Token, bool]] = []
    for token in tokens:
        is_kept = True
        if token.sort == Sort.OPEN:
            is_kept = sum(is_open for _, is_open in opened) < DEEPEST
            opened.append((token, is_kept))
        elif token.sort == Sort.CLOSE and opened:
            is_kept = opened.pop()[1]
        elif token.sort == Sort.CLOSE:
            notes.add(Kind.CLOSES_NOTHING, token.text, token.start)
            continue
        if is_kept:
            kept.append(token)
        else:
            notes.add(Kind.NESTED_TOO_DEEP, token.text, token.start)
    for token, is_kept in reversed(opened):
        if is_kept:
            notes.add(Kind.NOT_CLOSED, token.text, token.start)
            kept.append(Token(Sort.CLOSE, "", end, end))
    return kept


def _being_typed(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with the last one marked, if it is a word that may go on."""
    last = tokens[-1] if tokens else None
    if last is None or last.sort != Sort.WORD or last.end != len(text) or not text[-1].isalnum():
        return tokens
    before = tokens[-2].sort if len(tokens) > 1 else None
    letters = sum(letter.isalnum() for letter in last.text)
    if before in (Sort.NOT, Sort.MINUS) or letters < SHORTEST_PREFIX:
        return tokens
    return [*tokens[:-1], replace(last, is_being_typed=True)]
