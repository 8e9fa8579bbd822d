"""Cuts a story into the words and word pieces that the tagger reads, keeping every offset."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quotes.extraction.marks import quotations
from quotes.extraction.text import paragraphs

WINDOW = 192
"""Pieces that the tagger reads at once, the two at the ends included; it was trained on as many."""

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
"""Where a word stands to the quotation marks around it."""

_WORD = re.compile(r"[\w\u0300-\u036f]+|([^\w\s])\1{3,}|[^\w\s]")
"""A word, or a mark; a mark repeated without end is read once."""

_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Word:
    """A word or one mark, its pieces' numbers, and what its print tells."""

    start: int
    end: int
    pieces: tuple[int, ...]
    feature: int
    stops: bool = False
    """A full stop or its like, after which a long paragraph may be cut."""


class Vocabulary:
    """The word pieces, one a line of a file; a piece that goes on inside a word starts with ##."""

    def __init__(self, path: Path) -> None:
        self.number = {piece: n for n, piece in enumerate(path.read_text("utf-8").split("\n"))}
        self.first, self.last = self.number["[CLS]"], self.number["[SEP]"]
        self.unknown, self.blank = self.number["[UNK]"], self.number["[PAD]"]
        self.paragraph, self.mask = self.number["[unused0]"], self.number["[MASK]"]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The longest pieces from the left, as the base model was trained to read them."""
        plain = _plain(word)
        if not plain or len(plain) > _LONGEST_WORD:
            return (self.unknown,)
        out: list[int] = []
        start = 0
        while start < len(plain):
            end = len(plain)
            lead = "##" if start else ""
            while end > start and lead + plain[start:end] not in self.number:
                end -= 1
            if end == start:
                return (self.unknown,)
            out.append(self.number[lead + plain[start:end]])
            start = end
        return tuple(out)


def read_words(text: str, vocabulary: Vocabulary) -> list[list[Word]]:
    """The words of every paragraph."""
    return [
        list(_paragraph_words(text, start, end, vocabulary, headline=number == 0))
        for number, (start, end) in enumerate(paragraphs(text))
    ]


def windows(
    paragraph_words: list[list[Word]], room: int = WINDOW - 2
) -> Iterator[list[list[Word]]]:
    """Runs of whole paragraphs that fit into a window; a longer one is cut between words."""
    window: list[list[Word]] = []
    used = 0
    for words in paragraph_words:
        for part in _parts(words, room):
            size = sum(len(word.pieces) for word in part) + 1
            if window and used + size > room:
                yield window
                window, used = [], 0
            window.append(part)
            used += size
    if window:
        yield window


def _parts(words: list[Word], room: int) -> Iterator[list[Word]]:
    part: list[Word] = []
    used = 1
    for word in words:
        if part and used + len(word.pieces) > room:
            cut = _cut(part)
            yield part[:cut]
            part = part[cut:]
            used = 1 + sum(len(kept.pieces) for kept in part)
        part.append(word)
        used += len(word.pieces)
    if part:
        yield part


def _cut(part: list[Word]) -> int:
    """Where a full part ends: after its last sentence, or after its last word."""
    for n in range(len(part) - 1, len(part) // 2, -1):
        before = part[n - 1].stops or (part[n - 1].feature % 4 == CLOSING and part[n - 2].stops)
        if before and not part[n].stops and part[n].feature % 4 != CLOSING:
            return n
    return len(part)


def _paragraph_words(
    text: str, start: int, end: int, vocabulary: Vocabulary, *, headline: bool
) -> Iterator[Word]:
    marks = iter(quotations(text, start, end, headline=headline))
    quotation = next(marks, None)
    for match in _WORD.finditer(text, start, end):
        a, b = match.span()
        while quotation is not None and a >= quotation.end:
            quotation = next(marks, None)
        place = OUTSIDE
        if quotation is not None and a >= quotation.start:
            place = INSIDE
            if a == quotation.start:
                place = OPENING
            elif quotation.closed and b == quotation.end:
                place = CLOSING
        word = match.group(1) or match.group()
        stops = word in ".!?…"
        yield Word(a, b, vocabulary.pieces(word), 4 * _case(word) + place, stops)


def _case(word: str) -> int:
    """0 small letters or none, 1 a capital first, 2 capitals only, 3 mixed."""
    if not word[0].isupper():
        return 3 if any(map(str.isupper, word)) else 0
    if len(word) == 1 or word[1:].islower():
        return 1
    return 2 if word.isupper() else 3


def _plain(word: str) -> str:
    """Small letters without accents; every quotation mark and dash as its plain form."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(_MARKS.get(c, c) for c in parts if unicodedata.category(c) not in ("Mn", "Cf"))


_MARKS = dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("–—―", "—")
