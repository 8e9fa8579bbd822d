"""Endpoints of integrators: made, changed, tried out, paused and resumed; their secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from alerts import signing
from alerts.following import Followed, LeadsNowhere
from alerts.keeping import seal
from alerts.models import Call, Endpoint, Event, Secret
from quotes.verification import Incomplete, NotAllowed
from sources.refusal import Refusal
from sources.web import Refused, posting

OVERLAP = timedelta(hours=24)
"""How long an old secret signs beside the new one, for the receiver to change over."""

OPERATE = "alerts.operate_endpoint"


@transaction.atomic
def add(*, name: str, url: str, owner: Any, query: str = "", by: Any) -> tuple[Endpoint, str]:
    """An endpoint, and its secret as the receiver is given it, told this once.

    Raises NotAllowed, Incomplete or LeadsNowhere.
    """
    _check_person(by, "alerts.add_endpoint")
    checked = {"name": _named(name), "url": checked_address(url), "query": checked_query(query)}
    endpoint = Endpoint.objects.create(owner=checked_owner(owner), **checked)
    return endpoint, _new_secret(endpoint)


@transaction.atomic
def change(
    endpoint: Endpoint, *, name: str, url: str, owner: Any, query: str, is_active: bool, by: Any
) -> None:
    """Change what an endpoint is. Raises NotAllowed, Incomplete or LeadsNowhere."""
    _check_person(by, "alerts.change_endpoint")
    row = _locked(endpoint)
    row.name, row.url, row.query = _named(name), checked_address(url), checked_query(query)
    row.owner = checked_owner(owner)
    if is_active and not row.is_active:
        row.since = timezone.now()
    row.is_active = is_active
    row.save(update_fields=["name", "url", "query", "owner", "is_active", "since"])
    endpoint.refresh_from_db()


def checked_address(url: str) -> str:
    """An address that may be called; Incomplete says what is wrong with it."""
    try:
        posting.check(url.strip(), allowed_private_hosts=settings.FETCH_ALLOWED_PRIVATE_HOSTS)
    except Refused as refused:
        told = str(refused).partition(" Paste ")[0]
        raise Incomplete(told, field="url") from None
    return url.strip()


def checked_query(query: str) -> str:
    """A search in the form in which it is kept; empty for every quote."""
    try:
        return Followed.of_search(QueryDict(query.strip().removeprefix("?"))).query
    except LeadsNowhere as refusal:
        raise LeadsNowhere(refusal.message, field="query") from None


def checked_owner(owner: Any) -> Any:
    """Somebody who can be told when calls do not arrive."""
    if not owner.email:
        raise Incomplete("The owner has no e-mail address. Give them one first.", field="owner")
    return owner


def _named(name: str) -> str:
    if not 0 < len(name.strip()) <= 100:
        raise Incomplete("Give a name of at most 100 letters.", field="name")
    return name.strip()


@transaction.atomic
def rotate(endpoint: Endpoint, *, by: Any) -> str:
    """A new secret; the old one signs beside it for a day, so that no call is lost."""
    _check_person(by, OPERATE)
    row = _locked(endpoint)
    now = timezone.now()
    still = row.secrets.valid(now).exclude(ends_at=None)
    if still.exists():
        raise Refusal("The secret was rotated less than a day ago. Wait until the old one ends.")
    row.secrets.filter(ends_at=None).update(ends_at=now + OVERLAP)
    return _new_secret(row)


def _new_secret(endpoint: Endpoint) -> str:
    secret = signing.new_secret()
    Secret.objects.create(endpoint=endpoint, sealed=seal(secret))
    return signing.written(secret)


@transaction.atomic
def ping(endpoint: Endpoint, *, by: Any) -> Call:
    """A call that says nothing, to try a receiver out."""
    _check_person(by, OPERATE)
    now = timezone.now()
    event = Event.objects.create(type=Event.Type.PING, at=now)
    return Call.objects.create(endpoint=endpoint, event=event, next_try_at=now)


@transaction.atomic
def resume(endpoint: Endpoint, *, by: Any) -> None:
    """Go on: what was kept meanwhile is called now, each quote's events in their order."""
    _check_person(by, OPERATE)
    row = _locked(endpoint)
    row.paused_at, row.paused_because = None, ""
    row.save(update_fields=["paused_at", "paused_because"])
    row.calls.waiting().update(next_try_at=timezone.now(), first_try_at=None, tries=0)
    endpoint.refresh_from_db()


@transaction.atomic
def resend(call: Call, *, by: Any) -> None:
    """Call once more, now, under the same id: a receiver that had it knows it for the same."""
    _check_person(by, OPERATE)
    row = Call.objects.select_for_update().get(pk=call.pk)
    row.done_at, row.next_try_at = None, timezone.now()
    row.first_try_at, row.tries = None, 0
    row.save(update_fields=["done_at", "next_try_at", "first_try_at", "tries"])


def _check_person(by: Any, permission: str) -> None:
    if not by.has_perm(permission):
        raise NotAllowed("Your role does not include this for endpoints.")


def _locked(endpoint: Endpoint) -> Endpoint:
    return Endpoint.objects.select_for_update().get(pk=endpoint.pk)
