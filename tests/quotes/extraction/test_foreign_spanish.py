"""Direct speech in Spanish stories."""

import pytest

from tests.quotes.extraction.foreign.reading import only, said
from tests.quotes.extraction.foreign.spanish import LATER, STORIES


@pytest.mark.parametrize(("text", "expected"), STORIES + LATER)
def test_who_says_what(text, expected):
    assert said(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("«No», dijo el alcalde de Soria, Luis Pardo.", "alcalde de Soria"),
        ("«No», dijo Luis Pardo, alcalde de Soria.", "alcalde de Soria"),
        ("«No», dijo el ministro Luis Pardo.", "ministro"),
        ("«No», dijo Luis Pardo.", ""),
    ],
)
def test_the_role_is_as_printed(text, role):
    one = only(text, "es")
    assert (one.speaker, one.role) == ("Luis Pardo", role)


def test_a_verb_without_a_subject_between_two_people_is_nobody():
    story = "Luis Pardo recibió a Ana Ruiz. «Todo va bien», dijo."
    assert said(story, "es") == [(None, "Todo va bien")]


def test_dialogue_is_cut_around_its_verb():
    one = only("—Es tarde —dijo Ana Ruiz—. Vámonos.", "es")
    assert [span.text for span in one.content] == ["Es tarde", "Vámonos."]
    assert one.kind == "direct"


def test_a_list_after_dashes_is_no_dialogue():
    assert said("—El presupuesto —votado el lunes—\n\n—La piscina", "es") == []


def test_a_body_in_a_title_is_not_the_speaker():
    one = only("«No», dijo el portavoz de la empresa Solaris.", "es")
    assert (one.speaker, one.descriptor) == (None, "el portavoz de la empresa Solaris")
