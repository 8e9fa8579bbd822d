"""A person of the story, and whether a printed name may be theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from quotes.extraction.mentions import Mention, is_surname, suffix_of, surname
from quotes.extraction.names import FIRST_NAMES, SHORT_FORMS, full_forms, gender_of
from quotes.extraction.vocabulary import HONORIFICS, KIN

_PLURAL = frozenset(
    [
        "sens.",
        "reps.",
        "govs.",
        "senators",
        "presidents",
        "ministers",
        "governors",
        "chiefs",
        "congressmen",
        "chairmen",
    ]
)
"""Titles of two: nobody's own as printed."""
_MOST_NAMESAKES = 40
"""Bearers of one surname that are compared; a story with more is no story."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the story, or one unnamed speaker (then ``words`` is empty)."""

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
    voiced: bool = False
    """Named as a source somewhere."""
    headlined: bool = False
    """Named in full in the first sentence."""
    descriptor: str = ""
    """The words for an unnamed speaker."""
    style: tuple[str, ...] = ()
    """The "Lord" before a surname that stands without a first name everywhere."""
    votes: dict[str, int] = field(default_factory=lambda: {"m": 0, "f": 0})

    @property
    def name(self) -> str:
        """The fullest form printed; a lord's without a first name has his title in it."""
        return " ".join((*self.style, *self.words))

    @property
    def last(self) -> str:
        """The surname, folded."""
        return surname(self.words) if self.words else ""

    @property
    def full(self) -> bool:
        """Known by more than a surname."""
        return bool(self.words) and not is_surname(self.words)

    @property
    def human(self) -> bool:
        """Shown to be a person by a first name, a title, a pronoun or a later surname."""
        if self.titles or self.descriptor or (self.gender and not self.placed):
            return True
        if self.full and self.words[0].lower() in FIRST_NAMES:
            return True
        return self.full and self.lone > 0 and not self.placed


class People:
    """Everybody named in a story, found again by surname, first name and title."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.exact: dict[tuple[str, str, str], Person] = {}

    def enter(self, mention: Mention) -> None:
        """Adds a mention to the person it names, or a new person."""
        person = self._known(mention)
        if person is None:
            namesakes = _others(mention, self.by_last.get(surname(mention.words), []))
            first_name = mention.words[0].lower() in self.by_first
            taken = mention.alone and (namesakes or (first_name and _calls_by_first(mention)))
            if taken and not _only_honorific_differs(mention, namesakes):
                return
            person = self._add(mention)
        _learn(person, mention)

    def _known(self, mention: Mention) -> Person | None:
        if not mention.alone:
            exact = self.exact.get(_key(mention.words))
            if exact is not None and compatible(mention, exact):
                return exact
        matching = self.bearers(mention)
        return matching[0] if len(matching) == 1 else None

    def _add(self, mention: Mention) -> Person:
        person = Person(mention.words, "" if mention.alone else gender_of(mention.words[0]))
        self.all.append(person)
        self.by_last.setdefault(person.last, []).append(person)
        if person.full:
            self.exact.setdefault(_key(mention.words), person)
            self.by_first.setdefault(mention.words[0].lower(), []).append(person)
        return person

    def bearers(self, mention: Mention) -> list[Person]:
        """Those who bear a mention's surname and whom its first name and title allow."""
        group = self.by_last.get(surname(mention.words), [])[:_MOST_NAMESAKES]
        group = [p for p in group if compatible(mention, p)]
        group = _others(mention, group)
        if len(group) > 1 and mention.title:
            titled = [p for p in group if set(mention.title.lower().split()) & p.titles]
            group = titled if len(titled) == 1 else group
        return group

    def meant_by(self, mention: Mention) -> list[Person]:
        """Those whom a mention may mean, by surname, else by first name."""
        if not mention.alone:
            exact = self.exact.get(_key(mention.words))
            if exact is not None and compatible(mention, exact):
                return [exact]
        found = self.bearers(mention)
        if mention.alone and mention.title.lower() in _KNIGHTLY:
            found = self.by_first.get(mention.words[0].lower(), [])[:_MOST_NAMESAKES] or found
        if found or not mention.alone or (mention.title and mention.title_is_office):
            return found
        return self.by_first.get(mention.words[0].lower(), [])[:_MOST_NAMESAKES]


def compatible(mention: Mention, person: Person) -> bool:
    """Whether a mention's first name, suffix and honorific allow this person."""
    if mention.honorific and person.gender and mention.honorific != person.gender:
        return False
    suffix, own = suffix_of(mention.words), suffix_of(person.words)
    if suffix != own and (suffix or not mention.alone):
        return False
    if mention.alone or not person.full:
        return True
    one, other = mention.words[0].lower().strip("."), person.words[0].lower().strip(".")
    if one == other or full_forms(one) & full_forms(other):
        return True
    if one in _middle(person.words) or other in _middle(mention.words):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _middle(words: tuple[str, ...]) -> set[str]:
    """The names between the first and the last, and what they are short for."""
    return {
        form for word in words[1:-1] for form in (word.lower(), *SHORT_FORMS.get(word.lower(), ()))
    }


_KNIGHTLY = frozenset(("sir", "dame"))
_TITLED = frozenset(("lord", "lady", "baroness", "baron", "viscount", "earl"))
"""Titles that stand before a surname or a place alone, and then belong to the name."""


def _style(mention: Mention) -> tuple[str, ...]:
    return (mention.title,) if mention.title.lower() in _TITLED else ()


def _others(mention: Mention, people: list[Person]) -> list[Person]:
    """Without an office-holder's relatives where a surname comes with the office."""
    if not (mention.alone and mention.title and mention.title_is_office):
        return people
    return [p for p in people if not _only_kin(p, mention)]


def _only_kin(person: Person, mention: Mention) -> bool:
    """Known as an office-holder's relative: "President Roe" is not the first lady, Mia Roe."""
    kin = person.relative or {"first", "lady"} <= person.titles
    return kin and not person.titles & set(mention.title.lower().split())


def _calls_by_first(mention: Mention) -> bool:
    """ "Edwin" or "Sir Edwin", but not "Mr. Edwin"."""
    return not mention.title or mention.title.lower() in _KNIGHTLY


def _key(words: tuple[str, ...]) -> tuple[str, str, str]:
    return words[0].lower().strip("."), surname(words), suffix_of(words)


def _only_honorific_differs(mention: Mention, namesakes: Iterable[Person]) -> bool:
    """ "Ms. Tan" beside "Mr. Tan" is somebody else; a bare "Tan" is not."""
    return bool(mention.honorific) and all(
        p.gender and p.gender != mention.honorific for p in namesakes
    )


def _learn(person: Person, mention: Mention) -> None:
    if len(mention.words) > len(person.words) and not (mention.alone and person.full):
        person.words = mention.words
    person.gender = person.gender or mention.honorific or mention.gendered
    person.lone += mention.alone
    person.placed = person.placed or mention.previous in ("in", "near", "at", "across")
    person.voiced = person.voiced or mention.speaks
    person.headlined = person.headlined or (mention.sentence == 0 and not mention.alone)
    if not mention.alone and person.introduced < 0:
        person.introduced = mention.sentence
        kin = f"{mention.title} {mention.lead} {mention.kin}".lower().split()
        person.relative = any(word in KIN for word in kin)
    person.style = () if person.full else person.style or _style(mention)
    role = mention.title or mention.apposition
    if role and role.lower() not in HONORIFICS:
        person.titles.update(f"{role} {mention.apposition}".lower().split(), mention.origin)
        if role.lower() not in _PLURAL:
            person.role = person.role or role
