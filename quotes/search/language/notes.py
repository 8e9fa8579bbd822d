"""What is told of a search beside its results: what was left out, or read otherwise than typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

LONGEST_FRAGMENT = 24  # characters


class Kind(Enum):
    """Why a piece was not searched for as typed: what is said of one, and of several.

    `pieces` are fragments with their places, `fragments` and `at` the one and the other alone.
    """

    MARK_NOT_CLOSED = (
        "The quotation mark at {at}, before {fragments}, is not closed; searched as if it closed "
        "at the end.",
        "The quotation marks at {at}, before {fragments}, are not closed; searched as if they "
        "closed at the end.",
    )
    LONE_MARK = (
        "The quotation mark at {at} is not closed and nothing follows it; it was left out.",
        "The quotation marks at {at} are not closed and nothing follows them; they were left out.",
    )
    EMPTY_PHRASE = (
        "There is nothing between the quotation marks at {at}; they were left out.",
        "There is nothing between the quotation marks at {at}; they were left out.",
    )
    NOT_CLOSED = (
        "The parenthesis at {at} is not closed; searched as if it closed at the end.",
        "The parentheses at {at} are not closed; searched as if they closed at the end.",
    )
    CLOSES_NOTHING = (
        "The parenthesis at {at} closes nothing and was left out.",
        "The parentheses at {at} close nothing and were left out.",
    )
    NESTED_TOO_DEEP = (
        "The parenthesis at {at} is nested too deep and was left out.",
        "The parentheses at {at} are nested too deep and were left out.",
    )
    EMPTY_GROUP = (
        "There is nothing between the parentheses at {at}; they were left out.",
        "There is nothing between the parentheses at {at}; they were left out.",
    )
    JOINS_NOTHING = (
        "{pieces} joins nothing and was left out.",
        "{pieces} join nothing and were left out.",
    )
    NO_WORDS = (
        "{pieces} holds no word or number and was left out.",
        "{pieces} hold no word or number and were left out.",
    )
    TOO_COMMON = (
        "{pieces} is too common to search for beside other words and was left out; put it between "
        "quotation marks to search for it.",
        "{pieces} are too common to search for beside other words and were left out; put them "
        "between quotation marks to search for them.",
    )
    NO_VALUE = (
        "{pieces} has nothing after the colon and was left out.",
        "{pieces} have nothing after the colon and were left out.",
    )
    STAR_WITHIN = (
        "{pieces} was searched for without its star, which only ends a word outside quotation "
        "marks.",
        "{pieces} were searched for without their stars, which only end a word outside quotation "
        "marks.",
    )
    SHORT_PREFIX = (
        "{pieces} was searched for as a word: a star needs two letters before it.",
        "{pieces} were searched for as words: a star needs two letters before it.",
    )
    HOLDS_FOR_ALL = (
        "{pieces} holds for the whole search: a field can’t be one side of an OR, or part of a "
        "group.",
        "{pieces} hold for the whole search: a field can’t be one side of an OR, or part of a "
        "group.",
    )
    UNKNOWN_FIELD = (
        "{pieces} was searched for as words: there is no such field.",
        "{pieces} were searched for as words: there are no such fields.",
    )


@dataclass(frozen=True)
class Piece:
    """A fragment of a search as typed, from one character on; the first is 0 here, 1 as told."""

    text: str
    start: int

    def __str__(self) -> str:
        return f"“{cut(self.text)}” at character {self.start + 1}"


class Notes:
    """The pieces that were not searched for as typed, by kind, in the order they are met."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[Kind, str], list[Piece]] = {}

    def add(self, kind: Kind, text: str, start: int, *, more: str = "") -> None:
        """Note a piece; `more` is a further sentence, which pieces of it share."""
        self._pieces.setdefault((kind, more), []).append(Piece(text, start))

    def told(self) -> tuple[str, ...]:
        """A sentence for each kind, naming every piece."""
        return tuple(
            _sentence(kind, sorted(set(pieces), key=lambda piece: piece.start)) + more
            for (kind, more), pieces in self._pieces.items()
        )


def _sentence(kind: Kind, pieces: list[Piece]) -> str:
    one, many = kind.value
    numbers = listed(str(piece.start + 1) for piece in pieces)
    at = f"character{'' if len(pieces) == 1 else 's'} {numbers}"
    template = one if len(pieces) == 1 else many
    fragments = listed(f"“{cut(piece.text)}”" for piece in pieces)
    return template.format(pieces=listed(map(str, pieces)), fragments=fragments, at=at)


def listed(parts: Iterable[str], *, joined_by: str = "and") -> str:
    """Parts as a sentence lists them: a, b and c."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joined_by} {parts[-1]}"


def cut(text: str) -> str:
    """A fragment no longer than a sentence bears."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_FRAGMENT else f"{text[: LONGEST_FRAGMENT - 1]}…"
