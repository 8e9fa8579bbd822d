"""The pairs to show: a page of them, the latest entries first, or those of one speaker."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.duplicates.candidates import PairIds, meeting, meeting_one
from quotes.duplicates.pairs import Pair, known, shared_stories
from quotes.duplicates.reasons import compare
from quotes.models import Speaker
from sources.refusal import Refusal

PAGE = 25
READ_AT_ONCE = 600
"""How many pairs a page compares; where fewer are worth showing, the page is shorter."""

_LAST = (2**63 - 1, 2**63 - 1)


@dataclass(frozen=True)
class PairPage:
    """A run of pairs; `next` is what to ask for to go on, empty at the end."""

    pairs: list[Pair]
    next: str


def page(after: str = "") -> PairPage:
    """Pairs that may be one, of the latest entries first; a page compares a bounded number."""
    met = meeting(_place(after), limit=READ_AT_ONCE + 1)
    read, more = met[:READ_AT_ONCE], len(met) > READ_AT_ONCE
    found, last = _compared(read, most=PAGE)
    if last is None:
        last = read[-1] if more else None
    return PairPage(found, f"{last[0]}-{last[1]}" if last else "")


def of(speaker: Speaker) -> list[Pair]:
    """The pairs of which a speaker is one, the likeliest first."""
    found, _ = _compared(meeting_one(speaker.pk, limit=READ_AT_ONCE), most=READ_AT_ONCE)
    return sorted(found, key=lambda pair: (-pair.score, -pair.elder.speaker.pk))


def _compared(met: list[PairIds], *, most: int) -> tuple[list[Pair], PairIds | None]:
    """The pairs worth showing, at most so many; and the last one, where there were more."""
    entries, shared = known(met), shared_stories(met)
    found: list[Pair] = []
    for ids in met:
        pair = compare(entries[ids[0]], entries[ids[1]], shared=shared.get(ids, 0))
        if pair is None:
            continue
        if len(found) == most:
            return found, (found[-1].later.speaker.pk, found[-1].elder.speaker.pk)
        found.append(pair)
    return found, None


def _place(after: str) -> PairIds:
    if not after:
        return _LAST
    first, dash, second = after.partition("-")
    if not (dash and _is_id(first) and _is_id(second)):
        raise Refusal("There is no such page. Start again from the first.", field="after")
    return int(first), int(second)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
