"""Reads descriptions beside a name, word for word as printed."""

from itertools import pairwise

from quotes.extraction.lexicon import (
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.phrases import phrase_ending
from quotes.extraction.sentences import Unit, printed
from quotes.extraction.titles import ARTICLES, ENDS_ROLE, trade
from quotes.extraction.vocabulary import HONORIFICS, KIN, ORGANISATIONS, TITLE_MODIFIERS, TITLES

_LONGEST_ROLE = 16


def role_after(units: list[Unit], last: int) -> str:
    """The description after a name's comma, when it names an office or a trade."""
    i = last + 1
    if i + 1 >= len(units):
        return ""
    if duty := duty_of(units, i):
        return duty
    if units[i].low in _BRACKETS:
        return _set_apart(units, i)
    if units[i].low != ",":
        return ""
    if i + 3 < len(units) and _beside_the_point(units[i + 1]) and units[i + 2].low == ",":
        i += 2
    i += units[i + 1].low == "now"
    j = i + 1
    while j < len(units) and j - i <= _LONGEST_ROLE and (_in_role(units[j]) or _name_and(units, j)):
        j += 1
    return described(units, i + 1, j)


def duty_of(units: list[Unit], i: int) -> str:
    """ "Heads the harbour office", of "Jane Roe, who heads the harbour office, said"."""
    i += units[i].low == ","
    if i + 3 >= len(units) or units[i].low != "who" or units[i + 1].low not in _DUTIES:
        return ""
    if units[i + 2].low not in DETERMINER and not units[i + 2].capital:
        return ""
    j = i + 2
    while j < len(units) and j - i <= _LONGEST_ROLE and (_in_role(units[j]) or _name_and(units, j)):
        j += 1
    return printed(units, i + 1, j - 1)


_DUTIES = frozenset(("heads", "leads", "runs", "chairs", "directs", "oversees", "manages"))
_BRACKETS = {"(": (")",), "—": ("—",), "–": ("–",), "--": ("--",)}


def _set_apart(units: list[Unit], i: int) -> str:
    """A description in brackets or between dashes."""
    ends = _BRACKETS[units[i].low]
    j = i + 1
    while j < len(units) and j - i <= _LONGEST_ROLE and _in_role(units[j]):
        j += 1
    return described(units, i + 1, j) if j < len(units) and units[j].low in ends else ""


def _beside_the_point(unit: Unit) -> bool:
    """An age, or where somebody stands in a picture."""
    return unit.text.isdigit() or unit.low in _PICTURED


_PICTURED = frozenset(("left", "right", "center", "centre", "pictured", "above", "below"))


def _name_and(units: list[Unit], j: int) -> bool:
    """The "and" inside a body's name: "the Coast and Harbor Agency"."""
    return (
        units[j].low == "and"
        and units[j - 1].capital
        and j + 1 < len(units)
        and units[j + 1].capital
    )


def with_body(units: list[Unit], title: str, last: int) -> str:
    """ "Chief" with what follows the name: "Chief Jane Roe of the Vessaly Fire Department"."""
    if not title or title.lower() in HONORIFICS or last + 2 >= len(units):
        return title
    if units[last + 1].low not in ("of", "from") or units[last + 2].low != "the":
        return title
    end = last + 3
    while end < len(units) and (units[end].capital or _inner(units, end)):
        end += 1
    if end == last + 3 or units[end - 1].low not in ORGANISATIONS:
        return title
    return f"{title} {printed(units, last + 1, end - 1)}"


def _inner(units: list[Unit], i: int) -> bool:
    """A small word within a body's name: "Department of Health", "Coast and Harbor Agency"."""
    joins = units[i].low in ("of", "and", "for", "&")
    return joins and i + 1 < len(units) and units[i + 1].capital


def role_leading(units: list[Unit], first: int) -> tuple[str, str]:
    """ "The city's mayor, Jane Roe": the noun before the comma, and the role it gives."""
    if first < 2 or units[first - 1].low != "," or not units[first - 2].is_word:
        return "", ""
    phrase = phrase_ending(units, first - 2)
    if phrase and units[phrase.first].low == "one" and units[phrase.first + 1].low == "of":
        titled = any(u.low.removesuffix("s") in TITLES for u in units[phrase.first : first - 1])
        return units[first - 2].low, printed(units, phrase.first, first - 2) if titled else ""
    if phrase is None or units[phrase.first].low not in ARTICLES | POSSESSIVE:
        return units[first - 2].low, ""
    return units[first - 2].low, described(units, phrase.first, first - 1)


def described(units: list[Unit], first: int, end: int) -> str:
    """The words of a description without its article; "" when it is no role."""
    while first < end and units[first].low in ARTICLES | POSSESSIVE:
        first += 1
    while end > first and units[end - 1].low in ("and", "for", "of", "in", "at"):
        end -= 1
    if first >= end:
        return ""
    head = next(
        (k for k in range(first, end) if units[k].low in ("of", "for", "at", "in", "with", "from")),
        end,
    )
    if units[first].low in TIME_WORDS or _names_another(units[first:end]):
        return ""
    if units[first].low in _NO_ROLE or _doing(units[first]):
        return ""
    if units[first].low in SUBORDINATOR | PREPOSITION:
        return ""
    end = next((k for k in range(first + 1, end) if _tells(units, k, end)), end)
    head = min(head, end)
    calling = units[head - 1].low
    if calling in KIN:
        return ""
    if calling == "associate" and head - first > 1 and units[head - 2].low in _RANKS:
        return printed(units, first, end - 1)
    if not any(u.low in TITLES for u in units[first:head]) and not trade(calling):
        return ""
    return printed(units, first, end - 1)


def _doing(unit: Unit) -> bool:
    return not unit.capital and unit.low.endswith("ing") and unit.low not in TITLE_MODIFIERS


def _tells(units: list[Unit], k: int, end: int) -> bool:
    """A word with which a description goes over from the office to what its holder does."""
    unit = units[k]
    if unit.capital or unit.low in TITLE_MODIFIERS or not unit.low.endswith(("ing", "ed")):
        return False
    if unit.low.endswith("ing") and any(u.low in ("for", "of") for u in units[k - 2 : k]):
        return False  # "associate for youth organizing"
    after = units[k + 1].low if k + 1 < end else ""
    return after in DETERMINER or after in PREPOSITION or (not after and unit.low.endswith("ed"))


_NO_ROLE = frozenset(
    [
        "most",
        "least",
        "especially",
        "particularly",
        "even",
        "only",
        "also",
        "perhaps",
        "addressed",
        "another",
        "one",
        "not",
        "both",
        "like",
        "then",
        "now",
        "himself",
        "herself",
    ]
)


def _names_another(units: list[Unit]) -> bool:
    """Whether a person's first name and surname stand in a description."""
    return any(
        one.low in FIRST_NAMES and one.capital and two.capital and two.low not in ORGANISATIONS
        for one, two in pairwise(units)
    )


_RANKS = frozenset(("senior", "research", "managing"))


def _in_role(unit: Unit) -> bool:
    if unit.quotation or unit.low in ENDS_ROLE:
        return False
    return unit.low not in ("who", "which", "whose", "said", "says", "told", "was", "is", "has",
                            "and", "but", "whom", "had", "where")  # fmt: skip
