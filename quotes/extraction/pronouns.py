"""Decides whom a "he" or "she" means, by weights learned from many stories."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from quotes.extraction.memory import Memory, Point, Trace
from quotes.extraction.people import Person
from quotes.extraction.weights import WEIGHTS

GENDER = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m", "hers": "f"}
_GAPS = (0, 1, 2, 3, 3, 4, 4, 4)


@dataclass(frozen=True, slots=True)
class Asked:
    """One pronoun: where it stands, its gender, and what is known around it."""

    point: Point
    gender: str
    source: bool = False
    """Is somebody's source."""
    owner: bool = False
    """A "his" or "her"."""
    follows: bool = False
    """Stands after the words said."""
    names: frozenset[str] = frozenset()
    """Words of what was said: speakers do not call themselves by name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest person, how likely, and how many there were to choose from."""

    person: Person
    sure: float
    margin: float
    among: int


def choose(memory: Memory, asked: Asked) -> Choice | None:
    """Whom a pronoun means; None when nobody fits."""
    traces = [t for t in memory.recent(asked.point) if _fits(t, asked)]
    if not traces:
        return None
    scores = [
        sum(WEIGHTS.get(name, 0.0) for name in features(trace, asked, rank, memory.latest))
        for rank, trace in enumerate(traces)
    ]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    whole = sum(shares)
    best = shares.index(max(shares))
    second = max((s for i, s in enumerate(shares) if i != best), default=0.0)
    return Choice(
        traces[best].person, shares[best] / whole, (shares[best] - second) / whole, len(traces)
    )


def _fits(trace: Trace, asked: Asked) -> bool:
    person = trace.person
    if person.gender and person.gender != asked.gender:
        return False
    return person.human or person.voiced or trace.spoke >= 0


def features(trace: Trace, asked: Asked, rank: int, latest: Trace | None) -> Iterator[str]:
    """What speaks for and against one person, by name."""
    gap = asked.point.sentence - trace.sentence
    near = _GAPS[gap] if gap < len(_GAPS) else 5
    kind = "source" if asked.source else "owner" if asked.owner else "plain"
    yield f"gap {near}"
    yield f"{kind} gap {near}"
    yield f"rank {min(rank, 3)}"
    yield f"{trace.part} {min(gap, 2)}"
    yield "known" if trace.person.gender else "unknown" if trace.person.voiced else "stranger"
    yield f"count {min(trace.count.bit_length(), 5)}"
    if trace.pronoun:
        yield f"pronoun {min(gap, 2)}"
    if trace.within:
        yield f"within {min(gap, 2)}"
    if trace.fresh:
        yield f"fresh {min(gap, 2)}"
    if trace.paragraph == asked.point.paragraph:
        yield "same paragraph"
    if trace.topic == asked.point.paragraph:
        yield f"topic {kind}"
    if trace.person.descriptor:
        yield "unnamed"
    if _named(trace.person, asked.names):
        yield "names itself"
    yield from _speaking(trace, asked, latest)


def _named(person: Person, names: frozenset[str]) -> bool:
    """Whether what was said holds somebody's surname or first name."""
    return person.last in names or (person.full and person.words[0].lower() in names)


def _speaking(trace: Trace, asked: Asked, latest: Trace | None) -> Iterator[str]:
    if trace is latest:
        ago = min(asked.point.sentence - trace.spoke, 4)
        yield f"latest speaker {ago}"
        if asked.source:
            yield f"goes on {ago} {'after' if asked.follows else 'before'}"
    elif trace.spoke >= 0:
        yield "speaker"
        if trace.spoke_in == asked.point.paragraph:
            yield "speaker here"
