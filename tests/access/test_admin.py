"""Clients and tokens in the newsroom: shown once, revoked at once, everybody their own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser
from django.urls import reverse

from access import tokens
from access.models import Client, ClientToken
from tests.access.make import bearing, make_integrator
from tests.make import make_person

pytestmark = pytest.mark.django_db
MINE = "/admin/access/client/mine/"
GIVEN = {"name": "nightly mirror", "scopes": ["read", "desk:read"], "days": "30"}


def signed_in(person: User) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


@pytest.fixture
def boss() -> Browser:
    return signed_in(make_person(is_superuser=True))


def secret_in(response: Any) -> str:
    (found,) = set(re.findall(r"onrec_[0-9a-f]{64}", response.content.decode()))
    return str(found)


def test_an_editor_makes_a_token_that_is_shown_once() -> None:
    browser = signed_in(make_person("checker"))
    assert b"None yet" in browser.get(MINE).content
    assert not Client.objects.exists()
    made = browser.post(MINE, GIVEN)
    secret = secret_in(made)
    assert "no-store" in made["Cache-Control"]
    assert Browser().get("/api/v1/desk/quotes/", headers=bearing(secret)).status_code == 200
    again = browser.get(MINE).content.decode()
    assert secret not in again and secret[:12] in again
    assert "nightly mirror" in again and ">never<" not in again


def test_a_form_sent_again_makes_no_second_token() -> None:
    browser = signed_in(make_person("checker"))
    browser.post(MINE, GIVEN)
    again = browser.post(MINE, GIVEN)
    assert b"Choose another name" in again.content
    assert ClientToken.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"days": "0"}, {"days": "x"}]
)
def test_a_wrong_form_comes_back_with_its_errors(wrong: dict[str, Any]) -> None:
    browser = signed_in(make_person("checker"))
    response = browser.post(MINE, GIVEN | wrong)
    assert b'role="alert"' in response.content
    assert not ClientToken.objects.exists()


def test_an_editor_revokes_their_own_and_nobody_elses() -> None:
    person = make_person("checker")
    own, _ = tokens.issue(tokens.personal_client(person))
    other, _ = tokens.issue(tokens.personal_client(make_person("checker")))
    browser = signed_in(person)
    response = browser.post(reverse("admin:access_client_revoke", args=[own.pk]))
    assert (response.status_code, response["Location"]) == (302, MINE)
    denied = browser.post(reverse("admin:access_client_revoke", args=[other.pk]))
    assert denied.status_code == 403
    assert [one.revoked_by for one in ClientToken.objects.order_by("pk")] == [person, None]
    assert b"revoked" in browser.get(MINE).content


def test_reading_an_address_revokes_nothing() -> None:
    person = make_person("checker")
    own, _ = tokens.issue(tokens.personal_client(person))
    signed_in(person).get(reverse("admin:access_client_revoke", args=[own.pk]))
    own.refresh_from_db()
    assert own.revoked_at is None


def test_others_clients_are_for_who_manages_them(boss: Browser) -> None:
    client, _, _ = make_integrator()
    address = reverse("admin:access_client_tokens", args=[client.pk])
    editor = signed_in(make_person("checker"))
    assert editor.get(address).status_code == 403
    assert editor.post(address, GIVEN).status_code == 403
    assert editor.get("/admin/access/client/").status_code == 403
    page = boss.get(address).content.decode()
    assert "desk:read" not in page  # without an owner, no desk
    secret_in(boss.post(address, GIVEN | {"scopes": ["read", "export"]}))


def test_an_owner_makes_the_desk_tokens_of_their_other_programs(boss: Browser) -> None:
    owner = make_person("checker")
    client = Client.objects.create(name="Planner", owner=owner)
    address = reverse("admin:access_client_tokens", args=[client.pk])
    assert "desk:write" not in boss.get(address).content.decode()
    boss.post(address, GIVEN | {"scopes": ["desk:write"]})
    assert not ClientToken.objects.exists()
    browser = signed_in(owner)
    assert address in browser.get(MINE).content.decode()
    secret_in(browser.post(address, GIVEN | {"scopes": ["desk:write"]}))


def test_who_is_no_staff_has_no_tokens() -> None:
    person = User.objects.create(username="reader")
    assert signed_in(person).get(MINE).status_code == 302


def test_clients_are_made_found_and_switched_off(boss: Browser) -> None:
    response = boss.post(
        "/admin/access/client/add/", {"name": "Mirror", "contact": "ops@x.example", "active": "on"}
    )
    client = Client.objects.get()
    assert response.status_code == 302 and client.owner is None
    assert b"Mirror" in boss.get("/admin/access/client/?q=mirror").content
    here = f"/admin/access/client/{client.pk}/change/"
    assert (
        reverse("admin:access_client_tokens", args=[client.pk]) in boss.get(here).content.decode()
    )
    taken = boss.post("/admin/access/client/add/", {"name": "MIRROR", "active": "on"})
    assert b"of this name already" in taken.content
    boss.post(here, {"name": "Mirror", "contact": "", "rate": "90"})
    client.refresh_from_db()
    assert (client.active, client.rate) == (False, 90)
    history = boss.get(f"/admin/access/client/{client.pk}/history/")
    assert history.status_code == 200
    assert boss.post(f"/admin/access/client/{client.pk}/delete/").status_code == 403


def test_the_page_of_tokens_costs_the_same_for_few_and_many(
    django_assert_max_num_queries: Any,
) -> None:
    person = make_person("checker")
    browser, client = signed_in(person), tokens.personal_client(person)
    for number in (1, 9):
        for _ in range(number):
            tokens.issue(client)
        with django_assert_max_num_queries(10):
            browser.get(MINE)
