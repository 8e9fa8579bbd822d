"""Where in a quote's words a search matched, and the words cut there: text, never markup."""

from __future__ import annotations

import re

Segment = tuple[str, bool]
"""A run of text, and whether it is what was searched for."""

Span = tuple[int, int]

# Noncharacters: no story holds them, and a quote that does is shown without marks.
START, STOP = "\ufdd0", "\ufdd1"

_ENDING = re.compile(r"'\w+")


def places(phrase: str, text: str, *, is_prefix: bool = False) -> list[Span]:
    """Where the words of a phrase stand one after another, whatever marks stand between them."""
    tokens = re.findall(r"\w+", phrase)
    if not tokens:
        return []
    ending = r"\w*" if is_prefix else r"(?!\w)"
    pattern = r"(?<!\w)" + r"\W+".join(re.escape(token) for token in tokens) + ending
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def between_marks(marked: str, text: str) -> list[Span]:
    """The places that the database marked; none if its rendering is not the text with marks."""
    if marked.replace(START, "").replace(STOP, "") != text:
        return []
    spans, place, start = [], 0, 0
    for piece in re.split(f"([{START}{STOP}])", marked):
        if piece == START:
            start = place
        elif piece == STOP:
            spans.append((start, place))
        else:
            place += len(piece)
    return spans


def with_its_ending(text: str, end: int) -> int:
    """Where a word ends that the database cuts at its apostrophe: didn't, the harbour's."""
    ending = _ENDING.match(text, end)
    return ending.end() if ending else end


def cut(text: str, spans: list[Span]) -> list[Segment]:
    """A text cut where a span begins or ends; joined, the pieces are the text again."""
    found = [False] * len(text)
    for start, end in spans:
        found[start:end] = [True] * (end - start)
    runs: list[Segment] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or found[place] != found[start]:
            runs.append((text[start:place], found[start]))
            start = place
    return runs
