"""The people of a story: every name printed outside quotations, and the role it came with."""

from dataclasses import dataclass, field

from quotes.extraction.lexicon import SPEECH
from quotes.extraction.mentions import Mention, is_surname, name_runs, read_mention, surname
from quotes.extraction.names import FIRST_NAMES, gender_of
from quotes.extraction.sentences import Paragraph, Sentence, printed
from quotes.extraction.vocabulary import HONORIFICS, KIN

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
        return not is_surname(self.words)

    @property
    def human(self) -> bool:
        """Shown to be a person by a first name, a title, a pronoun or a later surname."""
        if self.titles or self.gender or (self.full and self.words[0].lower() in FIRST_NAMES):
            return True
        return self.full and self.lone > 0 and not self.placed


@dataclass(slots=True)
class Cast:
    """Everybody named, and every mention with the people it may mean."""

    people: list[Person]
    mentions: list[tuple[Mention, list[Person]]]
    by_sentence: dict[int, list[tuple[Mention, list[Person]]]]
    organisations: list[str]


def read_cast(paragraphs: list[Paragraph]) -> Cast:
    """Reads all names of a story, then decides who each may be."""
    sentences = [s for p in paragraphs for s in p.sentences]
    common = {u.text for s in sentences for u in s.units if u.text.islower()}
    found: list[Mention] = []
    organisations: list[str] = []
    for number, sentence in enumerate(sentences):
        for run in name_runs(sentence.units):
            mention = read_mention(sentence, number, *run, common)
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


def _people(found: list[Mention]) -> tuple[list[Person], dict[str, list[Person]]]:
    """One person for every full name; a surname alone joins those who bear it."""
    people: list[Person] = []
    by_last: dict[str, list[Person]] = {}
    for full in (True, False):
        for mention in found:
            if mention.alone != full:
                _enter(mention, people, by_last)
    return people, by_last


def _enter(mention: Mention, people: list[Person], by_last: dict[str, list[Person]]) -> None:
    group = by_last.setdefault(surname(mention.words), [])
    matching = [p for p in group if _compatible(mention, p)]
    if not matching:
        if mention.alone and not mention.title and (group or _first_key(mention) in by_last):
            return
        person = Person(mention.words, "" if mention.alone else gender_of(mention.words[0]))
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
    if len(mention.words) > len(person.words) and not (mention.alone and person.full):
        person.words = mention.words
    person.gender = person.gender or mention.honorific
    person.lone += mention.alone
    person.placed = person.placed or mention.previous in ("in", "near", "at", "across")
    if not mention.alone and person.introduced < 0:
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
    if mention.alone or not person.full:
        return True
    one, other = mention.words[0].lower().strip("."), person.words[0].lower().strip(".")
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _by_first_name(mention: Mention, index: dict[str, list[Person]]) -> list[Person]:
    alone = mention.alone and not mention.title
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
