"""Tells whose sister, widow or son a name is said to be, in the words beside it."""

from quotes.extraction.lexicon import POSSESSIVE
from quotes.extraction.sentences import Unit
from quotes.extraction.vocabulary import KIN

_ARTICLES = frozenset(("the", "a", "an"))
_AGES = frozenset(
    ("twin", "older", "elder", "eldest", "younger", "youngest", "late", "then", "big")
)
"""Words between "his" and "sister" that change nothing."""


def kin_beside(units: list[Unit], first: int, last: int) -> tuple[str, str]:
    """The relative that a name at ``first`` to ``last`` is, and the pronoun before that word.

    "His sister Bo Roe", "Ek's widow, Bo Roe", "Bo Roe, his sister", "Bo Roe, the widow of Ek".
    """
    before = first - 1 - (first > 0 and units[first - 1].low == ",")
    kin = before >= 1 and units[before].low in KIN and not units[before].capital
    owner = _owner(units, before) if kin else ""
    return (units[before].low, owner) if owner else _after(units, last)


def _owner(units: list[Unit], kin: int) -> str:
    """What stands before the word for a relative: "his", "'s"; nothing if it belongs to nobody."""
    i = kin - 1
    while i > 0 and (units[i].low in _AGES or units[i].low.isdigit()):
        i -= 1
    low = units[i].low
    return low if low in POSSESSIVE or low in ("'s", "'") else ""


def _after(units: list[Unit], last: int) -> tuple[str, str]:
    i = last + 1
    if i + 2 >= len(units) or units[i].low not in (",", "(", "—", "–", "-"):
        return "", ""
    owner = units[i + 1].low
    kin = i + 2
    while kin + 1 < len(units) and units[kin].low in _AGES:
        kin += 1
    if owner in POSSESSIVE:
        return (units[kin].low, owner) if units[kin].low in KIN else ("", "")
    of = kin + 1 < len(units) and units[kin + 1].low in ("of", "to")
    if owner in _ARTICLES and units[kin].low in KIN and of:
        return units[kin].low, ""
    return ("", "") if not _possessed(units, i + 1) else (_possessed(units, i + 1), "'s")


def _possessed(units: list[Unit], i: int) -> str:
    """ "Ek's sister": the relative after a name of one or two words."""
    for j in range(i, min(i + 3, len(units) - 2)):
        if not units[j].capital:
            return ""
        if units[j + 1].low in ("'s", "'"):
            return units[j + 2].low if units[j + 2].low in KIN else ""
    return ""
