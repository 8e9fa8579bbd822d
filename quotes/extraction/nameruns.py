"""Finds names in runs of capitalised words, and tells them from bodies, places and common words."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from quotes.extraction.kinship import kin_beside
from quotes.extraction.lexicon import AUXILIARY, PREPOSITION, TIME_WORDS
from quotes.extraction.mentions import BELONGINGS, PARTICLES, Mention, suffix_of
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.roles import role_after, role_leading, with_body
from quotes.extraction.sentences import Sentence, Unit
from quotes.extraction.text import word_set
from quotes.extraction.titles import role_before, split_name
from quotes.extraction.vocabulary import (
    HONORIFICS,
    NOT_NAMES,
    ORGANISATIONS,
    PLACES,
    TITLE_MODIFIERS,
    TITLES,
    UNNAMED,
)

_ARABIC = re.compile(r"(?:al|el|ad|ar|as|ash|at|an)-[A-Z]")
_ADDRESS = re.compile(r"\.[a-z]{2,3}$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_THINGS = word_set(
    """
    war day week tower plaza square park avenue street road beach county river lake island valley
    airport hotel building bridge mountain hill award prize act amendment show cup game games
    night republicans democrats caucus conference convention poll polls sentinel examiner chronicle
    register observer globe bowl inn hall stadium arena airlines highway fest festival weekly today
    national international
    magazine books records studios pictures productions jews muslims christians latinos
    """
)


def name_runs(units: list[Unit], edges: Set[int] = frozenset()) -> list[tuple[int, int]]:
    """Stretches of capitalised words that may hold a name; none reaches over an edge."""
    found = []
    i = 0
    while i < len(units):
        if not _name_word(units, i):
            i += 1
            continue
        j = i
        while j + 1 < len(units) and j + 1 not in edges and _name_goes_on(units, j + 1):
            j += 1
        found.append((i, j))
        i = j + 1
    return found


def _name_word(units: list[Unit], i: int) -> bool:
    unit = units[i]
    return (
        unit.capital
        and unit.is_word
        and not _ADDRESS.search(unit.text)
        and not unit.text[0].isdigit()
        and unit.low not in AUXILIARY
        and unit.low not in TIME_WORDS
        and (unit.low not in NOT_NAMES or unit.low in ("mr", "mrs", "ms", "will", "may"))
    )


def _name_goes_on(units: list[Unit], i: int) -> bool:
    if _name_word(units, i) or _ARABIC.match(units[i].text):
        return True
    if _nickname(units, i):
        return True
    j = i
    while j < i + 3 and j + 1 < len(units) and units[j].low in PARTICLES:
        j += 1
    if j > i and _name_word(units, j):
        return True
    after = i + 1 < len(units) and _name_word(units, i + 1)
    if after and units[i].low == "'" and units[i - 1].low[-1] == "s":
        return True
    return units[i].low == "of" and after and units[i - 1].low in TITLES


def _origin(units: list[Unit], last: int) -> tuple[str, ...]:
    if last + 2 >= len(units) or units[last + 1].low != "of" or not units[last + 2].capital:
        return ()
    return tuple(u.low for u in units[last + 2 : last + 4] if u.capital)


Sources = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Usual:
    """How a story prints its words elsewhere: in small letters, or capital within sentences."""

    small: frozenset[str]
    capital: frozenset[str]
    borne: frozenset[str] = frozenset()
    """Names of places that somebody bears as a surname: "Bo Lima"."""
    heads: frozenset[str] = frozenset()
    """Last words of the sources."""


def _nickname(units: list[Unit], i: int) -> bool:
    """ "Bo “Red” Roe": a word in quotation marks between a first name and another name."""
    short = units[i].quotation is not None and units[i].end - units[i].start <= _NICKNAME
    return short and units[i - 1].low in FIRST_NAMES and i + 1 < len(units) and units[i + 1].capital


_NICKNAME = 20


def read_mention(
    sentence: Sentence, number: int, first: int, last: int, usual: Usual, sources: Sources = ()
) -> Mention | None:
    """The name in a run of capitalised words; None for a body, a place or a common word."""
    units = sentence.units
    speaks = any(_heads(units, first, last, a, b) for a, b in sources)
    if first == last and _common_word(units[first], first, usual, speaks=speaks):
        return None
    words = [u.text or "“" for u in units[first : last + 1]]
    cut = split_name([w.lower() for w in words])
    kin, owner = kin_beside(units, first + cut, last)
    cut += first + cut == 0 and not (speaks or kin) and _opens_sentence(units, last, usual)
    name = [word for word in words[cut:] if word != "“"]
    title_first, title = role_before(units, first, cut)
    borne = _bears_place(name, units, first + cut, usual)
    if not name or not _person_like(name, title, units, (first + cut, last), borne=borne):
        return None
    if cut == 0 and first == 0 and len(name) > 1 and _ordinary_opening(name):
        return None
    lead, described_before = role_leading(units, title_first)
    apposition = described_before or ("" if lead in TITLES else role_after(units, last))
    following = units[last + 1].low if last + 1 < len(units) else ""
    previous = units[title_first - 1].low if title_first else ""
    title = with_body(units, title, last)
    return Mention(
        number, title_first, first + cut, last, units[first + cut].start, tuple(name), title,
        following in ("'s", "'"), apposition, lead, previous, following, speaks,
        _origin(units, last), kin, owner,
    )  # fmt: skip


def _heads(units: list[Unit], first: int, last: int, start: int, end: int) -> bool:
    """Whether a name is what a source is about, and not "Roe supporters" or "of Roe"."""
    if not (start <= first and last <= end):
        return False
    if first > start and units[first - 1].low in PREPOSITION:
        return False
    after = units[last + 1] if last < end else None
    return after is None or not (after.is_word or after.low in ("'", "'s")) or after.low in _AFTER


_AFTER = PREPOSITION | frozenset(("who", "and"))


def _opens_sentence(units: list[Unit], last: int, usual: Usual) -> bool:
    """ "Maybe Roe": a sentence's first word that is no first name, before a name we know."""
    first = units[0]
    named = first.low in FIRST_NAMES or first.low in PLACES
    if last != 1 or named or first.text in usual.capital:
        return False
    return first.low in usual.small or units[1].text in usual.capital


def _common_word(unit: Unit, place: int, usual: Usual, *, speaks: bool) -> bool:
    """A lone capitalised word that is no name: "Officials", or one printed small elsewhere."""
    if unit.low in UNNAMED or unit.low in TITLES or unit.low in TITLE_MODIFIERS:
        return True
    if "." in unit.text or unit.low.endswith("ly") or sum(map(str.isupper, unit.text[1:])) > 1:
        return True
    if speaks:
        return unit.low in usual.small and unit.text not in usual.capital
    return place == 0 and (unit.low in usual.small or unit.text not in usual.capital)


def _ordinary_opening(name: list[str]) -> bool:
    """A sentence's first word is capital anyway: "Asked Roe" is no name."""
    return name[0].lower().endswith(("ed", "ing")) and name[0].lower() not in FIRST_NAMES


def _bears_place(name: list[str], units: list[Unit], first: int, usual: Usual) -> bool:
    """Whether a name with a place in it is a person's: "Bo Lima", "Paris Roe" if Roe speaks."""
    lows = [word.lower() for word in name]
    if len(lows) == 2 and lows[0] in PLACES and lows[1] not in PLACES:
        return lows[1] in usual.heads
    if not lows or lows[-1] not in usual.borne:
        return False
    before = units[first - 1].low if first else ""
    return (len(lows) > 1 and lows[0] in FIRST_NAMES) or before not in PREPOSITION | _JOINED


_JOINED = frozenset(("the", ",", "and"))


def _person_like(
    name: list[str], title: str, units: list[Unit], place: tuple[int, int], *, borne: bool
) -> bool:
    first, last = place
    lows = [w.lower() for w in name]
    if len(name) > 5 or any(w in ORGANISATIONS for w in lows[1:]) or lows[-1] in _THINGS:
        return False
    if lows[-1][-1] == "." and len(lows[-1]) > 2 and not suffix_of(tuple(name)):
        return False
    if not borne and (lows[-1] in PLACES or (lows[0] in PLACES and lows[0] not in FIRST_NAMES)):
        return False
    if title and any(w in TITLES or w in HONORIFICS for w in title.lower().split()):
        return True
    before = units[first - 1].low if first else ""
    after = units[last + 1] if last + 1 < len(units) else None
    belongs = after is not None and after.low in BELONGINGS
    if before == "the" and not belongs:
        return False
    if lows[0] in FIRST_NAMES and len(name) > 1:
        return True
    if before in ("a", "an") or (name[0].isupper() and len(name[0]) > 1 and len(name) == 1):
        return False
    initials = name[0].count(".") > 1 and _INITIALS.fullmatch(name[0])
    parts = [w for w in name[1 if initials else 0 :] if w.lower() not in PARTICLES]
    return 0 < len(parts) <= 3 and all(map(_name_like, parts))


def _name_like(word: str) -> bool:
    """Printed as names are, and not all in capitals as abbreviations."""
    if len(word) <= 2:
        return True
    return (word[0].isupper() and not word.isupper()) or bool(_ARABIC.match(word))
