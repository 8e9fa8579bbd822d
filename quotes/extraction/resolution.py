"""Decides who a source is: a person of the story, a body, somebody unnamed, or not clear."""

from dataclasses import dataclass

from quotes.extraction.cast import Cast, Person
from quotes.extraction.lexicon import POSSESSIVE, PREPOSITION
from quotes.extraction.mentions import Mention
from quotes.extraction.phrases import Source
from quotes.extraction.roles import described
from quotes.extraction.sentences import Unit, printed
from quotes.extraction.threads import Found
from quotes.extraction.vocabulary import (
    LEADERS,
    ORGANISATIONS,
    PLACES,
    SAME_JOB,
    TITLE_GENDER,
    TITLES,
    UNNAMED,
)

_GENDER = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as the story tells, and how sure that is."""

    name: str | None
    kind: str | None
    sure: float
    role: str = ""
    descriptor: str = ""
    person: Person | None = None


UNCLEAR = Speaker(None, None, 0.3)


class Resolver:
    """Reads sources in story order and remembers who spoke last."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.spoken: list[tuple[int, int, Speaker]] = []
        self.plural: Speaker | None = None
        self.voiced: set[int] = set()

    def resolve(self, found: Found) -> Speaker:
        """The speaker of one attribution."""
        if found.source is None:
            return UNCLEAR
        speaker = self._resolve(found, found.source)
        place = found.sentence.units[found.source.first].start
        self.spoken.append((found.number, place, speaker))
        if speaker.person and speaker.kind == "person":
            self.voiced.add(id(speaker.person))
        if speaker.kind in ("unnamed", "organisation"):
            self.plural = speaker
        return speaker

    def _resolve(self, found: Found, source: Source) -> Speaker:
        units = found.sentence.units
        low = units[source.core].low
        if source.first == source.core and low in ("he", "she"):
            return self._pronoun(found, source, _GENDER[low])
        if source.first == source.core and low in ("they", "it"):
            return self._they(low)
        if source.first == source.core and low in ("i", "we", "you", "who", "which", "that"):
            return UNCLEAR
        if source.how == "label":
            return self._labelled(units[source.core].low, printed(units, source.first, source.last))
        if _several(units, source):
            return Speaker(None, None, 0.6, "", printed(units, source.first, source.core))
        named = self._named(found, source)
        if named is not None:
            return named
        return self._noun_phrase(found, source)

    def _named(self, found: Found, source: Source) -> Speaker | None:
        """The name that the phrase itself holds, at its head or in its apposition."""
        units = found.sentence.units
        head = head_end(units, source)
        for mention, who in self.cast.by_sentence.get(found.number, ()):
            if mention.first < source.first or mention.last > source.last or mention.possessive:
                continue
            if mention.last == head or (
                mention.title_first <= source.first + 1 and head < mention.first <= source.core
            ):
                return self._mentioned(mention, who, found)
            if source.apposition and source.apposition[0] in (mention.first, mention.title_first):
                return self._renamed(units, source, head, mention, who, found)
        return None

    def _renamed(
        self, units: list[Unit], source: Source, head: int, mention: Mention,
        who: list[Person], found: Found,
    ) -> Speaker:  # fmt: skip
        """ "The city's mayor, Jane Roe, said": the apposition is the name."""
        speaker = self._mentioned(mention, who, found)
        role = described(units, source.first, source.core + 1)
        if speaker.person and role and not speaker.person.role:
            speaker.person.role = role
            speaker.person.titles.update(role.lower().split())
        return Speaker(
            speaker.name, speaker.kind, speaker.sure, speaker.role or role, "", speaker.person
        )

    def _labelled(self, last: str, printed: str) -> Speaker:
        """A transcript's "ROE:" or a headline's "Roe:"; "Q:" and "A:" name nobody."""
        if len(printed) == 1 or last in ("question", "answer"):
            return UNCLEAR
        known = [p for p in self.cast.people if p.last == last]
        if len(known) == 1:
            return _person(known[0], 0.9)
        if last in PLACES or last in ORGANISATIONS:
            return Speaker(printed, "organisation", 0.7)
        return Speaker(None if known else printed, "person", 0.3 if known else 0.6)

    def _mentioned(self, mention: Mention, who: list[Person], found: Found) -> Speaker:
        if len(who) == 1:
            return self._one(mention, who[0])
        recent = self._lately(who, found)
        if recent is None:
            return Speaker(None, "person", 0.3)
        return _person(recent, 0.6)

    def _one(self, mention: Mention, person: Person) -> Speaker:
        """A name that only one person of the story bears, for all that a title tells apart."""
        if any(other.words == person.words for other in self.cast.people if other is not person):
            return Speaker(None, "person", 0.3)
        if not person.human and (not person.full or person.placed):
            return Speaker(person.name, None, 0.75, person.role, "", person)
        if mention.alone and person.full and mention.sentence < person.introduced:
            if person.relative:
                return Speaker(None, "person", 0.3)
            return _person(person, 0.8)
        return _person(person, 0.97 if person.full else 0.9)

    def _lately(self, who: list[Person], found: Found) -> Person | None:
        """The only one of several namesakes that was told apart in the sentences before."""
        full = {
            id(p): p
            for number in range(max(0, found.number - 4), found.number + 1)
            for m, people in self.cast.by_sentence.get(number, ())
            for p in people
            if len(people) == 1 and p in who and (not m.alone or m.title)
        }
        return next(iter(full.values())) if len(full) == 1 else None

    def _pronoun(self, found: Found, source: Source, gender: str) -> Speaker:
        place = found.sentence.units[source.first].start
        unnamed = self._unnamed_before(found, gender)
        if unnamed is not None:
            return unnamed
        scores: dict[int, float] = {}
        people: dict[int, Person] = {}
        for person, weight in self._salient(found, place):
            if person.gender and person.gender != gender:
                continue
            weight += 0.8 if person.gender == gender else 0.0
            people[id(person)] = person
            scores[id(person)] = max(scores.get(id(person), 0.0), weight) + 0.15
        if not scores:
            return Speaker(None, "person", 0.3)
        ranked = sorted(scores, key=lambda k: -scores[k])
        margin = scores[ranked[0]] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
        if margin < 0.25:
            return Speaker(None, "person", 0.3)
        best = people[ranked[0]]
        sure = min(0.92, 0.55 + 0.15 * margin + (0.1 if best.gender else 0.0))
        return _person(best, sure)

    def _unnamed_before(self, found: Found, gender: str) -> Speaker | None:
        """Whoever spoke last, without a name but of that gender: "Roe's wife … she said"."""
        if not self.spoken:
            return None
        number, _, last = self.spoken[-1]
        if last.person or not last.descriptor or found.number - number > 1:
            return None
        known = {TITLE_GENDER[w] for w in last.descriptor.lower().split() if w in TITLE_GENDER}
        return Speaker(None, "unnamed", 0.5, "", last.descriptor) if known == {gender} else None

    def _salient(self, found: Found, place: int) -> list[tuple[Person, float]]:
        """People in mind before ``place``, with a weight for how much so."""
        out: list[tuple[Person, float]] = []
        for number, where, speaker in self.spoken[-6:]:
            if speaker.person and where < place:
                gap = found.number - number
                out.append((speaker.person, max(0.2, 2.9 - 0.6 * gap)))
        for number in range(found.number, max(-1, found.number - 7), -1):
            gap = found.number - number
            subject_taken = False
            for mention, who in self.cast.by_sentence.get(number, ()):
                if len(who) != 1 or mention.start >= place or not self._known(who[0]):
                    continue
                weight = max(0.2, 2.6 - 0.45 * gap)
                weight -= 0.9 if mention.possessive else 0.0
                weight += 0.3 if mention.leads and (mention.joined or not subject_taken) else 0.0
                weight -= 0.8 if subject_taken and not mention.joined else 0.0
                subject_taken = subject_taken or not mention.possessive
                out.append((who[0], weight))
        return out

    def _known(self, person: Person) -> bool:
        """Surely a person, or somebody who has spoken."""
        return person.human or id(person) in self.voiced

    def _they(self, low: str) -> Speaker:
        last = self.plural
        if last is None or (low == "it" and last.kind != "organisation"):
            return UNCLEAR
        return Speaker(last.name, last.kind, 0.5, "", last.descriptor)

    def _noun_phrase(self, found: Found, source: Source) -> Speaker:
        units = found.sentence.units
        head = head_end(units, source)
        words = units[source.first : head + 1]
        if not _names_body(words):
            nouns = (i for i in range(head, source.first - 1, -1) if _person_noun(units[i]))
            head = next(nouns, head)
        low = units[head].low
        if _person_noun(units[head]) or (words[0].low in ("a", "an") and _trade(low)):
            known = self._by_office(units, source, head) if _definite(words) else None
            if known is not None:
                return known
            return Speaker(None, "unnamed", 0.75, "", printed(units, source.first, source.core))
        if _names_body(words):
            return self._body(units, source, head)
        return Speaker(None, None, 0.4, "", printed(units, source.first, source.core))

    def _by_office(self, units: list[Unit], source: Source, head: int) -> Speaker | None:
        """ "The minister", "the NATO chief": the one person whose role fits."""
        heads = {units[head].low}
        for group in SAME_JOB:
            if units[head].low in group:
                heads |= group
        extra = {
            u.low
            for u in units[source.first : source.core + 1]
            if u.capital and u.low not in ("the", "a", "an") and u.low not in TITLES
        }
        fits = [p for p in self.cast.people if p.titles & heads]
        if units[source.first].low in POSSESSIVE:
            own = {u.low for u in units[source.first + 1 : head + 1]}
            fits = [p for p in fits if own <= p.titles]
        exact = [p for p in fits if units[head].low in p.titles]
        if extra - PLACES or any(extra & p.titles for p in fits):
            fits = [p for p in fits if extra & p.titles]
        elif exact and units[head].low not in LEADERS:
            fits = exact
        if len(fits) == 1 and fits[0].full:
            return _person(fits[0], 0.8)
        if len(exact) == 1 and not extra:
            return _person(exact[0], 0.7)
        if len(fits) > 1:
            return Speaker(None, "person", 0.3)
        return None

    def _body(self, units: list[Unit], source: Source, head: int) -> Speaker:
        article = units[source.first].low in ("the", "a", "an") and source.first < head
        first = source.first + article
        name = printed(units, first, _through_of(units, head, source.core))
        if units[head].capital:
            return Speaker(name, "organisation", 0.9)
        fuller = {
            o
            for o in self.cast.organisations
            if " " in o and o.split()[-1].lower() == units[head].low
        }
        if len(fuller) == 1:
            return Speaker(fuller.pop(), "organisation", 0.75)
        whole = printed(units, source.first, source.core)
        if any(u.capital for u in units[first:head]) or any(
            u.low == "'s" for u in units[first:head]
        ):
            return Speaker(name, "organisation", 0.8)
        return Speaker(None, "organisation", 0.6, "", whole)


def head_end(units: list[Unit], source: Source) -> int:
    """The head of the phrase: its last word before a preposition, a comma or "who"."""
    for i in range(source.first + 1, source.core + 1):
        low = units[i].low
        if low in ("who", "which", "that") or (low in PREPOSITION and low != "like"):
            return i - 1
    return source.core


def _several(units: list[Unit], source: Source) -> bool:
    """ "Ann Roe and Bo Roe": two sources, so no one speaker."""
    for i in range(source.first + 1, source.core):
        if units[i].low in PREPOSITION or units[i].low == "who":
            return False
        if units[i].low == "and" and units[i - 1].capital and units[i + 1].capital:
            return units[i - 1].low not in TITLES and units[i - 1].low not in ORGANISATIONS
    return False


def _person(person: Person, sure: float) -> Speaker:
    return Speaker(person.name, "person", sure, person.role, "", person)


def _through_of(units: list[Unit], head: int, core: int) -> int:
    """A body's name with its "of": "Bank of Vessaly"."""
    i = head + 1
    while (
        i <= core
        and units[head].capital
        and (units[i].capital or units[i].low in ("of", "for", "the", "and", "on", "'s"))
    ):
        i += 1
    i -= 1
    return i if units[i].capital else head


def _person_noun(unit: Unit) -> bool:
    low = unit.low
    return (
        low in UNNAMED
        or low in TITLES
        or (low.endswith(("ers", "ists", "ors", "men", "women")) and not unit.capital)
    )


def _definite(words: list[Unit]) -> bool:
    """ "The minister" or "its harbour master", but not a mere "her spokesman"."""
    if words[0].low in POSSESSIVE:
        return len(words) > 2
    return words[0].low in ("the", "that", "this") or words[0].capital


def _trade(low: str) -> bool:
    return low.endswith(("er", "or", "ist", "ian", "man", "woman"))


def _names_body(words: list[Unit]) -> bool:
    last = words[-1]
    if last.low in ORGANISATIONS or last.low in PLACES:
        return True
    if last.capital and (last.text.isupper() or words[0].low in ("the", "a")):
        return True
    return any(u.low in ORGANISATIONS and u.capital for u in words)
