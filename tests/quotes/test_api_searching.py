"""The search over the API: order, count, what was ranked, facets and timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes import verification
from quotes.models import Quote, Tagging, Topic
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db

QUOTES = "/api/v1/quotes/"


def get(client: Client, address: str, **given: str) -> Any:
    response = client.get(address, given)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def quotes() -> list[Quote]:
    """Four quotes on the pier by two speakers in two years, one of them withheld since."""
    ada, bo = make_speaker("Ada Quill"), make_speaker("Bo Reed")
    said = [
        ("The pier, the pier, the pier.", ada, date(2024, 5, 1)),
        ("One pier.", ada, date(2025, 6, 2)),
        ("Fog over the pier and the market and the sound.", bo, date(2025, 6, 30)),
        ("No pier.", bo, date(2025, 7, 1)),
    ]
    made = [
        make_quote(State.PUBLISHED, words=words, speaker=who, said_on=day)
        for words, who, day in said
    ]
    verification.withhold(made.pop(), by=make_person("desk editor"), note="A complaint came in.")
    return made


def test_a_list_comes_in_the_order_that_is_asked_for(client: Client, quotes: list[Quote]) -> None:
    ids = [quote.pk for quote in quotes]
    for order, expected in (("newest", ids[::-1]), ("oldest", ids), ("best", [ids[0]])):
        body = get(client, QUOTES, q="pier", order=order)
        assert [one["id"] for one in body["results"]][: len(expected)] == expected
        assert body["count"] == {"number": 3, "is_exact": True, "is_estimate": False}
        assert body["ranked"] == ({"among": 3, "is_all": True} if order == "best" else None)
        assert body["notes"] == []
    assert "no best match" in get(client, QUOTES, order="best")["notes"][0]


def test_facets_count_what_the_list_finds(client: Client, quotes: list[Quote]) -> None:
    topic = Topic.objects.create(name="The pier", slug="the-pier")
    Tagging.objects.create(topic=topic, quote=quotes[0], by=make_person())
    facets = {one["name"]: one for one in get(client, f"{QUOTES}facets/", q="pier")}
    told = {
        name: [(value["value"], value["count"]["number"]) for value in facet["values"]]
        for name, facet in facets.items()
    }
    assert told == {
        "speaker": [("ada-quill", 2), ("bo-reed", 1)],
        "outlet": [("harbour-courier", 3)],
        "topic": [("the-pier", 1)],
        "kind": [("direct", 3)],
        "year": [("2025", 2), ("2024", 1)],
    }
    assert all(facet["is_exact"] and facet["among"] == 3 for facet in facets.values())
    narrowed = get(client, f"{QUOTES}facets/", speaker="bo-reed")
    assert [value["is_chosen"] for value in narrowed[0]["values"]] == [True]


def test_every_value_of_a_facet_narrows_to_its_count(client: Client, quotes: list[Quote]) -> None:
    for facet in get(client, f"{QUOTES}facets/", q="pier"):
        for value in facet["values"]:
            names = {"year": ("said_after", "said_before")}.get(facet["name"], (facet["name"],))
            found = get(client, QUOTES, q="pier", **dict.fromkeys(names, value["value"]))
            assert found["count"] == value["count"], (facet["name"], value)


def test_the_timeline_has_the_months_of_what_the_list_finds(
    client: Client, quotes: list[Quote]
) -> None:
    body = get(client, f"{QUOTES}timeline/", q="pier")
    assert [(one["month"], one["count"]["number"]) for one in body["months"]] == [
        ("2024-05", 1),
        ("2025-06", 2),
    ]
    assert (body["is_exact"], body["among"]) == (True, 3)
    month = get(client, QUOTES, said_after="2025-06", said_before="2025-06")
    assert month["count"]["number"] == 2


@pytest.mark.parametrize("name", ["facets", "timeline"])
def test_facets_and_timeline_refuse_what_they_do_not_know(client: Client, name: str) -> None:
    for query, field in (
        ("colour=red", "colour"),
        ("cursor=x", "cursor"),
        ("speaker=no", "speaker"),
    ):
        response = client.get(f"{QUOTES}{name}/?{query}")
        assert response.status_code == 400
        assert field in str(response.json()["errors"])


@pytest.mark.parametrize("name", ["facets", "timeline"])
def test_facets_and_timeline_cost_the_same_queries_for_more(client: Client, name: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(client, f"{QUOTES}{name}/", q="pier")
        return len(queries)

    make_quote(State.PUBLISHED, words="The pier.")
    few = cost()
    for number in range(5):
        make_quote(State.PUBLISHED, words=f"Pier {number}.", speaker=make_speaker())
    assert cost() == few <= 6
