"""Who says what where one sentence holds two who speak, or a clause between subject and verb."""

import pytest

from quotes.extraction import extract, words
from tests.quotes.extraction.reading import last, only, said

TWO = [
    (
        "Mayor Ines Barros said the bridge would close in May, and harbour master Olof Ek said "
        "the ferry would run twice a day.",
        ("the bridge would close in May", "the ferry would run twice a day"),
    ),
    (
        "Ines Barros said the bridge was safe and Olof Ek said it was not.",
        ("the bridge was safe", "it was not"),
    ),
    (
        "Ines Barros said the plan was dead but Olof Ek insisted it was alive.",
        ("the plan was dead", "it was alive"),
    ),
    (
        "Ines Barros told the council that the bridge was safe, while Olof Ek warned it was not.",
        ("the bridge was safe", "it was not"),
    ),
]


@pytest.mark.parametrize(("text", "both"), TWO)
def test_two_who_speak_in_one_sentence_have_each_their_own_words(text, both):
    assert said(text) == [("Ines Barros", both[0]), ("Olof Ek", both[1])]


def test_the_second_source_is_not_given_the_first_ones_name():
    text = (
        "Mayor Ines Barros said she was sorry and Rosa Pym, the union's leader, "
        "said that was not enough."
    )
    assert [one.speaker for one in extract(text)] == ["Ines Barros", "Rosa Pym"]


@pytest.mark.parametrize(
    "text",
    [
        "Ines Barros said that Ek was late and that Falk said so too.",
        "Ines Barros said what Bo Ek and Robert Falk told the council was wrong.",
        "Ines Barros said the bridge, which Olof Ek built and Robert Falk mended, was safe.",
    ],
)
def test_names_within_the_words_are_not_speakers(text):
    assert only(text).speaker == "Ines Barros"


@pytest.mark.parametrize(
    "text",
    [
        "The minister, who had met the union leader Rosa Pym, said the strike was over.",
        "The minister, whose driver Robert Falk was late, said the strike was over.",
    ],
)
def test_a_clause_between_subject_and_verb_names_no_speaker(text):
    one = only(text)
    assert (one.speaker, one.descriptor) == (None, "The minister")


def test_the_minister_past_a_clause_is_the_one_known():
    text = (
        "Finance Minister Olof Ek came home on Monday. The minister, who had met the union "
        "leader Rosa Pym, said the strike was over."
    )
    assert last(text).speaker == "Olof Ek"


def test_the_subject_is_found_past_dashes():
    text = (
        "Small groups of farmers marched round the yard - where the Vessaly Rovers played on "
        "Sunday - while chanting, “Lower the dues.”"
    )
    assert last(text).speaker != "Vessaly Rovers"


def test_whom_somebody_works_for_does_not_speak():
    text = "The lawyer representing Robert Falk, Rosa Pym, said he was sorry."
    assert only(text).speaker == "Rosa Pym"


def test_who_stands_for_the_name_and_not_for_what_is_told_of_it():
    text = "It was the rise of Robert Falk, who had said that the ferry would go."
    assert only(text).speaker == "Robert Falk"


def test_a_sentence_with_no_source_marked_takes_the_name_before_its_cue():
    text = "So is it safe, and who says so? Ines Barros, the mayor, told reporters: “It is.”"
    one = last(text)
    assert (one.speaker, one.role, words(text, one)) == ("Ines Barros", "mayor", "It is.")
