"""The editors' side of the API: whole quotes, and each move as a verb with a token or a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from knox.models import get_token_model

from quotes.api.corrections import CORRECTION_VIEWS
from quotes.api.desk import MOVE_VIEWS
from quotes.api.holds import HOLD_VIEWS
from quotes.api.reshaping import RESHAPING_VIEWS
from quotes.models import SURENESS, Quote
from quotes.verification import MOVES, State
from tests.make import CHECKED, WELL_READ, make_found, make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db

COUNTED = ("desk/quotes",)
DESK = "/api/v1/desk/quotes/"


class Editor:
    """A person with a token and a program that uses it."""

    def __init__(self, group: str = "", *, person: User | None = None) -> None:
        self.person = person or make_person(group)
        _, token = get_token_model().objects.create(self.person, expiry=timedelta(days=1))
        self.headers = {"Authorization": f"Token {token}"}
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address: str, status: int = 200, **query: Any) -> Any:
        response = self.client.get(address, query, headers=self.headers)
        assert response.status_code == status, response.content
        return response.json()

    def move(self, quote: Quote, name: str, status: int = 200, **body: Any) -> Any:
        """Make a move with the change number as it is now, unless the body says otherwise."""
        body.setdefault("expected", Quote.objects.get(pk=quote.pk).change_number)
        response = self.client.post(
            f"/api/v1/quotes/{quote.pk}/{name}/",
            body,
            content_type="application/json",
            headers=self.headers,
        )
        assert response.status_code == status, response.content
        return response.json()


VERIFIED = {"basis": "article", "checklist": CHECKED}


def test_a_quote_goes_its_whole_way_by_verbs(client: Client) -> None:
    quote = make_quote()
    reporter, checker = Editor("reporter"), Editor("checker")
    editor, standards = Editor("desk editor"), Editor("standards editor")
    assert reporter.move(quote, "submit")["state"] == "submitted"
    assert checker.move(quote, "send_back", note="Which pier?")["state"] == "captured"
    reporter.move(quote, "submit")
    assert checker.move(quote, "verify", **VERIFIED)["verification_basis"] == "article"
    assert editor.move(quote, "publish")["state"] == "published"
    assert client.get(f"/api/v1/quotes/{quote.pk}/").status_code == 200
    assert editor.move(quote, "withhold", note="A complaint.")["state"] == "withheld"
    assert client.get(f"/api/v1/quotes/{quote.pk}/").status_code == 404
    assert standards.move(quote, "release", note="Unfounded.")["state"] == "published"
    assert standards.move(quote, "retract", reason="Misheard.")["state"] == "retracted"
    assert client.get(f"/api/v1/quotes/{quote.pk}/").json()["reason"] == "Misheard."
    assert checker.move(quote, "reopen", note="Once more.")["state"] == "captured"
    assert checker.move(quote, "reject", note="Nobody said it.")["state"] == "rejected"


def test_every_move_of_the_table_has_its_verb_but_those_of_their_own() -> None:
    assert set(MOVE_VIEWS) == set(MOVES) - {"correct", "join", "split"}


@pytest.mark.parametrize("name", MOVE_VIEWS)
def test_a_move_changes_nothing_for_anybody_without_a_token(client: Client, name: str) -> None:
    quote = make_quote(State.SUBMITTED)
    address = f"/api/v1/quotes/{quote.pk}/{name}/"
    response = client.post(address, {"expected": 1}, content_type="application/json")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"
    assert response["Content-Type"] == "application/problem+json"
    quote.refresh_from_db()
    assert quote.state == State.SUBMITTED


@pytest.mark.parametrize("name", MOVE_VIEWS)
def test_a_move_is_refused_to_staff_of_no_group(name: str) -> None:
    assert Editor().move(make_quote(), name, 403)["title"] == "Forbidden"


def test_a_reader_with_an_account_is_no_editor() -> None:
    reader = Editor(person=User.objects.create(username="reader"))
    assert "editors" in reader.get(DESK, 403)["detail"]


def test_a_move_that_the_role_does_not_include_is_forbidden() -> None:
    problem = Editor("reporter").move(make_quote(State.VERIFIED), "publish", 403)
    assert problem["type"] == "urn:on-record:problem:not-allowed"
    assert "publish" in problem["detail"]


def test_the_submitter_does_not_verify() -> None:
    both = make_person("reporter")
    both.groups.add(*make_person("checker").groups.all())
    quote = make_quote(State.SUBMITTED, people={"reporter": both})
    problem = Editor(person=both).move(quote, "verify", 403, **VERIFIED)
    assert problem["type"] == "urn:on-record:problem:four-eyes"


def test_a_move_that_the_state_does_not_have_is_a_conflict() -> None:
    problem = Editor("desk editor").move(make_quote(State.CAPTURED), "publish", 409)
    assert problem["type"] == "urn:on-record:problem:illegal-move"


def test_a_stale_move_is_a_conflict_and_changes_nothing() -> None:
    quote = make_quote(State.VERIFIED)
    stale = quote.change_number - 1
    problem = Editor("desk editor").move(quote, "publish", 409, expected=stale)
    assert problem["type"] == "urn:on-record:problem:stale-quote"
    quote.refresh_from_db()
    assert quote.state == State.VERIFIED


@pytest.mark.parametrize(
    ("state", "group", "name", "body", "field"),
    [
        (State.SUBMITTED, "checker", "verify", {"checklist": CHECKED}, "basis"),
        (State.SUBMITTED, "checker", "verify", {"basis": "article"}, "checklist"),
        (State.SUBMITTED, "checker", "send_back", {}, "note"),
        (State.SUBMITTED, "checker", "reject", {"note": " "}, "note"),
        (State.PUBLISHED, "standards editor", "retract", {"reason": ""}, "reason"),
    ],
)
def test_what_a_move_still_needs_is_named(
    state: State, group: str, name: str, body: dict[str, Any], field: str
) -> None:
    problem = Editor(group).move(make_quote(state), name, 422, **body)
    assert problem["type"] == "urn:on-record:problem:incomplete"
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_speaker_who_is_only_proposed_is_named_as_missing() -> None:
    quote = make_quote(State.SUBMITTED, speaker=make_speaker("Bo Reed", confirmed=False))
    problem = Editor("checker").move(quote, "verify", 422, **VERIFIED)
    assert problem["errors"][0]["field"] == "speaker"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"expected": None}, "expected"),
        ({"expected": "x"}, "expected"),
        ({"expected": True}, "expected"),
        ({"expected": 10**30}, "expected"),
        ({"expected": 0}, "expected"),
        ({"note": "a\0b"}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"note": "x" * 10_001}, "note"),
        ({"note": ["x"]}, "note"),
        ({"basis": "hearsay"}, "basis"),
        ({"basis": {}}, "basis"),
        ({"checklist": []}, "checklist"),
        ({"checklist": {"context": "yes"}}, "checklist.context"),
        ({"checklist": {"context": 1.5}}, "checklist.context"),
        ({"checklist": {"context": [True]}}, "checklist.context"),
        ({"checklist": {"weather": True}}, "checklist.weather"),
        ({"checklist": CHECKED | {"\ud800\0": True}}, "checklist.?\ufffd"),
        ({"state": "published"}, "state"),
        ({"\ud800\0": 1}, "?\ufffd"),
    ],
)
def test_a_field_that_is_wrong_is_named(body: dict[str, Any], field: str) -> None:
    quote = make_quote(State.SUBMITTED)
    problem = Editor("checker").move(quote, "verify", 400, **VERIFIED | body)
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_move_needs_to_know_what_it_was_decided_on() -> None:
    editor, quote = Editor("reporter"), make_quote()
    response = editor.client.post(f"/api/v1/quotes/{quote.pk}/submit/", headers=editor.headers)
    assert response.status_code in (400, 415)
    response = editor.client.post(
        f"/api/v1/quotes/{quote.pk}/submit/",
        {},
        content_type="application/json",
        headers=editor.headers,
    )
    assert [error["field"] for error in response.json()["errors"]] == ["expected"]


def test_a_move_on_no_quote_is_not_found() -> None:
    editor = Editor("reporter")
    for key in ("0", "99999999999999999999999", "x"):
        response = editor.client.post(
            f"/api/v1/quotes/{key}/submit/",
            {"expected": 1},
            content_type="application/json",
            headers=editor.headers,
        )
        assert (response.status_code, response.json()["status"]) == (404, 404)


# The desk


def test_an_editor_sees_the_whole_quote_and_the_moves_open_to_them() -> None:
    people = {"reporter": make_person("reporter", username="rita")}
    quote = make_quote(State.SUBMITTED, people=people)
    body = Editor("checker").get(f"{DESK}{quote.pk}/")
    assert (body["state"], body["change_number"]) == ("submitted", quote.change_number)
    assert [move["name"] for move in body["moves"]] == ["send_back", "verify", "reject"]
    assert [(review["move"], review["by"]) for review in body["reviews"]] == [("submit", "rita")]
    assert body["spans"] == quote.content
    assert Editor("reporter").get(f"{DESK}{quote.pk}/")["moves"] == []


def test_the_submitter_is_not_offered_to_verify() -> None:
    both = make_person("reporter")
    both.groups.add(*make_person("checker").groups.all())
    quote = make_quote(State.SUBMITTED, people={"reporter": both})
    moves = Editor(person=both).get(f"{DESK}{quote.pk}/")["moves"]
    assert [move["name"] for move in moves] == ["send_back", "reject", "take_back"]


def test_the_desk_is_listed_by_state_the_longest_waiting_first_and_paged() -> None:
    waiting = [make_quote(State.SUBMITTED) for _ in range(3)]
    make_quote(State.CAPTURED)
    editor = Editor("checker")
    first = editor.get(DESK, state="submitted", page_size=2)
    last = editor.get(first["next"])
    listed = [quote["id"] for page in (first, last) for quote in page["results"]]
    assert listed == [quote.pk for quote in waiting]
    assert editor.get(last["previous"])["results"] == first["results"]


def test_an_unknown_state_is_named() -> None:
    body = Editor("checker").get(DESK, 400, state="lost")
    assert body["errors"][0]["field"] == "state"
    assert "captured" in body["detail"]


def test_the_desk_is_closed_to_the_public(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    assert client.get(DESK).status_code == 401
    assert client.get(f"{DESK}{quote.pk}/").status_code == 401


def test_what_editors_see_stays_out_of_caches() -> None:
    editor = Editor("checker")
    assert editor.client.get(DESK, headers=editor.headers)["Cache-Control"] == "no-store"


def test_a_verbs_refusal_stays_out_of_caches_too() -> None:
    quote, editor = make_quote(), Editor("checker")
    for verb in (*MOVE_VIEWS, *CORRECTION_VIEWS, *RESHAPING_VIEWS, *HOLD_VIEWS):
        response = editor.client.post(
            f"/api/v1/quotes/{quote.pk}/{verb}/",
            {"no": "such field"},
            content_type="application/json",
            headers=editor.headers,
        )
        assert (verb, response.status_code) == (verb, 400)
        assert response["Cache-Control"] == "no-store"


def test_the_desk_costs_the_same_queries_for_few_and_for_many_quotes() -> None:
    editor = Editor("checker")
    speaker = make_speaker()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(DESK, page_size=100)
        return len(queries)

    for _ in range(2):
        make_quote(State.SUBMITTED, speaker=speaker)
    few = cost()
    for _ in range(10):
        make_quote(State.VERIFIED, speaker=speaker)
    assert cost() == few


# Tokens and sessions


@pytest.mark.parametrize(
    "given",
    [
        *("Token", "Token x y", "Token nonsense", "Token " + "a" * 5000, "Token \0"),
        *("Token ÿþ", "Token caf\xe9", "Token " + "0" * 64),
    ],
)
def test_a_token_that_does_not_hold_is_refused_everywhere(client: Client, given: str) -> None:
    for address in ("/api/v1/quotes/", DESK):
        response = client.get(address, headers={"Authorization": given})
        assert response.status_code == 401
        assert response.json()["title"] == "Unauthorized"


def test_an_expired_token_is_refused() -> None:
    editor = Editor("checker")
    get_token_model().objects.update(expiry="2020-01-01T00:00:00Z")
    editor.get(DESK, 401)


def test_a_token_ends_with_the_account() -> None:
    editor = Editor("checker")
    User.objects.filter(pk=editor.person.pk).update(is_active=False)
    editor.get(DESK, 401)


def test_a_session_needs_the_csrf_token_to_move_a_quote() -> None:
    quote = make_quote()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("reporter"))
    address, body = f"/api/v1/quotes/{quote.pk}/submit/", {"expected": quote.change_number}
    refused = client.post(address, body, content_type="application/json")
    assert (refused.status_code, refused.json()["status"]) == (403, 403)
    assert "CSRF" in refused.json()["detail"]
    client.cookies["csrftoken"] = "a" * 32
    moved = client.post(
        address, body, content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert moved.json()["state"] == "submitted"


def test_the_command_makes_a_token_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    person = make_person("checker", username="cato")
    call_command("api_token", "cato", days=7)
    printed = capsys.readouterr()
    token = printed.out.strip()
    assert "cato" in printed.err and token not in printed.err
    response = Client().get(DESK, headers={"Authorization": f"Token {token}"})
    assert response.status_code == 200
    made = get_token_model().objects.get(user=person)
    assert made.expiry - made.created < timedelta(days=7, minutes=1)
    assert token not in made.digest


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (None, "Nobody has the user name"),
        ({"is_staff": False, "is_active": True}, "is not staff"),
        ({"is_staff": True, "is_active": False}, "not active"),
    ],
)
def test_the_command_makes_none_for_others(fields: dict[str, bool] | None, said: str) -> None:
    if fields:
        User.objects.create(username="cato", **fields)
    with pytest.raises(CommandError, match=said):
        call_command("api_token", "cato")
    assert not get_token_model().objects.exists()


@pytest.mark.parametrize("days", ["0", "-1", "366", "x", "1.5", "²", ""])
def test_the_command_refuses_a_life_that_is_none(days: str) -> None:
    with pytest.raises(CommandError, match="whole number"):
        call_command("api_token", "cato", f"--days={days}")


def test_an_editor_sees_what_the_engine_read_and_filters_by_it() -> None:
    read = WELL_READ | {"act": "plan", "caveats": ("denial", "second-hand"), "setting": "in court"}
    quote = make_found(read=read)
    make_quote()
    editor = Editor("reporter")
    (shown,) = editor.get(DESK, act="plan")["results"]
    assert shown["id"] == quote.pk
    assert (shown["act"], shown["caveats"]) == ("plan", ["second-hand", "denial"])
    assert shown["setting"] == "in court"
    assert [shown[name] for name in SURENESS] == [0.99, 0.97, 0.8, 0.9]
    assert [one["id"] for one in editor.get(DESK, caveat="denial")["results"]] == [quote.pk]
    assert editor.get(DESK, caveat="denial", act="speech")["results"] == []


@pytest.mark.parametrize("name", ["act", "caveat"])
def test_an_act_or_caveat_that_is_none_is_named(name: str) -> None:
    problem = Editor("reporter").get(DESK, 400, **{name: "song"})
    assert problem["errors"][0]["field"] == name
    assert "“song” is none of" in problem["errors"][0]["message"]


def test_editors_search_quotes_in_any_state_by_words_and_fields() -> None:
    editor = Editor("checker")
    captured = make_quote(words="The pier stays.", speaker=make_speaker("Orla Venn"))
    make_quote(State.PUBLISHED, words="A pier goes.")
    make_quote(words="The harbour stays.")
    body = editor.get(DESK, q="pier state:captured speaker:venn act:speech")
    assert [found["id"] for found in body["results"]] == [captured.pk]
    assert body["notes"] == ["speaker:venn was read as Orla Venn."]
    assert editor.get(DESK, q="pier -state:captured")["results"][0]["id"] != captured.pk
    assert editor.get(DESK, q="caveat:denial")["results"] == []
    assert "“sung” is none of" in editor.get(DESK, 400, q="state:sung")["errors"][0]["message"]
