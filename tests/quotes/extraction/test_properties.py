"""What holds for every text."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction import extract, words
from quotes.extraction.marks import quotations

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        ",",
        ".",
        "?",
        ":",
        "—",
        "(",
        ")",
        " ",
        " ",
        "\n",
        "\n\n",
        "said",
        "he",
        "she",
        "who",
        "and",
        "that",
        "told reporters",
        "according to",
        "Ines",
        "Barros",
        "Mayor",
        "the minister",
        "on Tuesday",
        "saying",
        "went on to say",
        "U.S.",
        "’s",
        "🙂",
        "שלום",
        "\x00",
        "\u2028",
        "in 2019",
        "not",
        "Officials",
        "it is late",
        "Mr.",
        "Robert Falk",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=250, deadline=None)
@given(TEXTS | st.text(max_size=200))
def test_every_span_is_verbatim_and_in_range(text):
    for one in extract(text):
        assert one.content
        for span in one.content + one.cue + one.source:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_contents_are_distinct_and_in_text_order(text):
    contents = [one.content for one in extract(text)]
    assert len(contents) == len(set(contents))
    assert [c[0].start for c in contents] == sorted(c[0].start for c in contents)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_is_always_read_the_same(text):
    assert extract(text) == extract(text)


STORY = (
    "“It rusts,” Inês Barros, the mayor of São Vento, said on Monday.\n\n"
    "Barros said the bridge would close. “We waited too long,” she told reporters.\n\n"
    "José Mañana, an engineer, said he had warned the council in 2019."
)


def told(text: str) -> list[tuple[str | None, str, str]]:
    """What was read, whatever the text's letters are made of."""
    return [
        tuple(normalize("NFC", part or "") for part in (one.speaker, one.role, words(text, one)))
        for one in extract(text)
    ]


@pytest.mark.parametrize(
    "other",
    [STORY + " ", STORY + "\n\n", STORY.replace("\n", "\r\n"), normalize("NFD", STORY)],
    ids=["trailing blank", "trailing lines", "CRLF", "NFD"],
)
def test_the_same_story_is_read_the_same_however_it_is_stored(other):
    assert len(told(STORY)) >= 3
    assert told(other) == told(STORY)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_values_stay_within_what_is_promised(text):
    for one in extract(text):
        assert one.kind in ("direct", "mixed", "indirect")
        assert one.speaker_kind in ("person", "organisation", "unnamed", None)
        assert 0 < one.confidence < 1
        assert one.said_on is None or one.said_on_precision in ("day", "month", "year")
        assert isinstance(words(text, one), str)
        assert not (one.speaker and one.descriptor)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_quotations_never_overlap(text):
    found = quotations(text, 0, len(text))
    ends = [0] + [q.end for q in found]
    assert all(q.start >= end for q, end in zip(found, ends, strict=False))


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "'a ",
        "“a ",
        '"a" ',
        "said ",
        "Ines said, ",
        ", said ",
        "(",
        "- ",
        "Ines Barros, ",
        "and ",
        "x",
        "“a”\n\n",
        "that ",
        ". ",
        "A: “b” ",
    ],
)
def test_time_grows_with_length_only(unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        extract(text)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(120_000) < 20 * seconds(30_000) + 0.5


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "«", "“”"])
def test_megabytes_of_marks_do_no_harm(mark):
    extract(mark * (5_000_000 // len(mark)))


def test_one_endless_line_is_read():
    text = "“It is late,” Ines Barros said. " * 8_000
    assert len(extract(text)) == 8_000
