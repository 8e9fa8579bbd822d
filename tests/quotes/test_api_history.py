"""The history over the API: for editors, page by page, and as it stood at a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quotes import verification
from quotes.models import Quote, Speaker
from quotes.verification import State
from tests.access.make import make_secret
from tests.make import make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def get(person: User, address: str, status: int = 200, **query: Any) -> Any:
    token = make_secret(person)
    response = Client().get(address, query, headers={"Authorization": f"Token {token}"})
    assert response.status_code == status, response.content
    return response.json()


def history_of(quote: Quote) -> str:
    return f"/api/v1/desk/quotes/{quote.pk}/history/"


def test_a_change_tells_who_what_when_from_where_and_why() -> None:
    quote = make_quote()
    checker = make_person("checker", first_name="Bea", last_name="Lund")
    verification.reject(quote, by=checker, note="Nobody said this.")
    told = get(checker, history_of(quote))
    first = told["results"][0]
    assert first["why"] == "Reject: Nobody said this."
    assert first["door"] == "a shell or script"
    state = next(one for one in first["changes"] if one["name"] == "State")
    assert (state["before"], state["after"]) == ("Captured", "Rejected")
    assert state["after_runs"] == [{"kind": "new", "text": "Rejected"}]
    assert told["record"] is None


def test_pages_follow_their_links() -> None:
    speaker = make_speaker("Ines Calloway")
    for number in range(60):
        Speaker.objects.filter(pk=speaker.pk).update(description=f"number {number}")
    editor = make_person("desk editor")
    first = get(editor, f"/api/v1/desk/speakers/{speaker.pk}/history/")
    second = get(editor, first["next"])
    assert len(first["results"]) == 50
    assert len(first["results"] + second["results"]) == 63
    assert second["next"] is None
    assert get(editor, second["previous"])["results"] == first["results"]


def test_a_quote_is_told_as_it_stood() -> None:
    quote = make_quote(State.PUBLISHED)
    told = get(make_person("reporter"), history_of(quote), at=datetime.now(UTC).isoformat())
    record = told["record"]
    assert record["exists"] is True
    assert record["values"]["state"] == "published"
    assert record["values"]["words"] == quote.words
    assert {"name": "Shown to the public", "value": "yes"} in record["facts"]
    assert len(record["sections"][1]["items"]) == 3
    before = get(make_person("reporter"), history_of(quote), at="2020-01-01")["record"]
    assert (before["exists"], before["values"], before["since"]) == (False, None, None)
    assert before["next"] is not None


def test_an_article_and_a_speaker_are_told_too() -> None:
    quote = make_quote()
    reporter = make_person("reporter")
    for address in (
        f"/api/v1/desk/articles/{quote.article.pk}/history/",
        f"/api/v1/desk/speakers/{quote.speaker_id}/history/",
    ):
        assert get(reporter, address)["results"]
        assert get(reporter, address, at="2100-01-01")["record"]["exists"] is True


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"at": "yesterday"}, "at"),
        ({"at": "9" * 60_000}, "at"),
        ({"at": "0001-01-02T00:00+23:59"}, "at"),
        ({"cursor": "made up"}, "cursor"),
        ({"since": "1"}, "since"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_names_it(query: dict[str, str], field: str) -> None:
    told = get(make_person("reporter"), history_of(make_quote()), 400, **query)
    assert told["errors"][0]["field"] == field


def test_it_is_for_editors() -> None:
    address = history_of(make_quote(State.PUBLISHED))
    assert Client().get(address).status_code == 401
    get(make_person(), address, 403)
    get(make_person("reporter"), "/api/v1/desk/quotes/0/history/", 404)
