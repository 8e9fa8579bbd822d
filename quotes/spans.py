"""Places in a text: pairs of character offsets, and the words that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from sources.refusal import Refusal

MARKS = "“”«»„‟‘’‹›\"'「」『』"
"""Quotation marks of any kind; the desk's script knows the same."""

_AROUND = MARKS + "()[]{}"
_RUN = re.compile(r"\S+")

Spans = list[list[int]]
"""Pairs of character offsets [start, end) into a version's text."""


def check(text: str, spans: Spans, *, field: str) -> None:
    """Raise Refusal, naming the field, unless the spans lie in the text, in order and apart."""
    if field == "content" and not spans:
        raise Refusal("A quote needs at least one span of words.", field=field)
    end = 0
    for span in spans:
        if len(span) != 2 or not 0 <= span[0] < span[1] <= len(text):
            raise Refusal(f"The span {span} lies outside the text.", field=field)
        if span[0] < end:
            raise Refusal(
                "Spans are given in the order of the text, and do not overlap.", field=field
            )
        end = span[1]
        if not text[span[0] : end].strip():
            raise Refusal("A span holds nothing but blanks.", field=field)


def words_at(text: str, spans: Spans) -> str:
    """The words of a quote: its content spans joined by a space. The database checks this rule."""
    return " ".join(text[start:end] for start, end in spans)


def overlap(one: Spans, other: Spans) -> bool:
    """Whether two sets of spans share a character."""
    return any(start < end2 and start2 < end for start, end in one for start2, end2 in other)


def trim(text: str, spans: Spans) -> Spans:
    """The spans without blanks at their edges, nor the pair of quotation marks around them.

    A span that holds nothing else is left out.
    """
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> list[int]:
    start, end = _without_blanks(text, start, end)
    if end - start > 2 and text[start] in MARKS and text[end - 1] in MARKS:
        start, end = _without_blanks(text, start + 1, end - 1)
    return [start, end]


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())


def nudge(text: str, spans: Spans, *, edge: Literal["start", "end"], by: int) -> Spans:
    """Move the first or last edge of a quote word by word: outwards for `by` > 0, else inwards.

    A word keeps the punctuation that is printed with it, and leaves out quotation marks around it.
    Pieces that are passed on the way in are left out. Raises Refusal at the end of the text and
    where no word would be left.
    """
    check(text, spans, field="content")
    if edge not in ("start", "end") or by == 0:
        raise Refusal("Say which edge to move, “start” or “end”, and by how many words.")
    moved = spans
    for _ in range(abs(by)):
        step = _extended if by > 0 else _shrunk
        moved = step(text, moved, edge)
    return moved


def _extended(text: str, spans: Spans, edge: str) -> Spans:
    first, last = spans[0][0], spans[-1][1]
    if edge == "end":
        place = next((end for _, end in _words(text) if end > last), None)
    else:
        place = max((start for start, _ in _words(text) if start < first), default=None)
    if place is None:
        raise Refusal("The story has no further word there.", field="content")
    return _with_edge(spans, edge, place)


def _shrunk(text: str, spans: Spans, edge: str) -> Spans:
    inside = [
        (max(word_start, start), min(word_end, end))
        for start, end in spans
        for word_start, word_end in _words(text)
        if word_start < end and start < word_end
    ]
    if len(inside) < 2:
        raise Refusal("One word at least stays. Reject the quote if it is none.", field="content")
    if edge == "end":
        end = inside[-2][1] if spans[-1][1] <= inside[-1][1] else inside[-1][1]
        kept = [span for span in spans if span[0] < end]
        return _with_edge(kept, edge, end)
    start = inside[1][0] if spans[0][0] >= inside[0][0] else inside[0][0]
    kept = [span for span in spans if span[1] > start]
    return _with_edge(kept, edge, start)


def _with_edge(spans: Spans, edge: str, place: int) -> Spans:
    if edge == "end":
        return [*spans[:-1], [spans[-1][0], place]]
    return [[place, spans[0][1]], *spans[1:]]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word starts and ends, with its punctuation, without quotation marks around it."""
    for run in _RUN.finditer(text):
        bare = run.group().strip(_AROUND)
        if any(map(str.isalnum, bare)):
            start = run.start() + run.group().index(bare)
            yield start, start + len(bare)


def cut(text: str, spans: Spans, at: int) -> tuple[Spans, Spans]:
    """The spans before a place and those after it, each without blanks at the cut.

    Raises Refusal where a place lies inside a word or has nothing on one of its sides.
    """
    before = [[start, min(end, at)] for start, end in spans if start < at]
    after = [[max(start, at), end] for start, end in spans if end > at]
    before = [span for span in (_bare(text, span) for span in before) if span[0] < span[1]]
    after = [span for span in (_bare(text, span) for span in after) if span[0] < span[1]]
    if not (_has_words(text, before) and _has_words(text, after)):
        raise Refusal("Choose a place with words of the quote on both sides.", field="at")
    if text[at - 1].isalnum() and text[at].isalnum():
        raise Refusal("Choose a place between two words.", field="at")
    return before, after


def _bare(text: str, span: list[int]) -> list[int]:
    return list(_without_blanks(text, *span))


def _has_words(text: str, spans: Spans) -> bool:
    return any(map(str.isalnum, words_at(text, spans)))


def united(text: str, one: Spans, other: Spans) -> Spans:
    """Both in the order of the text; pieces with nothing but blanks between them become one."""
    joined: Spans = []
    for start, end in sorted([*one, *other]):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return joined
