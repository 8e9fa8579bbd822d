"""Decides who a source is: a person of the story, a body, somebody unnamed, or not clear."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.extraction.bodies import Bodies
from quotes.extraction.cast import Cast, read_cast
from quotes.extraction.findings import Found, Place
from quotes.extraction.following import Following
from quotes.extraction.mentions import Mention
from quotes.extraction.offices import by_office, is_one, newly_described
from quotes.extraction.people import Person
from quotes.extraction.phrases import Source
from quotes.extraction.pronouns import GENDER, Asked
from quotes.extraction.roles import described
from quotes.extraction.sentences import Paragraph, Unit, printed
from quotes.extraction.sourcewords import (
    head_end,
    names_body,
    only_pronoun,
    people_head,
    several,
    without_s,
)
from quotes.extraction.speaker import UNCLEAR, Speaker, person_speaks, unclear_person
from quotes.extraction.vocabulary import ORGANISATIONS, PLACES, TITLE_GENDER

AHEAD = 1.5
"""How far the best of several namesakes must be ahead; closer than this, it is not clear."""
LIKELY = 0.4
"""A pronoun's owner that is less likely than this is left open."""
_HANDLE = ('author="', "author=“", "author=”")
"""What stands before the account in an embedded post."""
_MOST_WORDS = 3_000
"""Characters of what was said that are searched for the speaker's own name."""


def speakers(text: str, paragraphs: list[Paragraph], found: Sequence[Found]) -> list[Speaker]:
    """The speaker of every attribution of one story, in the order given."""
    return Resolver(text, read_cast(paragraphs, found), found).read()


class Resolver:
    """Reads a story once, in order, and tells who each source is."""

    def __init__(self, text: str, cast: Cast, found: Sequence[Found]) -> None:
        self.text, self.cast, self.found = text, cast, found
        self.mind = Following(cast, found)
        self.bodies = Bodies(cast.bodies)
        self.plural: tuple[int, Speaker] | None = None
        self.unnamed: dict[str, Person] = {}
        self.speakers: dict[int, Speaker] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for i, one in enumerate(found):
            if one.place is not None:
                self.by_sentence.setdefault(one.place.number, []).append(i)

    def read(self) -> list[Speaker]:
        """One speaker for each attribution."""
        for number in range(len(self.cast.sentences)):
            for _, _, event in sorted(self._events(number), key=lambda e: e[:2]):
                if isinstance(event, Mention):
                    self.mind.name(event)
                elif isinstance(event, Unit):
                    self.mind.pronoun(event, number)
                else:
                    self.speakers[event] = self._speaker(event)
        return [
            self.speakers[i] if i in self.speakers else self._quoted(one)
            for i, one in enumerate(self.found)
        ]

    def _events(self, number: int) -> Iterator[tuple[int, int, Mention | Unit | int]]:
        """What happens in a sentence, in the order of the text; a source after its names."""
        sources: set[int] = set()
        for i in self.by_sentence.get(number, ()):
            place = self.found[i].place
            assert place is not None  # noqa: S101 - only those with a place are listed
            sources.update(range(place.first, place.last + 1))
            yield place.units[place.last].end, 1, i
        for mention, _ in self.cast.by_sentence.get(number, ()):
            yield mention.start, 0, mention
        for i, unit in enumerate(self.cast.sentences[number].units):
            if unit.low in GENDER and i not in sources:
                yield unit.start, 0, unit

    def _speaker(self, i: int) -> Speaker:
        found = self.found[i]
        if found.place is None or found.source is None:
            return UNCLEAR
        place, source = without_s(found.place, found.source)
        speaker = self._resolve(found, place, source)
        person = speaker.person
        if person is None and speaker.kind == "unnamed" and is_one(place.units, source):
            person = self._unnamed_person(speaker.descriptor)
        if person is not None:
            point = self.mind.point(place.number, place.units[place.first].start)
            self.mind.source(person, speaker, point)
        elif speaker.kind in ("unnamed", "organisation") or speaker.how == "several":
            self.plural = place.number, speaker
        return speaker

    def _unnamed_person(self, descriptor: str) -> Person:
        """One person for everybody described alike."""
        low = descriptor.lower()
        if low not in self.unnamed:
            gender = next((TITLE_GENDER[w] for w in low.split() if w in TITLE_GENDER), "")
            self.unnamed[low] = Person((), gender, descriptor=descriptor, voiced=True)
        return self.unnamed[low]

    def _resolve(self, found: Found, place: Place, source: Source) -> Speaker:
        units = place.units
        low = units[source.first].low.split("'")[0]
        if only_pronoun(units, place):
            if low in GENDER:
                return self._pronoun(found, place, low)
            if low in ("they", "it", "them", "their", "its"):
                return self._group(place.number, low)
            if low in ("i", "we", "you", "who", "which", "that", "my", "our", "your", "me", "us"):
                return UNCLEAR
        if source.how == "label":
            return self._labelled(units[source.core].low, printed(units, source.first, source.last))
        if several(units, source, self.cast.by_sentence.get(place.number, [])):
            words = printed(units, source.first, source.last).rstrip(" ,")
            return Speaker(None, None, "", words, how="several")
        return self._named(place, source) or self._noun_phrase(place, source)

    def _pronoun(self, found: Found, place: Place, low: str) -> Speaker:
        start = place.units[place.first].start
        names = frozenset(
            word.strip(".,;:!?\"'”’“‘()").removesuffix("'s").removesuffix("’s").lower()
            for a, b in found.contents[:3]
            for word in self.text[a : min(b, a + _MOST_WORDS)].split()
            if not word.islower()
        )
        owner = low in ("his", "her", "hers")
        asked = Asked(
            self.mind.point(place.number, start), GENDER[low], source=True, owner=owner,
            follows=found.contents[0][0] < start, names=names,
        )  # fmt: skip
        choice = self.mind.owner(asked)
        how = "owner" if owner else "pronoun"
        if choice is None:
            return unclear_person(how)
        if choice.sure < LIKELY or self._in_a_pair(place.number, choice.person, GENDER[low]):
            return replace(unclear_person(how, choice.among), margin=choice.margin)
        known = bool(choice.person.gender)
        speaker = person_speaks(choice.person, how)
        return replace(speaker, margin=choice.margin, among=choice.among, gender_known=known)

    def _in_a_pair(self, number: int, person: Person, gender: str) -> bool:
        """Whether somebody was just named together with another whom the pronoun fits as well."""
        named = self.cast.by_sentence.get(number) or self.cast.by_sentence.get(number - 1, [])
        for (_, one), (second, other) in pairwise(named):
            pair = [*one, *other]
            if second.previous == "and" and len(pair) == 2 and person in pair:
                return all(who.gender in ("", gender) for who in pair)
        return False

    def _group(self, number: int, low: str) -> Speaker:
        """ "They" and "it": the body or the group that spoke last, if that was just now."""
        if self.plural is None or number - self.plural[0] > 3:
            return UNCLEAR
        last = self.plural[1]
        if low in ("it", "its") and last.kind != "organisation":
            return UNCLEAR
        return replace(last, how="group", margin=0.5)

    def _labelled(self, last: str, printed: str) -> Speaker:
        """A transcript's "ROE:" or a headline's "Roe:"; "Q:" and "A:" name nobody."""
        if len(printed) == 1 or last in ("question", "answer", "q", "a"):
            return UNCLEAR
        known = self.cast.people.by_last.get(last, [])
        if len(known) == 1:
            return person_speaks(known[0], "label")
        if last in PLACES or last in ORGANISATIONS:
            return Speaker(printed, "organisation", how="label")
        if known:
            return unclear_person("label", len(known))
        return Speaker(printed, "person", how="label")

    def _named(self, place: Place, source: Source) -> Speaker | None:
        """The name that the phrase itself holds, at its head or in its apposition."""
        units = place.units
        head = head_end(units, source)
        for mention, who in self.cast.by_sentence.get(place.number, []):
            if mention.first < source.first or mention.last > source.last:
                continue
            if (mention.possessive or mention.attributive) and mention.last < source.core:
                continue
            if mention.last == head or (
                mention.title_first <= source.first + 1 and head < mention.first <= source.core
            ):
                speaker = self._mentioned(mention, who)
                return speaker.through("relative") if source.how == "relative" else speaker
            if source.apposition and source.apposition[0] in (mention.first, mention.title_first):
                return self._renamed(units, source, mention, who)
        return None

    def _renamed(
        self, units: list[Unit], source: Source, mention: Mention, who: list[Person]
    ) -> Speaker:
        """ "The city's mayor, Jane Roe, said": the apposition is the name."""
        speaker = self._mentioned(mention, who)
        role = described(units, source.first, source.core + 1)
        if speaker.person and role and not speaker.person.role:
            speaker.person.role = role
            speaker.person.titles.update(role.lower().split())
        return replace(speaker, role=speaker.role or role, descriptor="", how="renamed")

    def _mentioned(self, mention: Mention, who: list[Person]) -> Speaker:
        if len(who) == 1:
            return self._one(mention, who[0])
        chosen, ahead = self.mind.which(mention, who)
        margin = min(1.0, max(0.0, ahead / 6))
        if ahead < AHEAD:
            return replace(unclear_person("namesake", len(who)), margin=margin)
        speaker = person_speaks(chosen, "namesake")
        return replace(speaker, margin=margin, among=len(who))

    def _one(self, mention: Mention, person: Person) -> Speaker:
        """A name that only one person of the story bears, for all that a title tells apart."""
        if person.words in self.cast.shared:
            return unclear_person("namesake", 2)
        if not person.human and (not person.full or person.placed):
            return Speaker(person.name, None, person.role, "", person, "bare name")
        how = "full name" if not mention.alone else "surname"
        if mention.alone and mention.words[0].lower() != person.last:
            how = "first name"
        early = mention.alone and person.full and mention.sentence < person.introduced
        if early and person.relative:
            return unclear_person("namesake", 1)
        return person_speaks(person, how)

    def _noun_phrase(self, place: Place, source: Source) -> Speaker:
        units = place.units
        head = people_head(units, source)
        words = printed(units, source.first, source.core)
        if head is not None:
            known = by_office(self.cast, units, source, head)
            known = known or self._described(place, source, head)
            return known or Speaker(None, "unnamed", "", words, how="unnamed")
        head = head_end(units, source)
        if names_body(units[source.first : head + 1]):
            return self.bodies.speaks(units, source, head)
        return Speaker(None, None, "", words, how="unnamed")

    def _described(self, place: Place, source: Source, head: int) -> Speaker | None:
        """ "Roe spoke late. The Labour candidate said": the one person in mind, whom the story
        has called by name alone until then.
        """
        units = place.units
        point = self.mind.point(place.number, units[source.first].start)
        one = newly_described(self.cast, units, source, head, self.mind.near(point))
        if one is None:
            return None
        one.role = described(units, source.first, source.core + 1)
        one.titles.update(one.role.lower().split())
        return person_speaks(one, "office")

    def _quoted(self, found: Found) -> Speaker:
        """A source inside a quotation, or none at all."""
        if found.source_stretch is None:
            return UNCLEAR
        words = self.text[slice(*found.source_stretch)].split()
        if self.text.endswith(_HANDLE, 0, found.source_stretch[0]):
            return Speaker(" ".join(words), None, how="label")
        if not 0 < len(words) <= 4 or not words[-1][:1].isupper():
            return UNCLEAR
        known = self.cast.people.by_last.get(words[-1].lower().strip(".,:"), [])
        return person_speaks(known[0], "quoted") if len(known) == 1 else UNCLEAR
