"""The people of a story, and who a name, a title or a pronoun means: one person or nobody."""

from bisect import bisect_left
from dataclasses import dataclass, field

from quotes.extraction.foreign.firstnames import KNOWN
from quotes.extraction.foreign.phrases import Phrase
from quotes.extraction.text import word_set

LOOKS_BACK = 2
"""Paragraphs before its own in which a pronoun looks for its owner."""
MENTIONS = 60
"""Mentions at most that it looks at."""

_ORGANISATION = word_set(
    """
    ag gmbh sa sarl spa bank banque banco banca groupe gruppe grupo gruppo universität université
    universidad università institut instituto istituto verein verband fédération federación
    federazione syndicat sindicato sindacato ministère ministerium ministerio ministero partei parti
    partido partito association asociación associazione fondation fundación fondazione stiftung
    deutsche nationale nacional nazionale club real union unión
    """
)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the story."""

    name: tuple[str, ...]
    gender: str = ""
    role: str = ""
    human: bool = False
    """Shown to be a person by a first name, a title or an honorific."""

    @property
    def organisation(self) -> bool:
        """Has a word in its name that no person has."""
        return any(word.lower() in _ORGANISATION for word in self.name)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a phrase means; no name and no descriptor where it is not clear."""

    name: str | None = None
    kind: str | None = None
    descriptor: str = ""
    role: str = ""
    sure: float = 1.0


NOT_CLEAR = Speaker(sure=0.35)


@dataclass(slots=True)
class Cast:
    """Everybody named, by last and by first name, and where."""

    people: list[Person] = field(default_factory=list)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)
    places: list[tuple[int, int, Person]] = field(default_factory=list)
    """Start, paragraph and person of every mention, in text order."""

    def introduce(self, phrase: Phrase) -> None:
        """Enters a full name, or learns from a name that is known; longer names come first."""
        if phrase.kind != "name" or (len(phrase.name) < 2 and not (phrase.polite or phrase.role)):
            return
        known = self._named(phrase)
        if len(known) > 1:
            return
        person = known[0] if known else self._enter(phrase)
        person.gender = person.gender or phrase.gender
        person.role = person.role or phrase.role
        first_name = len(phrase.name) > 1 and phrase.name[0].lower() in KNOWN
        person.human = person.human or phrase.polite or bool(phrase.role) or first_name

    def _enter(self, phrase: Phrase) -> Person:
        person = Person(phrase.name)
        self.people.append(person)
        self.by_last.setdefault(phrase.name[-1].lower(), []).append(person)
        if len(phrase.name) > 1:
            self.by_first.setdefault(phrase.name[0].lower(), []).append(person)
        return person

    def place(self, phrase: Phrase, paragraph: int) -> None:
        """Notes where somebody is mentioned, once all are introduced."""
        for person in self._named(phrase) if phrase.kind == "name" else ():
            self.places.append((phrase.start, paragraph, person))

    def _named(self, phrase: Phrase) -> list[Person]:
        """Those a printed name may mean."""
        name = tuple(word.lower() for word in phrase.name)
        found = [p for p in self.by_last.get(name[-1], []) if _fits(name, p)]
        if not found and len(name) == 1 and not phrase.polite:
            found = self.by_first.get(name[0], [])
        if not found and len(name) > 1:
            found = [p for p in self.by_first.get(name[0], []) if _begins(name, p)]
        apart = [p for p in found if phrase.gender in ("", p.gender) or not p.gender]
        return list(dict.fromkeys(apart))

    def speaker(self, phrase: Phrase, paragraph: int) -> Speaker:
        """Who a phrase means."""
        if phrase.kind == "pronoun":
            if phrase.plural:
                return NOT_CLEAR
            return self.recent(phrase.start, paragraph, phrase.gender)
        if phrase.kind == "name":
            return self._by_name(phrase)
        if phrase.kind == "body":
            return self._body(phrase)
        return self._by_title(phrase)

    def _by_name(self, phrase: Phrase) -> Speaker:
        found = self._named(phrase)
        if len(found) > 1:
            return NOT_CLEAR
        if not found:
            return Speaker(" ".join(phrase.name), None, sure=0.7)
        return _as_speaker(found[0])

    def _body(self, phrase: Phrase) -> Speaker:
        if phrase.name:
            return Speaker(phrase.name[0], "organisation", sure=0.9)
        return Speaker(kind="unnamed", descriptor=phrase.role, sure=0.9)

    def _by_title(self, phrase: Phrase) -> Speaker:
        """The one person whose title it is, when it is "the" minister; else words for nobody."""
        wanted = set(phrase.role.lower().split())
        fitting = [p for p in self.people if wanted <= set(p.role.lower().split())]
        fitting = [p for p in fitting if not phrase.gender or p.gender in ("", phrase.gender)]
        if not phrase.definite or not fitting:
            return Speaker(kind="unnamed", descriptor=phrase.role, sure=0.9)
        return _as_speaker(fitting[0], 0.85) if len(fitting) == 1 else NOT_CLEAR

    def recent(self, at: int, paragraph: int, gender: str) -> Speaker:
        """Whom "he", "she" or a verb without a subject means: one person, or nobody.

        That is the only person lately mentioned who may be meant, if the pronoun's gender is known
        to be theirs or if nobody else was named so far.
        """
        last = bisect_left(self.places, at, key=lambda place: place[0])
        before = [place for place in self.places[max(0, last - MENTIONS) : last] if place[2].human]
        near = {
            id(person): person
            for _, number, person in before
            if number >= paragraph - LOOKS_BACK
            and not (gender and person.gender not in ("", gender))
        }
        if len(near) != 1:
            return NOT_CLEAR
        person = next(iter(near.values()))
        told = bool(gender) and person.gender == gender
        alone = all(other is person for _, _, other in before)
        return _as_speaker(person, 0.85) if told or alone else NOT_CLEAR


def _as_speaker(person: Person, sure: float = 1.0) -> Speaker:
    kind = "person" if person.human else "organisation" if person.organisation else None
    return Speaker(" ".join(person.name), kind, role=person.role, sure=sure)


def _fits(name: tuple[str, ...], person: Person) -> bool:
    """A surname alone, or the same first name."""
    return len(name) == 1 or len(person.name) == 1 or name[0] == person.name[0].lower()


def _begins(name: tuple[str, ...], person: Person) -> bool:
    """ "Ana Ruiz" for Ana Ruiz Pardo, either way round."""
    known = tuple(word.lower() for word in person.name)
    short, long = sorted((name, known), key=len)
    return long[: len(short)] == short
