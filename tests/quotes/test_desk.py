"""The desk: what each person sees, may do and is told; nothing that is sent to it breaks it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import attribution, corrections, intake, verification
from quotes.extraction.attributions import Sureness
from quotes.models import Notice, Quote, QuoteKind, Speaker
from quotes.verification import CHECKLIST, State
from sources.models import Article, ArticleVersion
from tests.make import (
    WELL_READ,
    bring_to,
    make_found,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db

STORY = (
    "“We open the lock at dawn,” Harbour Master Ines Calloway said on Monday. "
    "“Nobody will be left outside.”\n\nShe said that the tide would wait."
)
FIRST = "We open the lock at dawn,"
SECOND = "Nobody will be left outside."
SOURCE = "Harbour Master Ines Calloway"
HTMX = {"HX-Request": "true"}


def place(words: str) -> list[int]:
    """Where words stand in STORY."""
    return [STORY.index(words), STORY.index(words) + len(words)]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_a(group: str) -> Client:
    return signed_in(make_person(group))


def desk_page(quote_or_version: Quote | ArticleVersion) -> str:
    version = quote_or_version if isinstance(quote_or_version, ArticleVersion) else None
    pk = version.pk if version else quote_or_version.version_id  # type: ignore[union-attr]
    return reverse("admin:desk_story", args=[pk])


def move(client: Client, quote: Quote, name: str, **sent: Any) -> Any:
    sent.setdefault("expected", quote.change_number)
    headers = sent.pop("headers", HTMX)
    return client.post(reverse("admin:desk_move", args=[quote.pk, name]), sent, headers=headers)


def attribution_of(quote: Quote, **changed: Any) -> dict[str, Any]:
    """What the edit form sends when nothing but `changed` is touched."""
    spans = {
        name: ", ".join(f"{start}-{end}" for start, end in getattr(quote, name))
        for name in ("content", "cue", "source")
    }
    return {
        "expected": quote.change_number,
        "speaker": quote.speaker_id or "",
        "speaker_name": "",
        "descriptor": quote.descriptor,
        "anonymity_reason": quote.anonymity_reason,
        "role_as_printed": quote.role_as_printed,
        "said_on": quote.said_on.isoformat() if quote.said_on else "",
        "attribution_basis": quote.attribution_basis,
        "kind": quote.kind,
        "act": quote.act,
        "caveats": quote.caveats,
        "setting": quote.setting,
        "language": quote.language,
        **spans,
        **changed,
    }


def amend(client: Client, quote: Quote, headers: Any = HTMX, **changed: Any) -> Any:
    return client.post(
        reverse("admin:desk_amend", args=[quote.pk]),
        attribution_of(quote, **changed),
        headers=headers,
    )


def text_of(response: Any) -> str:
    return str(response.content.decode())


# ---- Who may see it ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["desk", "desk_add", "desk_speakers"])
def test_a_stranger_is_sent_to_the_sign_in(name: str) -> None:
    response = Client().get(reverse(f"admin:{name}"))
    assert response.status_code == 302
    assert reverse("admin:login") in response.url  # type: ignore[attr-defined]


def test_staff_without_a_role_may_not_see_the_desk() -> None:
    assert signed_in(make_person()).get(reverse("admin:desk")).status_code == 403


@pytest.mark.parametrize("group", ["reporter", "checker", "desk editor", "standards editor"])
def test_every_role_sees_the_desk_and_a_story(group: str) -> None:
    client, quote = as_a(group), make_quote()
    assert client.get(reverse("admin:desk")).status_code == 200
    assert quote.words in text_of(client.get(desk_page(quote)))


def test_the_menu_leads_to_the_desk() -> None:
    page = text_of(as_a("reporter").get(reverse("admin:index")))
    assert f'href="{reverse("admin:desk")}"' in page
    assert f'href="{reverse("admin:desk_add")}"' in page


def test_the_menu_leaves_out_what_a_role_may_not_open() -> None:
    page = text_of(as_a("standards editor").get(reverse("admin:index")))
    assert f'href="{reverse("admin:desk_add")}"' not in page
    assert f'href="{reverse("admin:auth_user_changelist")}"' not in page


# ---- The list of stories -----------------------------------------------------------------


def test_the_newest_story_comes_first() -> None:
    make_version(headline="The older", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    make_version(headline="The newer", published_at=datetime(2026, 2, 1, tzinfo=UTC))
    page = text_of(as_a("reporter").get(reverse("admin:desk_stories")))
    assert page.index("The newer") < page.index("The older")


def test_a_story_counts_its_quotes_by_state() -> None:
    version = make_version("“One thing,” said Ada. “Another thing,” said Bo.")
    make_quote(version=version, words="One thing,")
    make_quote(State.SUBMITTED, version=version, words="Another thing,")
    rows = as_a("reporter").get(reverse("admin:desk_stories")).context["rows"]
    assert [(row.counts["captured"], row.counts["submitted"], row.total) for row in rows] == [
        (1, 1, 2)
    ]


def test_the_list_shows_only_stories_with_quotes_in_the_state_asked_for() -> None:
    submitted = make_quote(State.SUBMITTED)
    captured = make_quote()
    page = as_a("checker").get(reverse("admin:desk_stories"), {"state": "submitted"})
    assert [row.version.pk for row in page.context["rows"]] == [submitted.version_id]
    assert captured.version_id != submitted.version_id


@pytest.mark.parametrize("sent", [{"state": "\0"}, {"state": "x" * 9000}, {"page": "-7"}])
def test_a_garbled_filter_shows_the_whole_list(sent: dict[str, str]) -> None:
    make_quote()
    response = as_a("checker").get(reverse("admin:desk_stories"), sent)
    assert response.status_code == 200
    assert len(response.context["rows"]) == 1


def test_the_list_costs_the_same_for_few_stories_and_many() -> None:
    client = as_a("checker")
    counts = []
    for number in (3, 20):
        for _ in range(number):
            make_quote()
        client.get(reverse("admin:desk_stories"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:desk_stories"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# ---- A story's page ----------------------------------------------------------------------


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


def test_a_story_costs_the_same_for_5_quotes_and_for_60() -> None:
    client = as_a("checker")
    counts = []
    for number in (5, 60):
        texts = [f"“Saying number {place} of {number}.” Ada Quill said." for place in range(number)]
        version = make_version("\n\n".join(texts))
        reporter = make_person("reporter")
        for place in range(number):
            words = f"Saying number {place} of {number}."
            speaker = make_speaker(f"Speaker {place} of {number}", confirmed=False)
            make_position(speaker, "Harbour master", organisation=make_speaker(kind="organisation"))
            make_quote(
                State.SUBMITTED,
                version=version,
                words=words,
                people={"reporter": reporter},
                speaker=speaker,
            )
        client.get(desk_page(version))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(desk_page(version))
        assert len(response.context["cards"]) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 15


class _PaneReader(HTMLParser):
    """Reads what stands in the text pane, as a browser counts it."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the pane at its div; inside it every element is closed again."""
        if self._depth or ("id", "story-text") in attrs:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave it where that div ends."""
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        """Collect the text inside."""
        self.text += data if self._depth else ""


@pytest.mark.parametrize("is_swapped", [False, True])
def test_the_text_pane_holds_exactly_the_text_of_the_story(is_swapped: bool) -> None:
    version = make_version(f"{STORY}\n\n“<b>&amp; 🎉</b>,” she said &lt; twice.")
    quote = make_quote(version=version, words=FIRST)
    intake.add_quote(version, [place(SECOND)], by=make_person("reporter"))
    client, pane = as_a("reporter"), _PaneReader()
    pane.feed(
        text_of(move(client, quote, "submit") if is_swapped else client.get(desk_page(version)))
    )
    assert pane.text == version.text


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
    runs = as_a("reporter").get(desk_page(version)).context["runs"]
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
    card = as_a("reporter").get(desk_page(quote)).context["cards"][0]
    assert card.reading.confidence == "captured by a person"


def test_the_card_tells_who_decided_what_and_why() -> None:
    quote = make_quote(State.SUBMITTED)
    checker = make_person("checker", first_name="Bea", last_name="Lund")
    verification.send_back(quote, by=checker, note="The role is an old one.")
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "The role is an old one." in page
    assert "Bea Lund" in page
    assert "Submitted → Captured" in page


# ---- Moves -------------------------------------------------------------------------------


OPEN_MOVES = {
    ("reporter", State.CAPTURED): ["submit"],
    ("checker", State.CAPTURED): ["reject"],
    ("checker", State.SUBMITTED): ["send_back", "verify", "reject"],
    ("reporter", State.SUBMITTED): [],
    ("desk editor", State.VERIFIED): ["publish", "withhold"],
    ("checker", State.VERIFIED): [],
    ("standards editor", State.PUBLISHED): ["withhold", "retract"],
    ("desk editor", State.PUBLISHED): ["withhold"],
    ("checker", State.RETRACTED): ["reopen"],
    ("standards editor", State.WITHHELD): ["release", "retract"],
}


@pytest.mark.parametrize(("group", "state"), OPEN_MOVES)
def test_a_card_offers_the_moves_that_this_person_may_make(group: str, state: State) -> None:
    card = as_a(group).get(desk_page(make_quote(state))).context["cards"][0]
    assert [open_move.move.name for open_move in card.moves] == OPEN_MOVES[group, state]


def test_submitting_from_the_card_submits() -> None:
    quote, client = make_quote(), as_a("reporter")
    response = move(client, quote, "submit")
    quote.refresh_from_db()
    assert (response.status_code, quote.state) == (200, State.SUBMITTED)
    assert f'id="quote-{quote.pk}"' in text_of(response)


def test_only_the_card_and_the_text_are_swapped_in() -> None:
    page = text_of(move(as_a("reporter"), make_quote(), "submit"))
    assert "<html" not in page
    assert page.count('class="desk-card') == 1
    assert 'id="story-text"' in page
    assert 'hx-swap-oob="true"' in page


def test_without_htmx_a_move_leads_back_to_the_quote() -> None:
    quote = make_quote()
    response = move(as_a("reporter"), quote, "submit", headers={})
    assert response.status_code == 302
    assert response.url == f"{desk_page(quote)}#quote-{quote.pk}"


def test_what_is_missing_stands_beside_its_field() -> None:
    quote = make_quote(role_as_printed="", no_role_printed=False)
    response = move(as_a("reporter"), quote, "submit")
    assert response.status_code == 422
    row = text_of(response).split("<dt>Role</dt>")[1].split("</dd>")[0]
    assert "Give the role as printed" in row


def test_verifying_takes_one_form_with_basis_and_checklist() -> None:
    quote = make_quote(State.SUBMITTED)
    response = move(
        as_a("checker"), quote, "verify", basis="recording", answers=list(CHECKLIST), note=""
    )
    quote.refresh_from_db()
    assert response.status_code == 200
    assert (quote.state, quote.verification_basis) == (State.VERIFIED, "recording")


def test_an_unfinished_checklist_keeps_what_was_ticked() -> None:
    quote = make_quote(State.SUBMITTED)
    response = move(
        as_a("checker"), quote, "verify", basis="article", answers=["context"], note="Heard it."
    )
    page = text_of(response)
    assert response.status_code == 422
    assert "Not confirmed yet" in page
    assert 'value="context" checked' in page
    assert 'value="article" checked' in page
    assert "Heard it.</textarea>" in page
    assert 'data-move="verify" open' in page


def test_the_submitter_reads_why_somebody_else_verifies() -> None:
    both = make_person("checker")
    both.groups.add(*make_person("reporter").groups.all())
    quote = make_quote()
    verification.submit(quote, by=both)
    response = signed_in(both).get(desk_page(quote))
    card = response.context["cards"][0]
    assert "verify" not in [open_move.move.name for open_move in card.moves]
    assert "You submitted this quote; somebody else verifies it." in text_of(response)


def test_the_submitter_cannot_verify_by_a_forged_post_either() -> None:
    both = make_person("checker")
    both.groups.add(*make_person("reporter").groups.all())
    quote = make_quote()
    verification.submit(quote, by=both)
    response = move(signed_in(both), quote, "verify", basis="article", answers=list(CHECKLIST))
    quote.refresh_from_db()
    assert (response.status_code, quote.state) == (422, State.SUBMITTED)
    assert "somebody else verifies it" in text_of(response)


def test_who_withheld_reads_that_somebody_else_releases() -> None:
    editor = make_person("desk editor")
    quote = make_quote(State.WITHHELD, people={"desk editor": editor})
    page = text_of(signed_in(editor).get(desk_page(quote)))
    assert "You withheld this quote; somebody else releases it." in page


def test_the_checker_of_an_unnamed_source_reads_that_somebody_else_publishes() -> None:
    both = make_person("checker")
    both.groups.add(*make_person("desk editor").groups.all())
    quote = make_quote(
        State.VERIFIED, people={"checker": both}, descriptor="a harbour official", speaker=None
    )
    assert "somebody else publishes it" in text_of(signed_in(both).get(desk_page(quote)))


def test_a_move_outside_the_role_is_refused_in_the_card() -> None:
    quote = make_quote(State.VERIFIED)
    response = move(as_a("reporter"), quote, "publish")
    quote.refresh_from_db()
    assert (response.status_code, quote.state) == (422, State.VERIFIED)
    assert "Your role does not include" in text_of(response)


@pytest.mark.parametrize("name", ["send_back", "reject"])
def test_a_move_that_needs_a_note_says_so_beside_the_note(name: str) -> None:
    response = move(as_a("checker"), make_quote(State.SUBMITTED), name, note="  ")
    assert response.status_code == 422
    assert f'data-move="{name}" open' in text_of(response)
    assert "needs a note" in text_of(response)


def test_retracting_takes_the_public_reason() -> None:
    quote = make_quote(State.PUBLISHED)
    move(as_a("standards editor"), quote, "retract", note="The recording has other words.")
    quote.refresh_from_db()
    assert quote.state == State.RETRACTED
    assert quote.notices.get().public_text == "The recording has other words."


def test_withholding_and_releasing_need_two_people() -> None:
    quote = make_quote(State.PUBLISHED)
    move(as_a("desk editor"), quote, "withhold", note="A complaint.")
    quote.refresh_from_db()
    assert quote.state == State.WITHHELD
    move(as_a("standards editor"), quote, "release", note="The complaint was unfounded.")
    quote.refresh_from_db()
    assert quote.state == State.PUBLISHED


def test_pressing_twice_submits_once_and_is_told_kindly() -> None:
    quote, client = make_quote(), as_a("reporter")
    seen = quote.change_number
    move(client, quote, "submit", expected=seen)
    again = move(client, quote, "submit", expected=seen)
    assert again.status_code == 409
    assert "This quote has changed since you opened it: submitted by reporter" in text_of(again)
    assert "it is now submitted." in text_of(again)
    assert quote.reviews.count() == 1


def test_a_stale_move_shows_the_fresh_card_and_keeps_the_note() -> None:
    quote = make_quote(State.SUBMITTED)
    seen = quote.change_number
    verification.reject(quote, by=make_person("checker"), note="Nobody said it.")
    response = move(as_a("checker"), quote, "send_back", expected=seen, note="Mend the date.")
    page = text_of(response)
    assert response.status_code == 409
    assert "it is now rejected" in page
    assert 'class="desk-card is-rejected' in page
    assert "Mend the date." in page


def test_a_stale_form_can_be_sent_again_from_the_fresh_card() -> None:
    quote, client = make_quote(State.SUBMITTED), as_a("checker")
    response = move(client, quote, "send_back", expected=quote.change_number - 1, note="Mend it.")
    assert f'name="expected" value="{quote.change_number}"' in text_of(response)
    assert "Mend it.</textarea>" in text_of(response)
    assert move(client, quote, "send_back", note="Mend it.").status_code == 200


GARBAGE = [
    {"expected": ""},
    {"expected": "x"},
    {"expected": "9" * 50},
    {"expected": "-1"},
    {"note": "\0"},
    {"note": "x" * 100_000},
    {"basis": "hearsay", "answers": list(CHECKLIST)},
    {"basis": "article", "answers": ["truth"]},
    {"basis": "\0", "answers": ["\0"]},
]


@pytest.mark.parametrize("sent", GARBAGE)
def test_a_garbled_move_changes_nothing_and_breaks_nothing(sent: dict[str, Any]) -> None:
    quote = make_quote(State.SUBMITTED)
    for headers in (HTMX, {}):
        response = move(as_a("checker"), quote, "verify", headers=headers, **sent)
        assert response.status_code in (409, 422)
    quote.refresh_from_db()
    assert quote.state == State.SUBMITTED


@pytest.mark.parametrize("name", ["correct", "delete", "a_b", "state"])
def test_there_are_no_other_moves(name: str) -> None:
    assert move(as_a("checker"), make_quote(), name).status_code == 404


def test_a_quote_that_is_not_there_is_not_found() -> None:
    client = as_a("checker")
    for pk in ("999999", "9" * 40):
        assert client.post(f"/admin/desk/quotes/{pk}/moves/submit/").status_code == 404


@pytest.mark.parametrize(
    "name", ["desk_amend", "desk_spans", "desk_confirm_speaker", "desk_propose"]
)
def test_nothing_is_changed_by_a_get(name: str) -> None:
    quote = make_quote()
    assert as_a("checker").get(reverse(f"admin:{name}", args=[quote.pk])).status_code == 405


def test_a_post_without_a_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("reporter"))
    quote = make_quote()
    assert move(client, quote, "submit").status_code == 403
    quote.refresh_from_db()
    assert quote.state == State.CAPTURED


def test_a_newsroom_of_one_may_verify_its_own(settings: Any) -> None:
    settings.SINGLE_EDITOR = True
    alone = make_person("checker")
    alone.groups.add(*make_person("reporter").groups.all())
    quote = make_quote()
    verification.submit(quote, by=alone)
    move(signed_in(alone), quote, "verify", basis="article", answers=list(CHECKLIST))
    quote.refresh_from_db()
    assert quote.single_editor
    assert "Single editor" in text_of(signed_in(alone).get(desk_page(quote)))


# ---- Editing -----------------------------------------------------------------------------


def test_the_edit_form_is_open_only_to_those_who_may_edit() -> None:
    quote = make_quote()
    for group, is_open in (("reporter", True), ("checker", True), ("desk editor", False)):
        page = as_a(group).get(desk_page(quote), {"quote": quote.pk, "open": "edit"})
        assert ('data-panel="edit"' in text_of(page)) is is_open
        assert ("data-editable" in text_of(page)) is is_open


def test_a_submitted_quote_has_no_edit_form() -> None:
    quote = make_quote(State.SUBMITTED)
    page = as_a("checker").get(desk_page(quote), {"quote": quote.pk, "open": "edit"})
    assert 'data-panel="edit"' not in text_of(page)


def test_htmx_gets_the_form_alone() -> None:
    quote = make_quote()
    address = reverse("admin:desk_quote", args=[quote.pk])
    page = text_of(as_a("reporter").get(address, {"open": "edit"}, headers=HTMX))
    assert 'data-panel="edit"' in page
    assert "<html" not in page
    assert "hx-swap-oob" not in page


def test_saving_an_untouched_form_changes_nothing() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote)
    quote.refresh_from_db()
    assert response.status_code == 200
    assert "Nothing was changed." in text_of(response)


def test_role_basis_and_kind_are_saved() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"),
        quote,
        role_as_printed="Harbour Master",
        attribution_basis="background",
        kind="mixed",
    )
    quote.refresh_from_db()
    assert quote.role_as_printed == "Harbour Master"
    assert quote.attribution_basis == "background"
    assert quote.kind == QuoteKind.MIXED


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2026-03-27", date(2026, 3, 27), "day"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("2025", date(2025, 1, 1), "year"),
    ],
)
def test_a_date_is_known_as_exactly_as_it_is_written(typed: str, day: date, precision: str) -> None:
    quote = make_quote()
    amend(as_a("reporter"), quote, said_on=typed)
    quote.refresh_from_db()
    assert (quote.said_on, quote.said_on_precision) == (day, precision)


@pytest.mark.parametrize("typed", ["2026-02-30", "yesterday", "0000", "26-1-1", "2026-13", "\0"])
def test_a_date_that_is_none_is_refused_with_the_input_kept(typed: str) -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, said_on=typed, role_as_printed="Pilot")
    assert response.status_code == 422
    assert 'value="Pilot"' in text_of(response)
    quote.refresh_from_db()
    assert quote.said_on == date(2026, 3, 3)


def test_no_role_printed_and_a_role_are_refused_beside_the_field() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, no_role_printed="on", role_as_printed="Mayor")
    quote.refresh_from_db()
    assert quote.no_role_printed is False
    assert response.status_code in (200, 422)


def test_an_embargo_and_a_legal_flag_are_saved() -> None:
    quote = make_quote()
    amend(as_a("reporter"), quote, embargo_until="2027-01-02T06:30", legal_flag="on")
    quote.refresh_from_db()
    assert quote.legal_flag
    assert quote.embargo_until is not None
    assert f"{quote.embargo_until:%Y-%m-%d %H:%M}" == "2027-01-02 06:30"


def test_a_speaker_is_chosen_by_id() -> None:
    quote, other = make_quote(), make_speaker("Bo Lindqvist")
    amend(as_a("reporter"), quote, speaker=other.pk)
    quote.refresh_from_db()
    assert quote.speaker == other


def test_a_speaker_is_found_by_an_alias_as_typed() -> None:
    quote, other = make_quote(), make_speaker("Bo Lindqvist")
    attribution.add_alias(other, "Bosse Lindqvist", by=make_person("checker"))
    amend(as_a("reporter"), quote, speaker="typed", speaker_name="BOSSE LINDQVIST")
    quote.refresh_from_db()
    assert quote.speaker == other


def test_of_several_bearers_of_a_name_one_is_chosen_by_the_person() -> None:
    quote = make_quote()
    one = make_speaker("Bo Lind", description="harbour pilot")
    two = make_speaker("Bo Lind", description="councillor")
    response = amend(as_a("reporter"), quote, speaker="typed", speaker_name="Bo Lind")
    page = text_of(response)
    assert response.status_code == 422
    assert "Several speakers bear this name" in page
    assert f'value="{one.pk}"' in page
    assert f'value="{two.pk}"' in page
    assert "harbour pilot" in page


def test_an_unknown_name_offers_to_propose_a_speaker() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, speaker="typed", speaker_name="Zora Vane")
    assert response.status_code == 422
    assert "New person: Zora Vane" in text_of(response)
    assert "New organisation: Zora Vane" in text_of(response)


def test_a_new_speaker_is_proposed_and_waits_for_confirmation() -> None:
    quote = make_quote()
    response = amend(
        as_a("reporter"), quote, speaker="new:organisation", speaker_name="Port of Elmsund"
    )
    quote.refresh_from_db()
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == ("Port of Elmsund", "organisation")
    assert not quote.speaker.is_confirmed
    assert "proposed" in text_of(response)


def test_a_refused_change_leaves_no_proposed_speaker_behind() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"), quote, speaker="new:person", speaker_name="Nobody Yet", content="0-999999"
    )
    assert not Speaker.objects.filter(name="Nobody Yet").exists()


def test_an_unnamed_source_has_a_description_and_a_reason() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"),
        quote,
        speaker="unnamed",
        descriptor="a harbour official",
        anonymity_reason="not authorised to speak",
    )
    quote.refresh_from_db()
    assert quote.speaker is None
    assert quote.descriptor == "a harbour official"
    assert quote.anonymity_reason == "not authorised to speak"


def test_an_unnamed_source_without_a_description_is_refused() -> None:
    response = amend(as_a("reporter"), make_quote(), speaker="unnamed", descriptor="")
    assert response.status_code == 422
    assert "Describe the source as the story does." in text_of(response)


@pytest.mark.parametrize(
    "sent",
    [
        {"speaker": "999999"},
        {"speaker": "9" * 39},
        {"speaker": "-1"},
        {"speaker": "²"},
        {"speaker": "new:ghost", "speaker_name": "X"},
        {"speaker": "new:person", "speaker_name": ""},
        {"speaker": "new:person", "speaker_name": "..."},
        {"speaker": "typed", "speaker_name": "\0"},
        {"speaker": "typed", "speaker_name": "x" * 5000},
        {"kind": "sung"},
        {"attribution_basis": "hearsay"},
        {"language": ""},
        {"language": "x" * 99},
        {"embargo_until": "soon"},
        {"role_as_printed": "x" * 9000},
        {"role_as_printed": "a\0b"},
        {"content": ""},
        {"content": "5"},
        {"content": "9-3"},
        {"content": "0-99999999999"},
        {"content": "0-999999999"},
        {"content": "-5-3"},
        {"content": "10-20, 5-8"},
        {"content": "0-5, 3-9"},
        {"content": "<b>"},
        {"content": "\0"},
        {"cue": "4-4"},
        {"source": "1-2-3"},
        {"source": "8-999999"},
    ],
)
def test_a_garbled_attribution_changes_nothing_and_breaks_nothing(sent: dict[str, Any]) -> None:
    quote = make_quote()
    before = Quote.objects.values().get(pk=quote.pk)
    for headers in (HTMX, {}):
        assert amend(as_a("reporter"), quote, headers=headers, **sent).status_code == 422
    assert Quote.objects.values().get(pk=quote.pk) == before


def test_spans_are_set_by_numbers() -> None:
    version = make_version(STORY)
    quote = make_quote(version=version, words=FIRST)
    response = as_a("reporter").post(
        reverse("admin:desk_spans", args=[quote.pk]),
        {
            "expected": quote.change_number,
            "content": "{}-{}, {}-{}".format(*place(FIRST), *place(SECOND)),
            "cue": "{}-{}".format(*place("said")),
            "source": "{}-{}".format(*place(SOURCE)),
        },
        headers=HTMX,
    )
    quote.refresh_from_db()
    assert response.status_code == 200
    assert quote.words == f"{FIRST} {SECOND}"
    assert version.text[slice(*quote.source[0])] == SOURCE


def test_a_quote_in_two_pieces_is_shown_as_two() -> None:
    version = make_version(STORY)
    quote = intake.add_quote(
        version,
        [place(FIRST), place(SECOND)],
        by=make_person("reporter"),
        kind=QuoteKind.DIRECT,
    )
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "<span>“We open the lock at dawn,”</span>" in page
    assert "<span>“Nobody will be left outside.”</span>" in page


def test_words_that_are_a_quote_already_are_refused() -> None:
    version = make_version(STORY)
    make_quote(version=version, words=FIRST)
    other = make_quote(version=version, words=SECOND)
    response = amend(as_a("reporter"), other, content="1-26")
    assert response.status_code == 422
    assert "a quote already" in text_of(response)


def test_a_stale_edit_shows_the_message_and_keeps_the_input() -> None:
    quote = make_quote()
    seen = quote.change_number
    attribution.amend(quote, by=make_person("checker"), changes={"role_as_printed": "Deputy Mayor"})
    response = amend(as_a("reporter"), quote, expected=seen, role_as_printed="Acting Mayor")
    page = text_of(response)
    assert response.status_code == 409
    assert "This quote has changed since you opened it" in page
    assert "Deputy Mayor" in page
    assert 'value="Acting Mayor"' in page


def test_an_edit_that_came_too_late_keeps_the_input_in_sight() -> None:
    quote = make_quote()
    seen = quote.change_number
    verification.submit(quote, by=make_person("reporter"))
    page = text_of(amend(as_a("reporter"), quote, expected=seen, role_as_printed="Acting Mayor"))
    assert 'data-panel="edit"' not in page
    assert "which was not saved" in page
    assert "Acting Mayor" in page


@pytest.mark.parametrize("name", ["desk_amend", "desk_spans"])
def test_a_desk_editor_may_not_edit(name: str) -> None:
    quote = make_quote()
    response = as_a("desk editor").post(
        reverse(f"admin:{name}", args=[quote.pk]), attribution_of(quote, role_as_printed="King")
    )
    assert response.status_code == 403
    quote.refresh_from_db()
    assert quote.role_as_printed == "Mayor"


def test_typing_a_name_finds_speakers_by_name_and_alias() -> None:
    known = make_speaker("Ines Calloway", description="harbour master")
    attribution.add_alias(known, "Nessa Calloway", by=make_person("checker"))
    make_speaker("Somebody Else")
    client = as_a("reporter")
    for typed in ("calloway", "nessa", "Inés"):
        page = text_of(client.get(reverse("admin:desk_speakers"), {"speaker_name": typed}))
        assert page.count(f'value="{known.pk}"') == 1
        assert "harbour master" in page
        assert "Somebody Else" not in page


@pytest.mark.parametrize("typed", ["", "\0", "x" * 5000, "%", "<script>", "…"])
def test_typing_anything_breaks_nothing(typed: str) -> None:
    response = as_a("reporter").get(reverse("admin:desk_speakers"), {"speaker_name": typed})
    assert response.status_code == 200
    assert "<script>" not in text_of(response)


# ---- Speakers ----------------------------------------------------------------------------


def test_a_proposed_speaker_is_confirmed_from_the_card() -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    client = as_a("checker")
    assert "Confirm the speaker" in text_of(client.get(desk_page(quote)))
    client.post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": quote.speaker_id}
    )
    assert quote.speaker is not None
    quote.speaker.refresh_from_db()
    assert quote.speaker.is_confirmed


def test_a_reporter_sees_that_a_speaker_is_proposed_and_may_not_confirm() -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    client = as_a("reporter")
    page = text_of(client.get(desk_page(quote)))
    assert ">proposed<" in page
    assert "Confirm the speaker" not in page
    response = client.post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": quote.speaker_id}
    )
    assert response.status_code == 403


@pytest.mark.parametrize("sent", ["", "0", "x", "\0"])
def test_another_speaker_than_the_one_shown_is_not_confirmed(sent: str) -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    response = as_a("checker").post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": sent}, headers=HTMX
    )
    assert response.status_code == 409
    assert quote.speaker is not None
    quote.speaker.refresh_from_db()
    assert not quote.speaker.is_confirmed


# ---- Missing quotes ----------------------------------------------------------------------


def capture(client: Client, version: ArticleVersion, content: str) -> Any:
    return client.post(reverse("admin:desk_new_quote", args=[version.pk]), {"content": content})


def test_a_missing_quote_is_captured_from_a_selection() -> None:
    version = make_version(STORY)
    response = capture(as_a("reporter"), version, "1-26")
    quote = version.quotes.get()
    assert quote.words == FIRST
    assert response.url == f"{desk_page(version)}?quote={quote.pk}&open=edit#quote-{quote.pk}"


@pytest.mark.parametrize("content", ["", "x", "5-5", "0-99999", "9" * 3000, "\0", "3-1", "-"])
def test_a_garbled_selection_captures_nothing(content: str) -> None:
    version = make_version(STORY)
    response = capture(as_a("reporter"), version, content)
    assert response.status_code == 422
    assert not version.quotes.exists()


def test_capturing_twice_captures_once() -> None:
    version, client = make_version(STORY), as_a("reporter")
    capture(client, version, "1-26")
    again = capture(client, version, "1-26")
    assert again.status_code == 422
    assert "a quote already" in text_of(again)
    assert version.quotes.count() == 1


def test_a_desk_editor_may_not_capture() -> None:
    version, client = make_version(STORY), as_a("desk editor")
    assert "New quote from selection" not in text_of(client.get(desk_page(version)))
    assert capture(client, version, "1-26").status_code == 403


# ---- Corrections -------------------------------------------------------------------------


def propose(client: Client, quote: Quote, **changed: Any) -> Any:
    sent = {"type": "correction", "public_text": "We had the role wrong.", **changed}
    return client.post(
        reverse("admin:desk_propose", args=[quote.pk]), attribution_of(quote, **sent), headers=HTMX
    )


def test_a_correction_is_proposed_and_waits() -> None:
    quote = make_quote(State.PUBLISHED)
    response = propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    quote.refresh_from_db()
    assert response.status_code == 200
    assert quote.role_as_printed == "Mayor"
    assert "<del>Mayor</del>" in text_of(response)
    assert "<ins>Deputy Mayor</ins>" in text_of(response)


def test_a_correction_needs_a_text_for_the_public_and_keeps_the_input() -> None:
    quote = make_quote(State.PUBLISHED)
    response = propose(as_a("reporter"), quote, public_text="", role_as_printed="Deputy Mayor")
    assert response.status_code == 422
    assert "Write what the public will read." in text_of(response)
    assert 'value="Deputy Mayor"' in text_of(response)
    assert not quote.notices.exists()


def test_another_person_approves_a_correction() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    response = as_a("desk editor").post(address, headers=HTMX)
    quote.refresh_from_db()
    assert response.status_code == 200
    assert (quote.role_as_printed, quote.revision) == ("Deputy Mayor", 2)


def test_the_proposer_reads_why_somebody_else_approves() -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    propose(signed_in(editor), quote, role_as_printed="Deputy Mayor")
    page = text_of(signed_in(editor).get(desk_page(quote)))
    assert "You proposed this correction; somebody else approves it." in page
    assert ">Approve<" not in page
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    forged = signed_in(editor).post(address, headers=HTMX)
    quote.refresh_from_db()
    assert (forged.status_code, quote.revision) == (422, 1)


def test_a_correction_is_declined_with_a_reason() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    notice, client = quote.notices.get(), as_a("desk editor")
    address = reverse("admin:desk_decline", args=[quote.pk, notice.pk])
    unsaid = client.post(address, {"reason": " "}, headers=HTMX)
    assert (unsaid.status_code, "Say why it is declined." in text_of(unsaid)) == (422, True)
    client.post(address, {"reason": "The story prints Mayor.\0"}, headers=HTMX)
    notice.refresh_from_db()
    assert notice.decline_reason == "The story prints Mayor."


def test_a_reporter_withdraws_a_proposal_of_their_own() -> None:
    quote, reporter = make_quote(State.PUBLISHED), make_person("reporter")
    propose(signed_in(reporter), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_decline", args=[quote.pk, quote.notices.get().pk])
    assert ">Withdraw<" in text_of(signed_in(reporter).get(desk_page(quote)))
    assert signed_in(reporter).post(address, {"reason": "My mistake."}).status_code == 302


def test_approving_twice_makes_one_revision() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    as_a("desk editor").post(address, headers=HTMX)
    again = as_a("standards editor").post(address, headers=HTMX)
    quote.refresh_from_db()
    assert (again.status_code, quote.revision) == (409, 2)
    assert "decided already" in text_of(again)


def test_a_proposal_of_another_quote_is_not_found() -> None:
    quote, other = make_quote(State.PUBLISHED), make_quote(State.PUBLISHED)
    notice = corrections.propose(
        other,
        by=make_person("reporter"),
        type=Notice.Type.CLARIFICATION,
        changes={},
        public_text="He spoke before the vote.",
    )
    address = reverse("admin:desk_approve", args=[quote.pk, notice.pk])
    assert as_a("desk editor").post(address).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "retraction"},
        {"type": "\0"},
        {"public_text": "\0"},
        {"public_text": "x" * 9000},
        {"content": "0-99999"},
        {"speaker": "new:person", "speaker_name": "Un Confirmed"},
        {"said_on": ""},
        {"expected": "0"},
    ],
)
def test_a_garbled_correction_is_refused(sent: dict[str, Any]) -> None:
    quote = make_quote(State.PUBLISHED)
    assert propose(as_a("reporter"), quote, **sent).status_code in (409, 422)
    assert not quote.notices.exists()


def test_a_correction_cannot_lift_an_embargo_or_a_legal_flag() -> None:
    quote = make_quote(State.PUBLISHED, legal_flag=True, descriptor="", people={})
    propose(as_a("reporter"), quote, embargo_until="2030-01-01T00:00", role_as_printed="Pilot")
    assert "embargo_until" not in quote.notices.get().after


# ---- Adding a story ----------------------------------------------------------------------


def add(client: Client, **sent: Any) -> Any:
    fields = {
        "outlet": "Harbour Courier",
        "headline": "The lock opens",
        "published_at": "2026-03-02T09:00",
    }
    return client.post(reverse("admin:desk_add"), fields | sent)


def test_a_pasted_story_is_read_and_leads_to_its_desk_page() -> None:
    response = add(as_a("reporter"), story=STORY)
    version = ArticleVersion.objects.get()
    assert response.url == desk_page(version)
    assert version.article.headline == "The lock opens"
    assert version.extractions.exists()


def test_an_uploaded_story_is_read() -> None:
    for name in ("story.txt", "STORY.HTML"):
        body = (
            f"<html><body><article><p>{STORY}</p></article></body></html>" if "H" in name else STORY
        )
        add(as_a("reporter"), file=SimpleUploadedFile(name, body.encode()), headline=name)
    assert ArticleVersion.objects.exists()


def test_a_paste_that_is_too_long_comes_back_with_the_reason() -> None:
    response = add(as_a("reporter"), story="Harbour news. " * 400_000)
    assert response.status_code == 422
    assert "at most 2000000 characters" in text_of(response)


def test_a_request_past_every_limit_is_told_so_and_changes_nothing() -> None:
    response = add(as_a("reporter"), story="Harbour news. " * 1_500_000)
    assert response.status_code == 400
    assert "This request can’t be read" in text_of(response)
    assert not ArticleVersion.objects.exists()


def test_the_same_story_again_leads_to_the_known_one_and_says_so() -> None:
    client = as_a("reporter")
    add(client, story=STORY)
    again = client.post(
        reverse("admin:desk_add"),
        {"outlet": "harbour courier", "published_at": "2026-03-02T09:00", "story": STORY},
        follow=True,
    )
    assert Article.objects.count() == ArticleVersion.objects.count() == 1
    assert "on record already, word for word" in text_of(again)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Paste the story, or give its address or a file."),
        ({"story": STORY, "url": "https://courier.example/x"}, "Give one of the three"),
        ({"story": STORY, "outlet": ""}, "Name the outlet"),
        ({"story": STORY, "published_at": ""}, "Give the date"),
        ({"story": STORY, "published_at": "the other day"}, "Enter a valid date"),
        ({"story": STORY, "published_at": "2999-01-01T00:00"}, "future"),
        ({"story": "\0"}, "Null characters"),
        ({"story": STORY, "outlet": "x" * 300}, "at most 200"),
        ({"story": STORY, "outlet": "\0"}, "Null characters"),
        ({"url": "http://127.0.0.1:1/story"}, ""),
        ({"url": "ftp://courier.example/story"}, ""),
        ({"url": "nonsense"}, ""),
    ],
)
def test_what_is_wrong_with_a_story_is_said_in_the_form(sent: dict[str, str], message: str) -> None:
    response = add(as_a("reporter"), **sent)
    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert 'class="desk-error"' in page
    assert 'value="The lock opens"' in page
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("story.pdf", b"%PDF-1.7"),
        ("story.txt", b""),
        ("story.txt", bytes(range(256)) * 40),
        ("story.html", b"<html></html>"),
        ("story.txt", b"x" * (5 * 1024 * 1024 + 1)),
    ],
)
def test_a_file_without_a_story_is_refused(name: str, body: bytes) -> None:
    response = add(as_a("reporter"), file=SimpleUploadedFile(name, body))
    assert response.status_code == 422
    assert 'class="desk-error"' in text_of(response)
    assert not ArticleVersion.objects.exists()


def test_far_too_much_text_is_refused_without_a_fault() -> None:
    response = add(as_a("reporter"), story="word " * 900_000)
    assert response.status_code in (400, 413, 422)
    assert not ArticleVersion.objects.exists()


def test_a_standards_editor_does_not_add_stories() -> None:
    assert add(as_a("standards editor"), story=STORY).status_code == 403


def test_the_outlets_on_record_are_suggested() -> None:
    make_version(outlet="The Elmsund Gazette")
    page = text_of(as_a("reporter").get(reverse("admin:desk_add")))
    assert '<option value="The Elmsund Gazette">' in page


# ---- What the engine read ----------------------------------------------------------------


def unsure(**read: Any) -> dict[str, Any]:
    """What an engine reads that doubts the speaker."""
    return WELL_READ | {"sureness": Sureness(span=0.99, speaker=0.94, role=0.8)} | read


def test_the_card_shows_how_sure_the_engine_was_of_each_part() -> None:
    quote = make_found(read=unsure())
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "words 0.99, speaker 0.94, role 0.80, date 0.00" in page
    assert "check the speaker" in page


@pytest.mark.parametrize(
    ("state", "read", "changes"),
    [
        (State.CAPTURED, WELL_READ, {}),
        (State.VERIFIED, unsure(), {}),
        (State.CAPTURED, unsure(), {"speaker": None, "descriptor": "an official"}),
    ],
)
def test_a_speaker_that_is_sure_settled_or_chosen_by_a_person_needs_no_check(
    state: State, read: dict[str, Any], changes: dict[str, Any]
) -> None:
    quote = make_found(state, read=read, **changes)
    assert "check the speaker" not in text_of(as_a("reporter").get(desk_page(quote)))


def test_the_card_shows_act_caveats_and_setting() -> None:
    read = WELL_READ | {"act": "plan", "caveats": ("denial",), "setting": "in a statement"}
    page = text_of(as_a("reporter").get(desk_page(make_found(read=read))))
    assert "Plan, not speech" in page
    assert "Denial" in page
    assert "in a statement" in page


def test_act_caveats_and_setting_are_mended_and_frozen_like_the_rest() -> None:
    quote, client = make_found(read=WELL_READ), as_a("reporter")
    mended = {"act": "belief", "caveats": ["denial", "question"], "setting": "on X"}
    assert amend(client, quote, **mended).status_code == 200
    quote.refresh_from_db()
    assert (quote.act, quote.caveats, quote.setting) == ("belief", ["question", "denial"], "on X")
    assert amend(client, quote, caveats=[]).status_code == 200
    quote.refresh_from_db()
    assert quote.caveats == []
    bring_to(quote, State.SUBMITTED, {})
    assert amend(client, quote, setting="in court").status_code == 409


@pytest.mark.parametrize(("name", "value"), [("act", "song"), ("caveats", ["irony"])])
def test_an_act_or_caveat_that_is_none_is_refused_in_the_form(name: str, value: Any) -> None:
    response = amend(as_a("reporter"), make_found(read=WELL_READ), **{name: value})
    assert response.status_code == 422
    assert response.context["card"].form.errors[name]


def test_stories_are_found_by_what_the_engine_read() -> None:
    make_found(read=unsure(act="plan", caveats=("denial",)))
    make_found(read=WELL_READ)
    make_quote(State.REJECTED)
    client = as_a("reporter")

    def shown(**asked: str) -> int:
        return len(client.get(reverse("admin:desk_stories"), asked).context["rows"])

    assert shown() == shown(act="song") == 3
    assert shown(act="plan") == shown(caveat="denial") == shown(band="check_speaker") == 1
    assert shown(act="speech") == 2
    assert shown(act="speech", state="captured", band="sure") == 1
    assert shown(act="plan", state="rejected") == 0


def test_the_state_tabs_keep_the_other_filters() -> None:
    page = text_of(as_a("reporter").get(reverse("admin:desk_stories"), {"act": "plan"}))
    assert "?state=submitted&amp;act=plan" in page


@pytest.mark.parametrize("asked", [{}, {"caveat": "denial"}, {"band": "check_speaker"}])
def test_a_narrowed_list_costs_the_same_for_few_stories_and_many(asked: dict[str, str]) -> None:
    client, costs = as_a("reporter"), []
    for number in (1, 4):
        for _ in range(number):
            make_found(read=unsure(caveats=("denial",)))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:desk_stories"), asked)
        costs.append(len(queries))
    assert costs[0] == costs[1]
