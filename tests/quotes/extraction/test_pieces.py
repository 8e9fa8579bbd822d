"""The words and pieces that the network reads."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.pieces import (
    CLOSING,
    INSIDE,
    OPENING,
    OUTSIDE,
    WINDOW,
    Vocabulary,
    read_words,
    windows,
)


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    kept = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", '"', ".", ",", "har"]
    kept += ["##bour", "harbour", "cafe", "a", "##a", "it", "is", "late", "—"]
    path = tmp_path / "vocabulary.txt"
    path.write_text("\n".join(kept), "utf-8")
    return Vocabulary(path)


def names(vocabulary: Vocabulary, word: str) -> list[str]:
    by_number = {n: piece for piece, n in vocabulary.number.items()}
    return [by_number[n] for n in vocabulary.pieces(word)]


def test_a_known_word_is_one_piece(vocabulary):
    assert names(vocabulary, "Harbour") == ["harbour"]


def test_an_unknown_word_is_its_longest_pieces(vocabulary):
    assert names(vocabulary, "Aaa") == ["a", "##a", "##a"]


def test_a_word_without_pieces_is_unknown(vocabulary):
    assert names(vocabulary, "שלום") == ["[UNK]"]


@pytest.mark.parametrize("mark", '"“”„«»')
def test_every_double_mark_reads_alike(vocabulary, mark):
    assert names(vocabulary, mark) == ['"']


def test_composed_and_decomposed_letters_read_alike(vocabulary):
    assert names(vocabulary, "café") == names(vocabulary, "cafe\u0301") == ["cafe"]


def test_words_know_where_they_stand_to_the_marks(vocabulary):
    (words,) = read_words("It is “late is late”.", vocabulary)
    places = [word.feature % 4 for word in words]
    assert places == [OUTSIDE, OUTSIDE, OPENING, INSIDE, INSIDE, INSIDE, CLOSING, OUTSIDE]


def test_words_know_their_capitals(vocabulary):
    (words,) = read_words("late Late LATE McLate", vocabulary)
    assert [word.feature // 4 for word in words] == [0, 1, 2, 3]


def test_a_run_of_one_mark_is_one_word(vocabulary):
    assert sum(map(len, read_words("late" + '"' * 100_000, vocabulary))) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet='aé “”".,—שx', min_size=1, max_size=400), max_size=12))
def test_windows_hold_every_word_once_and_fit(tmp_path_factory, paragraphs):
    path = tmp_path_factory.mktemp("pieces") / "vocabulary.txt"
    path.write_text("\n".join(["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"]))
    parts = read_words("\n\n".join(paragraphs), Vocabulary(path))
    found = list(windows(parts))
    assert [w for run in found for part in run for w in part] == [w for part in parts for w in part]
    for run in found:
        assert sum(len(w.pieces) for part in run for w in part) + len(run) <= WINDOW
