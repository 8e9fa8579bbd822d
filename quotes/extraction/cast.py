"""The people of a story: every name printed outside quotations, and the role it came with."""

from dataclasses import dataclass, field

from quotes.extraction.lexicon import AUXILIARY, SPEECH, TIME_WORDS
from quotes.extraction.names import FIRST_NAMES, gender_of
from quotes.extraction.roles import role_after, role_before, role_leading, split_name
from quotes.extraction.sentences import Paragraph, Sentence, Unit, printed
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import (
    HONORIFICS,
    KIN,
    NOT_NAMES,
    ORGANISATIONS,
    PLACES,
    TITLE_GENDER,
    TITLE_MODIFIERS,
    TITLES,
    UNNAMED,
)

_PARTICLES = word_set("de van von der den bin bint al el la le du da dos del di ben ibn")
_SUFFIXES = frozenset(("jr.", "sr.", "jr", "sr", "ii", "iii", "iv"))
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m",
             "she": "f", "her": "f", "hers": "f", "herself": "f"}  # fmt: skip


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the story."""

    words: tuple[str, ...]
    gender: str = ""
    role: str = ""
    titles: set[str] = field(default_factory=set)
    introduced: int = -1
    """The sentence that first gives more than the surname; -1 when none does."""
    lone: int = 0
    """How often the surname stands alone."""
    placed: bool = False
    """Stands after "in" or "near", as a place does."""
    relative: bool = False
    """Introduced as somebody's wife, brother and so on."""
    votes: dict[str, int] = field(default_factory=lambda: {"m": 0, "f": 0})

    @property
    def name(self) -> str:
        """The fullest form printed."""
        return " ".join(self.words)

    @property
    def last(self) -> str:
        """The surname, folded."""
        return surname(self.words)

    @property
    def full(self) -> bool:
        """Known by more than a surname."""
        return len(self.words) > 1

    @property
    def human(self) -> bool:
        """Shown to be a person by a first name, a title, a pronoun or a later surname."""
        if self.titles or self.gender or (self.full and self.words[0].lower() in FIRST_NAMES):
            return True
        return self.full and self.lone > 0 and not self.placed


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed name: units ``first`` to ``last``, its title from ``title_first``."""

    sentence: int
    title_first: int
    first: int
    last: int
    start: int
    words: tuple[str, ...]
    title: str
    possessive: bool
    leads: bool
    apposition: str = ""
    lead: str = ""
    """The word before the comma before the name: "her spokesman, Bo Roe"."""
    previous: str = ""
    """The word before the name and its title."""

    @property
    def joined(self) -> bool:
        """Follows "and": as much the subject as the name before."""
        return self.previous == "and"

    @property
    def honorific(self) -> str:
        """The gender that a title beside the name gives away."""
        for word in f"{self.title} {self.apposition} {self.lead}".lower().split():
            if word in TITLE_GENDER:
                return TITLE_GENDER[word]
        return ""


@dataclass(slots=True)
class Cast:
    """Everybody named, and every mention with the people it may mean."""

    people: list[Person]
    mentions: list[tuple[Mention, list[Person]]]
    by_sentence: dict[int, list[tuple[Mention, list[Person]]]]
    organisations: list[str]


def surname(words: tuple[str, ...]) -> str:
    """The last word that is no "Jr."."""
    kept = [w for w in words if w.lower() not in _SUFFIXES] or list(words)
    return kept[-1].lower()


def read_cast(paragraphs: list[Paragraph]) -> Cast:
    """Reads all names of a story, then decides who each may be."""
    sentences = [s for p in paragraphs for s in p.sentences]
    common = {u.text for s in sentences for u in s.units if u.text.islower()}
    found: list[Mention] = []
    organisations: list[str] = []
    for number, sentence in enumerate(sentences):
        for run in _runs(sentence.units):
            mention = _mention(sentence, number, *run, common)
            if mention:
                found.append(mention)
            else:
                organisations.append(printed(sentence.units, *run))
    people, index = _people(found)
    mentions = [(m, _candidates(m, index) or _by_first_name(m, index)) for m in found]
    by_sentence: dict[int, list[tuple[Mention, list[Person]]]] = {}
    for m, who in mentions:
        by_sentence.setdefault(m.sentence, []).append((m, who))
    _learn_genders(sentences, by_sentence)
    return Cast(people, mentions, by_sentence, organisations)


def _runs(units: list[Unit]) -> list[tuple[int, int]]:
    """Stretches of capitalised words that may hold a name."""
    found = []
    i = 0
    while i < len(units):
        if not _name_word(units, i):
            i += 1
            continue
        j = i
        while j + 1 < len(units) and _name_goes_on(units, j + 1):
            j += 1
        found.append((i, j))
        i = j + 1
    return found


def _name_word(units: list[Unit], i: int) -> bool:
    unit = units[i]
    return (
        unit.capital
        and unit.is_word
        and not unit.text[0].isdigit()
        and unit.low not in AUXILIARY
        and unit.low not in TIME_WORDS
        and (unit.low not in NOT_NAMES or unit.low in ("mr", "mrs", "ms", "will", "may"))
    )


def _name_goes_on(units: list[Unit], i: int) -> bool:
    if _name_word(units, i):
        return True
    after = i + 1 < len(units) and _name_word(units, i + 1)
    if after and (
        units[i].low in _PARTICLES or (units[i].low == "'" and units[i - 1].low[-1] == "s")
    ):
        return True
    return units[i].low == "of" and after and units[i - 1].low in TITLES


def _mention(
    sentence: Sentence, number: int, first: int, last: int, common: set[str]
) -> Mention | None:
    units = sentence.units
    if first == last and _common_word(units[first], first, common):
        return None
    words = [u.text for u in units[first : last + 1]]
    cut = split_name([w.lower() for w in words])
    name = words[cut:]
    title_first, title = role_before(units, first, cut)
    if not name or not _person_like(name, title, units, first + cut):
        return None
    if cut == 0 and first == 0 and len(name) > 1 and _ordinary_opening(name):
        return None
    lead, described_before = role_leading(units, title_first)
    apposition = described_before or ("" if lead in TITLES else role_after(units, last))
    following = units[last + 1].low if last + 1 < len(units) else ""
    previous = units[title_first - 1].low if title_first else ""
    return Mention(
        number, title_first, first + cut, last, units[first + cut].start, tuple(name), title,
        following in ("'s", "'"), first <= 3, apposition, lead, previous,
    )  # fmt: skip


def _common_word(unit: Unit, place: int, common: set[str]) -> bool:
    """A lone capitalised word that is no name: "Officials", or one printed small elsewhere."""
    if unit.low in UNNAMED or unit.low in TITLES or unit.low in TITLE_MODIFIERS:
        return True
    if "." in unit.text or unit.low.endswith("ly") or sum(map(str.isupper, unit.text[1:])) > 1:
        return True
    return place == 0 and unit.low in common


def _ordinary_opening(name: list[str]) -> bool:
    """A sentence's first word is capital anyway: "Asked Roe" is no name."""
    return name[0].lower().endswith(("ed", "ing")) and name[0].lower() not in FIRST_NAMES


def _person_like(name: list[str], title: str, units: list[Unit], first: int) -> bool:
    lows = [w.lower() for w in name]
    if len(name) > 5 or any(w in ORGANISATIONS for w in lows[1:]):
        return False
    if lows[-1] in PLACES or (lows[0] in PLACES and lows[0] not in FIRST_NAMES):
        return False
    if lows[0] in FIRST_NAMES and len(name) > 1:
        return True
    if title and any(w in TITLES or w in HONORIFICS for w in title.lower().split()):
        return True
    before = units[first - 1].low if first else ""
    if before in ("the", "a", "an") or (name[0].isupper() and len(name[0]) > 1 and len(name) == 1):
        return False
    return len(name) <= 3 and all(w[0].isupper() and not w.isupper() for w in name if len(w) > 2)


def _people(found: list[Mention]) -> tuple[list[Person], dict[str, list[Person]]]:
    """One person for every full name; a surname alone joins those who bear it."""
    people: list[Person] = []
    by_last: dict[str, list[Person]] = {}
    for full in (True, False):
        for mention in found:
            if (len(mention.words) > 1) == full:
                _enter(mention, people, by_last)
    return people, by_last


def _enter(mention: Mention, people: list[Person], by_last: dict[str, list[Person]]) -> None:
    group = by_last.setdefault(surname(mention.words), [])
    matching = [p for p in group if _compatible(mention, p)]
    if not matching:
        if (
            len(mention.words) == 1
            and not mention.title
            and (group or _first_key(mention) in by_last)
        ):
            return
        person = Person(
            mention.words, gender_of(mention.words[0]) if len(mention.words) > 1 else ""
        )
        people.append(person)
        group.append(person)
        if person.full:
            by_last.setdefault(_first_key(mention), []).append(person)
        matching = [person]
    if len(matching) == 1:
        _learn(matching[0], mention)


def _first_key(mention: Mention) -> str:
    """The key of all people with a mention's first word as first name: "Li" for Li Wei."""
    return f"{mention.words[0].lower()} …"


def _learn(person: Person, mention: Mention) -> None:
    if len(mention.words) > len(person.words):
        person.words = mention.words
    person.gender = person.gender or mention.honorific
    person.lone += len(mention.words) == 1
    person.placed = person.placed or mention.previous in ("in", "near", "at", "across")
    if len(mention.words) > 1 and person.introduced < 0:
        person.introduced = mention.sentence
        kin = f"{mention.title} {mention.lead}".lower().split()
        person.relative = any(word in KIN for word in kin)
    role = mention.title or mention.apposition
    if role and role.lower() not in HONORIFICS:
        person.titles.update(f"{role} {mention.apposition}".lower().split())
        person.role = person.role or role


def _compatible(mention: Mention, person: Person) -> bool:
    """Whether a mention's first name and title allow this person."""
    if mention.honorific and person.gender and mention.honorific != person.gender:
        return False
    if len(mention.words) == 1 or not person.full:
        return True
    one, other = mention.words[0].lower().strip("."), person.words[0].lower().strip(".")
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _by_first_name(mention: Mention, index: dict[str, list[Person]]) -> list[Person]:
    alone = len(mention.words) == 1 and not mention.title
    return index.get(_first_key(mention), []) if alone else []


def _candidates(mention: Mention, index: dict[str, list[Person]]) -> list[Person]:
    group = [p for p in index.get(surname(mention.words), []) if _compatible(mention, p)]
    if len(group) > 1 and mention.title:
        words = set(mention.title.lower().split())
        titled = [p for p in group if words & p.titles]
        group = titled if len(titled) == 1 else group
    return group


def _learn_genders(
    sentences: list[Sentence], by_sentence: dict[int, list[tuple[Mention, list[Person]]]]
) -> None:
    """A pronoun in a sentence with one person before it votes for that person's gender."""
    for number, named in by_sentence.items():
        people = {id(p): p for _, who in named for p in who}
        if len(people) != 1:
            continue
        person = next(iter(people.values()))
        start = named[0][0].last
        for unit in sentences[number].units[start:]:
            if unit.low in SPEECH:
                break
            if unit.low in _PRONOUNS:
                person.votes[_PRONOUNS[unit.low]] += 1
                break
    for person in {
        id(p): p for named in by_sentence.values() for _, who in named for p in who
    }.values():
        if not person.gender and person.votes["m"] != person.votes["f"]:
            person.gender = "m" if person.votes["m"] > person.votes["f"] else "f"
