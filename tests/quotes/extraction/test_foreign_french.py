"""Direct speech in French stories."""

import pytest

from tests.quotes.extraction.foreign.french import LATER, STORIES
from tests.quotes.extraction.foreign.reading import only, said


@pytest.mark.parametrize(("text", "expected"), STORIES + LATER)
def test_who_says_what(text, expected):
    assert said(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("« Non », a dit Anne Petit, maire de Lyon.", "maire de Lyon"),
        ("« Non », a dit la maire de Lyon, Anne Petit.", "maire de Lyon"),
        ("« Non », a dit la maire de Lyon Anne Petit.", "maire de Lyon"),
        ("« Non », a dit l’ancien ministre Paul Martin.", "ancien ministre"),
        (
            "« Non », a dit Paul Martin, ministre de l’Économie et des Finances.",
            "ministre de l’Économie et des Finances",
        ),
        ("« Non », a dit Anne Petit.", ""),
        ("« Non », a dit Anne Petit, visiblement fatiguée.", ""),
    ],
)
def test_the_role_is_as_printed(text, role):
    assert only(text, "fr").role == role


def test_a_pronoun_between_two_women_is_nobody():
    story = "Anne Petit a reçu Marie Roux. « Tout va bien », a-t-elle dit."
    assert said(story, "fr") == [(None, "Tout va bien")]


def test_a_pronoun_means_the_only_one_it_fits():
    story = "Anne Petit a reçu Paul Roux. « Tout va bien », a-t-il dit."
    assert said(story, "fr") == [("Paul Roux", "Tout va bien")]


def test_two_speakers_at_once_are_nobody():
    story = "« Tout va bien », ont dit Anne Petit et Paul Roux."
    assert said(story, "fr") == [(None, "Tout va bien")]


def test_verb_speaker_and_words_have_their_places():
    one = only("« Il est tard », a-t-elle ajouté lundi.", "fr")
    assert [span.text for span in one.content] == ["« Il est tard »"]
    assert [span.text for span in one.cue] == ["a", "ajouté"]
    assert [span.text for span in one.source] == ["elle"]


def test_dialogue_after_a_dash():
    assert said("— Il est tard, dit Anne Petit.", "fr") == [("Anne Petit", "Il est tard")]


def test_a_list_after_dashes_is_no_dialogue():
    assert said("— Le budget, voté lundi\n\n— La piscine\n\n— Les écoles", "fr") == []
