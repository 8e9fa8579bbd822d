"""Tokens are shown once, kept as digests, and end when they should."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client as Browser
from django.utils import timezone

from access import tokens
from access.models import Client, ClientToken
from access.scopes import Scope
from sources.refusal import NotAllowed, Refusal
from tests.access.make import bearing, make_integrator, make_secret
from tests.make import make_person

pytestmark = pytest.mark.django_db
QUOTES = "/api/v1/quotes/"


def status(secret: str, address: str = QUOTES) -> int:
    return Browser().get(address, headers=bearing(secret)).status_code


def test_a_token_is_kept_as_a_digest_and_known_by_its_start() -> None:
    _, token, secret = make_integrator()
    row = ClientToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row) and secret.removeprefix("onrec_") not in str(row)
    assert secret.startswith(row["start"]) and row["start"].startswith("onrec_")
    assert len(secret) == 6 + 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e) FROM access_clienttokenevent e")
        assert "digest" not in str(cursor.fetchall())


def test_a_token_says_who_it_is_in_one_query(django_assert_num_queries: Any) -> None:
    secret = make_secret(make_person("checker"))
    with django_assert_num_queries(1):
        found = tokens.find(secret, now=timezone.now())
        assert found.client.owner.is_active


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda token: tokens.revoke(token), "revoked"),
        (lambda token: Client.objects.update(active=False), "switched off"),
        (lambda token: User.objects.update(is_active=False), "not active"),
        (
            lambda token: ClientToken.objects.update(
                expires_at=token.created_at + timedelta(microseconds=1)
            ),
            "expired",
        ),
    ],
)
def test_a_token_that_ended_is_a_401_that_says_why(change: Any, said: str) -> None:
    secret = make_secret(make_person("checker"))
    assert status(secret) == 200
    change(ClientToken.objects.get())
    response = Browser().get(QUOTES, headers=bearing(secret))
    assert response.status_code == 401
    assert said in response.json()["detail"]
    assert response["WWW-Authenticate"] == "Token"


def test_bearer_serves_as_well() -> None:
    _, _, secret = make_integrator()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Browser().get(QUOTES, headers=headers).status_code == 200


def test_the_last_use_is_written_once_a_minute() -> None:
    _, token, secret = make_integrator()
    status(secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    status(secret)
    token.refresh_from_db()
    assert token.last_used_at == first
    ClientToken.objects.update(last_used_at=first - timedelta(minutes=2))
    status(secret)
    token.refresh_from_db()
    assert token.last_used_at > first - timedelta(minutes=1)


def test_use_leaves_no_history_and_making_and_revoking_do() -> None:
    _, token, secret = make_integrator()
    status(secret)
    tokens.revoke(token, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label FROM access_clienttokenevent ORDER BY pgh_id")
        assert [label for (label,) in cursor.fetchall()] == ["insert", "update"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": [Scope.DESK_READ]}, "scopes"),
        ({"scopes": [Scope.READ], "days": 0}, "days"),
        ({"scopes": [Scope.READ], "days": 366}, "days"),
    ],
)
def test_what_cant_be_a_token_is_refused(given: dict[str, Any], field: str) -> None:
    client = Client.objects.create(name="Mirror")
    with pytest.raises(Refusal) as refused:
        tokens.issue(client, **given)
    assert refused.value.field == field
    assert not ClientToken.objects.exists()


def test_the_same_name_is_not_given_twice_while_the_first_holds() -> None:
    client = Client.objects.create(name="Mirror")
    first, _ = tokens.issue(client, scopes=[Scope.READ], name="nightly")
    with pytest.raises(Refusal):
        tokens.issue(client, scopes=[Scope.READ], name="nightly")
    tokens.revoke(first)
    tokens.issue(client, scopes=[Scope.READ], name="nightly")


def test_nobody_makes_or_revokes_tokens_of_another() -> None:
    ana, ben = make_person("checker"), make_person("checker")
    own = tokens.personal_client(ana)
    made, _ = tokens.issue(own, by=ana)
    with pytest.raises(NotAllowed):
        tokens.issue(own, by=ben)
    with pytest.raises(NotAllowed):
        tokens.revoke(made, by=ben)
    tokens.revoke(made, by=ana)


def test_nobody_makes_a_token_for_the_desk_in_anothers_name() -> None:
    boss, ana = make_person(is_superuser=True), make_person("checker")
    client = Client.objects.create(name="Planner", owner=ana)
    for scope in (Scope.DESK_READ, Scope.DESK_WRITE):
        with pytest.raises(NotAllowed):
            tokens.issue(client, scopes=[scope], by=boss)
        with pytest.raises(DatabaseError), transaction.atomic():
            ClientToken.objects.create(
                client=client,
                digest="0",
                start="x",
                scopes=[scope],
                created_by=boss,
                expires_at=timezone.now() + timedelta(days=1),
            )
    tokens.issue(client, scopes=[Scope.READ], by=boss)
    made, _ = tokens.issue(client, scopes=[Scope.DESK_WRITE], by=ana)
    tokens.revoke(made, by=boss)


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": ["read", "desk:write"]},
        {"digest": "0" * 64},
        {"expires_at": timezone.now() + timedelta(days=900)},
        {"revoked_at": None},
    ],
)
def test_the_database_lets_no_token_grow(change: dict[str, Any]) -> None:
    _, token, _ = make_integrator()
    tokens.revoke(token)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClientToken.objects.update(**change)


def test_the_database_keeps_tokens_and_known_scopes() -> None:
    client, token, _ = make_integrator()
    with pytest.raises(DatabaseError), transaction.atomic():
        token.delete()
    row = {"client": client, "start": "x", "expires_at": timezone.now() + timedelta(days=1)}
    for number, scopes in enumerate([[], ["all"]]):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClientToken.objects.create(digest=str(number), scopes=scopes, **row)


def test_the_command_takes_scopes_and_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    make_person("checker", username="cato")
    call_command("api_token", "cato", "--scope", "read", "--scope", "export", name="dumps")
    made = ClientToken.objects.get()
    assert (made.scopes, made.name) == (["read", "export"], "dumps")
    assert tokens.find(capsys.readouterr().out.strip(), now=timezone.now()) == made
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("api_token", "cato", "--scope", "all")
    with pytest.raises(CommandError, match="of that name"):
        call_command("api_token", "cato", name="dumps", stderr=StringIO())
