"""Who is in mind at each point of a story: the people last named, and in what part."""

from dataclasses import dataclass

from quotes.extraction.people import Person

REACH = 12
"""Sentences after which a person named is out of mind."""
MOST = 12
"""People kept in mind at once."""


@dataclass(slots=True)
class Point:
    """A place in the story: numbers of sentence and paragraph, and the character."""

    sentence: int
    paragraph: int
    start: int


@dataclass(slots=True)
class Trace:
    """What the story has told of one person so far."""

    person: Person
    sentence: int = -1
    paragraph: int = -1
    start: int = -1
    part: str = ""
    """In what part last: subject, object, owner, joined."""
    pronoun: bool = False
    """Last meant by a pronoun."""
    within: bool = False
    """Last named in what somebody else said."""
    count: int = 0
    fresh: bool = False
    """The last mention was the first."""
    spoke: int = -1
    """The sentence of the last source; -1 if there was none."""
    spoke_in: int = -1
    """That source's paragraph."""
    topic: int = -1
    """The last paragraph that began with this person."""


class Memory:
    """Keeps the people last named, the latest at the end."""

    def __init__(self) -> None:
        self.traces: dict[int, Trace] = {}
        self.latest: Trace | None = None
        """Who spoke last."""
        self.opened: set[int] = set()

    def note(
        self,
        person: Person,
        point: Point,
        part: str,
        *,
        pronoun: bool = False,
        within: bool = False,
    ) -> None:
        """Somebody is named or meant here."""
        trace = self.traces.pop(id(person), None) or Trace(person)
        self.traces[id(person)] = trace
        trace.fresh = trace.count == 0
        trace.count += 1
        trace.sentence, trace.paragraph, trace.start = point.sentence, point.paragraph, point.start
        trace.part, trace.pronoun, trace.within = part, pronoun, within
        if part == "subject" and point.paragraph not in self.opened:
            trace.topic = point.paragraph
            self.opened.add(point.paragraph)
        if len(self.traces) > 4 * MOST:
            del self.traces[next(iter(self.traces))]

    def spoke(self, person: Person, point: Point) -> None:
        """Somebody is the source here."""
        trace = self.traces.get(id(person))
        if trace is None:
            return
        trace.spoke, trace.spoke_in = point.sentence, point.paragraph
        self.latest = trace

    def recent(self, point: Point) -> list[Trace]:
        """Those in mind, the latest first."""
        found: list[Trace] = []
        for trace in reversed(self.traces.values()):
            if point.sentence - trace.sentence > REACH or len(found) == MOST:
                break
            found.append(trace)
        return found
