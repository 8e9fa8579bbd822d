"""The verbs of clients and their tokens: make, find, revoke."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from access.models import Client, ClientToken
from access.scopes import AS_OWNER, EDITORS, Scope, in_order
from sources.refusal import NotAllowed, Refusal

PREFIX = "onrec_"
"""How every token begins, so that one that leaked is known for what it is."""

VISIBLE = len(PREFIX) + 6
MOST_DAYS = 365
USUAL_DAYS = 90
NOTED_EVERY = timedelta(minutes=1)


class BadToken(Exception):  # noqa: N818 - the caller's, not ours
    """A token that does not hold; the message tells nothing that its sender did not know."""


def personal_client(person: Any) -> Client:
    """The client that stands for a member of staff's own programs."""
    if not person.is_active:
        raise Refusal(f"{person} is not active any more. Reactivate the account first.")
    if not person.is_staff:
        raise Refusal(f"{person} is not staff; only editors use tokens.")
    client, _ = Client.objects.get_or_create(
        owner=person, is_personal=True, defaults={"name": person.get_username()}
    )
    return client


def personal_if_any(person: Any) -> Client | None:
    """That client, if there is one yet."""
    return Client.objects.personal(person).first()


def may_manage(person: Any, client: Client) -> bool:
    """Whether somebody may make and revoke the tokens of a client: its owner, or who manages it."""
    if client.owner_id == person.pk:
        return bool(person.is_active and person.is_staff)
    return bool(person.has_perm("access.change_client"))


@transaction.atomic
def issue(
    client: Client,
    *,
    scopes: Iterable[str] = EDITORS,
    days: int = USUAL_DAYS,
    name: str = "",
    by: Any = None,
) -> tuple[ClientToken, str]:
    """Make a token, and say it this once; `by` is nobody when the machine's own operator asks."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    now = timezone.now()
    given = set(scopes)
    _refuse_token(client, given, days, name, by, now)
    secret = PREFIX + secrets.token_hex(32)
    made = ClientToken.objects.create(
        client=client,
        name=name,
        digest=digest_of(secret),
        start=secret[:VISIBLE],
        scopes=in_order(given),
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return made, secret


def _refuse_token(
    client: Client, scopes: set[str], days: int, name: str, by: Any, now: datetime
) -> None:
    if by is not None and not may_manage(by, client):
        raise NotAllowed("You may make tokens of your own only.")
    if by is not None and client.owner_id not in (None, by.pk) and scopes & AS_OWNER:
        raise NotAllowed("A token for the desk is made by the client's owner alone.")
    if not client.active:
        raise Refusal("This client is switched off. Switch it on first.")
    if not scopes:
        raise Refusal("Choose at least one scope: what the token is for.", field="scopes")
    if unknown := scopes - set(Scope.values):
        known = ", ".join(Scope.values)
        raise Refusal(f"There is no scope “{min(unknown)}”. Choose of: {known}.", field="scopes")
    if client.owner_id is None and scopes & AS_OWNER:
        raise Refusal("Work on the desk needs an owner: name one for this client.", field="scopes")
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(f"A token holds for 1 to {MOST_DAYS} days.", field="days")
    if name and client.tokens.usable(now).filter(name=name).exists():
        raise Refusal("This client has a token of that name. Choose another name.", field="name")


@transaction.atomic
def revoke(token: ClientToken, *, by: Any = None) -> ClientToken:
    """End a token now; a second time changes nothing."""
    tokens = ClientToken.objects.select_for_update(of=("self",)).select_related("client")
    token = tokens.get(pk=token.pk)
    if by is not None and not may_manage(by, token.client):
        raise NotAllowed("You may revoke your own tokens only.")
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by"])
    return token


def find(secret: str, *, now: datetime) -> ClientToken:
    """The token that was sent, if it holds; in one query."""
    token = ClientToken.objects.with_digest(digest_of(secret)).first()
    if token is None:
        raise BadToken("Invalid token.")
    if token.revoked_at:
        raise BadToken("This token was revoked.")
    if token.expires_at <= now:
        raise BadToken("This token has expired.")
    if not token.client.active:
        raise BadToken("This token's client is switched off.")
    if token.client.owner and not token.client.owner.is_active:
        raise BadToken("The account of this token's owner is not active any more.")
    return token


def note_use(token: ClientToken, *, now: datetime) -> None:
    """Keep when it was last used; once a minute is near enough, and spares a write a request."""
    last = now - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= last:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=last)
        ClientToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def scopes_open_to(person: Any, client: Client | None) -> list[str]:
    """What somebody may make a token for.

    Work on the desk is done in the owner's name, and so only the owner can give it away: whoever
    could make such a token for somebody else would be the second pair of eyes themselves.
    """
    is_owner = client is None or (client.owner_id is not None and client.owner_id == person.pk)
    return in_order(set(Scope) if is_owner else set(Scope) - AS_OWNER)


def shared_clients_of(person: Any) -> QuerySet[Client]:
    """The clients a person owns besides the personal one."""
    return Client.objects.shared_by(person)


def tokens_of(client: Client) -> QuerySet[ClientToken]:
    """A client's tokens, the latest first."""
    return client.tokens.latest_first()


def digest_of(secret: str) -> str:
    """What is kept of a token. Those without our prefix were made before it, under SHA-512."""
    plain = secret.encode()
    if secret.startswith(PREFIX):
        return hashlib.sha256(plain).hexdigest()
    return hashlib.sha512(plain).hexdigest()
