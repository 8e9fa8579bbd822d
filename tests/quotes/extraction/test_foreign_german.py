"""Direct speech in German stories."""

import pytest

from tests.quotes.extraction.foreign.german import LATER, STORIES
from tests.quotes.extraction.foreign.reading import only, said


@pytest.mark.parametrize(("text", "expected"), STORIES + LATER)
def test_who_says_what(text, expected):
    assert said(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("„Nein“, sagte Polizeisprecher Thomas Meier.", "Polizeisprecher"),
        ("„Nein“, sagte der Sprecher der Polizei, Thomas Meier.", "Sprecher der Polizei"),
        ("„Nein“, sagte Thomas Meier, Sprecher der Polizei.", "Sprecher der Polizei"),
        ("„Nein“, sagte der frühere Minister Thomas Meier.", "frühere Minister"),
        ("„Nein“, sagte Thomas Meier (CDU).", ""),
    ],
)
def test_the_role_is_as_printed(text, role):
    one = only(text, "de")
    assert (one.speaker, one.role) == ("Thomas Meier", role)


@pytest.mark.parametrize(
    "text",
    [
        "„Es ist spät“, sagte Eva Lang.",
        "„Es ist spät”, sagte Eva Lang.",
        "»Es ist spät«, sagte Eva Lang.",
        "«Es ist spät», sagte Eva Lang.",
        '"Es ist spät", sagte Eva Lang.',
        "“Es ist spät”, sagte Eva Lang.",
    ],
)
def test_every_kind_of_mark(text):
    assert said(text, "de") == [("Eva Lang", "Es ist spät")]


def test_a_verb_in_two_parts():
    one = only("„Es ist spät“, fügte Eva Lang am Montag hinzu.", "de")
    assert [span.text for span in one.cue] == ["fügte", "hinzu"]
    one = only("„Es ist spät“, hat Eva Lang am Montag gesagt.", "de")
    assert [span.text for span in one.cue] == ["hat", "gesagt"]


def test_a_pronoun_between_two_men_is_nobody():
    story = "Karl Lang traf Max Roth. „Alles ist gut“, sagte er."
    assert said(story, "de") == [(None, "Alles ist gut")]
