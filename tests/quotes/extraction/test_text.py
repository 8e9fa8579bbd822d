"""Paragraphs and sentences."""

import pytest

from quotes.extraction import extract
from quotes.extraction.sentences import read_paragraphs
from quotes.extraction.text import LONGEST, paragraphs, tokens

WRAPPED = """Councillor Ines Barros said the new footbridge over the
river would open in June after two winters of delay and
a long quarrel over its colour.
The paint has been chosen by a vote of the residents who
live beside it.
"""


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in paragraphs(text)]


def test_blank_lines_part_paragraphs():
    assert cut("One.\n\n \nTwo.\n") == ["One.", "Two."]


def test_long_single_lines_are_paragraphs_of_their_own():
    one, two = "word " * 40 + "end.", "more " * 40 + "end."
    assert cut(f"{one}\n{two}") == [one, two]


def test_line_breaks_inside_a_hard_wrapped_paragraph_are_soft():
    assert [p.split()[0] for p in cut(WRAPPED)] == ["Councillor", "The"]


def test_an_endless_line_is_read_in_pieces():
    found = paragraphs("word " * LONGEST)
    assert len(found) > 1
    assert max(b - a for a, b in found) <= LONGEST


def test_abbreviations_are_one_word():
    assert [t.text for t in tokens("Dr. Roe of the U.S. said", 0, 24)] == [
        "Dr.", "Roe", "of", "the", "U.S.", "said",
    ]  # fmt: skip


def test_a_dateline_is_no_part_of_the_first_sentence():
    (paragraph,) = read_paragraphs("OSLO (AP) — Snow fell.")
    assert paragraph.sentences[0].units[0].text == "Snow"


def test_a_full_stop_inside_a_quotation_does_not_hide_who_spoke():
    (paragraph,) = read_paragraphs("“Will it rain?” Ines Barros asked. Nobody knew.")
    assert len(paragraph.sentences) == 2


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\r", "\x85", "\x0b"])
def test_every_line_break_that_unicode_knows_is_one(mark):
    text = f"Olof Ek opened the bridge.{mark}“It is safe,” he said.{mark}Ines Barros left."
    assert len(paragraphs(text)) == 3
    assert [one.speaker for one in extract(text)] == ["Olof Ek"]


@pytest.mark.parametrize(
    "dateline", ["OSLO, April 8 (AP) — ", "OSLO (Reuters) - ", "PORT ANSEL, Vessaly — ", "OSLO — "]
)
def test_a_dateline_is_no_part_of_a_name(dateline):
    one = extract(f"{dateline}Mayor Ines Barros said the bridge was safe.")[0]
    assert (one.speaker, one.role) == ("Ines Barros", "Mayor")


def test_a_name_before_a_dash_is_no_dateline():
    text = "Ines Barros — the mayor of Vessaly — said the bridge was safe."
    assert extract(text)[0].speaker == "Ines Barros"
