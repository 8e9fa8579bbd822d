"""From the network's numbers to spans and attributions."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.decoding import (
    LINKS,
    REACH,
    TAGS,
    Learned,
    Linker,
    Span,
    allowed,
    best_tags,
    spans_of,
    step_of,
)

FREE = np.zeros((TAGS, TAGS), dtype=np.float32)
SCORES = st.lists(
    st.lists(st.floats(-5, 5, width=32), min_size=TAGS, max_size=TAGS), min_size=1, max_size=4
)


def value(scores: np.ndarray, tags: tuple[int, ...]) -> float:
    legal = tags[0] % 2 == 1 or tags[0] == 0
    legal &= all(allowed()[a, b] for a, b in pairwise(tags))
    return float(sum(scores[n, t] for n, t in enumerate(tags))) if legal else -np.inf


@settings(max_examples=40, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=3))
def test_no_legal_sequence_scores_higher_than_the_one_found(paragraphs):
    runs = [np.array(p, dtype=np.float32) for p in paragraphs]
    for run, tags in zip(runs, best_tags(runs, FREE), strict=True):
        best = max(value(run, other) for other in product(range(TAGS), repeat=len(run)))
        assert abs(value(run, tuple(tags)) - best) < 1e-3


def test_paragraphs_are_tagged_the_same_alone_and_together():
    numbers = np.random.default_rng(7)
    runs = [numbers.normal(size=(n, TAGS)).astype(np.float32) for n in (3, 40, 1, 17)]
    together = best_tags(runs, FREE)
    assert together == [best_tags([run], FREE)[0] for run in runs]


def test_spans_begin_where_their_first_tag_stands():
    scores = np.zeros((6, TAGS), dtype=np.float32)
    found = spans_of([0, 5, 6, 5, 0, 1], scores, offset=10)
    assert [(s.kind, s.first, s.last) for s in found] == [
        ("content", 11, 12),
        ("content", 13, 13),
        ("source", 15, 15),
    ]


def test_a_span_is_as_sure_as_its_ends():
    scores = np.full((3, TAGS), -9, dtype=np.float32)
    scores[0, 5] = scores[1, 6] = scores[2, 0] = 9
    assert spans_of([5, 6, 0], scores)[0].sure > 0.99
    scores[2, 6] = 9
    assert 0.4 < spans_of([5, 6, 0], scores)[0].sure < 0.6


def test_steps_of_distance_keep_their_side_and_grow():
    steps = step_of(np.array([-1000, -3, -1, 0, 1, 3, 1000]))
    assert steps[3] == REACH
    assert list(steps) == sorted(steps)
    assert steps[0] == 0 and steps[-1] == 2 * REACH


def linker(words: int, ties: dict[tuple[str, int], int]) -> Linker:
    """A window in which a span's first word points to another's first word; others to nobody."""
    width = words + 1
    pointers = np.zeros((width, 3, len(LINKS), width), dtype=np.float32)
    for row in range(width):
        pointers[row, 2, :, row] = 30.0
    for link in LINKS:
        for word in range(words):
            target = ties.get((link, word), -1) + 1
            pointers[word + 1, 0, LINKS.index(link), target] = 30.0
    zero = np.zeros(len(LINKS), dtype=np.float32)
    return Linker(Learned(FREE, np.zeros((len(LINKS), 2 * REACH + 1), np.float32), zero), pointers)


def test_a_content_is_joined_with_its_cue_and_source():
    spans = [Span("content", 0, 3), Span("source", 4, 5), Span("cue", 6, 6)]
    ties = {("content-source", 0): 4, ("content-cue", 0): 6, ("cue-source", 6): 4}
    (group,) = linker(8, ties).groups(spans)
    assert (group.source, group.cue) == (spans[1], spans[2])
    assert group.sure_source > 0.9


def test_a_content_that_goes_on_joins_the_one_before():
    spans = [Span("content", 0, 3), Span("source", 4, 4), Span("content", 5, 7)]
    ties = {("content-source", 0): 4, ("content-source", 5): 4, ("content-before", 5): 0}
    (group,) = linker(8, ties).groups(spans)
    assert group.contents == [spans[0], spans[2]]


def test_a_content_that_points_nowhere_has_no_source():
    spans = [Span("content", 0, 3), Span("source", 4, 4)]
    (group,) = linker(8, {}).groups(spans)
    assert group.source is None


def test_a_window_without_contents_has_no_attributions():
    assert linker(8, {}).groups([Span("source", 4, 4), Span("cue", 5, 5)]) == []
