"""A story's quotes as one line each, whether they wait for this person, and how far it all is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quotes import verification
from quotes.models import Quote, Review

FORWARD = frozenset({"submit", "verify", "publish"})
"""Moves that bring a quote on its way; a quote waits for the person to whom one is open."""

EXCERPT = 110


@dataclass(frozen=True)
class Line:
    """One quote of a story, short."""

    quote: Quote
    number: int
    waits: bool

    @property
    def excerpt(self) -> str:
        """The first words."""
        return excerpt(self.quote.words)

    @property
    def decided(self) -> Review | None:
        """The latest decision, whose maker the line names."""
        reviews = list(self.quote.reviews.all())
        return reviews[-1] if reviews else None


@dataclass(frozen=True)
class Progress:
    """How far a person is with a story."""

    total: int
    waiting: int

    @property
    def done(self) -> int:
        """Quotes that do not wait for this person."""
        return self.total - self.waiting

    @property
    def told(self) -> str:
        """The figures in words; the browser's script says the same after each decision."""
        return f"{self.done} of {self.total} decided"


def excerpt(words: str) -> str:
    """The beginning of a quote's words."""
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"


def waits_for(person: Any, quote: Quote) -> bool:
    """Whether the next step with a quote is this person's."""
    if any(move.name in FORWARD for move in verification.moves_open_to(person, quote)):
        return True
    waits_for_approval = getattr(quote, "waits_for_approval", False)
    return waits_for_approval and person.has_perm("quotes.approve_correction")


def lines(quotes: Sequence[Quote], person: Any) -> list[Line]:
    """The lines of a story's quotes, in order."""
    numbered = enumerate(quotes, start=1)
    return [Line(quote, number, waits_for(person, quote)) for number, quote in numbered]


def progress(listed: Sequence[Line]) -> Progress:
    """How far a person is with these."""
    return Progress(len(listed), sum(line.waits for line in listed))


def chosen(listed: Sequence[Line], opened: int) -> Line | None:
    """The line to open: the one asked for, or the first that waits, or the first."""
    if not listed:
        return None
    asked = (line for line in listed if line.quote.pk == opened)
    waiting = (line for line in listed if line.waits)
    return next(asked, None) or next(waiting, listed[0])
