"""Quotations in halves, what is told between them, and the source that stands beside one."""

import pytest

from quotes.extraction import extract, words
from quotes.extraction.beside import by_neighbour
from quotes.extraction.interrupted import whole
from quotes.extraction.sentences import read_paragraphs
from quotes.extraction.tagger import Tagged
from tests.quotes.extraction.reading import PUBLISHED, last, said

HALVES = [
    "Olof Ek was calm. “We will rebuild,” he said, “and we will pay.”",
    "Olof Ek was calm. “We will rebuild”, he said, “and we will pay.”",
    "Olof Ek was calm. “We will rebuild,” said Ek, pointing at the map, “and we will pay.”",
    "Olof Ek was calm. “We will rebuild” — he said — “and we will pay.”",
    "Olof Ek was calm. “We will rebuild”—he said—“and we will pay.”",
    "Olof Ek was calm. ‘We will rebuild’, he said, ‘and we will pay.’",
]


@pytest.mark.parametrize("text", HALVES)
def test_who_speaks_between_two_halves_is_none_of_the_words(text):
    found = [one for one in extract(text) if one.speaker == "Olof Ek"]
    assert " ".join(words(text, one) for one in found) in (
        "We will rebuild and we will pay.", "We will rebuild, and we will pay.",
    )  # fmt: skip


def tagged(text, contents, cue, source):
    def at(part):
        start = text.index(part)
        return start, start + len(part)

    return Tagged([at(part) for part in contents], at(cue), at(source), 0.9, 0.9, 0.9)


def shown(text, found):
    return [[text[slice(*stretch)] for stretch in one.contents] for one in found]


def test_words_read_right_through_he_said_are_cut_there():
    text = "“We will rebuild” — he said — “and pay.”"
    one = tagged(text, [text], "he", "he")
    found = whole(text, [one], read_paragraphs(text))
    assert shown(text, found) == [["“We will rebuild”", "“and pay.”"]]
    assert [text[slice(*found[0].cue)], text[slice(*found[0].source)]] == ["said", "he"]


def test_a_second_half_read_with_what_stands_before_it_joins_the_first():
    text = "“Each time you say it,” Ek said, referring to the dues, “you make me laugh.”"
    first = tagged(text, ["“Each time you say it,”"], "said", "Ek")
    second = tagged(text, ["the dues, “you make me laugh.”"], "referring to", "Ek")
    found = whole(text, [first, second], read_paragraphs(text))
    assert shown(text, found) == [
        ["“Each time you say it,”", "“you make me laugh.”"], ["the dues"],
    ]  # fmt: skip


def test_what_is_told_after_she_said_is_none_of_her_words():
    text = "“You won?” she said, but Bo slept, and as Ek went on about “the dues” and “the sea” it."
    tale = text[text.index("but") : text.index(" it.")]
    found = whole(text, [tagged(text, ["“You won?”", tale], "said", "she")], read_paragraphs(text))
    assert shown(text, found) == [["“You won?”"], ["“the dues” and “the sea”"]]
    assert text[slice(*found[1].source)] == "Ek"


def test_a_question_keeps_its_own_source_before_the_next_paragraphs_he():
    text = "“Who will pay?” Mary Oduya asked.\n\nHe said the city would."
    one = tagged(text, ["“Who will pay?”", "the city would"], "said", "He")
    found = by_neighbour(text, [one], read_paragraphs(text))
    assert [text[slice(*each.source)] for each in found] == ["Mary Oduya", "He"]


def test_a_question_before_an_answer_is_the_askers():
    text = (
        "Mary Oduya met Robert Falk.\n\n“Who will pay?” Oduya asked at the meeting.\n\n"
        "“The city will,” he said.\n\nHe said he was sure."
    )
    assert [one.speaker for one in extract(text)] == ["Mary Oduya", "Robert Falk", "Robert Falk"]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ines Barros opened the bridge on Monday. But who will pay for it? Nobody knows.",
        "The bridge is shut. Will it open again? Harbour master Olof Ek does not know.",
        "What did Ines Barros know, and when did she know it? The report does not say.",
        "How could this happen? That was the question Ines Barros put to the engineers.",
    ],
)
def test_the_reporters_own_question_is_nobodys_quote(text):
    assert not [one for one in extract(text) if "?" in words(text, one)]


def test_a_block_belongs_to_who_announces_it():
    text = (
        'Olof Ek wrote:\n\n"The bridge was shut. It had been shut before, and nobody had asked '
        'why.\n\n"We opened it all the same."'
    )
    assert {one.speaker for one in extract(text)} == {"Olof Ek"}


def test_who_speaks_within_a_block_does_not_speak_the_block():
    text = (
        'Olof Ek wrote:\n\n"The bridge was shut, and no one had asked the mayor why it was.\n\n'
        '“It never crossed my mind,” she said, and went away."'
    )
    block = '"The bridge was shut, and no one had asked the mayor why it was.'
    one = tagged(text, [block], "said", "she")
    found = by_neighbour(text, [one], read_paragraphs(text))
    assert text[slice(*found[0].source)] == "Olof Ek"


def test_a_mark_of_another_kind_that_closes_opens_a_quotation_within():
    text = (
        '"The bridge was shut, Olof Ek wrote, and no one had asked why.\n\n'
        "“It never crossed my mind,” said Rosa Pym, and went away."
    )
    assert ("Rosa Pym", "It never crossed my mind") in said(text)


def test_the_day_stays_with_the_words_it_belongs_to():
    one = last("“We will rebuild,” Olof Ek said on Tuesday, “and we will pay.”")
    assert one.said_on is not None
    assert one.said_on < PUBLISHED
