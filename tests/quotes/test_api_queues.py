"""The API's queues, holds and moves on many quotes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quotes import holds
from quotes.models import BulkRun, Hold, Quote
from quotes.queues import QUEUES
from quotes.verification import State
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db

QUEUES_AT = "/api/v1/desk/queues/"
BULK_AT = "/api/v1/desk/bulk/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def post(client: Client, address: str, body: Any = None) -> Any:
    return client.post(address, body or {}, content_type="application/json")


@pytest.mark.parametrize("address", [QUEUES_AT, f"{QUEUES_AT}captured/"])
def test_editors_alone_see_them(address: str) -> None:
    assert Client().get(address).status_code == 401
    assert signed_in(make_person()).get(address).status_code == 403
    response = signed_in(make_person("reporter")).get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")


def test_the_queues_with_their_counts() -> None:
    make_quote()
    found = signed_in(make_person("reporter")).get(QUEUES_AT).json()
    assert [one["name"] for one in found] == list(QUEUES)
    assert (found[0]["open"], found[0]["all"], found[0]["is_bounded"]) == (1, 1, False)


def test_a_queue_is_filtered_and_paged() -> None:
    person = make_person("reporter")
    quotes = [make_quote() for _ in range(3)]
    holds.take(quotes[0], by=person)
    client = signed_in(person)
    first = client.get(f"{QUEUES_AT}captured/", {"page_size": 2, "order": "oldest"}).json()
    assert [one["id"] for one in first["results"]] == [quotes[0].pk, quotes[1].pk]
    assert first["results"][0]["hold"]["holder"] == person.username
    assert first["results"][1]["hold"] is None
    second = client.get(first["next"]).json()
    assert [one["id"] for one in second["results"]] == [quotes[2].pk]
    mine = client.get(f"{QUEUES_AT}captured/", {"assigned": "me"}).json()
    assert [one["id"] for one in mine["results"]] == [quotes[0].pk]


@pytest.mark.parametrize(
    ("asked", "field"), [({"outlet": "no-such"}, "outlet"), ({"colour": "red"}, "colour")]
)
def test_a_filter_that_leads_nowhere_is_a_problem(asked: dict[str, str], field: str) -> None:
    response = signed_in(make_person("reporter")).get(f"{QUEUES_AT}captured/", asked)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [one["field"] for one in response.json()["errors"]] == [field]


def test_there_is_no_other_queue() -> None:
    assert signed_in(make_person("reporter")).get(f"{QUEUES_AT}no-such/").status_code == 404


def test_a_queue_costs_the_same_for_few_and_many(django_assert_max_num_queries: Any) -> None:
    person = make_person("checker")
    client = signed_in(person)
    for number in (1, 8):
        for _ in range(number):
            holds.take(make_quote(), by=person)
        with django_assert_max_num_queries(14):
            client.get(f"{QUEUES_AT}captured/")


class TestHolds:
    def test_take_hand_over_and_give_back(self) -> None:
        quote, ana, ben = make_quote(), make_person("reporter"), make_person("reporter")
        client = signed_in(ana)
        taken = post(client, f"/api/v1/quotes/{quote.pk}/take/")
        assert (taken.status_code, taken.json()["hold"]["holder"]) == (200, ana.username)
        given = post(client, f"/api/v1/quotes/{quote.pk}/hand_over/", {"to": ben.username})
        assert given.json()["hold"]["came_from"] == ana.username
        freed = post(signed_in(ben), f"/api/v1/quotes/{quote.pk}/give_back/")
        assert (freed.status_code, freed.json()) == (200, {"hold": None})

    def test_what_another_holds_is_a_conflict_for_every_verb(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        client = signed_in(make_person("reporter"))
        for verb, body in (("take", {}), ("submit", {"expected": quote.change_number})):
            refused = post(client, f"/api/v1/quotes/{quote.pk}/{verb}/", body)
            assert refused.status_code == 409, verb
            assert refused.json()["type"] == "urn:on-record:problem:held"
            assert "holds this quote until" in refused.json()["detail"]

    def test_take_over_is_for_checkers(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        address = f"/api/v1/quotes/{quote.pk}/take_over/"
        assert post(signed_in(make_person("reporter")), address).status_code == 403
        checker = make_person("checker")
        assert post(signed_in(checker), address).status_code == 200
        assert Hold.objects.get(quote=quote).holder == checker

    def test_unknown_people_and_fields_are_named(self) -> None:
        quote, client = make_quote(), signed_in(make_person("reporter"))
        for body, field in (({"to": "no-such"}, "to"), ({}, "to"), ({"to": "x", "a": 1}, "a")):
            refused = post(client, f"/api/v1/quotes/{quote.pk}/hand_over/", body)
            assert refused.status_code == 400
            assert refused.json()["errors"][0]["field"] == field


class TestBulk:
    def test_it_is_tried_then_run(self) -> None:
        good, bad = make_quote(), make_quote(said_on=None)
        client = signed_in(make_person("reporter"))
        chosen = [{"id": one.pk, "expected": one.change_number} for one in (good, bad)]
        made = post(client, BULK_AT, {"move": "submit", "quotes": chosen})
        assert made.status_code == 201
        assert made.json()["stage"] == "tried"
        assert (made.json()["counts"]["would"], made.json()["counts"]["would_not"]) == (1, 1)
        at = f"{BULK_AT}{made.json()['id']}/"
        done = post(client, f"{at}go/")
        assert (done.json()["stage"], done.json()["counts"]["done"]) == ("done", 1)
        assert post(client, f"{at}go/").status_code == 200
        rows = client.get(f"{at}rows/").json()["results"]
        assert [(row["quote"], row["outcome"]) for row in rows] == [
            *((good.pk, "done"), (bad.pk, "refused")),
        ]
        assert client.get(at).json() == done.json()

    def test_all_of_a_queue_that_match(self) -> None:
        quote = make_quote()
        client = signed_in(make_person("checker"))
        body = {"move": "reject", "queue": "captured", "filters": {"kind": "direct"}}
        made = post(client, BULK_AT, body | {"note": "Nobody said this."})
        assert made.json()["found_by"] == "All of Captured, needs a person (kind: Direct)"
        post(client, f"{BULK_AT}{made.json()['id']}/go/")
        assert Quote.objects.get(pk=quote.pk).state == State.REJECTED

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ({"move": "reject", "queue": "captured"}, 422, "note"),
            ({"move": "publish", "queue": "captured"}, 403, "move"),
            ({"move": "retract", "queue": "captured"}, 400, "move"),
            ({"move": "take"}, 400, "quotes"),
            ({"move": "take", "queue": "captured", "filters": {"x": "1"}}, 400, "filters"),
            ({"move": "take", "queue": "captured", "filters": {"age": "2h"}}, 400, "filters.age"),
            ({"move": "take", "quotes": []}, 422, "quotes"),
            ({"move": "take", "quotes": [{"id": 987654, "expected": 1}]}, 400, "quotes"),
        ],
    )
    def test_what_is_wrong_is_named(self, body: dict[str, Any], status: int, field: str) -> None:
        make_quote()
        refused = post(signed_in(make_person("checker")), BULK_AT, body)
        assert refused.status_code == status, refused.json()
        assert refused.json()["errors"][0]["field"] == field
        assert not BulkRun.objects.exists()

    def test_others_do_not_run_it(self) -> None:
        make_quote()
        made = post(
            signed_in(make_person("reporter")), BULK_AT, {"move": "take", "queue": "captured"}
        )
        at = f"{BULK_AT}{made.json()['id']}/"
        assert post(signed_in(make_person("checker")), f"{at}go/").status_code == 403
        assert post(signed_in(make_person()), f"{at}go/").status_code == 403

    def test_a_run_costs_the_same_for_few_rows_and_many(
        self, django_assert_max_num_queries: Any
    ) -> None:
        client = signed_in(make_person("reporter"))
        for number in (1, 6):
            for _ in range(number):
                make_quote()
            made = post(client, BULK_AT, {"move": "take", "queue": "captured"})
            with django_assert_max_num_queries(7):
                client.get(f"{BULK_AT}{made.json()['id']}/rows/")
