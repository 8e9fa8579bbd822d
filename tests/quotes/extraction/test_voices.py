"""Transcripts, lists of voices and embedded posts: who speaks is told by the page's own form."""

from quotes.extraction import extract
from tests.quotes.extraction.reading import only, said


def test_every_voice_of_a_list_keeps_its_own_words():
    text = (
        "Readers answered.\n\n“I miss the ferry.” ― Ann Roe\n\n“I never used it.” ― Bo Falk\n\n"
        "“Bring it back.” ― Cy Ek."
    )
    assert said(text) == [
        ("Ann Roe", "I miss the ferry."),
        ("Bo Falk", "I never used it."),
        ("Cy Ek", "Bring it back."),
    ]


def test_a_byline_needs_no_dash():
    text = (
        "Readers answered.\n\n“I miss the ferry.” Ann Roe, Port Ansel\n\n"
        "“I never used it.” Bo Falk, Oslo"
    )
    assert said(text) == [("Ann Roe", "I miss the ferry."), ("Bo Falk", "I never used it.")]


def test_one_name_after_a_quotation_is_no_list():
    text = "Olof Ek opened the show.\n\n“Harbour Lights” Port Ansel\n\nIt runs until May."
    assert extract(text) == []


def test_a_turn_goes_on_until_the_next_one():
    text = (
        "WALL: Is the bridge safe?\n\nEK: It is. We check it every day.\n\nWe have never found a "
        "crack in it.\n\nWALL: Who pays?\n\nEK: The city."
    )
    assert said(text) == [
        ("WALL", "Is the bridge safe?"),
        ("EK", "It is. We check it every day. We have never found a crack in it."),
        ("WALL", "Who pays?"),
        ("EK", "The city."),
    ]


def test_a_note_in_capitals_ends_no_turn_and_is_none_of_its_words():
    text = (
        '"WALL: Is the bridge safe?\n\n"EK: It is.\n\n"(CROSSTALK.)\n\n"We check it.\n\n'
        '"WALL: Who pays?"'
    )
    assert ("EK", "It is. We check it.") in said(text)


def test_turns_may_be_named_in_small_letters():
    text = (
        "Courier: Is the bridge safe?\n\nOlof Ek: It is. We check it every day.\n\n"
        "Courier: Who pays?\n\nOlof Ek: The city."
    )
    assert [name for name, _ in said(text)] == ["Courier", "Olof Ek", "Courier", "Olof Ek"]


def test_two_lines_with_a_colon_are_no_transcript():
    text = "Where: Port Ansel, the old harbour.\n\nWhen: Sunday at noon."
    assert [name for name, _ in said(text) if name in ("Where", "When")] == []


def test_a_transcript_may_be_hard_wrapped():
    text = (
        "WALL: Is the bridge safe, and who is it that looks after it now\nthat the city does not?\n"
        "\nEK: It is safe. We check it every day, and we have never found\na crack in it."
    )
    assert [name for name, _ in said(text)] == ["WALL", "EK"]


def test_an_embedded_post_is_its_authors():
    text = (
        'The bridge is shut.\n\n<tweet pic="x.example/1" author="olofek" '
        'timestamp="1474387200">It is open again.</tweet>\n\nNobody was hurt.'
    )
    one = only(text)
    assert (one.speaker, one.content[0].text) == ("olofek", "It is open again.")
