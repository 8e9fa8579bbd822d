"""Why two entries may be one speaker, and why not, in words; nothing here reads or writes rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from rapidfuzz import fuzz

from quotes import names
from quotes.duplicates.pairs import Known, Pair
from quotes.models import Alias, Position, last_day

Reason = tuple[int, str]
"""How much it weighs (0–100), and the words."""

NEARLY_THE_SAME = 92.0
SPELLED_ALIKE = 75.0
LEAST = 40
"""From which likeness two names are nearly one, two spellings one sound, and a pair is shown."""


def compare(one: Known, other: Known, *, shared: int = 0) -> Pair | None:
    """The pair with its reasons; None where nothing speaks for it, or too little.

    `shared` is how many stories quote both.
    """
    found = sorted(set(_for(one, other)), reverse=True)
    against = list(_against(one, other, shared))
    if not found:
        return None
    more = 5 * (len(found) - 1)
    score = max(0, min(100, found[0][0] + more) - sum(weight for weight, _ in against))
    if score < LEAST:
        return None
    return Pair(
        one,
        other,
        score,
        tuple(text for _, text in found),
        tuple(text for _, text in against),
    )


def _for(one: Known, other: Known) -> Iterator[Reason]:
    best: Reason | None = None
    for mine, theirs in product(one.names, other.names):
        reason = _of_names(mine, theirs, one, other)
        if reason and (best is None or reason > best):
            best = reason
    if best:
        yield best
    yield from _of_offices(one, other)


def _of_names(mine: Alias, theirs: Alias, one: Known, other: Known) -> Reason | None:
    if mine.folded == theirs.folded:
        return _of_one_name(mine, theirs, one, other)
    first, second = mine.folded.split(), theirs.folded.split()
    if sorted(first) == sorted(second):
        return 85, f"“{mine}” and “{theirs}” have the same names in another order"
    if _is_initialled(first, second):
        return 65, f"“{mine}” and “{theirs}” agree in surname and initials"
    likeness = fuzz.ratio(mine.folded, theirs.folded)
    if mine.key == theirs.key and len(first) > 1 and _given_alike(first, second):
        if mine.family == theirs.family and first[-1] != second[-1]:
            return 75, f"“{mine}” and “{theirs}” may be one name, written down by its sound"
        return 60, f"“{mine}” and “{theirs}” agree in first and last name"
    if mine.key == theirs.key and likeness >= NEARLY_THE_SAME:
        return 60, f"“{mine}” and “{theirs}” are nearly the same"
    return None


def _of_one_name(mine: Alias, theirs: Alias, one: Known, other: Known) -> Reason:
    own = (mine.name == one.speaker.name, theirs.name == other.speaker.name)
    if own == (True, True):
        if mine.name == theirs.name:
            return 90, f"both are entered as “{mine}”"
        return (
            95,
            f"“{mine}” and “{theirs}” differ by accents, hyphens, full stops or capitals only",
        )
    if any(own):
        holder, bearer = (other, one) if own[0] else (one, other)
        return 88, f"“{mine}” is the name of {_told(bearer)} and an alias of {_told(holder)}"
    return 80, f"both are printed as “{mine}”"


def _told(entry: Known) -> str:
    return f"{entry.speaker} (no. {entry.speaker.pk})"


def _is_initialled(first: list[str], second: list[str]) -> bool:
    """Whether two names agree in surname, and one gives but initials of what the other spells."""
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1]:
        return False
    if first[0] == second[0] or 1 not in (len(first[0]), len(second[0])):
        return False
    return first[0][0] == second[0][0] and _middle_agrees(first, second)


def _given_alike(first: list[str], second: list[str]) -> bool:
    if len(second) < 2 or not _middle_agrees(first, second):
        return False
    return first[0] == second[0] or fuzz.ratio(first[0], second[0]) >= SPELLED_ALIKE


def _middle_agrees(first: list[str], second: list[str]) -> bool:
    """Whether the names between first and last begin alike, as far as both give any."""
    between = zip(first[1:-1], second[1:-1], strict=False)
    return all(mine[0] == theirs[0] for mine, theirs in between)


def _of_offices(one: Known, other: Known) -> Iterator[Reason]:
    families = {name.family for name in one.names} & {name.family for name in other.names}
    if not families:
        return
    for mine, theirs in product(one.positions, other.positions):
        if _is_same_office(mine, theirs):
            yield 60, f"same surname and same office: {mine}"
            return


def _is_same_office(mine: Position, theirs: Position) -> bool:
    same_title = names.fold(mine.title) == names.fold(theirs.title)
    return same_title and mine.organisation_id == theirs.organisation_id


def _against(one: Known, other: Known, shared: int) -> Iterator[Reason]:
    if one.speaker.wikidata_id and other.speaker.wikidata_id:
        yield 100, "they have different Wikidata ids"
    if shared:
        noun = "story quotes" if shared == 1 else "stories quote"
        yield 25, f"{shared} {noun} both, as different people"
    for mine, theirs in product(one.positions, other.positions):
        apart = mine.organisation_id and theirs.organisation_id
        if apart and mine.organisation_id != theirs.organisation_id and _overlap(mine, theirs):
            yield 20, f"at one time, the one was {mine}, the other {theirs}"
            return


def _overlap(mine: Position, theirs: Position) -> bool:
    if not (mine.start and theirs.start):
        return False
    return mine.start <= _end(theirs) and theirs.start <= _end(mine)


def _end(position: Position) -> date:
    return last_day(position.end, position.end_precision) if position.end else date.max
