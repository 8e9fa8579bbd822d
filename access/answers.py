"""A write that is sent twice is done once: its first answer is kept under the sender's key.

The key's lock is held by the transaction that makes the change, and the answer is written by it
too. So either both are there or neither is: a crash between them leaves nothing to clear away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from access.models import Counter, KeptAnswer

LONGEST_KEY = 255
_QUOTED = re.compile(r'"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_BARE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+")


class BadKey(ValueError):  # noqa: N818 - the caller's, not ours
    """A key that can't be one."""


class InFlight(Exception):  # noqa: N818 - a state, not a fault
    """The same key is at work just now."""


class Reused(Exception):  # noqa: N818 - the caller's, not ours
    """The key was used for another request."""


@dataclass(frozen=True)
class Asked:
    """A write under a key: whose, which key, and what exactly was asked."""

    holder: str
    key: str
    fingerprint: str


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    is_replay: bool = False


def key_in(header: str) -> str:
    """The key in `Idempotency-Key`: a quoted string, as the draft has it, or the bare key."""
    found = _QUOTED.fullmatch(header.strip())
    key = re.sub(r"\\(.)", r"\1", found[1]) if found else header.strip()
    if not found and not _BARE.fullmatch(key):
        raise BadKey("Give the key as a quoted string of plain characters, such as a UUID.")
    if not 1 <= len(key) <= LONGEST_KEY:
        raise BadKey(f"A key has from 1 to {LONGEST_KEY} characters.")
    return key


def fingerprint(method: str, address: str, body: bytes) -> str:
    """What tells one request from another."""
    head = f"{method} {address}\n".encode()
    return hashlib.sha256(head + hashlib.sha256(body).digest()).hexdigest()


def once(asked: Asked, act: Callable[[], Answer]) -> Answer:
    """Act and keep the answer, or give the one that was kept.

    A fault of ours is not kept, and takes with it whatever was changed: sent again, the write is
    tried again.
    """
    with transaction.atomic():
        if not _lock(asked):
            raise InFlight
        kept = KeptAnswer.objects.standing(asked.holder, asked.key, timezone.now()).first()
        if kept is None:
            answer = act()
            if answer.status >= 500:
                transaction.set_rollback(True)
            else:
                _keep(asked, answer)
            return answer
    if kept.fingerprint != asked.fingerprint:
        raise Reused
    return Answer(kept.status, bytes(kept.body), kept.headers, is_replay=True)


def _lock(asked: Asked) -> bool:
    """Whether the key is ours until the transaction ends."""
    named = hashlib.sha256(f"{asked.holder}\n{asked.key}".encode()).digest()
    with connection.cursor() as cursor:
        number = int.from_bytes(named[:8], signed=True)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def _keep(asked: Asked, answer: Answer) -> None:
    """Write it down, in place of one whose time is over but that was not swept yet."""
    row = KeptAnswer(
        holder=asked.holder,
        key=asked.key,
        fingerprint=asked.fingerprint,
        status=answer.status,
        body=answer.body,
        headers=answer.headers,
        made_at=timezone.now(),
    )
    KeptAnswer.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["holder", "key"],
        update_fields=["fingerprint", "status", "body", "headers", "made_at"],
    )


def sweep() -> tuple[int, int]:
    """Erase answers and counters whose time is over; how many of each."""
    now = timezone.now()
    answers, _ = KeptAnswer.objects.run_out(now).delete()
    counters, _ = Counter.objects.run_out(now).delete()
    return answers, counters
