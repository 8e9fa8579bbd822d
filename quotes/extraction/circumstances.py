"""The words beside a cue that tell when it was said, and no others."""

from quotes.extraction.lexicon import PREPOSITION, SUBORDINATOR, TIME_WORDS
from quotes.extraction.sentences import Unit
from quotes.extraction.threads import Found, Stretch

_REACH = 12
_STOPS = (
    SUBORDINATOR | frozenset((";", ":", "who", "which", "saying", "adding", "and", "but"))
) - {
    "what",
    "where",
}


def beside_cue(found: Found) -> list[Stretch]:
    """Stretches that belong to the act of saying: after the cue, beside the source, up front."""
    if found.cue.last < found.cue.first:
        return []
    units = found.sentence.units
    last = found.cue.last
    if found.source and found.source.how == "right":
        last = max(last, found.source.last)
    places = [_after(units, last, found)]
    if found.source and found.source.core < found.cue.first and not found.source.apposition:
        places.append((units[found.source.core].end, units[found.cue.first].start))
    places.append(_up_front(units, found))
    return [p for p in places if p and p[1] > p[0]]


def _after(units: list[Unit], last: int, found: Found) -> Stretch | None:
    limits = [a for a, _ in found.contents if a >= units[last].end]
    stop = min(limits, default=units[-1].end)
    end = units[last].end
    for unit in units[last + 1 : last + 1 + _REACH]:
        if unit.quotation or unit.start >= stop or unit.low in _STOPS:
            break
        end = unit.end
    return units[last].end, min(end, stop)


def _up_front(units: list[Unit], found: Found) -> Stretch | None:
    """ "On Tuesday, Roe said …", but not a clause of its own before the comma."""
    first = found.cue.first
    if found.source and found.source.how not in ("shared", "main", "relative"):
        first = min(first, found.source.first)
    if any(a < units[first].start for a, _ in found.contents):
        return None
    opening = units[0].low
    if opening not in PREPOSITION and opening not in TIME_WORDS:
        return None
    if opening in ("after", "before", "since", "until", "of", "for"):
        return None
    end = next((i for i in range(min(first, _REACH)) if units[i].low == ","), min(first, 6))
    return (units[0].start, units[end].start) if end else None
