"""Finds the noun phrase that a reporting word belongs to."""

from dataclasses import dataclass

from quotes.extraction.cues import Cue, before, is_adverb
from quotes.extraction.lexicon import (
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

_LONGEST = 30
_STOP = frozenset((";", ":", "—", "–", "--", "-", "(", ")", "[", "]", "?", "!", ".", "…", "..."))
_INSIDE = frozenset(("of", "for", "from", "at", "with", "in", "near", "on", "to", "against"))
_RIGHT_INSIDE = frozenset(("of", "for", "from", "with", "at"))
_VERBAL = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "did", "does",
     "do", "may", "might", "should", "can", "must", "said", "says", "told")
)  # fmt: skip


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


def left_of(units: list[Unit], cue: Cue, known: list["Source | None"]) -> Source | None:
    """The subject that stands before the cue; ``known`` are the sources of earlier cues."""
    i = cue.first - 1
    while i >= 0 and units[i].quotation is None and _skipped(units[i]):
        i -= 1
    if i < 0:
        return None
    low = units[i].low
    if cue.shape == "participle" and not _is_subject(units, i):
        return _shared(units, cue.first, known)
    if low in ("who", "which"):
        return _antecedent(units, i)
    if low in JOINER or low in ("by", "as", "while", "then"):
        return _shared(units, cue.first, known)
    if low == ",":
        return _past_aside(units, i, cue, known)
    if low == ")":
        opening = _back_to(units, i, "(")
        return phrase_ending(units, opening - 1) if opening > 0 else None
    if low in ("—", "–", "--", "-"):
        opening = _back_to(units, i, low)
        return phrase_ending(units, opening - 1) if opening > 0 else None
    return phrase_ending(units, i)


def right_of(units: list[Unit], i: int) -> Source | None:
    """The phrase that starts at ``i``, with the description after its comma."""
    last = _forward(units, i)
    if last is None:
        return None
    apposition = _apposition_after(units, last)
    return Source(i, apposition[1] if apposition else last, last, "right", apposition)


def phrase_ending(units: list[Unit], last: int, how: str = "left") -> Source | None:
    """The noun phrase whose last word is ``last``."""
    if last < 0 or units[last].quotation or not _phrase_word(units[last]):
        return None
    if units[last].low in SUBJECT_PRONOUN:
        return Source(last, last, last, how)
    first = last
    while first > 0 and last - first < _LONGEST and _continues_left(units, first - 1, last):
        first -= 1
    first = _trim(units, first, last)
    return None if first is None else Source(first, last, last, how)


def main_subject(units: list[Unit], limit: int) -> Source | None:
    """The subject of the sentence: its first noun phrase that no preposition governs."""
    i = 0
    while i < limit and (units[i].low in JOINER or is_adverb(units[i]) or units[i].low == ","):
        i += 1
    if i < limit and (units[i].low in PREPOSITION or units[i].low in SUBORDINATOR):
        comma = next((j for j in range(i, min(limit, i + 40)) if units[j].low == ","), None)
        if comma is None:
            return None
        i = comma + 1
    if i >= limit:
        return None
    found = right_of(units, i)
    if found is None or found.last >= limit:
        return None
    return Source(found.first, found.last, found.core, "main", found.apposition)


def _skipped(unit: Unit) -> bool:
    return is_adverb(unit) or unit.low in AUXILIARY or unit.low in TIME_WORDS


def _is_subject(units: list[Unit], i: int) -> bool:
    """Whether an -ing form's neighbour is its own subject: "he is saying"."""
    return units[i].low in SUBJECT_PRONOUN or (
        i + 1 < len(units) and units[i + 1].low in ("is", "are", "was", "were", "been", "'s")
    )


def _phrase_word(unit: Unit) -> bool:
    return (
        unit.is_word
        and unit.low not in AUXILIARY
        and (unit.low not in SUBORDINATOR or unit.low == "that")
        and unit.low not in JOINER
    )


def _shared(units: list[Unit], limit: int, known: list[Source | None]) -> Source | None:
    """The subject of an earlier verb of the same sentence."""
    for source in reversed(known):
        if source is not None:
            return Source(source.first, source.last, source.core, "shared", source.apposition)
    return main_subject(units, limit)


def _antecedent(units: list[Unit], who: int) -> Source | None:
    """The phrase that "who" stands for."""
    last = who - 1
    if last >= 0 and units[last].low == ",":
        last -= 1
    found = phrase_ending(units, last, "relative")
    if found is None:
        return Source(who, who, who, "relative")
    return found


def _past_aside(
    units: list[Unit], comma: int, cue: Cue, known: list[Source | None]
) -> Source | None:
    """ "Jane Roe, the city's mayor, said": the phrase before the pair of commas."""
    if cue.shape == "participle":
        return _shared(units, cue.first, known)
    j = comma - 1
    while j >= 0 and comma - j < 45 and units[j].low != ",":
        if units[j].low in (";", ":"):
            return None
        j -= 1
    if j <= 0 or units[j].low != ",":
        return main_subject(units, cue.first)
    owner = phrase_ending(units, j - 1)
    if owner is None:
        return main_subject(units, cue.first)
    return Source(owner.first, comma - 1, owner.last, "aside", (j + 1, comma - 1))


def _back_to(units: list[Unit], i: int, low: str) -> int:
    j = i - 1
    while j >= 0 and i - j < 40:
        if units[j].low == low:
            return j
        j -= 1
    return -1


def _continues_left(units: list[Unit], i: int, last: int) -> bool:
    """Whether the phrase goes on to the left over unit ``i``."""
    unit = units[i]
    low = unit.low
    if unit.quotation or low in _STOP or low == "," or low in SUBJECT_PRONOUN:
        return False
    if low in ("'s", "&"):
        return True
    if not unit.is_word or low in _VERBAL:
        return False
    if low in JOINER:
        return low == "and" and i > 0 and units[i - 1].capital and units[i + 1].capital
    if low in _INSIDE or low in ("who", "about", "under", "behind", "over"):
        return True
    if low in SUBORDINATOR or low in RELATIVE or low in AUXILIARY or low in PREPOSITION:
        return False
    return not (low in STRENGTH and STRENGTH[low] > 0.6 and not unit.capital)


def _trim(units: list[Unit], first: int, last: int) -> int | None:
    """Drops what cannot open a noun phrase: a leading "On Tuesday", "In Paris", adverbs."""
    while first <= last and (is_adverb(units[first]) or units[first].low in TIME_WORDS):
        first += 1
    if first > last:
        return None
    if units[first].low not in PREPOSITION and units[first].low not in ("to", "who"):
        return first
    start = last
    while start > first + 1 and not _opens_phrase(units, start, last):
        start -= 1
    return start if start <= last and units[start].low not in PREPOSITION else None


def _opens_phrase(units: list[Unit], i: int, last: int) -> bool:
    if units[i].low in DETERMINER:
        return not (i > 0 and units[i - 1].low == "of")
    previous = units[i - 1]
    return units[i].capital and (
        (not previous.capital and previous.low not in _INSIDE and previous.low not in DETERMINER)
        or previous.low in TIME_WORDS
    )


def _forward(units: list[Unit], i: int) -> int | None:
    """The last unit of the noun phrase that starts at ``i``."""
    if i >= len(units) or units[i].quotation or not _phrase_word(units[i]):
        return None
    if units[i].low in SUBJECT_PRONOUN:
        return i
    j = i
    while j + 1 < len(units) and j - i < _LONGEST and _continues_right(units, j + 1):
        j += 1
    while j > i and (units[j].low in PREPOSITION or units[j].low in DETERMINER):
        j -= 1
    return None if units[j].low in PREPOSITION else j


def _continues_right(units: list[Unit], i: int) -> bool:
    unit, low = units[i], units[i].low
    if low in ("'s", "&"):
        return True
    if unit.quotation or not unit.is_word or low in AUXILIARY or low in SUBJECT_PRONOUN:
        return False
    if low in JOINER:
        following = units[i + 1] if i + 1 < len(units) else None
        return low == "and" and following is not None and following.capital and units[i - 1].capital
    if low in PREPOSITION:
        return low in _RIGHT_INSIDE
    if low in SUBORDINATOR or low in RELATIVE or is_adverb(unit):
        return False
    if low in TIME_WORDS and units[i - 1].low not in ("of", "the"):
        return False
    if units[i - 1].capital and low in DETERMINER:
        return False
    return low not in STRENGTH or unit.capital


def _apposition_after(units: list[Unit], last: int) -> tuple[int, int] | None:
    """The description after "said Jane Roe," up to the next comma or the end."""
    i = last + 1
    if i + 1 >= len(units) or units[i].low != "," or not _describes(units, i + 1):
        return None
    j = i + 1
    while j + 1 < len(units) and j - i < 45 and units[j + 1].low not in _CLOSES_ASIDE:
        if units[j + 1].quotation:
            return None
        j += 1
    return i + 1, j


_CLOSES_ASIDE = frozenset((",", ".", ";", ":", "—", "--", "?", "!", "…"))


def _describes(units: list[Unit], i: int) -> bool:
    unit = units[i]
    if unit.quotation or not unit.is_word:
        return False
    if (
        unit.low in ("who", "whose", "a", "an", "the", "one", "his", "her", "its")
        or unit.text.isdigit()
    ):
        return True
    from quotes.extraction.vocabulary import TITLE_MODIFIERS, TITLES

    return unit.low in TITLES or unit.low in TITLE_MODIFIERS


def subject_before(units: list[Unit], i: int) -> int:
    """The unit before ``i`` past adverbs; for callers that need a neighbour."""
    return before(units, i)
