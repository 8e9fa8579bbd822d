"""Follows a story from sentence to sentence and keeps in mind who is named, meant and speaks."""

from collections.abc import Sequence

from quotes.extraction.cast import Cast, told_numbers
from quotes.extraction.findings import Found
from quotes.extraction.memory import Memory, Point, Trace
from quotes.extraction.mentions import Mention
from quotes.extraction.namesakes import which
from quotes.extraction.people import Person
from quotes.extraction.pronouns import GENDER, Asked, Choice, choose
from quotes.extraction.sentences import Unit
from quotes.extraction.sourcewords import gender_after, part_of
from quotes.extraction.speaker import Speaker

_LEADS = 0.5
"""How far ahead the best of several namesakes must be to be kept in mind."""
_FOLLOWED = 0.45
"""A pronoun in passing whose owner is less likely than this is not remembered."""


class Following:
    """Who is in mind at the place that the reader has come to; the story is read in order."""

    def __init__(self, cast: Cast, found: Sequence[Found]) -> None:
        self.cast = cast
        self.memory = Memory()
        self.contents = sorted(stretch for one in found for stretch in one.contents)
        self.content, self.content_until = 0, -1
        self.told = told_numbers(cast)

    def name(self, mention: Mention) -> None:
        """Somebody is named; of several namesakes the one who is ahead is kept in mind."""
        who = self._meant(mention)
        if not who:
            return
        person, ahead = self.which(mention, who) if len(who) > 1 else (who[0], _LEADS)
        if ahead >= _LEADS:
            point = self.point(mention.sentence, mention.start)
            part = part_of(self.cast.sentences[mention.sentence].units, mention)
            self.memory.note(person, point, part, within=self._within(mention.start))

    def pronoun(self, unit: Unit, number: int) -> None:
        """A pronoun that is nobody's source still keeps its owner in mind."""
        point = self.point(number, unit.start)
        owner = unit.low in ("his", "her", "hers")
        choice = self.owner(Asked(point, GENDER[unit.low], owner=owner))
        if choice is not None and choice.sure >= _FOLLOWED:
            part = "owner" if owner else "object" if unit.low == "him" else "subject"
            within = self._within(unit.start)
            self.memory.note(choice.person, point, part, pronoun=True, within=within)

    def source(self, person: Person, speaker: Speaker, point: Point) -> None:
        """Somebody is a source, and so was named or meant there."""
        trace = self.memory.traces.get(id(person))
        if trace is None or trace.start < point.start:
            pronoun = speaker.how in ("pronoun", "owner")
            part = "owner" if speaker.how == "owner" else "subject"
            within = self._within(point.start)
            self.memory.note(person, point, part, pronoun=pronoun, within=within)
        self.memory.spoke(person, point)

    def owner(self, asked: Asked) -> Choice | None:
        """Whom a pronoun means."""
        return choose(self.memory, asked)

    def which(self, mention: Mention, who: list[Person]) -> tuple[Person, float]:
        """The likeliest of several namesakes, and how far ahead of the next he or she is."""
        units = self.cast.sentences[mention.sentence].units
        point = self.point(mention.sentence, mention.start)
        return which(point, mention, who, self.memory, gender_after(units, mention.last))

    def near(self, point: Point) -> list[Trace]:
        """The people in mind from this sentence or the one before."""
        near = [t for t in self.memory.recent(point) if point.sentence - t.sentence <= 1]
        return [t for t in near if t.person.human or t.person.voiced]

    def point(self, number: int, start: int) -> Point:
        """A character of a sentence as a place in the story."""
        return Point(self.told[number], self.cast.sentences[number].paragraph, start)

    def _within(self, start: int) -> bool:
        """Whether a place lies in what somebody said; places are asked for in order."""
        while self.content < len(self.contents) and self.contents[self.content][0] <= start:
            self.content_until = max(self.content_until, self.contents[self.content][1])
            self.content += 1
        return start < self.content_until

    def _meant(self, mention: Mention) -> list[Person]:
        for other, who in self.cast.by_sentence.get(mention.sentence, ()):
            if other is mention:
                return who
        return []
