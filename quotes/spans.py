"""Places in a text: pairs of character offsets, and the words that stand there."""

from __future__ import annotations

from sources.refusal import Refusal

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


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())


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
