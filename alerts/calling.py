"""Calls on their way: claimed, made, and logged; tried again for three days, then paused.

A call is claimed by moving its next try past the longest an attempt may take, and that is committed
before the receiver is spoken to. A worker that dies meanwhile leaves a call that is made again,
under the same id. Of each quote a later event waits until the earlier one has arrived.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alerts import payloads, signing
from alerts.keeping import Unreadable, unseal
from alerts.models import Attempt, Call, Endpoint, Letter, Secret
from sources.web import Unfetchable, posting

CLAIM = timedelta(minutes=2)
DEADLINE = 15.0
FIRST_WAIT = 5.0  # seconds; three times as long before each further try
LONGEST_WAIT = 6 * 3600.0
GIVES_UP = timedelta(days=3)
KEPT = timedelta(days=30)
"""How long what has arrived stays in the log."""

GONE = 410
_chance = secrets.SystemRandom()


@dataclass(frozen=True)
class _Outcome:
    """How an attempt went."""

    milliseconds: int
    status: int | None = None
    answer: str = ""
    error: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def told(self) -> str:
        """Why not, in a few words."""
        return self.error or f"The receiver answered {self.status}."


def call_due(*, most: int = 500) -> int:
    """Make the calls whose time has come; how many arrived.

    A receiver that does not answer at all is left alone until the next time: others shall not wait
    for it again and again.
    """
    arrived, silent = 0, set[UUID]()
    for _ in range(most):
        call = _claim(timezone.now(), silent)
        if call is None:
            break
        outcome = _attempt(call)
        _log(call, outcome)
        if outcome.status is None:
            silent.add(call.endpoint_id)
        arrived += outcome.is_good
    return arrived


@transaction.atomic
def _claim(now: datetime, silent: Collection[UUID]) -> Call | None:
    """The next call, for nobody else to make until the claim has run out."""
    due = Call.objects.due(now).exclude(endpoint__in=silent)
    waiting = due.select_for_update(skip_locked=True, of=("self",))
    call = waiting.select_related("endpoint__owner", "event").first()
    if call is None:
        return None
    call.tries += 1
    call.first_try_at = call.first_try_at or now
    call.next_try_at = now + CLAIM
    call.save(update_fields=["tries", "first_try_at", "next_try_at"])
    return call


def _attempt(call: Call) -> _Outcome:
    started = time.monotonic()
    try:
        body = payloads.payload(call)
        headers = _headers(call, body)
        answer = posting.post(
            call.endpoint.url,
            body,
            headers=headers,
            allowed_private_hosts=settings.FETCH_ALLOWED_PRIVATE_HOSTS,
            deadline=DEADLINE,
        )
    except (Unfetchable, Unreadable) as error:
        told = str(error).partition(" Paste ")[0]
        return _Outcome(_since(started), error=told[:300])
    return _Outcome(_since(started), status=answer.status, answer=answer.text)


def _headers(call: Call, body: bytes) -> dict[str, str]:
    now = timezone.now()
    valid = Secret.objects.valid(now).filter(endpoint=call.endpoint_id)
    keys = [unseal(one.sealed) for one in valid]
    signed = signing.headers(call.event.message_id, int(now.timestamp()), body, keys)
    return {"content-type": "application/json", **signed}


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)


@transaction.atomic
def _log(call: Call, outcome: _Outcome) -> None:
    """Write down how it went, and when to try again."""
    now = timezone.now()
    again = None if outcome.is_good else now + wait(call.tries)
    Attempt.objects.create(
        call=call,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        answer=outcome.answer.replace("\0", " "),
        error=outcome.error,
        next_try_at=again,
    )
    done = now if outcome.is_good else None
    Call.objects.filter(pk=call.pk).update(done_at=done, next_try_at=again)
    first = call.first_try_at or now
    if outcome.status == GONE:
        pause(call.endpoint, "The receiver answered 410: it wants no more.")
    elif again and again > first + GIVES_UP:
        pause(call.endpoint, f"Calls have not arrived for three days. {outcome.told}")


def wait(tries: int) -> timedelta:
    """How long until the next try: longer each time, and never the same for all that wait."""
    longest = min(FIRST_WAIT * 3 ** min(tries - 1, 12), LONGEST_WAIT)
    return timedelta(seconds=longest * _chance.uniform(0.75, 1.25))


@transaction.atomic
def pause(endpoint: Endpoint, why: str) -> None:
    """Stop calling an endpoint until somebody resumes it, and tell its owner, once."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if row.paused_at:
        return
    row.paused_at, row.paused_because = timezone.now(), why[:300]
    row.save(update_fields=["paused_at", "paused_because"])
    Letter.objects.create(endpoint=row, kind=Letter.Kind.ENDPOINT, next_try_at=timezone.now())


@transaction.atomic
def erase(now: datetime | None = None) -> int:
    """Take old calls that arrived from the log, and secrets that have ended; how many calls."""
    now = now or timezone.now()
    Secret.objects.filter(ends_at__lt=now).delete()
    old = Call.objects.filter(done_at__lt=now - KEPT)
    number = old.count()
    old.delete()
    return number
