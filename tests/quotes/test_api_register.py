"""The register over the API: merge, undo, part, look for pairs; with a token, as problems."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from quotes.api.register import REGISTER_VIEWS
from quotes.models import Merger, Speaker
from quotes.verification import State
from tests.make import make_merger, make_person, make_quote, make_speaker
from tests.quotes.test_api_desk import Editor

pytestmark = pytest.mark.django_db


def post(editor: Editor, speaker: Speaker, verb: str, status: int = 200, **body: Any) -> Any:
    response = editor.client.post(
        f"/api/v1/speakers/{speaker.pk}/{verb}/",
        body,
        content_type="application/json",
        headers=editor.headers,
    )
    assert response.status_code == status, response.content
    return response.json()


def test_a_merger_goes_from_the_plan_to_its_undoing() -> None:
    loser, winner = make_speaker("J. Smith"), make_speaker("John Smith")
    quote, editor = make_quote(State.PUBLISHED, speaker=loser), Editor("desk editor")
    plan = post(editor, loser, "merge", into=winner.pk, dry_run=True)
    assert (plan["possible"], plan["obstacles"]) == (True, [])
    assert plan["rows"][0]["moving"] == 1
    done = post(editor, loser, "merge", into=winner.pk, reason="One man.")
    assert (done["winner"]["id"], done["moved"]["quotes"]) == (winner.pk, 1)
    undone = post(editor, loser, "undo-merge", merger=done["id"], reason="Two men.")
    assert (undone["undoes"], undone["left"]) == (done["id"], [])
    quote.refresh_from_db()
    assert quote.speaker == loser


def test_what_stands_in_the_way_is_a_conflict() -> None:
    loser, winner, editor = make_speaker("A"), make_speaker("B"), Editor("desk editor")
    make_merger(loser, winner)
    problem = post(editor, loser, "merge", 409, into=make_speaker().pk, reason="One.")
    assert problem["errors"][0]["field"] == "into"
    assert "A was merged into B already" in problem["detail"]
    record = Merger.objects.get()
    other = make_speaker()
    assert post(editor, other, "undo-merge", 400, merger=record.pk, reason="Two.")
    assert post(editor, loser, "undo-merge", 422, merger=record.pk)["errors"][0]["field"] == (
        "reason"
    )


def test_parting_lists_what_came_of_each_quote() -> None:
    speaker, editor = make_speaker(), Editor("desk editor")
    quotes = [make_quote(state, speaker=speaker) for state in (State.CAPTURED, State.PUBLISHED)]
    body = {"quotes": [quote.pk for quote in quotes], "new_name": "Bo Reed", "reason": "Not she."}
    looked = post(editor, speaker, "split", dry_run=True, **body)
    assert not Speaker.objects.filter(name="Bo Reed").exists()
    done = post(editor, speaker, "split", **body)
    assert [part["outcome"] for part in done["parts"]] == ["moved", "proposed"]
    assert looked["parts"] == done["parts"]


def test_pairs_are_told_with_reasons() -> None:
    one, other, editor = make_speaker("J. Smith"), make_speaker("John Smith"), Editor("reporter")
    (pair,) = editor.get(f"/api/v1/desk/speakers/{one.pk}/duplicates/")["results"]
    assert pair["other"]["id"] == other.pk
    assert "agree in surname and initials" in pair["reasons"][0]


@pytest.mark.parametrize("verb", set(REGISTER_VIEWS) - {"duplicates"})
def test_who_may_not_is_refused(verb: str) -> None:
    one, other = make_speaker(), make_speaker()
    record = make_merger(make_speaker(), make_speaker())
    bodies: dict[str, dict[str, Any]] = {
        "merge": {"into": other.pk},
        "undo-merge": {"merger": record.pk},
        "split": {"quotes": [1], "other": other.pk},
    }
    on = record.loser if verb == "undo-merge" else one
    problem = post(Editor("checker"), on, verb, 403, reason="So.", **bodies[verb])
    assert problem["type"] == "urn:on-record:problem:not-allowed"


@pytest.mark.parametrize("verb", REGISTER_VIEWS)
def test_the_public_sees_nothing_of_it(client: Client, verb: str) -> None:
    address = f"/api/v1/speakers/{make_speaker().pk}/{verb}/"
    send = client.get if verb == "duplicates" else client.post
    assert send(address).status_code == 401


@pytest.mark.parametrize(
    ("verb", "body", "field"),
    [
        ("merge", {}, "into"),
        ("merge", {"into": 999_999}, "into"),
        ("merge", {"into": "x"}, "into"),
        ("merge", {"into": 1, "onto": 2}, "onto"),
        ("split", {"quotes": ["x"]}, "quotes.0"),
        ("undo-merge", {"merger": 0}, "merger"),
    ],
)
def test_bad_input_names_its_field(verb: str, body: dict[str, Any], field: str) -> None:
    problem = post(Editor("desk editor"), make_speaker(), verb, 400, **body)
    assert field in {error["field"] for error in problem["errors"]}


def test_a_speaker_that_is_none_is_not_found() -> None:
    Editor("reporter").get("/api/v1/desk/speakers/999999/duplicates/", 404)


def test_the_schema_has_every_verb(client: Client) -> None:
    paths = client.get("/api/v1/schema/").json()["paths"]
    assert {f"/api/v1/speakers/{{id}}/{verb}/" for verb in REGISTER_VIEWS} <= set(paths)


# ---- From the command line ---------------------------------------------------------------


def test_the_command_merges_or_says_what_that_would_do(capsys: Any) -> None:
    loser, winner = make_speaker("J. Smith"), make_speaker("John Smith")
    editor = make_person("desk editor")
    call_command("merge_speakers", loser.slug, str(winner.pk), dry_run=True)
    assert "names: 1 move, 0 stay" in capsys.readouterr().out
    assert not Merger.objects.exists()
    call_command("merge_speakers", loser.slug, winner.slug, by=editor.username, reason="One.")
    assert "moved: names 1." in capsys.readouterr().out
    assert Merger.objects.get().by == editor


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "nobody-there", "reason": "One."}, "no active person"),
        ({"by": "", "reason": "One."}, "no active person"),
    ],
)
def test_the_command_names_what_is_wrong(options: dict[str, str], message: str) -> None:
    one, other = make_speaker(), make_speaker()
    with pytest.raises(CommandError, match=message):
        call_command("merge_speakers", one.slug, other.slug, **options)
    with pytest.raises(CommandError, match="No speaker has"):
        call_command("merge_speakers", "x", other.slug, **options)
    checker = make_person("checker")
    with pytest.raises(CommandError, match="role does not include"):
        call_command("merge_speakers", one.slug, other.slug, by=checker.username, reason="One.")


def test_a_dry_run_of_what_can_not_be_done_fails() -> None:
    one = make_speaker()
    with pytest.raises(CommandError, match="itself"):
        call_command("merge_speakers", one.slug, one.slug, dry_run=True)


def test_the_command_lists_pairs(capsys: Any) -> None:
    make_speaker("J. Smith"), make_speaker("John Smith")
    call_command("duplicates")
    assert "agree in surname and initials" in capsys.readouterr().out
    call_command("duplicates", at_least=90)
    assert capsys.readouterr().out == ""
