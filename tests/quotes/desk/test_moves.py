"""Decisions on the desk, and what a person is told when one is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import verification
from quotes.desk.asks import REASONS
from quotes.verification import CHECKLIST, State
from tests.make import (
    make_person,
    make_quote,
    make_version,
)
from tests.quotes.desk.doing import HTMX, as_a, desk_page, move, signed_in, text_of

pytestmark = pytest.mark.django_db

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
    card = as_a(group).get(desk_page(make_quote(state))).context["card"]
    assert [open_move.move.name for open_move in card.moves] == OPEN_MOVES[group, state]


def test_submitting_from_the_card_submits() -> None:
    quote, client = make_quote(), as_a("reporter")
    response = move(client, quote, "submit")
    quote.refresh_from_db()
    assert (response.status_code, quote.state) == (200, State.SUBMITTED)
    assert f'id="quote-{quote.pk}"' in text_of(response)


def test_only_the_card_is_swapped_in() -> None:
    page = text_of(move(as_a("reporter"), make_quote(), "submit"))
    assert "<html" not in page
    assert page.count('class="desk-card') == 1
    assert "passage-" not in page
    assert "hx-swap-oob" not in page


DECISIONS: list[tuple[str, State, str, dict[str, Any]]] = [
    ("reporter", State.CAPTURED, "submit", {}),
    ("checker", State.SUBMITTED, "verify", {"basis": "article", "answers": list(CHECKLIST)}),
    ("checker", State.SUBMITTED, "send_back", {"reason": REASONS["send_back"][0][0]}),
    ("checker", State.CAPTURED, "reject", {"reason": REASONS["reject"][0][0]}),
    ("desk editor", State.VERIFIED, "publish", {}),
    ("desk editor", State.PUBLISHED, "withhold", {"note": "A complaint."}),
    ("standards editor", State.WITHHELD, "release", {"note": "Unfounded."}),
    ("standards editor", State.PUBLISHED, "retract", {"note": "Other words."}),
    ("checker", State.REJECTED, "reopen", {"note": "Heard it after all."}),
]


@pytest.mark.parametrize(("group", "state", "name", "sent"), DECISIONS)
def test_a_decision_costs_at_most_12_queries_and_sends_one_card(
    group: str, state: State, name: str, sent: dict[str, Any]
) -> None:
    words = "We open the lock at dawn,"
    others = " ".join(f"“Saying number {number},” Bo Lind said." for number in range(120))
    version = make_version(f"“{words}” Mayor Ada Quill said. {others}")
    quote = make_quote(state, version=version, words=words)
    for number in range(5):
        make_quote(version=version, words=f"Saying number {number},")
    client = as_a(group)
    with CaptureQueriesContext(connection) as queries:
        response = move(client, quote, name, **sent)
    assert response.status_code == 200
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 12, "\n".join(sql[:150] for sql in asked)
    assert len(response.content) < 25_000
    assert text_of(response).count("<article") == 1


def test_a_reason_of_the_short_list_is_the_note() -> None:
    quote = make_quote(State.SUBMITTED)
    reason, _ = REASONS["send_back"][1]
    sent = {"reason": reason, "note": "See page 2."}
    assert move(as_a("checker"), quote, "send_back", **sent).status_code == 200
    assert quote.reviews.latest("pk").note == f"{reason} See page 2."


def test_a_rejection_keeps_its_typed_reason_beside_the_note() -> None:
    quote = make_quote(State.SUBMITTED)
    reason, _ = REASONS["reject"][1]
    move(as_a("checker"), quote, "reject", reason=reason, note="See page 2.")
    review = quote.reviews.latest("pk")
    assert (review.reason, review.note) == (reason, "See page 2.")


def test_without_htmx_a_move_leads_back_to_the_quote() -> None:
    quote = make_quote()
    response = move(as_a("reporter"), quote, "submit", headers={})
    assert response.status_code == 302
    assert response.url == f"{desk_page(quote)}?quote={quote.pk}#quote-{quote.pk}"


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
    ticked = page.split('value="context"')[1].split(">")[0]
    chosen = page.split('value="article"')[1].split(">")[0]
    assert "checked" in ticked
    assert "checked" in chosen
    assert "Heard it.</textarea>" in page
    assert 'data-move="verify" open' in page


def test_the_submitter_reads_why_somebody_else_verifies() -> None:
    both = make_person("checker")
    both.groups.add(*make_person("reporter").groups.all())
    quote = make_quote()
    verification.submit(quote, by=both)
    response = signed_in(both).get(desk_page(quote))
    card = response.context["card"]
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


def test_pressing_twice_submits_once_and_is_told_that_it_is_done() -> None:
    quote, client = make_quote(), as_a("reporter")
    seen = quote.change_number
    move(client, quote, "submit", expected=seen)
    again = move(client, quote, "submit", expected=seen)
    assert again.status_code == 200
    assert "Submit: done already. The quote is submitted." in text_of(again)
    assert quote.reviews.count() == 1


def test_what_somebody_else_did_is_not_done_already() -> None:
    quote = make_quote()
    seen = quote.change_number
    verification.submit(quote, by=make_person("reporter"))
    late = move(as_a("reporter"), quote, "submit", expected=seen)
    assert late.status_code == 409
    assert "This quote has changed since you opened it: submitted by" in text_of(late)


def test_the_same_move_with_another_reason_is_not_done_already() -> None:
    quote, client = make_quote(State.SUBMITTED), as_a("checker")
    seen = quote.change_number
    move(client, quote, "reject", expected=seen, note="Nobody said it.")
    assert move(client, quote, "reject", expected=seen, note="A duplicate.").status_code == 409
    assert quote.reviews.latest("pk").note == "Nobody said it."


def test_a_stale_move_shows_the_fresh_card_and_keeps_the_note() -> None:
    quote = make_quote(State.SUBMITTED)
    seen = quote.change_number
    verification.reject(quote, by=make_person("checker"), note="Nobody said it.")
    response = move(as_a("checker"), quote, "send_back", expected=seen, note="Mend the date.")
    page = text_of(response)
    assert response.status_code == 409
    assert "it is now rejected" in page
    assert 'class="desk-card is-current is-rejected' in page
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
    {"reason": "Because."},
    {"reason": "\0"},
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


def test_a_quote_that_was_sent_back_says_by_whom_and_why_until_it_is_submitted_again() -> None:
    quote = make_quote(State.SUBMITTED)
    checker = make_person("checker", first_name="Ines", last_name="Barros")
    verification.send_back(quote, by=checker, note="The role is not the one printed.")
    client = as_a("reporter")
    told = "Sent back by Ines Barros: The role is not the one printed."
    assert told in " ".join(text_of(client.get(desk_page(quote))).split())
    assert "Sent back by Ines Barros" not in text_of(move(client, quote, "submit"))


def test_without_script_a_refusal_is_told_at_the_top_of_the_page() -> None:
    quote = make_quote(State.SUBMITTED)
    page = text_of(move(as_a("checker"), quote, "verify", headers={}))
    top = " ".join(page.partition('id="desk-status"')[0].split())
    link = f'<a href="#quote-{quote.pk}">Quote 1</a>'
    assert f"{link}: Say what you matched the quote against." in top


def test_the_loser_of_a_race_reads_their_answers_as_they_gave_them() -> None:
    quote = make_quote(State.SUBMITTED)
    stale = quote.change_number
    verification.send_back(quote, by=make_person("checker"), note="Look again.")
    sent = {"basis": "article", "answers": ["exact_words", "place:not_applicable", "\0"]}
    response = move(as_a("checker"), quote, "verify", expected=stale, note="Heard it.", **sent)
    assert response.status_code == 409
    kept = text_of(response).partition("which was not saved")[2].partition("</dl>")[0]
    for words in (
        "Heard it.",
        "Matched to the article",
        "The words are exactly those of the source",
        "The place or event is right: does not apply",
    ):
        assert words in kept
    assert "not_applicable" not in kept
