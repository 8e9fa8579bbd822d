"""A story's page: its text with the marks, its lines and the open card."""

from __future__ import annotations

from html.parser import HTMLParser
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes import attribution, corrections, intake, verification
from quotes.verification import State
from sources.models import ArticleVersion
from tests.make import (
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.desk.doing import (
    FIRST,
    SECOND,
    SOURCE,
    STORY,
    amend,
    as_a,
    desk_page,
    place,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "is_warned"), [("Mayor", False), ("Goalkeeper", True), ("", False)]
)
def test_a_role_that_the_register_does_not_know_is_pointed_out(role: str, is_warned: bool) -> None:
    speaker = make_speaker("Ada Quill")
    make_position(speaker, "Mayor")
    quote = make_quote(speaker=speaker, role_as_printed=role, no_role_printed=not role)
    page = as_a("checker").get(desk_page(quote.version)).content.decode()
    assert ("the register has Mayor" in page) is is_warned


def test_a_withheld_quotes_proposal_can_be_declined_and_not_approved() -> None:
    quote = make_quote(State.PUBLISHED)
    corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="We gave the wrong office.",
    )
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint came in.")
    page = as_a("desk editor").get(desk_page(quote.version)).content.decode()
    assert ">Decline</button>" in page
    assert ">Approve</button>" not in page


def story_of(number: int) -> ArticleVersion:
    """A story with so many quotes, each by a speaker of its own who waits to be confirmed."""
    texts = [f"“Saying number {at} of {number},” Ada Quill said. {FILLER}" for at in range(number)]
    version = make_version("\n\n".join(texts))
    reporter = make_person("reporter")
    for at in range(number):
        speaker = make_speaker(f"Speaker {at} of {number}", confirmed=False)
        make_position(speaker, "Harbour master", organisation=make_speaker(kind="organisation"))
        make_quote(
            State.SUBMITTED,
            version=version,
            words=f"Saying number {at} of {number},",
            people={"reporter": reporter},
            speaker=speaker,
        )
    return version


FILLER = "The tide would wait for nobody that day, the town had heard, and the lock stayed shut."


def test_a_story_costs_the_same_for_12_quotes_and_for_120() -> None:
    client, counts, sizes = as_a("checker"), [], []
    for number in (12, 120):
        version = story_of(number)
        client.get(desk_page(version))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(desk_page(version))
        assert len(response.context["lines"]) == number
        counts.append(len(queries))
        sizes.append(len(response.content))
    assert len(version.text.split()) >= 3000
    assert counts[0] == counts[1]
    assert counts[0] <= 12
    assert (sizes[1] - sizes[0]) / 108 < 1300  # a line and its marks, with the story's own words


def test_one_card_is_shown_in_full_and_a_line_for_each_other_quote() -> None:
    version = make_version(STORY)
    first, second = (make_quote(version=version, words=words) for words in (FIRST, SECOND))
    client = as_a("reporter")
    for opened, other in ((first, second), (second, first)):
        page = text_of(client.get(desk_page(version), {"quote": opened.pk}))
        assert page.count('class="card-body"') == 1
        assert f'id="quote-{opened.pk}" class="desk-card is-current' in " ".join(page.split())
        assert f'id="quote-{other.pk}" class="desk-card is-line' in page
        assert f'href="?quote={other.pk}#quote-{other.pk}"' in page


def test_the_first_quote_that_waits_for_this_person_is_open() -> None:
    version = make_version(STORY)
    make_quote(State.SUBMITTED, version=version, words=FIRST)
    second = make_quote(version=version, words=SECOND)
    response = as_a("reporter").get(desk_page(version))
    assert response.context["card"].quote == second
    assert "1 of 2 decided" in text_of(response)


def test_a_line_says_who_decided() -> None:
    version = make_version(STORY)
    reporter = make_person("reporter", first_name="Ida", last_name="Berg")
    make_quote(State.SUBMITTED, version=version, words=FIRST, people={"reporter": reporter})
    make_quote(version=version, words=SECOND)
    page = text_of(as_a("reporter").get(desk_page(version)))
    assert "by Ida Berg" in page.split('class="desk-card is-line is-submitted"')[1]


@pytest.mark.parametrize(
    ("group", "state", "waits"),
    [
        ("reporter", State.CAPTURED, True),
        ("reporter", State.SUBMITTED, False),
        ("checker", State.CAPTURED, False),
        ("checker", State.SUBMITTED, True),
        ("desk editor", State.VERIFIED, True),
        ("desk editor", State.PUBLISHED, False),
        ("standards editor", State.WITHHELD, False),
    ],
)
def test_a_quote_waits_for_who_makes_the_next_step(group: str, state: State, waits: bool) -> None:
    page = as_a(group).get(desk_page(make_quote(state)))
    assert [line.waits for line in page.context["lines"]] == [waits]
    assert page.context["card"].line.waits is waits


def test_what_a_person_submitted_does_not_wait_for_the_same_person() -> None:
    both = make_person("checker")
    both.groups.add(*make_person("reporter").groups.all())
    quote = make_quote(State.SUBMITTED, people={"reporter": both})
    page = signed_in(both).get(desk_page(quote))
    assert [line.waits for line in page.context["lines"]] == [False]


def test_a_proposed_correction_waits_for_another_person() -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    corrections.propose(
        quote, by=editor, type="correction", changes={"role_as_printed": "Pilot"}, public_text="A."
    )
    for person, waits in ((editor, False), (make_person("desk editor"), True)):
        page = signed_in(person).get(desk_page(quote))
        assert [line.waits for line in page.context["lines"]] == [waits]
        assert page.context["card"].line.waits is waits


class _PaneReader(HTMLParser):
    """Reads what stands in a pane, as a browser counts it."""

    def __init__(self, pane: str) -> None:
        super().__init__()
        self.text, self._depth, self._pane = "", 0, pane

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the pane at its element; inside it every element is closed again."""
        if self._depth or ("id", self._pane) in attrs:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave it where that element ends."""
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        """Collect the text inside."""
        self.text += data if self._depth else ""


def test_the_text_pane_holds_exactly_the_text_of_the_story() -> None:
    version = make_version(f"{STORY}\n\n“<b>&amp; 🎉</b>,” she said &lt; twice.")
    make_quote(version=version, words=FIRST)
    intake.add_quote(version, [place(SECOND)], by=make_person("reporter"))
    pane = _PaneReader("story-text")
    pane.feed(text_of(as_a("reporter").get(desk_page(version))))
    assert pane.text == version.text


def test_a_changed_span_brings_the_passages_it_touches_and_no_others() -> None:
    version = make_version(STORY)
    quote = make_quote(version=version, words=FIRST)
    response = amend(as_a("reporter"), quote, content="{}-{}".format(*place("the tide would wait")))
    page = text_of(response)
    assert page.count("hx-swap-oob") == 2
    read = []
    for number in (0, 1):
        pane = _PaneReader(f"passage-{number}")
        pane.feed(page)
        read.append(pane.text)
    assert "".join(read) == version.text
    quote.refresh_from_db()
    again = text_of(amend(as_a("reporter"), quote, content="{}-{}".format(*place("the tide"))))
    assert "passage-1" in again
    assert "passage-0" not in again


def test_words_cue_and_source_are_marked_apart() -> None:
    version = make_version(STORY)
    quote = make_quote(version=version, words=FIRST)
    attribution.amend(
        quote,
        by=make_person("reporter"),
        changes={"cue": [place("said")], "source": [place(SOURCE)]},
    )
    page = text_of(as_a("reporter").get(desk_page(version)))
    assert f'class="run content" data-start="1" data-quotes="{quote.pk}">We open' in page
    assert f'data-start="{place(SOURCE)[0]}" data-quotes="{quote.pk}">{SOURCE}<' in page
    assert f'class="run cue" data-start="{place("said")[0]}" data-quotes="{quote.pk}">said<' in page


def test_a_quote_inside_another_is_marked_as_both() -> None:
    version = make_version("“I heard ‘stand down’ twice,” Ada Quill said.")
    outer = make_quote(version=version, words="I heard ‘stand down’ twice,")
    inner = make_quote(version=version, words="stand down")
    passages = as_a("reporter").get(desk_page(version)).context["passages"]
    runs = [run for passage in passages for run in passage.runs]
    both = next(run for run in runs if run.text == "stand down")
    assert set(both.quotes) == {outer.pk, inner.pk}
    assert "many" in both.css


def test_the_story_is_shown_as_text_and_never_as_markup() -> None:
    version = make_version("“<script>alert(1)</script> is no headline,” Ada Quill said.")
    page = text_of(as_a("reporter").get(desk_page(version)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_story_that_waits_for_the_engine_says_so() -> None:
    version, client = make_version(STORY), as_a("reporter")
    assert "has not read this story yet" in text_of(client.get(desk_page(version)))
    intake.read(version)
    assert "has not read this story yet" not in text_of(client.get(desk_page(version)))


def test_a_story_that_the_engine_gave_up_on_says_so() -> None:
    version = make_version(STORY)
    with mock.patch("quotes.intake.extraction.extract", side_effect=RecursionError("deep")):
        intake.read(version)
    page = text_of(as_a("reporter").get(desk_page(version)))
    assert "The engine could not read this story" in page
    assert "RecursionError" not in page


def test_an_unknown_story_is_not_found() -> None:
    client = as_a("reporter")
    for pk in ("999999", "9" * 40):
        assert client.get(f"/admin/desk/{pk}/").status_code == 404


@pytest.mark.parametrize(
    "sent", [{"quote": "x"}, {"quote": "9" * 60, "open": "edit"}, {"open": "\0"}]
)
def test_a_garbled_request_for_an_open_form_shows_the_story(sent: dict[str, str]) -> None:
    assert as_a("reporter").get(desk_page(make_quote()), sent).status_code == 200


def test_the_card_says_how_sure_the_engine_was() -> None:
    quote = make_quote()
    assert quote.confidence is None
    card = as_a("reporter").get(desk_page(quote)).context["card"]
    assert card.reading.confidence == "captured by a person"


def test_the_card_tells_who_decided_what_and_why() -> None:
    quote = make_quote(State.SUBMITTED)
    checker = make_person("checker", first_name="Bea", last_name="Lund")
    verification.send_back(quote, by=checker, note="The role is an old one.")
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "The role is an old one." in page
    assert "Bea Lund" in page
    assert "Submitted → Captured" in page
