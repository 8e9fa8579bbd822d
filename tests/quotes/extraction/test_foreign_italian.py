"""Direct speech in Italian stories."""

import pytest

from tests.quotes.extraction.foreign.italian import LATER, STORIES
from tests.quotes.extraction.foreign.reading import only, said


@pytest.mark.parametrize(("text", "expected"), STORIES + LATER)
def test_who_says_what(text, expected):
    assert said(text, "it") == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("«No», ha detto il sindaco di Lucca, Paolo Neri.", "sindaco di Lucca"),
        ("«No», ha detto Paolo Neri, sindaco di Lucca.", "sindaco di Lucca"),
        ("«No», ha detto l’assessore alla Cultura Paolo Neri.", "assessore alla Cultura"),
        ("«No», ha detto Paolo Neri.", ""),
    ],
)
def test_the_role_is_as_printed(text, role):
    one = only(text, "it")
    assert (one.speaker, one.role) == ("Paolo Neri", role)


def test_a_verb_without_a_subject_between_two_people_is_nobody():
    story = "Paolo Neri ha incontrato Anna Bruni. «Va tutto bene», ha detto."
    assert said(story, "it") == [(None, "Va tutto bene")]


def test_andrea_is_a_man():
    story = "Andrea Neri ha incontrato Anna Bruni. «Va tutto bene», dice lui."
    assert said(story, "it") == [("Andrea Neri", "Va tutto bene")]


def test_an_apostrophe_is_no_quotation():
    assert said("La 'ndrangheta, dice Paolo Neri, ha un po' di paura.", "it") == []
