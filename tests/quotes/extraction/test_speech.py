"""Direct, mixed and indirect speech, with the spans that show it."""

import pytest

from quotes.extraction import extract, words
from tests.quotes.extraction.reading import last, only, said, texts


def test_direct_speech_before_its_attribution():
    one = only("“The bridge will close,” Ines Barros said.")
    assert one.kind == "direct"
    assert texts(one.content) == ["“The bridge will close,”"]
    assert (texts(one.source), texts(one.cue)) == (["Ines Barros"], ["said"])


def test_direct_speech_after_its_attribution():
    one = only("Ines Barros said: “The bridge will close.”")
    assert (one.kind, texts(one.content)) == ("direct", ["“The bridge will close.”"])


def test_an_inverted_attribution():
    one = only("“The bridge will close,” said Ines Barros, the city's engineer.")
    assert (one.speaker, texts(one.cue)) == ("Ines Barros", ["said"])


def test_mixed_speech():
    one = only("Ines Barros said the bridge was “not safe” and would close.")
    assert one.kind == "mixed"
    assert texts(one.content) == ["the bridge was “not safe” and would close"]


def test_indirect_speech_takes_its_that_along_and_leaves_the_full_stop():
    one = only("Ines Barros said that the bridge would close.")
    assert (one.kind, texts(one.content)) == ("indirect", ["that the bridge would close"])


def test_indirect_speech_before_its_attribution():
    one = only("The bridge will close in June, Ines Barros said.")
    assert (one.kind, texts(one.content)) == ("indirect", ["The bridge will close in June"])


def test_according_to():
    text = "The bridge will close, according to Ines Barros."
    assert said(text) == [("Ines Barros", "The bridge will close")]


def test_according_to_at_the_head_of_a_sentence():
    text = "According to Ines Barros, the bridge will close."
    assert said(text) == [("Ines Barros", "the bridge will close")]


def test_a_quotation_split_by_its_attribution_is_one():
    one = only("“The bridge,” Ines Barros said, “will close.”")
    assert texts(one.content) == ["“The bridge,”", "“will close.”"]


def test_a_quotation_that_goes_on_in_the_next_sentence_is_one():
    one = only("“The bridge will close,” Ines Barros told reporters. “We have no choice.”")
    assert texts(one.content) == ["“The bridge will close,”", "“We have no choice.”"]


def test_a_quotation_over_paragraphs_is_one_until_it_is_closed():
    text = (
        "“The bridge will close,” Ines Barros said. “We looked at every way.\n\n"
        "“We looked at the money.\n\n“Nothing worked.”\n\nTrains ran as usual."
    )
    assert len(only(text).content) == 4


def test_quoted_paragraphs_after_indirect_speech_keep_its_speaker():
    text = "Ines Barros said the bridge was rusty.\n\n“We looked at every way. Nothing worked.”"
    found = last(text)
    assert found.speaker == "Ines Barros"
    assert "every way" in words(text, found)


def test_a_quotation_in_the_next_paragraph_keeps_its_speaker():
    text = "“It is late,” Ines Barros said.\n\n“We looked at every way again.”"
    assert {one.speaker for one in extract(text)} == {"Ines Barros"}
    assert "every way" in words(text, extract(text)[-1])


def test_a_colon_leads_into_the_next_paragraph():
    text = "Ines Barros issued the following statement:\n\n“The bridge will close in June.”"
    assert said(text) == [("Ines Barros", "The bridge will close in June.")]


def test_nested_marks_belong_to_the_outer_speaker():
    text = "“He told me, ‘Go home,’ and I went,” Bilal Haddad said."
    assert said(text) == [("Bilal Haddad", "He told me, ‘Go home,’ and I went")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart bridge” opened in May.",
        "Residents love the “smart” lights.",
        "The film “Late Trains” opened in May.",
        "“We are late” was painted on the wall.",
        "Ines Barros declined to comment.",
        "Ines Barros was asked about the bridge.",
        "The mayor, Ines Barros, will meet Transport Minister Olof Ek on Friday.",
    ],
)
def test_what_nobody_says_is_left_alone(text):
    assert [one for one in extract(text) if one.act == "speech"] == []


def test_what_somebody_did_not_say_is_marked_as_a_denial():
    one = only("Ines Barros did not say that the bridge would close.")
    assert "denial" in one.caveats


def test_people_merely_mentioned_get_nothing():
    text = "Ines Barros met Olof Ek, the minister, and said the bridge would close."
    assert {one.speaker for one in extract(text)} <= {"Ines Barros", None}


def test_a_second_verb_shares_its_subject():
    text = "Mayor Robert Falk welcomed the vote, adding that the bridge would close."
    assert said(text)[-1] == ("Robert Falk", "the bridge would close")


def test_words_reported_inside_somebodys_words_are_not_the_storys():
    text = "Ines Barros said the ministry believes the bridge will close."
    assert [one.speaker for one in extract(text)] == ["Ines Barros"]


def test_a_transcript_names_its_speakers():
    text = "INES BARROS: The bridge will close.\n\nOLOF EK: That is a pity."
    assert said(text) == [
        ("INES BARROS", "The bridge will close."), ("OLOF EK", "That is a pity."),
    ]  # fmt: skip


def test_a_turn_of_a_transcript_is_direct_to_its_end():
    one = only("INES BARROS: It will close. “No,” I said. That is all.")
    assert (one.kind, one.content[0].text) == (
        "direct",
        "It will close. “No,” I said. That is all.",
    )


def test_a_transcript_inside_quotation_marks_has_its_own_speakers():
    text = '"INES BARROS: It will close.\n\n"OLOF EK: A pity. Why?"'
    assert said(text) == [("INES BARROS", "It will close."), ("OLOF EK", "A pity. Why?")]


def test_a_headline_with_a_name_and_a_colon_is_indirect():
    one = only("Barros: Bridge to close in June")
    assert (one.kind, one.speaker) == ("indirect", "Barros")


@pytest.mark.parametrize("dash", ["—", "–", "―", "--"])
def test_a_dash_may_sign_a_quotation(dash):
    assert said(f"“It is what it is” {dash} Ines Barros") == [("Ines Barros", "It is what it is")]


def test_a_programmes_name_is_no_quotation():
    text = "On “Late Talk,” Ines Barros said the bridge would close."
    assert said(text) == [("Ines Barros", "the bridge would close")]


def test_a_chain_of_verbs_is_one_cue():
    one = only("Ines Barros went on to say that the bridge would close.")
    assert texts(one.cue) == ["went on to say"]


def test_the_hearer_is_not_the_speaker():
    one = only("“The bridge will close,” Ines Barros told Olof Ek.")
    assert one.speaker == "Ines Barros"


def test_no_two_attributions_have_the_same_content():
    text = "Ines Barros said and Olof Ek said: “It is late.” “It is late.”"
    contents = [one.content for one in extract(text)]
    assert len(contents) == len(set(contents))


@pytest.mark.parametrize("end", ["\n", "\n\n", "  ", "\r\n"])
def test_trailing_blanks_change_nothing(end):
    text = "“The bridge will close,” Ines Barros said."
    assert said(text + end) == said(text)


def test_hard_wrapped_text_reads_like_the_same_text_on_one_line():
    wrapped = (
        '“The old bridge over the river will close in the spring,"\n'
        "city engineer Ines Barros told reporters as she left the\n"
        "hall. “We have no\nchoice.”"
    )
    joined = " ".join(wrapped.split())
    assert said(wrapped) == said(joined)
    assert [words(wrapped, one) for one in extract(wrapped)] == [
        "The old bridge over the river will close in the spring, We have no choice."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Erik Dahl told reporters in Tokyo.",
        "Mayor Erik Dahl told reporters on Tuesday.",
        "Mayor Erik Dahl told the council after a meeting with farmers.",
        "Mayor Erik Dahl said in a statement.",
        "Mayor Erik Dahl spoke to journalists at the port.",
    ],
)
def test_where_and_when_are_not_what_was_said(sentence):
    assert extract(sentence) == []


def test_what_comes_after_a_quotation_with_its_own_full_stop_is_not_part_of_it():
    one = only("Ida Moss said: “Ask him.” He declined to comment.")
    assert texts(one.content) == ["“Ask him.”"]


def test_what_somebody_denies_is_not_what_they_said():
    assert extract("Ida Moss denied it.") == []
