"""What holds for every text in every language that is read by rule."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.attributions import words
from quotes.extraction.foreign import LANGUAGES, read
from quotes.extraction.language import language_of
from tests.quotes.extraction.foreign import french, german, italian, spanish

WORDS = """
« » „ “ ” " ' ’ , . ? ! : ; — – - ( ) ¿ ¡ a déclaré dit-il a-t-elle ajouté Marie Dupont maire de
la Lyon selon que Mme M. l’ et sagte er sie der Sprecher Polizei Thomas Meier hat gesagt fügte
hinzu so laut dass dijo ha dicho Ana Ruiz el alcalde él según y añadió detto lui Paolo Neri il
sindaco secondo che Così Lo 12 🙂 שלום il est tard niente SNCF
"""
MARKS = ["\n", "\n\n", " ", "\x00", "\u2028", "\xa0", "« Il est tard »", "„Es ist spät“", "e\u0301"]
PIECES = st.sampled_from(WORDS.split() + MARKS)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)
STORIES = [
    ("fr", french.STORIES + french.LATER),
    ("de", german.STORIES + german.LATER),
    ("es", spanish.STORIES + spanish.LATER),
    ("it", italian.STORIES + italian.LATER),
]
EACH = st.sampled_from(sorted(LANGUAGES))


@settings(max_examples=400, deadline=None)
@given(TEXTS | st.text(max_size=200), EACH)
def test_every_span_is_verbatim_and_in_range(text, language):
    for one in read(text, language):
        assert one.content
        for span in one.content + one.cue + one.source:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text


@settings(max_examples=250, deadline=None)
@given(TEXTS, EACH)
def test_contents_are_distinct_and_in_text_order(text, language):
    contents = [one.content for one in read(text, language)]
    spans = [span for content in contents for span in content]
    assert len(spans) == len(set(spans))
    assert [c[0].start for c in contents] == sorted(c[0].start for c in contents)
    for content in contents:
        assert all(a.end <= b.start for a, b in pairwise(content))


@settings(max_examples=150, deadline=None)
@given(TEXTS, EACH)
def test_values_stay_within_what_is_promised(text, language):
    for one in read(text, language):
        assert one.kind in ("direct", "mixed")
        assert one.language == language
        assert one.speaker_kind in ("person", "organisation", "unnamed", None)
        assert 0 < one.confidence <= 0.8
        assert not (one.speaker and one.descriptor)
        assert isinstance(words(text, one), str)
        assert read(text, language) == read(text, language)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(
    "unit",
    [
        *("«", "« a ", "« a » ", "„", '"', "“a ", "— ", "—dijo ", "x", ", ", ": ", "a déclaré "),
        *("Marie Dupont, ", "maire de Lyon ", "« a », dit-il. ", "hat ", "der Stadt ", "Anna und "),
        *(
            "X dijo: «a b c». ",
            "« a »\n\n",
            "selon M. ",
            "« a, dit Anne, b » ",
            "él dijo que «a b c»",
        ),
    ],
)
def test_time_grows_with_length_only(unit, language):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        read(text, language)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(80_000) < 16 * seconds(20_000) + 0.5


@pytest.mark.parametrize("mark", ["«", "»", "„", "“", '"', "«»", "—"])
def test_megabytes_of_marks_do_no_harm(mark):
    read(mark * (1_000_000 // len(mark)), "fr")


@pytest.mark.parametrize(("language", "stories"), STORIES)
def test_line_ends_and_blanks_change_nothing(language, stories):
    for story, _ in stories:
        found = [words(story, one) for one in read(story, language)]
        crlf = story.replace("\n", "\r\n")
        assert [words(crlf, one) for one in read(crlf, language)] == found
        assert [words(story, one) for one in read(story + " \n", language)] == found


@pytest.mark.parametrize(("language", "stories"), STORIES)
def test_accents_written_apart_change_nothing(language, stories):
    for story, _ in stories:
        apart = unicodedata.normalize("NFD", story)
        found = [(one.speaker, one.role, words(story, one)) for one in read(story, language)]
        again = [(one.speaker, one.role, words(apart, one)) for one in read(apart, language)]
        assert [(*one[:2], unicodedata.normalize("NFC", one[2])) for one in again] == found
        assert language_of(apart) == language_of(story)
