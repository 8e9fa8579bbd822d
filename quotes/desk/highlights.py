"""Cuts a story's text into runs, so that quotes which overlap can all be marked in place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from quotes.models import Quote
from quotes.verification import State

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


def runs(text: str, quotes: Iterable[Quote]) -> list[Run]:
    """The whole text, in order, cut wherever a span of any quote begins or ends."""
    listed = list(quotes)
    marks = [mark for quote in listed for mark in _marks(quote)]
    opens: dict[int, list[int]] = defaultdict(list)
    for quote in listed:
        opens[quote.content[0][0]].append(quote.pk)
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    starting: dict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
    cut: list[Run] = []
    active: list[_Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + starting[start]
        cut.append(_run(start, text[start:end], active, opens[start]))
    return cut


def _marks(quote: Quote) -> Iterator[_Mark]:
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
