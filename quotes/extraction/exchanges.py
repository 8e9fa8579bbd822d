"""Leaves open who speaks where two have answered each other and the next words name nobody."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.findings import Stretch
from quotes.extraction.sentences import Paragraph
from quotes.extraction.tagger import Tagged

_UNSURE = 0.1
_ASKS = re.compile(r"\?[\"”’']*$")
_END = 4
"""Characters at the end of a quotation where its question mark stands."""


def left_open(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The attributions, with words that either of two may have said given to nobody.

    After "A: …", "B: …", "A: …" in three paragraphs, words in the fourth may be A's or B's; after
    a question they may answer it.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    home = {n: _paragraphs(one, starts) for n, one in enumerate(found)}
    turns = {n for n, one in enumerate(found) if one.cue and text[slice(*one.cue)] == ":"}
    speaker = {
        place: text[slice(*one.source)]
        for n, one in enumerate(found)
        if one.source and (place := bisect_right(starts, one.source[0]) - 1) in home[n]
    }
    asked = {
        bisect_right(starts, start) - 1
        for one in found
        for start, end in one.contents
        if _ASKS.search(text, max(start, end - _END), end)
    }
    out: list[Tagged] = []
    for n, one in enumerate(found):
        bare = [
            place
            for place in home[n]
            if place not in speaker
            and n not in turns
            and (_after_exchange(place, speaker) or (place - 1 in asked & speaker.keys()))
        ]
        out.extend(_without(one, bare, starts) if bare and one.source else [one])
    return sorted(out, key=lambda one: one.contents[0])


def _paragraphs(one: Tagged, starts: Sequence[int]) -> list[int]:
    return [bisect_right(starts, start) - 1 for start, _ in one.contents]


def _after_exchange(place: int, speaker: dict[int, str]) -> bool:
    first, second, third = (speaker.get(place - back) for back in (3, 2, 1))
    return first is not None and second is not None and first == third != second


def _without(one: Tagged, bare: Sequence[int], starts: Sequence[int]) -> list[Tagged]:
    """An attribution cut in two: what stays with its source, and what is left open."""
    kept: list[Stretch] = []
    opened: list[Stretch] = []
    for stretch in one.contents:
        (opened if bisect_right(starts, stretch[0]) - 1 in bare else kept).append(stretch)
    free = replace(
        one, contents=opened, cue=None, source=None, sure_source=_UNSURE, sure_through_cue=_UNSURE
    )
    return [replace(one, contents=kept), free] if kept else [free]
