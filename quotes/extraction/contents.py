"""Decides where the words of an attribution begin and end."""

from quotes.extraction.cues import Cue, is_adverb
from quotes.extraction.lexicon import (
    AUXILIARY,
    DETERMINER,
    JOINER,
    PREPOSITION,
    SUBJECT_PRONOUN,
    TIME_WORDS,
    WITH_HEARER,
)
from quotes.extraction.sentences import Unit
from quotes.extraction.vocabulary import UNNAMED

Range = tuple[int, int]

_EDGE = frozenset((",", ".", ";", ":", "…", "—", "―", "–", "--", "-", "!", "?", "...", "(", ")"))
_CIRCUMSTANCE = frozenset(
    ("in", "on", "at", "to", "during", "after", "before", "as", "when", "while", "of", "with",
     "from", "by", "through", "via", "following", "about", "outside", "amid")
)  # fmt: skip
_SETTING = frozenset(
    ("statement", "interview", "speech", "tweet", "post", "email", "letter", "conference",
     "briefing", "video", "memo", "report", "rally", "message", "address", "remarks", "debate",
     "twitter", "facebook", "hearing", "column", "filing", "appearance", "reporters", "journalists")
)  # fmt: skip
_OBJECTS = frozenset(("me", "him", "her", "us", "them", "you", "it", "everyone", "people"))


def adverbial(unit: Unit) -> bool:
    """Whether a word opens a remark about time, place or manner rather than a clause."""
    return unit.quotation is None and (
        unit.low in _CIRCUMSTANCE or unit.low in TIME_WORDS or is_adverb(unit)
    )


def nothing_follows(units: list[Unit], i: int, cue: Cue) -> bool:
    """Whether no words of the speaker come after unit ``i - 1``."""
    if i >= len(units):
        return True
    unit = units[i]
    if unit.quotation:
        return False
    if cue.verb in WITH_HEARER:
        hearer = _past_hearer(units, i)
        if hearer > i:
            i = hearer
            if i >= len(units):
                return True
            unit = units[i]
    if unit.low in (":", "that", "it", "there"):
        return False
    if unit.low == "," and i + 1 < len(units) and units[i + 1].quotation:
        return False
    if unit.low in _EDGE or adverbial(unit):
        return not any(u.low in ("that", ":") for u in units[i : i + 8])
    return False


def content_before(units: list[Unit], floor: int, end: int) -> list[Range]:
    """What stands before an attribution, from ``floor`` on."""
    while floor < end and (units[floor].low in JOINER or units[floor].low in _EDGE):
        floor += 1
    last = end - 1
    while last >= floor and units[last].low in (",", "—", "―", "–", "--", "-"):
        last -= 1
    return [(floor, last)] if last >= floor else []


def trimmed(units: list[Unit], first: int, end: int, *, keep_stop: bool = False) -> list[Range]:
    """The range without punctuation at its edges."""
    while first < end and units[first].quotation is None and units[first].low in _EDGE:
        first += 1
    last = end - 1
    while last >= first and units[last].quotation is None and _drops(units[last], keep_stop):
        last -= 1
    return [(first, last)] if last >= first else []


def after_cue(units: list[Unit], cue: Cue, first: int, limit: int) -> Range | None:
    """What follows a cue, past the hearer, the day and the setting."""
    start = _content_start(units, cue, first, limit)
    found = trimmed(units, start, limit)
    if not found:
        return None
    a, b = found[0]
    if cue.verb in WITH_HEARER and _is_circumstance(units[a : b + 1]):
        return None
    if cue.verb in ("wrote", "writes", "writing") and units[a].low == "to":
        return None
    if a == b and units[a].low in ("it", "this", "that", "them"):
        return None  # "denied it": the words were somebody else's
    if a == b and units[a].quotation is None and (adverbial(units[a]) or not cue.speech):
        return None if not cue.speech and adverbial(units[a]) else (a, b)
    return a, b


def _is_circumstance(units: list[Unit]) -> bool:
    """Whether words tell only where, when or how: "in Tokyo", "after a meeting with farmers"."""
    first = units[0]
    if (
        first.quotation
        or first.low not in _CIRCUMSTANCE
        or first.low in ("to", "of", "as", "about")
    ):
        return False
    return not any(u.quotation or u.low in AUXILIARY or u.low in SUBJECT_PRONOUN for u in units)


def _drops(unit: Unit, keep_stop: bool) -> bool:
    return unit.low in _EDGE and not (keep_stop and unit.low in (".", "!", "?"))


def _content_start(units: list[Unit], cue: Cue, first: int, limit: int) -> int:
    if first < limit and (units[first].quotation or units[first].low == "that"):
        return first
    jump = _jump(units, cue, first, limit)
    if jump is not None:
        return jump
    if cue.verb in WITH_HEARER:
        first = _past_hearer(units, first)
    first = _past_time(units, first, limit)
    first = _past_setting(units, first, limit)
    return _past_time(units, first, limit)


def _jump(units: list[Unit], cue: Cue, first: int, limit: int) -> int | None:
    """A "that", a colon or a comma and a quotation, past circumstances."""
    if first >= limit:
        return None
    hearer = cue.verb in WITH_HEARER
    adverb = adverbial(units[first]) and units[first].low not in ("himself", "herself", "itself")
    loose = hearer or adverb or units[first].low in (",", "to")
    for j in range(first, min(limit, first + 30)):
        unit = units[j]
        if unit.low == ":" and j + 1 < limit and not any(u.quotation for u in units[first:j]):
            return j + 1
        if not loose:
            continue
        if unit.low == "that" and j - first < 16 and units[j - 1].low not in PREPOSITION | JOINER:
            return j
        if unit.quotation and units[j - 1].low == "," and j - first < 20:
            return j
    return None


def _past_hearer(units: list[Unit], i: int) -> int:
    """Past "reporters", "the BBC", "her" after a verb that names the hearer."""
    if i >= len(units) or units[i].quotation or not units[i].is_word:
        return i
    if units[i].low in _OBJECTS or units[i].low in _SETTING:
        return i + 1
    if units[i].low in SUBJECT_PRONOUN or adverbial(units[i]):
        return i
    if units[i].capital:
        j = i
        while j < len(units) and (units[j].capital or units[j].low in ("'s", "and", "of")):
            j += 1
        return j
    if units[i].low in DETERMINER:
        j = i + 1
        while j < len(units) and j - i < 5 and units[j].is_word and not _clause_word(units[j]):
            j += 1
        return j
    return i + 1 if units[i].low in UNNAMED else i


def _clause_word(unit: Unit) -> bool:
    return (
        unit.low in SUBJECT_PRONOUN
        or unit.low in DETERMINER
        or unit.low in PREPOSITION
        or unit.low in TIME_WORDS
        or unit.low in ("that", "to", "if", "whether")
    )


def _past_time(units: list[Unit], i: int, limit: int) -> int:
    j = i
    while (
        j < limit
        and units[j].quotation is None
        and (
            (units[j].low in TIME_WORDS and units[j].low not in ("this", "late", "may"))
            or (j > i and units[j].text.isdigit())
        )
    ):
        j += 1
    if j < limit and j > i and units[j].low == ",":
        j += 1
    return j if j < limit and not (j == i + 1 and units[i].low in ("on", "last")) else i


def _past_setting(units: list[Unit], i: int, limit: int) -> int:
    """Past "in a statement", "to reporters", "at a rally in Springfield,"."""
    if i >= limit or units[i].low not in _CIRCUMSTANCE:
        return i
    for j in range(i + 1, min(limit, i + 7)):
        if units[j].quotation:
            return i
        if units[j].low in _SETTING:
            j += 1
            if j < limit and units[j].low == ",":
                j += 1
            return j if j < limit else i
    return i
