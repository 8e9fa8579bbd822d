"""The shape of the sample's table: a story, and what its people decide about each quote in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from quotes.spans import Spans

GAP = " … "
"""Stands, in a piece, for whatever the story has between its first words and its last."""


@dataclass(frozen=True)
class Change:
    """A notice on a published quote: its type, what the public reads, and what it changes."""

    type: str
    public_text: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    pieces: tuple[str, ...] = ()
    outcome: str = "approved"


@dataclass(frozen=True)
class Line:
    """A quote, by the words of each of its pieces, with its attribution and what becomes of it.

    `who` is a key of the register, or empty for an unnamed source, who has a `descriptor`. `role`
    is as printed; without one the story prints none. `fate` is a key of newsroom.PATHS, and `note`
    the reason that the last move gives. Without a day of its own it was said on the story's.
    """

    who: str
    pieces: tuple[str, ...]
    role: str = ""
    kind: str = "direct"
    fate: str = "published"
    note: str = ""
    said_on: date | None = None
    descriptor: str = ""
    anonymity_reason: str = ""
    basis: str = "on_record"
    matched_to: str = "article"
    legal_flag: bool = False
    embargo_days: int = 0
    notices: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Story:
    """A story's file, what its outlet says about it, and the quotes in it."""

    file: str
    outlet: str
    url: str
    published_at: datetime
    lines: tuple[Line, ...]
    headline: str = ""

    def read(self) -> bytes:
        """The story as it came in."""
        return (Path(__file__).parent / "stories" / self.file).read_bytes()


def spans_of(text: str, pieces: tuple[str, ...]) -> Spans:
    """Where the pieces stand in a text, each after the one before; ValueError if one does not."""
    spans: Spans = []
    position = 0
    for piece in pieces:
        first, _, last = piece.partition(GAP)
        start = text.index(first, position)
        position = start + len(first)
        if last:
            position = text.index(last, position) + len(last)
        spans.append([start, position])
    return spans
