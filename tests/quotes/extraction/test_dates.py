"""The day on which something was said."""

from datetime import date

import pytest

from quotes.extraction import extract
from quotes.extraction.dates import read_day
from tests.quotes.extraction.reading import PUBLISHED, last, only


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("on Tuesday", date(2024, 5, 14), "day"),
        ("Wednesday", date(2024, 5, 15), "day"),
        ("last Wednesday", date(2024, 5, 8), "day"),
        ("yesterday", date(2024, 5, 14), "day"),
        ("on March 3", date(2024, 3, 3), "day"),
        ("on Nov. 3", date(2023, 11, 3), "day"),
        ("on 3 March 2022", date(2022, 3, 3), "day"),
        ("three days ago", date(2024, 5, 12), "day"),
        ("last month", date(2024, 4, 1), "month"),
        ("in March", date(2024, 3, 1), "month"),
        ("in March 2021", date(2021, 3, 1), "month"),
        ("in a 2019 interview", date(2019, 1, 1), "year"),
        ("in 2019", date(2019, 1, 1), "year"),
        ("last year", date(2023, 1, 1), "year"),
    ],
)
def test_a_day_is_counted_from_the_storys_date(words, day, precision):
    found = read_day(words, PUBLISHED)
    assert found is not None
    assert (found.on, found.precision) == (day, precision)


@pytest.mark.parametrize("words", ["on February 31", "in a statement", "", "may be late"])
def test_what_is_no_day_gives_none(words):
    assert read_day(words, PUBLISHED) is None


def test_a_day_beside_the_cue_is_the_day_of_the_saying():
    assert only("Ines Barros said on Tuesday that it was late.").said_on == date(2024, 5, 14)


def test_a_day_after_the_cue_of_a_quotation_counts():
    assert only("“It is late,” Ines Barros said Monday.").said_on == date(2024, 5, 13)


def test_a_day_at_the_head_of_the_sentence_counts():
    assert only("Yesterday, Ines Barros said it was late.").said_on == date(2024, 5, 14)


def test_a_day_inside_the_words_does_not_count():
    assert only("Ines Barros said the vote on Friday would be close.").said_on == PUBLISHED


def test_without_another_day_it_was_said_on_the_storys_date():
    assert only("Ines Barros said it was late.").said_on == PUBLISHED


def test_without_a_date_of_the_story_no_relative_day_is_guessed():
    (one,) = extract("Ines Barros said on Tuesday that it was late.")
    assert one.said_on is None


def test_an_earlier_interview_has_its_own_year():
    one = last("Ines Barros left. Barros said in a 2019 interview that it was late.")
    assert (one.said_on, one.said_on_precision) == (date(2019, 1, 1), "year")
