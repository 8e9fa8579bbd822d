"""The day on which something was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction import extract
from quotes.extraction.circumstances import carry, day_of
from quotes.extraction.dates import Day, read_day
from quotes.extraction.text import word_set
from tests.quotes.extraction.reading import PUBLISHED, found, last, only


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
        ("late Monday", date(2024, 5, 13), "day"),
        ("Saturday night", date(2024, 5, 11), "day"),
        ("Tuesday of last week", date(2024, 5, 7), "day"),
        ("on the 12th", date(2024, 5, 12), "day"),
        ("on the 20th", date(2024, 4, 20), "day"),
        ("Sept. 12", date(2023, 9, 12), "day"),
        ("last night", date(2024, 5, 14), "day"),
        ("last week", date(2024, 5, 1), "month"),
        ("earlier this week", date(2024, 5, 1), "month"),
        ("earlier this month", date(2024, 5, 1), "month"),
        ("two weeks ago", date(2024, 1, 1), "year"),
        ("three months ago", date(2024, 2, 1), "month"),
        ("last fall", date(2023, 1, 1), "year"),
        ("a decade ago", date(2014, 1, 1), "year"),
        ("in her 2019 memoir", date(2019, 1, 1), "year"),
    ],
)
def test_a_day_is_counted_from_the_storys_date(words, day, precision):
    found = read_day(words, PUBLISHED)
    assert found is not None
    assert (found.on, found.precision) == (day, precision)


@pytest.mark.parametrize(
    "words",
    [
        "on February 31",
        "in a statement",
        "",
        "may be late",
        "next Tuesday",
        "before Tuesday’s vote",
        "of Monday’s debate",
        "to USA Today",
        "on May 3, 2031",
    ],
)
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


@pytest.mark.parametrize(
    "words", ["the following day", "two days earlier", "recently", "in recent days"]
)
def test_a_time_that_cannot_be_counted_is_unclear(words):
    found = read_day(words, PUBLISHED)
    assert found is not None
    assert (found.on, found.how) == (None, "unclear")


def test_a_week_over_new_year_is_unclear():
    found = read_day("last week", date(2024, 1, 8))
    assert found is not None
    assert found.on == date(2024, 1, 1)
    across = read_day("last week", date(2025, 1, 8))
    assert across is not None
    assert across.on is None


_WORDS = sorted(
    word_set("on last next Monday March 31 2031 Sept. week month two ago in the 12th fall year")
)


@given(
    st.lists(
        st.sampled_from(_WORDS),
        max_size=7,
    ).map(" ".join),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)
def test_a_day_after_the_storys_own_is_never_given(words, published_on):
    found = read_day(words, published_on)
    assert found is None or found.on is None or found.on <= published_on


def _day(text, content, cue, source="Barros"):
    return day_of(found(text, content, cue, source), text, PUBLISHED)


def test_a_day_within_the_cue_counts():
    assert _day("“It leaks,” Barros said Sunday.", "“It leaks,”", "said Sunday").on == date(
        2024, 5, 12
    )


def test_a_day_between_source_and_cue_counts():
    day = _day("Barros on Monday said it leaked.", "it leaked", "said")
    assert (day.on, day.how) == (date(2024, 5, 13), "named")


def test_a_day_of_what_the_source_did_before_does_not_count():
    day = _day("Barros, who left in 2019, said it leaked.", "it leaked", "said")
    assert (day.on, day.how) == (PUBLISHED, "default")


def test_what_a_speaker_says_next_was_said_on_the_same_day():
    monday, default = Day(date(2024, 5, 13)), Day(PUBLISHED, how="default")
    days = carry([monday, default, default], ["Barros", "Barros", "Mensah"], [0, 4, 4])
    assert [(day.on, day.how) for day in days] == [
        (date(2024, 5, 13), "named"),
        (date(2024, 5, 13), "carried"),
        (PUBLISHED, "default"),
    ]


def test_a_vague_time_goes_on_within_its_paragraph_only():
    march, default = Day(date(2024, 3, 1), "month", "vague"), Day(PUBLISHED, how="default")
    days = carry([march, default, default], ["Barros"] * 3, [0, 0, 1])
    assert [day.how for day in days] == ["vague", "vague", "default"]


def test_the_perfect_tense_without_a_day_has_no_date():
    assert _day("Barros has said it leaked.", "it leaked", "has said").on is None
    assert _day("Barros had warned it leaked.", "it leaked", "warned").how == "unclear"


def test_a_report_was_heard_when_it_came_out():
    text = "A report released last year found leaks."
    day = _day(text, "leaks", "found", "A report released last year")
    assert (day.on, day.precision) == (date(2023, 1, 1), "year")


def test_a_day_after_the_words_counts():
    assert _day("Barros criticised the “old” dyke on Monday.", "the “old” dyke", "criticised") == (
        Day(date(2024, 5, 13))
    )
