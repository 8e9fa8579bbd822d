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


@pytest.mark.parametrize(
    ("words", "edge", "by", "then"),
    [
        ("the harbour,", "start", 1, "open the harbour,"),
        ("the harbour,", "start", 2, "We open the harbour,"),
        ("the harbour,", "start", -1, "harbour,"),
        ("We open the", "end", 1, "We open the harbour,"),
        ("We open the harbour", "end", 1, "We open the harbour,"),
        ("We open the harbour,", "end", -2, "We open"),
        ("We open the harb", "end", -1, "We open the"),
        ("pen the harbour,", "start", -1, "the harbour,"),
        ("spring", "end", 1, "spring (perhaps"),
        ("we", "start", 1, "perhaps) — we"),
        ("we hope", "end", 1, "we hope!"),
        ("harbour,", "end", 1, "harbour,” she"),
        ("He", "end", 1, "He’d"),
        ("left", "end", 1, "left."),
    ],
)
def test_an_edge_moves_by_words(words: str, edge: str, by: int, then: str) -> None:
    moved = spans.nudge(TEXT, [_place(words)], edge=edge, by=by)  # type: ignore[arg-type]
    assert spans.words_at(TEXT, moved) == then


def test_a_piece_that_is_passed_on_the_way_in_is_left_out() -> None:
    pieces = [_place("We open"), _place("spring")]
    assert spans.nudge(TEXT, pieces, edge="end", by=-1) == [_place("We open")]
    assert spans.nudge(TEXT, pieces, edge="start", by=-2) == [_place("spring")]


@pytest.mark.parametrize(
    ("words", "edge", "by"),
    [
        ("We", "start", 1),
        ("left.", "end", 1),
        ("We", "end", -1),
        ("We open", "start", -2),
        ("We", "middle", 1),
        ("We", "end", 0),
    ],
)
def test_what_leads_nowhere_is_refused(words: str, edge: str, by: int) -> None:
    with pytest.raises(Refusal):
        spans.nudge(TEXT, [_place(words)], edge=edge, by=by)  # type: ignore[arg-type]


@given(_quotes(), st.sampled_from(["start", "end"]), st.sampled_from([-3, -1, 1, 2]))
def test_a_nudged_quote_is_one_still(made: tuple[str, Spans], edge: str, by: int) -> None:
    text, before = made
    given_spans = [list(span) for span in before]
    try:
        after = spans.nudge(text, before, edge=edge, by=by)  # type: ignore[arg-type]
    except Refusal:
        return
    assert before == given_spans
    spans.check(text, after, field="content")
    inner, outer = (before, after) if by > 0 else (after, before)
    assert all(
        any(start >= start2 and end <= end2 for start2, end2 in outer) for start, end in inner
    )
    assert after != before
    far = (after[-1][1] == before[-1][1]) if edge == "start" else (after[0][0] == before[0][0])
    assert far


@given(_quotes(), st.sampled_from(["start", "end"]))
def test_a_word_in_and_out_again_ends_where_words_end(made: tuple[str, Spans], edge: str) -> None:
    text, before = made
    try:
        wider = spans.nudge(text, before, edge=edge, by=1)  # type: ignore[arg-type]
        again = spans.nudge(text, wider, edge=edge, by=-1)  # type: ignore[arg-type]
        back = spans.nudge(text, again, edge=edge, by=1)  # type: ignore[arg-type]
    except Refusal:
        return
    if len(again) == len(wider):
        assert back == wider


@pytest.mark.parametrize(
    ("picked", "left"),
    [
        ("“We open the harbour,”", "We open the harbour,"),
        (" “We open the harbour,” ", "We open the harbour,"),
        ("We open", "We open"),
        ("“We open", "“We open"),
        ("harbour,”", "harbour,”"),
    ],
)
def test_outer_marks_are_left_out_in_pairs(picked: str, left: str) -> None:
    text = f"{picked}"
    trimmed = spans.trim(text, [[0, len(text)]])
    assert spans.words_at(text, trimmed) == left


def test_a_span_of_blanks_is_left_out() -> None:
    assert spans.trim("a  b", [[0, 1], [1, 3], [3, 4]]) == [[0, 1], [3, 4]]


@given(_quotes())
def test_trimmed_spans_lie_within_and_begin_and_end_in_print(made: tuple[str, Spans]) -> None:
    text, before = made
    for start, end in spans.trim(text, before):
        assert any(start >= start2 and end <= end2 for start2, end2 in before)
        assert text[start:end] == text[start:end].strip() != ""


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
