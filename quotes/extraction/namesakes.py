"""Tells apart people who share a name, by who is in mind and whom the story is about."""

from quotes.extraction.memory import Memory, Point
from quotes.extraction.mentions import Mention
from quotes.extraction.people import Person


def which(
    point: Point, mention: Mention, who: list[Person], memory: Memory, gender: str = ""
) -> tuple[Person, float]:
    """The likeliest of several namesakes, and how far ahead of the next he or she is.

    ``gender`` is that of a pronoun right after the name.
    """
    first = min((p.introduced for p in who if p.introduced >= 0), default=-1)
    scores = [_score(p, point, mention, memory, gender) + (p.introduced == first) for p in who]
    ranked = sorted(range(len(who)), key=lambda i: -scores[i])
    best = who[ranked[0]]
    if any(_fresher(other, best, point, memory) for other in who):
        return best, 0.0
    return best, scores[ranked[0]] - scores[ranked[1]]


def _fresher(other: Person, best: Person, point: Point, memory: Memory) -> bool:
    """Whether a namesake was introduced just now, after the likeliest was last named."""
    own = memory.traces.get(id(best))
    new = 0 <= point.sentence - other.introduced <= 1
    return new and (own is None or own.sentence < other.introduced)


def _score(person: Person, point: Point, mention: Mention, memory: Memory, gender: str) -> float:
    if person.introduced > mention.sentence:
        return -3.0
    score = 2.0 * person.headlined - 2.0 * person.relative
    trace = memory.traces.get(id(person))
    if trace is not None:
        gap = point.sentence - trace.sentence
        score += 1.5 if gap <= 1 else 0.7 if gap <= 3 else 0.0
    if gender and person.gender:
        score += 1.5 if person.gender == gender else -1.5
    return score
