"""Noun phrases: where one ends to the left or the right, with its apposition."""

from dataclasses import dataclass

from quotes.extraction.lexicon import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    JOINER,
    PREPOSITION,
    RELATIVE,
    STRENGTH,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.sentences import Unit
from quotes.extraction.text import word_set

_LONGEST = 30


_STOP = frozenset(
    (";", ":", "—", "―", "–", "--", "-", "(", ")", "[", "]", "?", "!", ".", "…", "...")
)


_INSIDE = frozenset(("of", "for", "from", "at", "with", "in", "near", "on", "to", "against"))


_VERBAL = word_set(
    """
    is are was were has have had will would could did does do may might should can must said
    says told took gave made went came got held met led won lost ran used sent left kept
    spoke saw began became put set let brought drew grew knew rose fell stood sat wrote read
    heard felt sought chose broke
    """
)


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase in a sentence: units ``first`` to ``last``; the name or head ends at ``core``.

    ``apposition`` is the description set off by commas; ``how`` says which way it was found.
    """

    first: int
    last: int
    core: int
    how: str
    apposition: tuple[int, int] | None = None


def phrase_ending(units: list[Unit], last: int, how: str = "left") -> Source | None:
    """The noun phrase whose last word is ``last``, past a note in brackets."""
    if last > 1 and units[last].low == ")":
        last = back_to(units, last, "(") - 1
    if last < 0 or units[last].quotation or not phrase_word(units[last]):
        return None
    if units[last].low in SUBJECT_PRONOUN:
        return Source(last, last, last, how)
    first = last
    while first > 0 and last - first < _LONGEST and _continues_left(units, first - 1):
        first -= 1
    start = _trim(units, first, last)
    return None if start is None else Source(start, last, last, how)


def phrase_word(unit: Unit) -> bool:
    """Whether a word may stand inside a noun phrase, as far as its form shows."""
    return (
        unit.is_word
        and unit.low not in AUXILIARY
        and (unit.low not in SUBORDINATOR or unit.low == "that")
        and unit.low not in JOINER
    )


def back_to(units: list[Unit], i: int, low: str) -> int:
    """The unit before ``i`` that reads ``low``; -1 when none is near."""
    j = i - 1
    while j >= 0 and i - j < 40:
        if units[j].low == low:
            return j
        j -= 1
    return -1


def _continues_left(units: list[Unit], i: int) -> bool:
    """Whether the phrase goes on to the left over unit ``i``."""
    unit = units[i]
    low = unit.low
    if unit.quotation or low in _STOP or low == "," or low in SUBJECT_PRONOUN:
        return False
    if low in ("'s", "&") or (low == "'" and i > 0 and units[i - 1].low.endswith("s")):
        return True
    if not unit.is_word:
        return False
    if i > 0 and units[i - 1].low in ("who", "which"):
        return True
    if low in _VERBAL:
        return False
    if low in JOINER:
        return low == "and" and i > 0 and units[i - 1].capital and units[i + 1].capital
    if (
        low.endswith("ed")
        and i > 0
        and (units[i - 1].capital or units[i - 1].low in SUBJECT_PRONOUN)
    ):
        return False
    if low in _INSIDE or low in ("who", "about", "under", "behind", "over"):
        return True
    if low in SUBORDINATOR or low in RELATIVE or low in AUXILIARY or low in PREPOSITION:
        return False
    return not (low in STRENGTH and STRENGTH[low] > 0.6 and not unit.capital)


def _trim(units: list[Unit], first: int, last: int) -> int | None:
    """Drops what cannot open a noun phrase: a leading "On Tuesday", "In Paris", adverbs."""
    while first <= last and (_is_adverb(units[first]) or units[first].low in TIME_WORDS):
        first += 1
    if first > last:
        return None
    if units[first].low not in PREPOSITION and units[first].low not in ("to", "who"):
        return first
    start = last
    while start > first + 1 and not _opens_phrase(units, start):
        start -= 1
    return start if start <= last and units[start].low not in PREPOSITION else None


def _opens_phrase(units: list[Unit], i: int) -> bool:
    if units[i].low in DETERMINER:
        return not (i > 0 and units[i - 1].low == "of")
    previous = units[i - 1]
    return units[i].capital and (
        (not previous.capital and previous.low not in _INSIDE and previous.low not in DETERMINER)
        or previous.low in TIME_WORDS
    )


def _is_adverb(unit: Unit) -> bool:
    """Words that may stand between a subject and its verb."""
    low = unit.low
    return low in ADVERB or (
        len(low) > 4 and low.endswith("ly") and not unit.capital and low not in ("family", "reply")
    )
