"""Tokens made with django-rest-knox go on to hold once its table is gone."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from access.models import ClientToken
from tests.access.make import bearing
from tests.make import make_person

pytestmark = pytest.mark.django_db
TABLE = """
    CREATE TABLE knox_authtoken (
        digest varchar(128) PRIMARY KEY, token_key varchar(25) NOT NULL,
        created timestamptz NOT NULL, expiry timestamptz, user_id integer NOT NULL
    )
"""


class Editor:
    """What a data migration asks of the schema editor."""

    connection = connection


def take_over() -> None:
    name = "access.migrations.0003_take_over_the_tokens_that_there_were"
    import_module(name).take_over(apps, Editor())


def keep(secret: str, person: Any, expiry: Any) -> None:
    digest = hashlib.sha512(secret.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knox_authtoken VALUES (%s, %s, %s, %s, %s)",
            [digest, secret[:15], timezone.now() - timedelta(days=3), expiry, person.pk],
        )


def test_a_fresh_database_has_nothing_to_take_over() -> None:
    take_over()
    assert not ClientToken.objects.exists()


def test_a_token_of_before_still_opens_the_desk_until_it_would_have_expired() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    person, now = make_person("checker", username="cato"), timezone.now()
    old, endless, over = ("a1" * 32, "b2" * 32, "c3" * 32)
    keep(old, person, now + timedelta(days=9))
    keep(endless, person, None)
    keep(over, person, now - timedelta(days=1))
    take_over()
    take_over()  # a second time changes nothing
    for secret, status in ((old, 200), (endless, 200), (over, 401)):
        response = Browser().get("/api/v1/desk/quotes/", headers=bearing(secret))
        assert response.status_code == status
    first, second = ClientToken.objects.order_by("expires_at")
    assert first.expires_at == now + timedelta(days=9)
    assert second.expires_at < now + timedelta(days=366)
    assert {first.client, second.client} == {first.client}
    assert (first.client.owner, first.client.is_personal) == (person, True)
    assert old.startswith(first.start) and len(first.start) < 12


def test_nothing_of_knox_is_left() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('knox_authtoken')")
        assert cursor.fetchone() == (None,)
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'knox'")
        assert cursor.fetchone() == (0,)
