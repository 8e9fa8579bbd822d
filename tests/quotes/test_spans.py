"""Edges that move by a word, marks that are left out, places where a quote is cut or united."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import spans
from quotes.spans import Spans
from sources.refusal import Refusal

TEXT = "“We open the harbour,” she said. “In spring (perhaps) — we hope!” He’d left."

texts = st.text(st.sampled_from('ab é’“”" .,—()\ń𝒳'), min_size=1, max_size=60)


@st.composite
def _quotes(draw: st.DrawFn) -> tuple[str, Spans]:
    """A text, and spans in it that a quote may have."""
    text = draw(texts.filter(lambda made: any(map(str.isalnum, made))))
    count = draw(st.integers(1, 3))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=9)))
    pairs = [[a, b] for a, b in zip(edges[::2], edges[1::2], strict=False)]
    kept = [span for span in pairs if text[span[0] : span[1]].strip()]
    return text, kept or [[text.index(text.strip()), len(text.rstrip())]]


def _place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


@given(_quotes(), st.integers(0, 60))
def test_what_is_cut_and_united_is_whole_again(made: tuple[str, Spans], at: int) -> None:
    text, before = made
    before = spans.united(text, [list(_bare(text, span)) for span in before], [])
    try:
        first, second = spans.cut(text, before, at)
    except Refusal:
        return
    for half in (first, second):
        spans.check(text, half, field="content")
    assert not spans.overlap(first, second)
    assert first[-1][1] <= at <= second[0][0]
    assert spans.united(text, second, first) == before


def _bare(text: str, span: list[int]) -> tuple[int, int]:
    held = text[span[0] : span[1]]
    return span[0] + len(held) - len(held.lstrip()), span[0] + len(held.rstrip())


@pytest.mark.parametrize("at", [-5, 0, 1, 2, 21, 22, 10_000])
def test_a_cut_has_words_on_both_sides_and_parts_no_word(at: int) -> None:
    with pytest.raises(Refusal) as refusal:
        spans.cut(TEXT, [_place("We open the harbour,")], at)
    assert refusal.value.field == "at"
