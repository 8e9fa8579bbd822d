"""The quote's words as an editor prints them."""

import pytest

from quotes.extraction import words
from tests.quotes.extraction.reading import last, only


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("“It is late,” Ines Barros said.", "It is late"),
        ('"It is late!" Ines Barros said.', "It is late!"),
        ("“It,” Ines Barros said, “is late.”", "It, is late."),
        ("Ines Barros said that it was late.", "it was late"),
        ("Ines Barros said that it was “late.”", "it was “late.”"),
        ("«It is late», Ines Barros said.", "It is late"),
    ],
)
def test_outer_marks_and_a_leading_that_go(text, printed):
    assert words(text, only(text)) == printed


def test_paragraphs_of_one_quotation_are_joined_without_their_marks():
    text = "Ines Barros said: “It is late.\n\n“It is dark.”"
    assert words(text, last(text)) == "It is late. It is dark."
