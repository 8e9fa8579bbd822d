"""Cuts a story's text into passages and these into runs, so that all quotes are marked in place."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.models import Quote
from quotes.verification import State

_BREAK = re.compile(r"\n[ \t]*\n\s*")

ROLES = ("content", "cue", "source")
FADED = (State.REJECTED, State.RETRACTED)


@dataclass(frozen=True)
class Run:
    """A stretch of text under the same marks from end to end.

    `opens` holds the quotes whose words begin here: each has its anchor before this run.
    """

    start: int
    text: str
    roles: tuple[str, ...]
    quotes: tuple[int, ...]
    opens: tuple[int, ...]
    is_faded: bool

    @property
    def css(self) -> str:
        """The classes that the desk's style sheet tells the marks apart by."""
        many = ["many"] if len(self.quotes) > 1 else []
        faded = ["faded"] if self.is_faded else []
        return " ".join(["run", *self.roles, *many, *faded])


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    role: str
    quote: int
    is_faded: bool


def runs(text: str, quotes: Iterable[Quote], breaks: Iterable[int] = ()) -> list[Run]:
    """The whole text, in order, cut at the breaks and wherever a span begins or ends."""
    listed = list(quotes)
    marks = [mark for quote in listed for mark in _marks(quote)]
    opens: dict[int, list[int]] = defaultdict(list)
    for quote in listed:
        opens[quote.content[0][0]].append(quote.pk)
    edges = sorted(
        {0, len(text), *breaks, *(edge for mark in marks for edge in (mark.start, mark.end))}
    )
    starting: dict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
    cut: list[Run] = []
    active: list[_Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + starting[start]
        cut.append(_run(start, text[start:end], active, opens[start]))
    return cut


@dataclass(frozen=True)
class Passage:
    """A paragraph of the story; what changes in one is sent to the browser without the others."""

    number: int
    start: int
    end: int
    runs: Sequence[Run]


def passages(
    text: str, quotes: Iterable[Quote], *, around: Sequence[Sequence[int]] | None = None
) -> list[Passage]:
    """The text's passages with their runs; with `around`, only those that touch these spans."""
    edges = [0, *(found.end() for found in _BREAK.finditer(text) if found.end() < len(text))]
    places = list(enumerate(pairwise([*edges, len(text)])))
    cut = runs(text, quotes, edges)
    listed = []
    for number, (start, end) in places:
        if around is None or any(start < until and since < end for since, until in around):
            listed.append(Passage(number, start, end, _between(cut, start, end)))
    return listed


def _between(cut: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    first = bisect_left(cut, start, key=lambda run: run.start)
    return cut[first : bisect_left(cut, end, key=lambda run: run.start)]


def _marks(quote: Quote) -> Iterator[_Mark]:
    """A quote's marks; none where it was joined into another, whose words these are now."""
    if getattr(quote, "is_joined", False):
        return
    for role in ROLES:
        for start, end in getattr(quote, role):
            yield _Mark(start, end, role, quote.pk, quote.state in FADED)


def _run(start: int, text: str, active: list[_Mark], opens: list[int]) -> Run:
    return Run(
        start=start,
        text=text,
        roles=tuple(role for role in ROLES if any(mark.role == role for mark in active)),
        quotes=tuple(dict.fromkeys(mark.quote for mark in active)),
        opens=tuple(opens),
        is_faded=bool(active) and all(mark.is_faded for mark in active),
    )
