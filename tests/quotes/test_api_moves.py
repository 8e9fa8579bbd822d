"""Taking back, splitting, joining, typed reasons and the checklist over the API; and their cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.models import ChecklistItem, Quote
from quotes.verification import CHECKLIST, REASONS, State
from tests.make import CHECKED, make_person, make_quote, make_speaker, make_version
from tests.quotes.test_api_desk import DESK, VERIFIED, Editor

pytestmark = pytest.mark.django_db

TEXT = "“We open the harbour. The cranes are oiled.” Ada Quill said."
MOST = 14
"""Queries that one decision may cost, from the token to the answer.

One counts the request, and one notes, once a minute, that the token is used.
"""


def _whole() -> Quote:
    version = make_version(TEXT)
    return make_quote(version=version, words="We open the harbour. The cranes are oiled.")


def _pair() -> tuple[Quote, Quote]:
    version, speaker = make_version(TEXT), make_speaker("Ada Quill")
    first = make_quote(version=version, words="We open the harbour.", speaker=speaker)
    return first, make_quote(version=version, words="The cranes are oiled.", speaker=speaker)


def test_a_decision_is_taken_back_by_who_made_it() -> None:
    quote = make_quote(State.SUBMITTED)
    checker = Editor("checker")
    body = checker.move(quote, "verify", **VERIFIED)
    assert "take_back" in {move["name"] for move in body["moves"]}
    problem = Editor("checker").move(quote, "take_back", 403)
    assert problem["type"] == "urn:on-record:problem:not-allowed"
    assert "only who decided" in problem["detail"]
    body = checker.move(quote, "take_back")
    assert (body["state"], body["verification_basis"]) == ("submitted", "")
    assert [review["move"] for review in body["reviews"]] == ["submit", "verify", "take_back"]
    problem = checker.move(quote, "take_back", 409)
    assert problem["type"] == "urn:on-record:problem:illegal-move"


def test_what_is_public_is_not_taken_back() -> None:
    editor = Editor("desk editor")
    quote = make_quote(State.PUBLISHED, people={"desk editor": editor.person})
    assert editor.move(quote, "take_back", 409)["type"] == "urn:on-record:problem:illegal-move"


def test_the_loser_of_a_race_reads_what_the_winner_did() -> None:
    quote = make_quote(State.SUBMITTED)
    ana = Editor(person=make_person("checker", first_name="Ana", last_name="Bell"))
    seen = quote.change_number
    ana.move(quote, "verify", **VERIFIED)
    problem = Editor("checker").move(quote, "reject", 409, expected=seen, note="No quote.")
    assert problem["type"] == "urn:on-record:problem:stale-quote"
    assert "verified by Ana Bell at " in problem["detail"]


@pytest.mark.parametrize("reason", [reason for reason, _ in REASONS if reason != "other"])
def test_a_typed_reason_needs_no_note(reason: str) -> None:
    body = Editor("checker").move(make_quote(), "reject", reason=reason)
    assert body["state"] == "rejected"
    assert body["reviews"][-1]["reason"] == reason


def test_another_reason_needs_a_note() -> None:
    checker, quote = Editor("checker"), make_quote()
    for body in ({}, {"reason": "other"}, {"reason": "other", "note": " "}):
        problem = checker.move(quote, "reject", 422, **body)
        assert [error["field"] for error in problem["errors"]] == ["note"]
    told = checker.move(quote, "reject", note="The interview was a hoax.")
    assert told["reviews"][-1]["reason"] == "other"


@pytest.mark.parametrize("reason", ["joined", "hearsay", "", None, 7, ["duplicate"]])
def test_a_reason_that_is_none_is_named(reason: Any) -> None:
    problem = Editor("checker").move(make_quote(), "reject", 400, reason=reason)
    assert [error["field"] for error in problem["errors"]] == ["reason"]


@pytest.mark.parametrize("name", ["send_back", "submit", "verify"])
def test_no_other_move_takes_a_reason(name: str) -> None:
    problem = Editor("checker").move(make_quote(State.SUBMITTED), name, 400, reason="duplicate")
    assert problem["errors"][0]["field"] == "reason"


def test_a_quote_is_split() -> None:
    quote = _whole()
    body = Editor("reporter").move(quote, "split", at=TEXT.index("The cranes"))
    assert body["quote"]["text"] == "We open the harbour."
    assert body["other"]["text"] == "The cranes are oiled."
    assert body["other"]["split_from"] == quote.pk
    assert body["other"]["speaker"] == body["quote"]["speaker"]
    assert {move["name"] for move in body["other"]["moves"]} == {"submit"}


def test_two_quotes_are_joined_and_parted_again() -> None:
    first, second = _pair()
    reporter = Editor("reporter")
    sent = {"other": second.pk, "other_expected": second.change_number}
    body = reporter.move(first, "join", **sent)
    assert body["quote"]["text"] == "We open the harbour. The cranes are oiled."
    assert (body["other"]["state"], body["other"]["moves"]) == ("rejected", [])
    (review,) = body["other"]["reviews"]
    assert (review["move"], review["reason"]) == ("join", "joined")
    assert review["joined_into"] == first.pk
    body = reporter.move(first, "split", at=TEXT.index("The cranes"))
    assert (body["other"]["id"], body["other"]["state"]) == (second.pk, "captured")


def test_a_stale_page_of_either_is_a_conflict() -> None:
    first, second = _pair()
    reporter = Editor("reporter")
    for stale in (
        {"expected": 1, "other": second.pk, "other_expected": second.change_number},
        {"other": second.pk, "other_expected": 1},
    ):
        problem = reporter.move(first, "join", 409, **stale)
        assert problem["type"] == "urn:on-record:problem:stale-quote"
    assert reporter.move(first, "split", 409, expected=1, at=5)["status"] == 409


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("split", {}, "at"),
        ("split", {"at": "x"}, "at"),
        ("split", {"at": -1}, "at"),
        ("split", {"at": 10**30}, "at"),
        ("split", {"at": 0}, "at"),
        ("split", {"at": 3, "where": 3}, "where"),
        ("join", {"other_expected": 1}, "other"),
        ("join", {"other": 10**12, "other_expected": 1}, "other"),
        ("join", {"other": 10**30, "other_expected": 1}, "other"),
        ("join", {"other": [1], "other_expected": 1}, "other"),
    ],
)
def test_what_is_wrong_with_a_place_or_a_partner_is_named(
    name: str, body: dict[str, Any], field: str
) -> None:
    problem = Editor("reporter").move(_whole(), name, 400, **body)
    assert field in [error["field"] for error in problem["errors"]]


@pytest.mark.parametrize("name", ["split", "join"])
def test_who_may_not_edit_does_neither(client: Client, name: str) -> None:
    first, second = _pair()
    body = {"at": 5} if name == "split" else {"other": second.pk, "other_expected": 3}
    problem = Editor("desk editor").move(first, name, 403, **body)
    assert problem["type"] == "urn:on-record:problem:not-allowed"
    response = client.post(
        f"/api/v1/quotes/{first.pk}/{name}/", body, content_type="application/json"
    )
    assert response.status_code == 401


def test_a_quote_tells_its_checklist() -> None:
    ChecklistItem.objects.create(key="recipe", question="Our own rule", place=1, required=False)
    quote, checker = make_quote(State.SUBMITTED, language="pt"), Editor("checker")
    asked = checker.get(f"{DESK}{quote.pk}/")["checklist"]
    assert [one["key"] for one in asked] == ["recipe", *CHECKLIST]
    assert asked[0] == {
        "key": "recipe",
        "question": "Our own rule",
        "required": False,
        "may_not_apply": False,
        "applies": "always",
    }
    answers = {key: True for key in CHECKLIST if key != "heard"} | {"role": "not_applicable"}
    body = checker.move(quote, "verify", basis="article", checklist=answers | {"recipe": True})
    review = body["reviews"][-1]
    assert review["answers"] == answers | {"recipe": True}
    assert [one["key"] for one in review["questions"]] == [
        "recipe",
        *(key for key in CHECKLIST if key != "heard"),
    ]


def test_a_question_that_always_arises_is_named() -> None:
    answers = CHECKED | {"exact_words": "not_applicable"}
    quote = make_quote(State.SUBMITTED)
    problem = Editor("checker").move(quote, "verify", 422, basis="article", checklist=answers)
    assert [error["field"] for error in problem["errors"]] == ["checklist"]
    assert "This always arises" in problem["detail"]


@pytest.mark.parametrize(
    ("group", "state", "name", "body"),
    [
        ("reporter", State.CAPTURED, "submit", {}),
        ("checker", State.SUBMITTED, "verify", VERIFIED),
        ("checker", State.SUBMITTED, "send_back", {"note": "Which quay?"}),
        ("checker", State.CAPTURED, "reject", {"reason": "scare_quote"}),
        ("desk editor", State.VERIFIED, "publish", {}),
        ("desk editor", State.PUBLISHED, "withhold", {"note": "A complaint."}),
        ("standards editor", State.WITHHELD, "release", {"note": "Unfounded."}),
    ],
)
def test_a_decision_costs_few_queries(
    group: str, state: State, name: str, body: dict[str, Any]
) -> None:
    editor, quote = Editor(group), make_quote(state)
    sent = body | {"expected": quote.change_number}
    address = f"/api/v1/quotes/{quote.pk}/{name}/"
    with CaptureQueriesContext(connection) as asked:
        response = editor.client.post(
            address, sent, content_type="application/json", headers=editor.headers
        )
    assert response.status_code == 200
    statements = [query["sql"] for query in asked if not _is_bookkeeping(query["sql"])]
    assert len(statements) <= MOST, "\n".join(statements)


def _is_bookkeeping(sql: str) -> bool:
    """Savepoints, which Django has in place of a transaction inside a test."""
    return "SAVEPOINT" in sql


def test_taking_back_costs_few_queries_too() -> None:
    editor, quote = Editor("reporter"), make_quote()
    body = editor.move(quote, "submit")
    with CaptureQueriesContext(connection) as asked:
        editor.client.post(
            f"/api/v1/quotes/{quote.pk}/take_back/",
            {"expected": body["change_number"]},
            content_type="application/json",
            headers=editor.headers,
        )
    statements = [query["sql"] for query in asked if not _is_bookkeeping(query["sql"])]
    assert len(statements) <= MOST, "\n".join(statements)
    quote.refresh_from_db()
    assert quote.state == State.CAPTURED
