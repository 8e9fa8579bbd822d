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
