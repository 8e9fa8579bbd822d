"""The people of a story: every name printed outside quotations, and the role it came with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quotes.extraction.findings import Found
from quotes.extraction.lexicon import (
    AUXILIARY,
    DETERMINER,
    JOINER,
    PREPOSITION,
    RELATIVE,
    SPEECH,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.mentions import Mention, surname
from quotes.extraction.nameruns import Usual, name_runs, read_mention
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.people import People, Person
from quotes.extraction.sentences import Paragraph, Sentence, Unit, printed
from quotes.extraction.vocabulary import PLACES

_PRONOUNS = {"he": "m", "his": "m", "himself": "m", "she": "f", "herself": "f"}
Named = list[tuple[Mention, list[Person]]]


@dataclass(slots=True)
class Cast:
    """Everybody named, and every mention with the people it may mean."""

    people: People
    sentences: list[Sentence]
    by_sentence: dict[int, Named] = field(default_factory=dict)
    by_title: dict[str, list[Person]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    """Names of organisations by their last word."""
    shared: set[tuple[str, ...]] = field(default_factory=set)
    """Names that two people bear: nobody can tell who is meant."""


def read_cast(paragraphs: list[Paragraph], found: Sequence[Found] = ()) -> Cast:
    """Reads all names of a story, then decides who each may be.

    The spans of what was found tell where names begin and end.
    """
    sentences = [s for p in paragraphs for s in p.sentences if s.units]
    cast = Cast(People(), sentences)
    spans = _spans(found)
    usual = _usual(sentences, spans)
    plain: list[Mention] = []
    titled: list[int] = []
    for number, sentence in enumerate(sentences):
        if in_title_case(sentence.units):
            titled.append(number)
        else:
            plain.extend(_mentions(cast, number, usual, spans.get(number, _NONE)))
    known = {word.lower() for mention in plain for word in mention.words}
    headlines = [
        mention
        for number in titled
        for mention in _headline(cast, number, usual, spans.get(number, _NONE), known)
    ]
    _settle(cast, plain, headlines)
    return cast


@dataclass(slots=True)
class _Spans:
    """The sources of one sentence, and where any span begins or has ended."""

    sources: list[tuple[int, int]] = field(default_factory=list)
    edges: set[int] = field(default_factory=set)


_NONE = _Spans()


def _spans(found: Sequence[Found]) -> dict[int, _Spans]:
    spans: dict[int, _Spans] = {}
    for one in found:
        for place in (one.place, one.cue):
            if place is not None:
                here = spans.setdefault(place.number, _Spans())
                here.edges.update((place.first, place.last + 1))
                if place is one.place and place.last - place.first < _LONGEST_SOURCE:
                    here.sources.append((place.first, place.last))
    return spans


_LONGEST_SOURCE = 60


def _usual(sentences: list[Sentence], spans: "dict[int, _Spans]") -> Usual:
    small: set[str] = set()
    capital: set[str] = set()
    borne: set[str] = set()
    heads: set[str] = set()
    for number, sentence in enumerate(sentences):
        for first, last in spans.get(number, _NONE).sources:
            heads.update(u.low for u in sentence.units[first : last + 1] if u.capital)
        borne.update(b.low for a, b in pairwise(sentence.units) if _full_name(a, b))
        if in_title_case(sentence.units):
            continue
        for i, unit in enumerate(sentence.units):
            if unit.text.islower():
                small.add(unit.text)
            elif i and unit.capital and sentence.units[i - 1].is_word:
                capital.add(unit.text)
    return Usual(frozenset(small), frozenset(capital), frozenset(borne), frozenset(heads))


def _full_name(one: Unit, other: Unit) -> bool:
    """A first name before the name of a place."""
    first = one.capital and one.low in FIRST_NAMES and one.low not in PLACES
    return first and other.capital and other.low in PLACES


def in_title_case(units: list[Unit]) -> bool:
    """A headline whose every word is capital, so that a capital tells nothing."""
    if len(units) > _LONGEST_HEADLINE:
        return False
    words = [u for u in units if u.is_word and u.text[0].isalpha() and u.low not in _SMALL]
    capitals = sum(u.capital for u in words)
    return len(words) >= 4 and capitals >= 0.9 * len(words)


_SMALL = DETERMINER | PREPOSITION | JOINER | AUXILIARY | SUBORDINATOR | SUBJECT_PRONOUN | RELATIVE
_LONGEST_HEADLINE = 40


def _mentions(cast: Cast, number: int, usual: Usual, spans: _Spans) -> list[Mention]:
    sentence = cast.sentences[number]
    found = []
    for run in name_runs(sentence.units, spans.edges):
        mention = read_mention(sentence, number, *run, usual, spans.sources)
        if mention:
            found.append(mention)
        else:
            name = printed(sentence.units, *run)
            cast.bodies.setdefault(name.split()[-1].lower(), set()).add(name)
    return found


def _headline(
    cast: Cast, number: int, usual: Usual, spans: _Spans, known: set[str]
) -> list[Mention]:
    """A headline's sources, and what the story itself shows to be names."""
    sentence = cast.sentences[number]
    found = []
    for first, last in name_runs(sentence.units, spans.edges):
        inside = any(a <= first and last <= b for a, b in spans.sources)
        runs = [(first, last)] if inside else _known_runs(sentence.units, first, last, known)
        for run in runs:
            mention = read_mention(sentence, number, *run, usual, spans.sources)
            if mention and (inside or surname(mention.words) in known):
                found.append(mention)
    return found


def _known_runs(units: list[Unit], first: int, last: int, known: set[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in range(first, last + 1):
        if units[i].low not in known:
            continue
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _settle(cast: Cast, plain: list[Mention], headlines: list[Mention]) -> None:
    """Decides who is who: full names first, so that a surname joins those who bear it."""
    people = cast.people
    for alone in (False, True):
        for mention in plain:
            if mention.alone == alone:
                people.enter(mention)
    for mention in headlines:
        people.enter(mention)
    for mention in sorted([*plain, *headlines], key=lambda m: (m.sentence, m.first)):
        cast.by_sentence.setdefault(mention.sentence, []).append(
            (mention, people.meant_by(mention))
        )
    _learn_owners(cast)
    _learn_genders(cast)
    seen: set[tuple[str, ...]] = set()
    for person in people.all:
        (cast.shared if person.words in seen else seen).add(person.words)
        for title in person.titles:
            cast.by_title.setdefault(title, []).append(person)


def _learn_owners(cast: Cast) -> None:
    """ "His sister Mia Roe": the one other Roe whose gender nobody told is a man."""
    for named in cast.by_sentence.values():
        for mention, who in named:
            gender = {"his": "m", "her": "f"}.get(mention.owner, "")
            if gender and len(who) == 1 and who[0].full:
                others = [p for p in cast.people.by_last.get(who[0].last, ()) if p is not who[0]]
                if len(others) == 1 and not others[0].gender:
                    others[0].gender = gender


def _learn_genders(cast: Cast) -> None:
    """A pronoun after the only person of a sentence votes for that person's gender."""
    for number, named in cast.by_sentence.items():
        people = {id(p): p for _, who in named for p in who}
        if len(people) != 1:
            continue
        person = next(iter(people.values()))
        gender = _next_pronoun(cast, number, named[0][0].last)
        if gender:
            person.votes[gender] += 1
    for person in cast.people.all:
        men, women = person.votes["m"], person.votes["f"]
        sure = person.full or person.voiced or person.titles or max(men, women) > 1
        if not person.gender and sure and (men > 2 * women or women > 2 * men):
            person.gender = "m" if men > women else "f"


def _next_pronoun(cast: Cast, number: int, last: int) -> str:
    """The gender of a pronoun that follows in the sentence, or that opens the next."""
    units = cast.sentences[number].units
    for i in range(last, len(units)):
        low = units[i].low
        if low in SPEECH:
            break
        if low in _PRONOUNS:
            return _PRONOUNS[low]
        if low == "her" and _owns(units, i):
            return "f"
        if low in ("her", "him"):
            break  # somebody else, to whom something is done
    if number + 1 < len(cast.sentences) and number + 1 not in cast.by_sentence:
        return _PRONOUNS.get(cast.sentences[number + 1].units[0].low, "")
    return ""


def _owns(units: list[Unit], i: int) -> bool:
    """Whether a "her" belongs to the noun after it, and is not the person acted on."""
    after = units[i + 1] if i + 1 < len(units) else None
    if after is None or not after.is_word or after.low in _SMALL:
        return False
    return (
        after.low not in ("up", "out", "down", "off", "back", "away")
        and after.low not in TIME_WORDS
    )


def told_numbers(cast: Cast) -> list[int]:
    """The number of each sentence when those are left out that are nothing but quotations."""
    numbers, told = [], -1
    for sentence in cast.sentences:
        told += told < 0 or not sentence.bare
        numbers.append(told)
    return numbers
