"""Plain text as it comes off a wire, read into paragraphs; the people in it are invented."""

import re
import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sources.reading import MAX_BYTES, Reading, Unreadable, read

WIRE = """\
“Nobody here has slept since the ice came down the river, and I
count myself among them," Mayor Ilse Varga said on the steps of
the town hall of Lindhaven on Sunday. “Bring shovels. Soup we
have.”
Varga put the damage at nine bridges and a brass band’s entire
stock of drums. She called it “an uninvited guest.”
Lindhaven lies where two streams meet, and floods about once in a
generation; the last high-water mark on the church door is from
the year the railway opened, and children are lifted up to touch
it.
A barge with pumps left the coast at noon and was expected before
dark, the harbour office said, adding that its crew had asked for
nothing but directions.
___
Brandt reported from Lindhaven.
All contents © copyright 2025 The Harbour Wire. All rights
reserved |
|
"""


def paragraphs(text: str, **options: str) -> list[str]:
    return read(text.encode(), **options).text.split("\n\n")


def test_a_hard_wrapped_story_keeps_its_paragraphs() -> None:
    found = paragraphs(WIRE)
    assert [part.split()[0] for part in found] == ["“Nobody", "Varga", "Lindhaven", "A"]
    assert found[0].endswith("“Bring shovels. Soup we have.”")
    assert found[1] == (
        "Varga put the damage at nine bridges and a brass band’s entire stock of drums. "
        "She called it “an uninvited guest.”"
    )


def test_credit_and_rights_are_kept_beside_the_body() -> None:
    reading = read(WIRE.encode())
    assert reading.credit == "Brandt reported from Lindhaven."
    assert reading.rights == ("All contents © copyright 2025 The Harbour Wire. All rights reserved")
    assert "reserved" not in reading.text
    assert "___" not in reading.text


def test_marks_come_out_as_they_were_printed() -> None:
    text = read(WIRE.encode()).text
    assert "“Nobody here has slept since the ice came down the river, " in text
    assert 'count myself among them," Mayor' in text


def test_line_ends_of_every_system_read_alike() -> None:
    for end in ("\r\n", "\r", "\u2028", "\x85"):
        assert read(WIRE.replace("\n", end).encode()) == read(WIRE.encode())


def test_reading_twice_gives_the_same() -> None:
    assert read(WIRE.encode()) == read(WIRE.encode())


FIRST = (
    "The mayor of Lindhaven opened the new bridge on Monday, nine months later than planned, and "
    "thanked those who had built it in the worst winter that anyone in town remembers."
)
SECOND = (
    "“It is a good bridge,” said Ana Brandt, who runs the ferry. “I will miss the old crossing, "
    "but nobody else will, and that is as it should be.”"
)
THIRD = "She declined to comment further."
STORY = [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("width", [50, 58, 64, 65, 72, 80])
def test_paragraphs_with_blank_lines_between_them_survive_wrapping(width: int) -> None:
    assert paragraphs("\n\n".join(textwrap.fill(part, width) for part in STORY)) == STORY


@pytest.mark.parametrize("indent", [3, 4, 5])
def test_indented_paragraphs_survive_wrapping(indent: int) -> None:
    wrapped = [textwrap.fill(part, 65, initial_indent=" " * indent) for part in STORY]
    assert paragraphs("\n".join(wrapped)) == STORY


def test_a_text_wholly_indented_reads_as_if_it_were_not() -> None:
    assert paragraphs(textwrap.indent(WIRE, "    ")) == paragraphs(WIRE)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\n \t\n\n"])
def test_one_paragraph_to_a_line_reads_as_such(between: str) -> None:
    assert paragraphs(between.join(STORY)) == STORY


def test_short_paragraphs_one_to_a_line_stay_apart() -> None:
    lines = ["“Will you stay?” she asked.", "“No,” said Varga.", "The room was silent."]
    assert paragraphs("\n".join(lines)) == lines


def test_sentences_on_lines_of_their_own_are_one_paragraph_where_blank_lines_part_them() -> None:
    blocks = [f"{name} spoke first.\nThe council listened.\nIt voted at noon." for name in "ABCDE"]
    assert paragraphs("\n\n".join(blocks)) == [" ".join(block.split("\n")) for block in blocks]


def test_a_heading_among_wrapped_lines_stands_alone() -> None:
    text = f"{textwrap.fill(FIRST, 60)}\nWhat comes next\n{textwrap.fill(SECOND, 60)}"
    assert paragraphs(text) == [FIRST, "What comes next", SECOND]


def test_list_items_are_paragraphs() -> None:
    items = ["• a new barrier on the span;", "• a weight limit of “twelve tonnes”."]
    text = "\n".join([textwrap.fill(FIRST, 60), "The office named two conditions:", *items])
    assert paragraphs(text)[-2:] == items


def test_speakers_in_a_transcript_start_paragraphs() -> None:
    lines = ["VARGA: We will mend it. I said so.", "BRANDT: When?", "VARGA: Before the autumn."]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("a plan for the long-\nrange boats", "a plan for the long-range boats"),
        ("the har-\nbour and the harbour", "the harbour and the harbour"),
        ("the pre-\nand post-war years", "the pre- and post-war years"),
        ("the plan -\nif it is one - fails", "the plan - if it is one - fails"),
        ("the plan --\nif it is one -- fails", "the plan -- if it is one -- fails"),
        ("the plan—it\nis one—fails", "the plan—it is one—fails"),
        ("大臣は港を\n修理すると述べた。", "大臣は港を修理すると述べた。"),
    ],
)
def test_a_line_end_inside_a_word_or_between_words_is_closed(wrapped: str, joined: str) -> None:
    assert paragraphs(wrapped) == [joined]


def test_names_across_a_line_end_stay_together() -> None:
    assert paragraphs("The visitors met Harbour Minister Ilse\nVarga in Lindhaven.") == [
        "The visitors met Harbour Minister Ilse Varga in Lindhaven."
    ]


BODY = "The bridge opened on Monday.\n\nThe mayor cut a ribbon, and the ferry sailed a last time."


@pytest.mark.parametrize(
    ("head", "headline", "byline", "dateline"),
    [
        ("Bridge opens at last\n\n", "Bridge opens at last", "", ""),
        ("Bridge opens at last\nBy ANA BRANDT\n", "Bridge opens at last", "ANA BRANDT", ""),
        ("Is it “a good bridge”?\n\nBy Ana Brandt\n\n", "Is it “a good bridge”?", "Ana Brandt", ""),
        (
            "Bridge opens\nBy Ana Brandt and Bo de Lind, Associated Press\n\nLINDHAVEN (AP) — ",
            "Bridge opens",
            "Ana Brandt and Bo de Lind, Associated Press",
            "LINDHAVEN (AP)",
        ),
        ("By ANA BRANDT\nAssociated Press\n", "", "ANA BRANDT, Associated Press", ""),
        (
            "# Bridge opens\n\nBy Ana Brandt\nStaff Writer\n\n",
            "Bridge opens",
            "Ana Brandt, Staff Writer",
            "",
        ),
        ("Bridge opens\nLINDHAVEN — ", "Bridge opens", "", "LINDHAVEN"),
        ("LINDHAVEN, Norland (AP) — ", "", "", "LINDHAVEN, Norland (AP)"),
        ("LINDHAVEN, Norland (AP) _ ", "", "", "LINDHAVEN, Norland (AP)"),
        ("LINDHAVEN, April 8 (Reuters) - ", "", "", "LINDHAVEN, April 8 (Reuters)"),
        ("Lindhaven, 8 April (AFP) - ", "", "", "Lindhaven, 8 April (AFP)"),
        ("LINDHAVEN/OSLO, April 8 (Reuters) - ", "", "", "LINDHAVEN/OSLO, April 8 (Reuters)"),
        ("ST. OLAF, N.D. (AP) — ", "", "", "ST. OLAF, N.D. (AP)"),
        ("McALLEN, Texas (AP) — ", "", "", "McALLEN, Texas (AP)"),
        ("NEW LINDHAVEN -- ", "", "", "NEW LINDHAVEN"),
        ("LINDHAVEN, April 8 (Reuters)\n", "", "", "LINDHAVEN, April 8 (Reuters)"),
    ],
)
def test_what_is_printed_over_a_story_is_kept_out_of_it(
    head: str, headline: str, byline: str, dateline: str
) -> None:
    reading = read((head + BODY).encode())
    assert (reading.headline, reading.byline, reading.dateline) == (headline, byline, dateline)
    assert reading.text == BODY


@pytest.mark.parametrize(
    "start",
    [
        "April 8, 2025\n",
        "BC-EU--Harbour, 1st Ld",
        "NATO — the alliance — met on Monday.",
        "NATO — The alliance met on Monday.",
        "By Tuesday the river had risen.",
        "By Tuesday",
        "The bridge — a good one — opened on Monday.",
        "Ana Brandt - who runs the ferry - was there.",
        "LINDHAVEN opened its bridge on Monday.",
        "VARGA: We will mend it.",
        "It was over. ",
    ],
)
def test_a_sentence_that_looks_like_a_head_stays_in_the_body(start: str) -> None:
    reading = read(f"{start}\nThe mayor cut a ribbon.".encode())
    assert reading.text.split() == f"{start} The mayor cut a ribbon.".split()


@pytest.mark.parametrize(
    "line",
    [
        "Brandt reported from Lindhaven.",
        "Brandt reported from Lindhaven, Norland, and Lind from Washington, D.C.",
        "Ana Brandt in Lindhaven and Bo Lind in Oslo contributed to this report.",
        "Brandt reported from Lindhaven. Associated Press writer Bo Lind in Oslo contributed.",
        "Associated Press writers Ana Brandt and Bo Lind contributed to this report.",
        "AP journalist Bo Lind contributed to this report.",
        "(Reporting by Ana Brandt in Lindhaven; Editing by Bo Lind)",
        "(Additional reporting by Ana Brandt; writing by Cy Moe; editing by Bo Lind)",
        "Reporting by Ana Brandt; Editing by Bo Lind",
    ],
)
def test_a_credit_is_kept_out_of_the_body(line: str) -> None:
    reading = read(f"{BODY}\n\n{line}".encode())
    assert (reading.text, reading.credit) == (BODY, line)


@pytest.mark.parametrize(
    "line",
    [
        "All contents © copyright 2025 Harbour Wire. All rights reserved",
        "Copyright 2025 The Harbour Wire. All rights reserved.",
        "© 2025 Harbour Wire",
        "(c) Copyright Harbour Wire 2025",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
)
def test_a_rights_line_is_kept_out_of_the_body(line: str) -> None:
    for between in ("\n\n", "\n", "\n___\n", "\n\n---\n\n", "\n* * *\n", "\n-30-\n"):
        reading = read(f"{BODY}{between}{line}\n|\n".encode())
        assert (reading.text, reading.rights) == (BODY, line)


def test_a_credit_at_the_end_of_the_last_paragraph_is_cut_from_it() -> None:
    reading = read(f"{BODY} (Reporting by Ana Brandt; Editing by Bo Lind)".encode())
    assert reading.text == BODY
    assert reading.credit == "(Reporting by Ana Brandt; Editing by Bo Lind)"


@pytest.mark.parametrize(
    "line",
    [
        "He reported from Lindhaven for twenty years.",
        "“I only ever reported from Lindhaven,” Brandt said.",
        "Witnesses reported from the harbour.",
        "Copyright was never her concern, Varga said.",
        "Brandt, who long reported from Lindhaven, died on Monday. She was 80.",
        "This material may be dangerous, the ministry said.",
        "The rain contributed to the flood.",
        "All rights matter, Varga said.",
        "Brandt reported from Lindhaven. The town was in ruins, and nobody had come to help.",
    ],
)
def test_a_last_sentence_that_looks_like_a_credit_stays_in_the_body(line: str) -> None:
    assert read(f"{BODY}\n\n{line}".encode()).text == f"{BODY}\n\n{line}"


def test_what_follows_a_rule_is_body_unless_it_is_a_credit() -> None:
    more = "The ferry will be sold."
    assert read(f"{BODY}\n\n___\n\n{more}".encode()).text == f"{BODY}\n\n{more}"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "nothing in it"),
        (b" \n\t\r\n ", "nothing in it"),
        (b"\xef\xbb\xbf \n", "no story"),
        (b"___\n\nBrandt reported from Lindhaven.\n\n(c) 2025 Harbour Wire", "no story"),
        (b"x" * (MAX_BYTES + 1), "larger than the 5 MB that a story can have"),
        (b"%PDF-1.7 \n%\xe2\xe3", "looks like a PDF"),
        (b"PK\x03\x04\x14\x00", "Word document"),
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"{\\rtf1\\ansi The mayor", "rich-text"),
        (b"The mayor\x00\x00\x01\x02", "binary"),
        (b"\x01\x02\x03\x04\x05\x06 mayor", "binary"),
        ("Мэр сказал, что мост открыт.".encode("cp1251"), "character set"),
        ("The mayor said “yes”".encode() + b"\xff", "character set"),
        (b'{"headline": "Bridge opens", "body": "It opened."}', "JSON"),
        (b'<?xml version="1.0"?><rss><channel></channel></rss>', "XML"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(raw)


def test_an_image_is_refused_by_its_media_type() -> None:
    with pytest.raises(Unreadable, match="image"):
        read(b"GIFT of the mayor", media_type="image/gif")


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", ""),
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "no-such-charset"),
        ("utf-8", "rot13"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", "utf-16le"),
        ("utf-32", ""),
        ("cp1252", ""),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
    ],
)
def test_a_text_is_decoded_as_declared_or_as_it_must_be(encoding: str, charset: str) -> None:
    text = "“Très bien,” said Zoë Müller — the mayor."
    assert read(text.encode(encoding), charset=charset).text == text


def test_a_declared_character_set_serves_other_scripts() -> None:
    text = "Мэр сказала: «Мост открыт»."
    assert read(text.encode("cp1251"), charset="Windows-1251").text == text


def test_invisible_characters_are_dropped_and_accents_composed() -> None:
    raw = "\ufeffThe ma\u00adyor\u200b, Zoe\u0308\u00a0M\u202e\u00fcller, spoke.\x07".encode()
    assert read(raw).text == "The mayor, Zoë Müller, spoke."


WORD = st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=1, max_size=11)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(WORD, min_size=3, max_size=25))
    return " ".join(words).capitalize() + draw(st.sampled_from([".", ".", "?", "!”", '."']))


@st.composite
def stories(draw: st.DrawFn) -> list[str]:
    paragraph = st.lists(sentences(), min_size=1, max_size=4).map(" ".join)
    return draw(st.lists(paragraph, min_size=1, max_size=6))


# A lone word like "By" or "End" may be read as furniture: no test of wrapping.
def _is_free_of_furniture(story: list[str]) -> bool:
    return not re.search(r"\b(?:by|par|por|von|ends?|nds?|copyright)\b", " ".join(story).lower())


def _shows_wrapping(wrapped: list[str]) -> bool:
    """Whether a text can be known to be wrapped: half its line ends are inside a sentence."""
    ends = [line[-1] for part in wrapped for line in part.splitlines()[:-1]]
    return sum(end in '.?!”"' for end in ends) <= len(ends) / 2


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(30, 90))
def test_any_paragraphs_survive_wrapping_between_blank_lines(story: list[str], width: int) -> None:
    wrapped = [textwrap.fill(part, width) for part in story]
    assume(_is_free_of_furniture(story) and _shows_wrapping(wrapped))
    assert paragraphs("\n\n".join(wrapped)) == story


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(30, 90), st.sampled_from([3, 4, 5]))
def test_any_paragraphs_survive_wrapping_with_indents(
    story: list[str], width: int, indent: int
) -> None:
    story = [part for part in story if len(part) > width]
    assume(_is_free_of_furniture(story) and len(story) > 1)
    wrapped = [textwrap.fill(part, width, initial_indent=" " * indent) for part in story]
    assert paragraphs("\n".join(wrapped)) == story


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(30, 90))
def test_wrapping_without_blank_lines_never_loses_or_moves_a_word(
    story: list[str], width: int
) -> None:
    assume(_is_free_of_furniture(story))
    text = read("\n".join(textwrap.fill(part, width) for part in story).encode()).text
    assert text.split() == " ".join(story).split()


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(45, 80))
def test_a_short_last_line_ends_a_wrapped_paragraph(story: list[str], width: int) -> None:
    assume(_is_free_of_furniture(story))
    wrapped = [textwrap.wrap(part, width) for part in story]
    fit = [lines for lines in wrapped if len(lines) > 2 and len(lines[-1]) < width - 24]
    assume(fit and _shows_wrapping(["\n".join(lines) for lines in fit]))
    found = paragraphs("\n".join("\n".join(lines) for lines in fit))
    assert found == [" ".join(lines) for lines in fit]


def _is_sound(raw: bytes, **options: str) -> bool:
    try:
        reading = read(raw, **options)
    except Unreadable as error:
        return bool(str(error))
    return (
        isinstance(reading, Reading) and bool(reading.text.strip()) and "\x00" not in repr(reading)
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/html", "text/plain", "x", "a/json"]))
def test_any_bytes_give_a_reading_or_a_reason(raw: bytes, media_type: str) -> None:
    assert _is_sound(raw, media_type=media_type)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=12))
def test_any_text_gives_a_reading_or_a_reason(text: str, charset: str) -> None:
    assert _is_sound(text.encode("utf-8", "surrogatepass"), charset=charset)


FURNITURE = ["By", "ANA", "—", "\n", "\n\n", " ", "(AP)", "©", "2025", "___", "|", "- "]
FURNITURE += ["reported from", "contributed to this report", "(Reporting by", ")", ".", ","]
FURNITURE += ["“", "    ", "word-"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FURNITURE), max_size=40).map("".join))
def test_any_furniture_gives_a_reading_or_a_reason(text: str) -> None:
    assert _is_sound(text.encode())
