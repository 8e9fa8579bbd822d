"""How a quote is shown: pieces, dates, the way to the source, context, changes and citation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quotes import corrections, display, intake
from quotes.models import Notice, Precision, Quote, QuoteKind
from quotes.verification import AttributionBasis, State
from sources.models import ArticleVersion
from tests.make import make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db

SPLIT = "“We keep the pelicans,” said Marrow Finch, the keeper. “All nine of them.”"


def published(version: ArticleVersion, words: str, **changes: Any) -> Quote:
    return make_quote(State.PUBLISHED, version=version, words=words, **changes)


def split_quote() -> Quote:
    """A captured quote in two pieces."""
    version = make_version(SPLIT)
    spans = [[SPLIT.index(part), SPLIT.index(part) + len(part)] for part in _PARTS]
    return intake.add_quote(version, spans, by=make_person("reporter"), kind=QuoteKind.DIRECT)


_PARTS = ("We keep the pelicans,", "All nine of them.")


def corrected(quote: Quote, changes: dict[str, Any]) -> Notice:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes=changes,
        public_text="We had this wrong.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()
    return notice


def test_a_quote_that_its_source_interrupts_is_shown_in_its_pieces() -> None:
    assert display.as_printed(split_quote()) == "“We keep the pelicans,” “All nine of them.”"


def test_matches_are_cut_where_a_piece_ends() -> None:
    quote = split_quote()
    segments = [("We keep the ", False), ("pelicans, All", True), (" nine of them.", False)]
    assert display.marked_pieces(quote, segments) == [
        [("We keep the ", False), ("pelicans,", True)],
        [("All", True), (" nine of them.", False)],
    ]


@pytest.mark.parametrize("kind", [QuoteKind.MIXED, QuoteKind.INDIRECT])
def test_a_paraphrase_gets_no_marks(kind: QuoteKind) -> None:
    quote = make_quote(words="the pool was full of “pelicans”", kind=kind)
    assert display.as_printed(quote) == "the pool was full of “pelicans”"
    assert display.label(quote)


def test_a_paraphrase_in_two_pieces_shows_the_gap() -> None:
    quote = split_quote()
    quote.kind = QuoteKind.INDIRECT
    assert display.as_printed(quote) == "We keep the pelicans, … All nine of them."


@pytest.mark.parametrize(
    ("precision", "shown", "machine"),
    [
        (Precision.DAY, "8 April 2025", "2025-04-08"),
        (Precision.MONTH, "April 2025", "2025-04"),
        (Precision.YEAR, "2025", "2025"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(
    precision: Precision, shown: str, machine: str
) -> None:
    assert display.day(date(2025, 4, 8), precision) == shown
    assert display.machine_day(date(2025, 4, 8), precision) == machine


def test_the_link_encodes_what_would_end_a_text_directive() -> None:
    words = "Salt-water, sand & 100% wind"
    version = make_version(f"“{words}” said Marrow Finch.", url="https://zoo.example/a")
    link = display.source_link(make_quote(version=version, words=words))
    assert link == ("https://zoo.example/a#:~:text=Salt%2Dwater%2C%20sand%20%26%20100%25%20wind")


def test_the_link_names_every_piece() -> None:
    assert display.source_link(split_quote()).endswith(
        "#:~:text=We%20keep%20the%20pelicans%2C&text=All%20nine%20of%20them."
    )


def test_a_long_text_is_found_by_its_ends() -> None:
    words = "one two three four five " + "and on " * 20 + "six seven eight nine ten"
    version = make_version(f"“{words}” said Marrow Finch.", url="https://zoo.example/a")
    link = display.source_link(make_quote(version=version, words=words))
    assert link.endswith(
        "#:~:text=one%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten"
    )


def test_words_that_occur_twice_are_told_apart_by_those_before() -> None:
    text = "The pelicans stay.\n\nShe said: “The pelicans stay.” He nodded."
    version = make_version(text, url="https://zoo.example/a")
    start = text.rindex("The pelicans stay")
    quote = intake.add_quote(
        version, [[start, start + 17]], by=make_person("reporter"), kind=QuoteKind.DIRECT
    )
    link = display.source_link(quote, text)
    assert link.endswith("#:~:text=She%20said%3A%20%E2%80%9C-,The%20pelicans%20stay")


def test_an_address_with_a_fragment_keeps_it() -> None:
    quote = make_quote(words="Pelicans stay.")
    quote.article.canonical_url = "https://zoo.example/a#live-3"
    link = display.source_link(quote)
    assert link == "https://zoo.example/a#live-3:~:text=Pelicans%20stay."


def test_an_article_that_is_not_on_the_web_has_no_link() -> None:
    quote = make_quote()
    quote.article.canonical_url = ""
    assert display.source_link(quote) == ""


def shown(quote: Quote) -> str:
    return "".join(stretch.text for stretch in display.context(quote))


def test_the_context_marks_the_words_that_were_said() -> None:
    quote = split_quote()
    said = [stretch.text for stretch in display.context(quote) if stretch.is_said]
    assert said == list(_PARTS)


def test_the_context_shows_only_the_sentences_around() -> None:
    filler = "The keepers counted the birds before the doors were opened. "
    text = f"{filler * 20}“We keep the pelicans,” said Finch. {filler * 20}".strip()
    context = shown(published(make_version(text), "We keep the pelicans,"))
    assert context.startswith("[…]The keepers counted")
    assert context.endswith("opened. […]")
    assert len(context) < 2 * display.AROUND + 60


def test_pieces_that_lie_far_apart_get_a_context_each() -> None:
    filler = "The keepers counted the birds before the doors were opened. "
    text = f"“We keep the pelicans,” said Finch. {filler * 30}“All nine of them,” Finch said."
    spans = [[1, 21], [text.index("All nine"), text.index("All nine") + 16]]
    quote = intake.add_quote(
        make_version(text), spans, by=make_person("reporter"), kind=QuoteKind.DIRECT
    )
    context = display.context(quote)
    assert [stretch.text for stretch in context if stretch.is_said] == [
        "We keep the pelicans",
        "All nine of them",
    ]
    assert [stretch.is_left_out for stretch in context].count(True) == 1
    assert sum(len(stretch.text) for stretch in context) < len(text) / 2


NEIGHBOURS = (
    "“We keep the pelicans,” said Marrow Finch, the keeper. "
    "“The walrus stays in the east pool,” said Zebulon Quist, the director. Doors open at ten."
)


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_a_neighbour_that_is_not_public_is_left_out_of_the_context(state: State) -> None:
    version = make_version(NEIGHBOURS)
    quote = published(version, "We keep the pelicans,")
    make_quote(state, version=version, words="The walrus stays in the east pool,")
    assert shown(quote) == (
        "“We keep the pelicans,” said Marrow Finch, the keeper. […]Doors open at ten."
    )


def test_a_public_neighbour_is_part_of_the_context() -> None:
    version = make_version(NEIGHBOURS)
    quote = published(version, "We keep the pelicans,")
    published(version, "The walrus stays in the east pool,")
    assert shown(quote) == NEIGHBOURS


def test_words_that_overlap_an_unpublished_quote_are_still_shown_as_said() -> None:
    version = make_version(NEIGHBOURS)
    quote = published(version, "We keep the pelicans,")
    make_quote(State.CAPTURED, version=version, words="the pelicans")
    assert [stretch.text for stretch in display.context(quote) if stretch.is_said] == [
        "We keep the pelicans,"
    ]


def test_a_corrected_wording_is_shown_in_its_pieces_before_and_since() -> None:
    version = make_version(NEIGHBOURS)
    quote = published(version, "We keep the pelicans,")
    notice = corrected(quote, {"content": [[1, 21]]})
    assert display.changes(quote, notice) == [
        display.Change("Wording", "“We keep the pelicans,”", "“We keep the pelicans”")
    ]


def test_a_corrected_date_is_shown_with_its_precision() -> None:
    quote = make_quote(State.PUBLISHED)
    notice = corrected(quote, {"said_on": date(2026, 2, 1), "said_on_precision": Precision.MONTH})
    assert display.changes(quote, notice) == [
        display.Change("Said on", "3 March 2026", "February 2026")
    ]


@pytest.mark.parametrize(("precision", "since"), [("month", "March 2026"), ("year", "2026")])
def test_a_date_that_is_known_less_exactly_is_a_change(precision: str, since: str) -> None:
    quote = make_quote(State.PUBLISHED)
    notice = corrected(quote, {"said_on_precision": precision})
    assert display.changes(quote, notice) == [display.Change("Said on", "3 March 2026", since)]


def test_a_wording_is_told_in_the_marks_of_its_time() -> None:
    quote = make_quote(State.PUBLISHED, words="We keep the pelicans.")
    first = corrected(quote, {"kind": "indirect", "content": [[1, 21]]})
    corrected(quote, {"kind": "direct"})
    assert display.Change("Wording", "“We keep the pelicans.”", "We keep the pelicans") in (
        display.changes(quote, first)
    )


UNNAMED = {
    "speaker": None,
    "descriptor": "a person who works at the zoo",
    "role_as_printed": "",
    "no_role_printed": True,
    "attribution_basis": AttributionBasis.BACKGROUND,
}


def test_a_source_that_is_unnamed_now_is_named_nowhere_on_its_page() -> None:
    said = "“We keep the pelicans,”"
    text = f"Quist spoke. {said} Zebulon Quist said. Quist left. {said}"
    quote = published(
        make_version(text), "We keep the pelicans,", speaker=make_speaker("Zebulon Quist")
    )
    assert "Quist" in shown(quote)
    assert "Quist" in display.source_link(quote, text)
    corrected(quote, UNNAMED)
    assert display.context(quote) == []
    assert "Quist" not in display.source_link(quote, text)


def test_a_source_that_is_unnamed_now_is_not_named_by_the_history() -> None:
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Zebulon Quist"))
    notice = corrected(quote, UNNAMED)
    told = str(display.changes(quote, notice))
    assert "Quist" not in told
    assert "Mayor" not in told


def test_an_open_proposal_is_not_public() -> None:
    quote = make_quote(State.PUBLISHED)
    corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CLARIFICATION,
        changes={},
        public_text="Perhaps.",
    )
    assert display.public_notices(quote) == []


def test_a_citation_says_who_what_when_where_and_where_it_is_kept() -> None:
    version = make_version(
        "“We keep the pelicans.” said Marrow Finch.", outlet="Zoo Gazette", headline="Nine birds"
    )
    quote = make_quote(
        version=version, words="We keep the pelicans.", speaker=make_speaker("Marrow Finch")
    )
    cited = display.citation(quote, address="https://records.example/quotes/7/", kept_by="Records")
    assert cited == (
        "Marrow Finch, Mayor, 3 March 2026: “We keep the pelicans.” — Zoo Gazette, “Nine birds”, "
        "3 March 2026. Records, https://records.example/quotes/7/"
    )


def test_a_cited_paraphrase_says_that_it_is_one() -> None:
    quote = make_quote(words="the pool was full", kind=QuoteKind.INDIRECT)
    assert " (paraphrase): the pool was full — " in display.citation(
        quote, address="https://records.example/", kept_by="Records"
    )


class TestAListsShareOfLongWords:
    """A list shows the beginning of long words, or where they match."""

    def test_short_words_stay_whole(self) -> None:
        cut = [[("All nine", False), (" of them.", True)], [("None left.", False)]]
        assert display.shortened(cut, 900) == cut

    def test_long_words_end_with_a_whole_one(self) -> None:
        cut = [[("one two three four", False)], [("five", False)]]
        assert display.shortened(cut, 9) == [[("one two […]", False)]]

    def test_a_late_match_is_among_those_shown(self) -> None:
        long = "so it goes on " * 100
        shown = display.shortened(
            [[(long, False), ("pelican", True), (" and on" * 200, False)]], 900
        )
        text = "".join(text for text, _ in shown[0])
        assert ("pelican", True) in shown[0]
        assert text.startswith("[…] ")
        assert text.endswith(" […]")
        assert len(text.encode()) < 1000

    @pytest.mark.parametrize("most", range(1, 60, 3))
    def test_letters_of_several_bytes_are_never_torn(self, most: int) -> None:
        words = "größer schöner weiter „höher“"
        shown = display.shortened([[(words, False), ("Übermut", True)]], most)
        assert "\ufffd" not in "".join(text for piece in shown for text, _ in piece)
