"""Names as a story prints them outside quotations, each with the title or description beside it."""

import re
from dataclasses import dataclass

from quotes.extraction.lexicon import AUXILIARY, TIME_WORDS
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.roles import role_after, role_before, role_leading, split_name
from quotes.extraction.sentences import Sentence, Unit
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import (
    HONORIFICS,
    NOT_NAMES,
    ORGANISATIONS,
    PLACES,
    TITLE_GENDER,
    TITLE_MODIFIERS,
    TITLES,
    UNNAMED,
)

_PARTICLES = word_set("de van von der den bin bint al el la le du da dos del di ben ibn")
_ARABIC = re.compile(r"(?:al|el|ad|ar|as|ash|at|an)-[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_SUFFIXES = frozenset(("jr.", "sr.", "jr", "sr", "ii", "iii", "iv"))


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
    def alone(self) -> bool:
        """A surname and nothing else, unless it is somebody's only name."""
        return is_surname(self.words)

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


def is_surname(words: tuple[str, ...]) -> bool:
    """One word, or "Van der Berg": particles that are no first name, and a word."""
    return all(w.lower() in _PARTICLES and w.lower() not in FIRST_NAMES for w in words[:-1])


def surname(words: tuple[str, ...]) -> str:
    """The last word that is no "Jr."."""
    kept = [w for w in words if w.lower() not in _SUFFIXES] or list(words)
    return kept[-1].lower()


def name_runs(units: list[Unit]) -> list[tuple[int, int]]:
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
    if _name_word(units, i) or _ARABIC.match(units[i].text):
        return True
    j = i
    while j < i + 3 and j + 1 < len(units) and units[j].low in _PARTICLES:
        j += 1
    if j > i and _name_word(units, j):
        return True
    after = i + 1 < len(units) and _name_word(units, i + 1)
    if after and units[i].low == "'" and units[i - 1].low[-1] == "s":
        return True
    return units[i].low == "of" and after and units[i - 1].low in TITLES


def read_mention(
    sentence: Sentence, number: int, first: int, last: int, common: set[str]
) -> Mention | None:
    """The name in a run of capitalised words; None for a body, a place or a common word."""
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
    initials = name[0].count(".") > 1 and _INITIALS.fullmatch(name[0])
    parts = [w for w in name[1 if initials else 0 :] if w.lower() not in _PARTICLES]
    return 0 < len(parts) <= 3 and all(map(_name_like, parts))


def _name_like(word: str) -> bool:
    """Printed as names are, and not all in capitals as abbreviations."""
    if len(word) <= 2:
        return True
    return (word[0].isupper() and not word.isupper()) or bool(_ARABIC.match(word))
