"""The words beside a cue that tell when, where and how it was said, and no others."""

import re
from collections.abc import Hashable, Sequence
from datetime import date

from quotes.extraction.dates import UNCLEAR, Day, read_day
from quotes.extraction.findings import Found, Place, Stretch
from quotes.extraction.lexicon import PREPOSITION, SUBJECT_PRONOUN, SUBORDINATOR, TIME_WORDS
from quotes.extraction.phrases import Source
from quotes.extraction.sentences import Unit

_REACH = 14
_TITLE = 45
"""A longer quotation is no name of a broadcast or a book."""
_STOPS = (
    SUBORDINATOR
    | SUBJECT_PRONOUN
    | frozenset((";", ":", "who", "which", "saying", "adding", "noting", "and", "but", "according"))
) - {"what", "where"}
_AFTERWARDS = frozenset(("in", "on", "at", "during", "to", "via", "through"))
_HELPS = frozenset(("has", "have", "had", "'ve", "'s"))
_CAME_OUT = re.compile(r"\b(?:released|published|issued|conducted|dated|taken|filed|posted)\b")
_SPEAKING = frozenset(("speaking", "appearing", "writing", "testifying", "talking", "later", "but"))


def day_of(found: Found, text: str, published_on: date | None) -> Day:
    """When it was said: the day named beside the cue, else the day of the story.

    "Has said" without a day tells of no day; a report "released last year" spoke then.
    """
    for start, end in [*beside_cue(found), *_released(found, text)]:
        if day := read_day(text[start:end], published_on):
            return day
    return UNCLEAR if _perfect(found) else Day(published_on, how="default")


def carry(days: Sequence[Day], speakers: Sequence[Hashable], near: Sequence[int]) -> list[Day]:
    """The days of a story's attributions in text order, with those that go on from an earlier one.

    Who is reported to have said one thing on Monday said the next then too, unless another day is
    named. A vague or unclear time goes on within its paragraph only. ``speakers`` tells the
    speakers apart, with None for a speaker who is not known; ``near`` counts paragraphs.
    """
    last: dict[Hashable, tuple[Day, int]] = {}
    out: list[Day] = []
    for day, speaker, here in zip(days, speakers, near, strict=True):
        if day.how == "default" and speaker is not None and speaker in last:
            before, there = last[speaker]
            if before.how in ("named", "carried") or here == there:
                how = "carried" if before.how == "named" else before.how
                day = Day(before.on, before.precision, how)
        if day.how != "default":
            last[speaker] = day, here
        out.append(day)
    return out


def _perfect(found: Found) -> bool:
    """Whether the cue is in the perfect tense: "has said", "had warned"."""
    cue = found.cue
    if cue is None:
        return False
    near = [u.low for u in cue.units[max(0, cue.first - 1) : cue.last + 1]]
    helps = [low for low in near[:3] if low in _HELPS or low.endswith(("'ve", "'d"))]
    return bool(helps) and len(near) > 1


def _released(found: Found, text: str) -> list[Stretch]:
    """What a source's own words tell of when it came out: "a report released last year"."""
    stretch = found.source_stretch
    if stretch is None:
        return []
    out = _CAME_OUT.search(text, *stretch)
    return [(out.start(), stretch[1])] if out else []


def beside_cue(found: Found) -> list[Stretch]:
    """Stretches that belong to the act of saying, never one of its words.

    The cue itself ("said Sunday"), what follows it, what stands between source and cue, and the
    opening of the sentence.
    """
    cue = found.cue
    if cue is None:
        return []
    units = cue.units
    source = found.source if found.place and found.place.number == cue.number else None
    spots = _from_cue(cue, source)
    if source and source.last < cue.first:
        spots.append(_run(units, source.last, cue.first))
    if after := _after_words(cue, found):
        spots.append(after)
    if opening := _up_front(cue, found):
        spots.append(opening)
    return [free for spot in spots if (free := _free(spot, found.contents))]


def _from_cue(cue: Place, source: Source | None) -> list[Stretch]:
    """The cue and what follows it, in two when the source stands between."""
    start = cue.units[cue.first].start
    if source and source.first > cue.last:
        own = (start, cue.units[cue.last].end)
        return [own, _run(cue.units, source.last, len(cue.units))]
    return [(start, _run(cue.units, cue.last, len(cue.units))[1])]


def _free(place: Stretch, contents: list[Stretch]) -> Stretch | None:
    """The stretch up to where the words begin."""
    start, end = place
    if any(a <= start < b for a, b in contents):
        return None
    end = min([end, *(a for a, _ in contents if a > start)])
    return (start, end) if end > start else None


def _after_words(cue: Place, found: Found) -> Stretch | None:
    """What follows the words in the cue's sentence: "“…” during a rally in Flint on Monday"."""
    end = max(b for _, b in found.contents)
    units = cue.units
    last = next((i for i, u in enumerate(units) if u.start >= end), len(units)) - 1
    if not cue.last < last < len(units) - 1:
        return None
    return _run(units, last, len(units)) if _dates_or_places(units[last + 1]) else None


def _dates_or_places(unit: Unit) -> bool:
    return unit.low in TIME_WORDS or unit.low in _AFTERWARDS


def _run(units: list[Unit], last: int, stop: int) -> Stretch:
    """The words after unit ``last`` up to a clause of its own."""
    end = units[last].end
    for unit in units[last + 1 : min(stop, last + 1 + _REACH)]:
        if unit.low in _STOPS or (unit.quotation and unit.end - unit.start > _TITLE):
            break
        end = unit.end
    return units[last].end, end


def _up_front(cue: Place, found: Found) -> Stretch | None:
    """ "On Tuesday, Roe said …", but not a clause of its own before the comma."""
    units = cue.units
    first = cue.first
    if found.place and found.place.number == cue.number:
        first = min(first, found.place.first)
    if any(a < units[first].start and b > units[0].start for a, b in found.contents):
        return None
    if not _sets_the_scene(units):
        return None
    end = _comma(units, first)
    return (units[0].start, units[end].start) if end else None


def _sets_the_scene(units: list[Unit]) -> bool:
    opening = units[0].low
    if opening in ("since", "until", "of", "for"):
        return False
    if opening in PREPOSITION or opening in TIME_WORDS or opening in _SPEAKING:
        return True
    return any(u.low == "ago" for u in units[:5])


def _comma(units: list[Unit], first: int) -> int:
    """The comma before the source; without one the source's first unit, if it is near."""
    comma = next((i for i in range(min(first, 16)) if units[i].low == ","), 0)
    follows = next((i for i in range(comma + 1, min(first, 16)) if units[i].low == ","), 0)
    return follows or comma or min(first, 16)
