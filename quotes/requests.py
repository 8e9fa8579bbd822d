"""What readers ask to be corrected: received, taken up as a correction, closed with a note."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from quotes.models import CorrectionRequest, Notice, Quote
from quotes.search import QuotePage, page_of
from quotes.verification import IllegalMove, Incomplete, NotAllowed
from sources.refusal import Refusal

LONGEST = 4000
SHORTEST = 10
AN_HOUR, A_DAY = 5, 20
"""How many requests are taken from one network address."""

PAGE = 25
MOST_COUNTED = 100

_SHOWN = ("quote__speaker", "handled_by", "notice")
_LIMITS = ((timedelta(hours=1), AN_HOUR), (timedelta(days=1), A_DAY))
_REMEMBERED = timedelta(days=1)
"""How long a network address's hash is of use."""


class TooMany(Refusal):
    """More requests from one network address than are taken."""


@transaction.atomic
def ask(
    text: str, *, quote: Quote | None = None, page: str = "", contact: str = "", address: str
) -> CorrectionRequest:
    """A reader asks for a correction. Raises Incomplete or TooMany."""
    said = text.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise Incomplete(
            f"Write what is wrong in {SHORTEST} to {LONGEST:,} characters.", field="text"
        )
    sender = _hashed(address)
    _slow_down(sender)
    return CorrectionRequest.objects.create(
        quote=quote, page=page, text=said, contact=contact, sender=sender
    )


def _hashed(address: str) -> str:
    """A network address that can't be read back; of IPv6 the network that one household has."""
    try:
        known = ipaddress.ip_address(address.strip())
    except ValueError:
        return salted_hmac("quotes.requests", address, algorithm="sha256").hexdigest()
    if known.version == 6:
        known = ipaddress.ip_network((known, 64), strict=False).network_address
    return salted_hmac("quotes.requests", str(known), algorithm="sha256").hexdigest()


def _slow_down(sender: str) -> None:
    """Refuse one request too many; two at once from one address wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"request {sender}"])
    for span, most in _LIMITS:
        recent = CorrectionRequest.objects.filter(sender=sender, at__gt=timezone.now() - span)
        if recent.count() >= most:
            raise TooMany("That was a lot of requests from one place. Try again later.")


@transaction.atomic
def take_up(request: CorrectionRequest, notice: Notice, *, by: Any) -> None:
    """Say that a correction was proposed because of a request, by whoever proposed it.

    Raises NotAllowed or IllegalMove.
    """
    if notice.proposed_by_id != by.pk:
        raise NotAllowed("Whoever proposed the correction says what it is because of.")
    locked = _locked(request)
    if notice.quote_id != locked.quote_id:
        raise IllegalMove("This request is about another quote.", field="request")
    locked.notice = notice
    locked.save(update_fields=["notice"])


@transaction.atomic
def close(request: CorrectionRequest, *, by: Any, outcome: str, note: str) -> None:
    """Close a request as answered or declined, with what was done, for colleagues.

    Raises NotAllowed, IllegalMove or Incomplete.
    """
    if not by.has_perm("quotes.handle_correctionrequest"):
        raise NotAllowed("Your role does not include closing readers' requests.")
    locked = _locked(request)
    if outcome not in (CorrectionRequest.State.ANSWERED, CorrectionRequest.State.DECLINED):
        raise Incomplete("Choose answered or declined.", field="outcome")
    if not note.strip():
        raise Incomplete("Say what was done, or why nothing was.", field="note")
    if len(note) > LONGEST:
        raise Incomplete(f"Use at most {LONGEST:,} characters.", field="note")
    locked.state, locked.answer = outcome, note.strip()
    locked.handled_by, locked.handled_at = by, timezone.now()
    locked.save(update_fields=["state", "answer", "handled_by", "handled_at"])
    request.refresh_from_db()


def _locked(request: CorrectionRequest) -> CorrectionRequest:
    locked = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state != CorrectionRequest.State.OPEN:
        raise IllegalMove("Somebody has closed this request already.")
    return locked


def waiting(cursor: str = "") -> QuotePage[CorrectionRequest]:
    """A page of the requests that wait, the longest waiting first; or BadCursor."""
    rows = CorrectionRequest.objects.waiting().select_related(*_SHOWN)
    return page_of(rows.order_by("at", "id"), cursor, PAGE)


def closed(cursor: str = "") -> QuotePage[CorrectionRequest]:
    """A page of those that were answered or declined, the latest first; or BadCursor."""
    rows = CorrectionRequest.objects.closed().select_related(*_SHOWN)
    return page_of(rows.order_by("-handled_at", "-id"), cursor, PAGE)


def number_waiting() -> int:
    """How many requests wait, counted up to one more than a hundred."""
    return CorrectionRequest.objects.waiting().values("pk")[: MOST_COUNTED + 1].count()


def find(pk: int) -> CorrectionRequest | None:
    """One request with all that its page shows."""
    shown = CorrectionRequest.objects.select_related(*_SHOWN, "notice__approved_by")
    return shown.filter(pk=pk).first()


def open_on(quote: Quote) -> list[CorrectionRequest]:
    """The requests about a quote that wait, the first first."""
    return list(CorrectionRequest.objects.waiting().filter(quote=quote).order_by("pk")[:PAGE])


def others_on(request: CorrectionRequest) -> list[CorrectionRequest]:
    """What else was asked of the same quote, the latest first."""
    if request.quote_id is None:
        return []
    found = CorrectionRequest.objects.filter(quote=request.quote_id).exclude(pk=request.pk)
    return list(found.order_by("-pk")[:PAGE])


def erase_contacts(now: datetime | None = None) -> int:
    """Erase how to reach those whose requests were closed long enough ago; how many there were.

    The hashes of network addresses go a day after they were of use, whatever became of a request.
    """
    now = now or timezone.now()
    long_ago = now - timedelta(days=settings.CONTACT_DAYS)
    erased = CorrectionRequest.objects.filter(~Q(contact=""), handled_at__lt=long_ago)
    number: int = erased.update(contact="")
    stale = CorrectionRequest.objects.filter(~Q(sender=""), at__lt=now - _REMEMBERED)
    stale.update(sender="")
    return number
