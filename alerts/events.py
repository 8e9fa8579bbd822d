"""What endpoints are told of: each public change becomes one event, and a call to who follows it.

The changes are the record's own, in the order of the commits (quotes.changes); this reads on where
it stopped. An endpoint that follows a search is told of the quotes that match, and of what becomes
of those it was told of, whether they still match or not.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from alerts import calling
from alerts.following import Followed, LeadsNowhere
from alerts.models import Call, Endpoint, Event
from quotes import changes
from quotes.models import Notice, PublicChange, Quote
from quotes.verification import State

WINDOW = 500
"""How many changes are taken in one transaction."""


def record() -> int:
    """Write down every event there is not yet, and the calls it means; how many events."""
    changes.note_embargoes_that_ended()
    written = 0
    while taken := _record_some():
        written += taken
    return written


@transaction.atomic
def _record_some() -> int:
    """The next few; nobody else does the same meanwhile, or the order would not hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('alerts.events'))")
    endpoints = list(Endpoint.objects.listening())
    told = list(PublicChange.objects.told().since(_start(endpoints))[:WINDOW]) if endpoints else []
    if not told:
        return 0
    kinds = _types(told)
    rows = [
        Event(
            type=kinds[one.pk], change=one, quote_id=one.quote_id, revision=one.revision, at=one.at
        )
        for one in told
    ]
    events = Event.objects.bulk_create(rows)
    for endpoint in endpoints:
        _write_calls(endpoint, events)
    return len(events)


def _start(endpoints: list[Endpoint]) -> int:
    """The last change that needs no event: it has one, or came before any endpoint listened."""
    last = Event.objects.aggregate(last=Max("change"))["last"] or 0
    first = min(endpoint.since for endpoint in endpoints)
    before = PublicChange.objects.filter(at__lt=first).order_by("-at", "-pk")
    return max(last, before.values_list("pk", flat=True).first() or 0)


def _types(told: list[PublicChange]) -> dict[int, str]:
    """What each change is called: a new revision is a correction, all else an update."""
    ids = {one.quote_id for one in told}
    retracted = set(
        Quote.objects.filter(pk__in=ids, state=State.RETRACTED).values_list("pk", flat=True)
    )
    notices = Notice.objects.filter(quote__in=ids, approved_by__isnull=False)
    corrected = set(notices.values_list("quote", "revision"))
    return {one.pk: _type(one, retracted, corrected) for one in told}


def _type(change: PublicChange, retracted: set[int], corrected: set[tuple[int, int | None]]) -> str:
    if change.kind == PublicChange.Kind.PUBLISHED:
        return Event.Type.PUBLISHED
    if change.kind == PublicChange.Kind.GONE:
        return Event.Type.RETRACTED if change.quote_id in retracted else Event.Type.WITHDRAWN
    is_new = (change.quote_id, change.revision) in corrected
    return Event.Type.CORRECTED if is_new else Event.Type.UPDATED


def _write_calls(endpoint: Endpoint, events: list[Event]) -> None:
    """The calls to one endpoint, of events since it listens."""
    since = [one for one in events if one.at >= endpoint.since]
    ids = {one.quote_id for one in since if one.quote_id}
    told = endpoint.calls.filter(quote__in=ids).values_list("quote", flat=True)
    wanted = ids if not endpoint.query else set(told) | _matching(endpoint, ids)
    now = timezone.now()
    Call.objects.bulk_create(
        Call(endpoint=endpoint, event=one, quote_id=one.quote_id, next_try_at=now)
        for one in since
        if one.quote_id in wanted
    )


def _matching(endpoint: Endpoint, ids: set[int]) -> set[int]:
    """Which quotes match; none where the search leads nowhere any more: that pauses it."""
    try:
        return set(Followed(query=endpoint.query).matching(ids))
    except LeadsNowhere as refusal:
        calling.pause(endpoint, f"Its search leads nowhere. {refusal.message}")
        return set()
