"""Tokens for tests, made by the verbs."""

from __future__ import annotations

from typing import Any

from access import tokens
from access.models import Client, ClientToken
from access.scopes import EDITORS, Scope


def make_secret(person: Any, *scopes: str, days: int = 1) -> str:
    """A token of a person's own, as it is sent."""
    client = tokens.personal_client(person)
    return tokens.issue(client, scopes=scopes or EDITORS, days=days)[1]


def bearing(secret: str) -> dict[str, str]:
    """The header that carries it."""
    return {"Authorization": f"Token {secret}"}


def make_integrator(
    *scopes: str, name: str = "Mirror", **fields: Any
) -> tuple[Client, ClientToken, str]:
    """A client without an owner, and a token of its."""
    client = Client.objects.create(name=name, **fields)
    token, secret = tokens.issue(client, scopes=scopes or (Scope.READ,))
    return client, token, secret
