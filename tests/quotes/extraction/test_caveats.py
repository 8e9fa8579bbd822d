"""What an editor is warned of: second-hand words, questions, denials, translations, anonymity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.anonymity import (
    anonymity_reason_of,
    condition_of,
    is_anonymous,
    read_conditions,
)
from quotes.extraction.caveats import caveats_of, near
from quotes.extraction.findings import Locator
from quotes.extraction.sentences import read_paragraphs
from tests.quotes.extraction.reading import found, only


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Barros was quoted as saying it leaked.", "was quoted as saying", "Barros", "it leaked"),
        ("Barros reportedly said it leaked.", "reportedly said", "Barros", "it leaked"),
        ("Barros is said to have wept.", "is said", "Barros", "to have wept"),
        ("The Courier quoted him as saying it leaked.", "quoted", "The Courier", "it leaked"),
        ("Barros said it leaked, according to two people.", "said", "Barros", "it leaked"),
        ("Barros said it leaked, The Courier reported.", "said", "Barros", "it leaked"),
        ("The report says that she said it leaked.", "says", "The report",
         "that she said it leaked"),
        ("Kofi Mensah said Barros told him it leaked.", "said", "Kofi Mensah",
         "Barros told him it leaked"),
    ],
)  # fmt: skip
def test_words_that_came_by_way_of_somebody_else_are_second_hand(text, cue, source, content):
    assert "second-hand" in caveats_of(found(text, content, cue, source), text)


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Barros said it leaked.", "said", "Barros", "it leaked"),
        ("Barros said it leaked, according to a transcript.", "said", "Barros", "it leaked"),
        ("It leaked, according to Barros.", "according to", "Barros", "It leaked"),
        ("Barros said she told him it leaked.", "said", "Barros", "she told him it leaked"),
        ("Ines Barros said Barros told nobody.", "said", "Ines Barros", "Barros told nobody"),
    ],
)
def test_words_of_the_speakers_own_are_not_second_hand(text, cue, source, content):
    assert caveats_of(found(text, content, cue, source), text) == ()


def test_what_is_told_within_somebody_elses_words_is_second_hand():
    text = "Mensah claimed Barros had said it leaked."
    inner = found(text, "it leaked", "had said", "Barros")
    outer = found(text, "Barros had said it leaked", "claimed", "Mensah")
    assert "second-hand" in caveats_of(inner, text, [outer, inner])


def test_only_attributions_nearby_are_looked_at():
    one = found("Barros said it leaked.", "it leaked", "said", "Barros")
    assert len(near([one] * 100, 50)) == 25
    assert len(near([one] * 3, 0)) == 3


@pytest.mark.parametrize(
    ("text", "cue", "content", "asks"),
    [
        ("Barros asked whether it leaked.", "asked", "whether it leaked", True),
        ("Barros wondered about the leak.", "wondered", "the leak", True),
        ("“Does it leak?” Barros said.", "said", "“Does it leak?”", True),
        ("Barros asked them to leave.", "asked", "them to leave", False),
        ("“It leaks,” Barros said.", "said", "“It leaks,”", False),
    ],
)
def test_a_question_is_told_from_a_request(text, cue, content, asks):
    assert ("question" in caveats_of(found(text, content, cue, "Barros"), text)) is asks


@pytest.mark.parametrize(
    ("text", "cue", "content", "denies"),
    [
        ("Barros denied that it leaked.", "denied", "that it leaked", True),
        ("Barros never said that it leaked.", "never said", "that it leaked", True),
        ("Barros did not say it leaked.", "say", "it leaked", True),
        ("Barros rejected the claim.", "rejected", "the claim", True),
        ("Barros said it did not leak.", "said", "it did not leak", False),
    ],
)
def test_a_denial_is_marked(text, cue, content, denies):
    assert ("denial" in caveats_of(found(text, content, cue, "Barros"), text)) is denies


@pytest.mark.parametrize(
    ("text", "content", "translated"),
    [
        ("“It leaks,” Barros said in Portuguese.", "“It leaks,”", True),
        ("“It leaks,” Barros said through an interpreter.", "“It leaks,”", True),
        ("Barros said he had written it in French.", "he had written it in French", False),
        ("“It leaks,” Barros said in French Guiana.", "“It leaks,”", False),
    ],
)
def test_a_translation_is_marked_when_the_words_beside_say_so(text, content, translated):
    marked = "translation" in caveats_of(found(text, content, "said", "Barros"), text)
    assert marked is translated


ANONYMOUS = (
    "“It leaks,” said an official who spoke on condition of anonymity because she was not "
    "authorized to discuss the dyke. Barros denied it.\n\nThe official said nobody slept. "
    "Another official said all slept."
)


def _conditions(text):
    return read_conditions(Locator(read_paragraphs(text)).sentences, text)


def test_the_reason_for_anonymity_is_kept_as_printed():
    one = found(ANONYMOUS, "“It leaks,”", "said", "an official")
    reason = "because she was not authorized to discuss the dyke"
    assert anonymity_reason_of(one, _conditions(ANONYMOUS)) == reason


def test_a_later_reference_has_the_reason_of_the_first():
    later = found(ANONYMOUS, "nobody slept", "said", "The official", ANONYMOUS.index("The off"))
    assert "not authorized" in anonymity_reason_of(later, _conditions(ANONYMOUS))


def test_another_official_made_no_condition():
    other = found(ANONYMOUS, "all slept", "said", "Another official", ANONYMOUS.index("Another"))
    assert condition_of(other, _conditions(ANONYMOUS)) is None


def test_the_sentence_after_may_grant_anonymity():
    text = (
        "The dyke leaks, an aide said. The aide asked not to be named, citing the sensitivity "
        "of the talks."
    )
    one = found(text, "The dyke leaks", "said", "an aide")
    assert anonymity_reason_of(one, _conditions(text)) == "citing the sensitivity of the talks"


def test_anonymity_without_a_reason_is_a_caveat_without_one():
    text = "It leaks, said an aide who requested anonymity."
    one = found(text, "It leaks", "said", "an aide who requested anonymity")
    assert is_anonymous(one, _conditions(text))
    assert anonymity_reason_of(one, _conditions(text)) == ""
    assert caveats_of(one, text, anonymous=True) == ("anonymity",)


def test_a_condition_inside_the_words_is_not_the_sources():
    text = "An aide said others spoke on condition of anonymity."
    one = found(text, "others spoke on condition of anonymity", "said", "An aide")
    assert not is_anonymous(one, _conditions(text))


_PARTS = st.sampled_from(
    ["an official", "who", "spoke on condition of anonymity", "because it leaks", ",", ".", "\n\n",
     "to discuss talks", "asked not to be named", "citing", "“It leaks”", "said", "the aide", "😀"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=25).map(" ".join))
def test_a_reason_is_always_wording_of_the_story(text):
    for condition in _conditions(text).found:
        assert condition.reason in text


@pytest.mark.parametrize(
    "text",
    [
        "Two engineers spoke. One of them, who asked not to be named because he feared for his "
        "job, said the bridge was unsafe.",
        "“It will fall,” said one of the engineers, who asked not to be named because he feared "
        "for his job.",
        "“It will fall,” said a dockworker, who asked not to be named because he feared for his "
        "job.",
    ],
)
def test_anonymity_goes_with_whatever_noun_stands_for_the_source(text):
    one = only(text)
    assert one.caveats == ("anonymity",)
    assert one.anonymity_reason == "because he feared for his job"
