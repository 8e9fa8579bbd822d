"""Finds the noun phrase that a reporting word belongs to."""

from quotes.extraction.cues import Cue, is_adverb
from quotes.extraction.lexicon import (
    AUXILIARY,
    DETERMINER,
    JOINER,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.phrases import Source, back_to, phrase_ending, right_of
from quotes.extraction.sentences import Unit
from quotes.extraction.vocabulary import PLACES


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
        opening = back_to(units, i, "(")
        return phrase_ending(units, opening - 1) if opening > 0 else None
    if low in ("—", "―", "–", "--", "-"):
        opening = back_to(units, i, low)
        return phrase_ending(units, opening - 1) if opening > 0 else None
    return phrase_ending(units, i)


def main_subject(units: list[Unit], limit: int) -> Source | None:
    """The subject of the sentence: its first noun phrase that no preposition governs."""
    i = 0
    while i < limit and (units[i].low in JOINER or is_adverb(units[i]) or units[i].low == ","):
        i += 1
    if i < limit and _opens_aside(units[i]):
        window = range(i, min(limit, i + 40))
        comma = next((j for j in window if units[j].low == ","), -1)
        if comma < 0 and units[i].low in PREPOSITION | SUBORDINATOR:
            return None
        i = comma + 1 if comma >= 0 else i
    if i >= limit:
        return None
    found = right_of(units, i)
    if found is None or found.last >= limit:
        return None
    return Source(found.first, found.last, found.core, "main", found.apposition)


def _opens_aside(unit: Unit) -> bool:
    """ "In Paris, …", "When it rained, …", "Speaking later, …": the subject comes afterwards."""
    low = unit.low
    return (
        low in PREPOSITION
        or low in SUBORDINATOR
        or (low.endswith(("ing", "ed")) and low not in FIRST_NAMES | PLACES and len(low) > 4)
    )


def _skipped(unit: Unit) -> bool:
    return is_adverb(unit) or unit.low in AUXILIARY or unit.low in TIME_WORDS


def _is_subject(units: list[Unit], i: int) -> bool:
    """Whether an -ing form's neighbour is its own subject: "he is saying"."""
    return units[i].low in SUBJECT_PRONOUN or (
        i + 1 < len(units) and units[i + 1].low in ("is", "are", "was", "were", "been", "'s")
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
    return Source(found.first, who, found.core, "relative")


def _past_aside(
    units: list[Unit], comma: int, cue: Cue, known: list[Source | None]
) -> Source | None:
    """ "Jane Roe, the city's mayor, said": the phrase before the pair of commas."""
    if cue.shape == "participle":
        return _shared(units, cue.first, known)
    j = _opening_comma(units, comma)
    if j is None:
        return main_subject(units, cue.first)
    owner = phrase_ending(units, j - 1)
    if owner is None or units[owner.first].low.endswith("ing"):
        return phrase_ending(units, comma - 1) or main_subject(units, cue.first)
    return Source(owner.first, comma - 1, owner.last, "aside", (j + 1, comma - 1))


def _opening_comma(units: list[Unit], comma: int) -> int | None:
    """The comma that opens the aside, past commas of a list inside it."""
    found = None
    for j in range(comma - 1, max(0, comma - 45), -1):
        if units[j].quotation or units[j].low in (";", ":"):
            break
        if units[j].low != ",":
            continue
        found = j if found is None else found
        owner = phrase_ending(units, j - 1)
        if owner and owner.first and units[owner.first - 1].low in PREPOSITION:
            continue
        if owner and (units[owner.first].capital or units[owner.first].low in DETERMINER):
            return j
    return found
