"""Quotations by their marks alone."""

import pytest

from quotes.extraction.marks import quotations


def inside(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    "quotation",
    ["“No.”", '"No."', "‘No.’", "'No.'", "„No.“", "„No.”", "«No.»", "»No.«", "‹No.›", "「No.」",
     "''No.''", "``No.''"],
)  # fmt: skip
def test_every_kind_of_mark_is_a_quotation(quotation):
    assert inside(f"Well, {quotation} she said.") == [quotation]


def test_a_curly_mark_may_be_closed_by_a_straight_one():
    assert inside('“We are late," she said.') == ['“We are late,"']


def test_an_opening_mark_in_the_place_of_a_closing_one_closes():
    assert inside("“We are late,“ she said.") == ["“We are late,“"]


def test_nested_single_marks_stay_inside():
    assert inside("“He said ‘go home’ to me,” she said.") == ["“He said ‘go home’ to me,”"]


def test_nested_marks_of_the_same_kind_stay_inside():
    assert inside('"He said "go home" to me," she said.') == ['"He said "go home" to me,"']


def test_an_apostrophe_is_no_quotation():
    assert inside("The dogs' owners didn't mind the '90s.") == []


def test_a_quotation_without_its_closing_mark_runs_to_the_end_and_says_so():
    (found,) = quotations("“We are late. ", 0, 14)
    assert (found.start, found.end, found.closed) == (0, 13, False)


def test_a_closing_mark_alone_is_nothing():
    assert inside("We are late,” she said.") == []
