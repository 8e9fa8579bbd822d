"""Tells direct, mixed and indirect speech apart by the quotation marks around the words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quotes.extraction.findings import Stretch
from quotes.extraction.marks import Quotation
from quotes.extraction.sentences import read_paragraphs


def kind_of(text: str, contents: list[Stretch], marks: list[Quotation]) -> str:
    """Direct when every letter is inside quotation marks, indirect when none is, else mixed."""
    inside = outside = 0
    for start, end in contents:
        here = start
        for q in _within(marks, start, end):
            outside += _letters(text[here : max(here, q.start)])
            inside += _letters(text[max(start, q.start) : min(end, q.end)])
            here = max(here, q.end)
        outside += _letters(text[here:end])
    return "indirect" if not inside else "mixed" if outside else "direct"


def kind_at(text: str, spans: Sequence[Sequence[int]]) -> str:
    """How the words at some offsets are rendered, told by the quotation marks around them."""
    marks = [quotation for part in read_paragraphs(text) for quotation in part.quotations]
    return kind_of(text, [(start, end) for start, end in spans], marks)


def _within(marks: list[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations that touch a stretch; ``marks`` are in order and never overlap."""
    first = bisect_right(marks, start, key=lambda q: q.end)
    last = bisect_left(marks, end, key=lambda q: q.start)
    return marks[first:last]


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))
