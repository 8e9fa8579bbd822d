"""Who is to be told of which quotes: taken for sending, each once, in one transaction.

The transaction that moves a subscription on writes down which quotes it was told of. A constraint
keeps a quote from being taken for it twice, whatever is corrected, withdrawn and published again.
What has become public is read off the public changes, whose numbers are in the order of the
commits, so that nothing slips between two looks; that includes embargoes that run out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from alerts.following import LeadsNowhere, newest_change, news, published_since
from alerts.letters import followed
from alerts.models import Delivery, Letter, Subscription
from alerts.models.subscriptions import Frequency, Pause
from quotes import changes

WINDOW = 5000
"""How many changes are looked at in one go; the rest at the next."""

MORNING = time(7)
"""When a day's quotes and a week's are sent, in the newsroom's time zone."""

MONDAY = 0


def take(*, most: int = 1000, now: datetime | None = None) -> int:
    """Take for sending what has become public; how many letters were written."""
    changes.note_embargoes_that_ended()
    newest, moment, written = newest_change(), now or timezone.now(), 0
    for _ in range(most):
        taken = _take_next(moment, newest)
        if taken is None:
            break
        written += taken
    return written


@transaction.atomic
def _take_next(now: datetime, newest: int) -> int | None:
    """Look for one subscription; how many letters came of it, or None where none is due."""
    waiting = Subscription.objects.due(now, newest)
    subscription = waiting.select_for_update(skip_locked=True).first()
    if subscription is None:
        return None
    try:
        ids, read_to = _found(subscription, newest)
    except LeadsNowhere:
        subscription.paused_because = Pause.LEADS_NOWHERE
        subscription.save(update_fields=["paused_because"])
        write(subscription, Letter.Kind.NOWHERE)
        return 1
    letters = _write_down(subscription, ids)
    subscription.read_to = read_to
    if read_to == newest:
        subscription.next_at = next_time(subscription.frequency, now)
    subscription.save(update_fields=["read_to", "next_at"])
    return letters


def _found(subscription: Subscription, newest: int) -> tuple[set[int], int]:
    """The matching quotes among the next changes, and up to which change those are."""
    seen = [one for one in news(subscription.read_to, WINDOW) if one[0] <= newest]
    read_to = seen[-1][0] if len(seen) == WINDOW else newest
    ids = published_since({quote for _, quote in seen}, subscription.since)
    matching = set(followed(subscription).matching(ids))
    return matching, read_to


def _write_down(subscription: Subscription, ids: set[int]) -> int:
    """Write one letter with those quotes that the subscription was not told of."""
    told = subscription.deliveries.filter(quote__in=ids).values_list("quote", flat=True)
    fresh = sorted(ids - set(told))
    if not fresh:
        return 0
    letter = write(subscription, Letter.Kind.QUOTES)
    Delivery.objects.bulk_create(
        Delivery(subscription=subscription, quote_id=pk, letter=letter) for pk in fresh
    )
    return 1


def write(subscription: Subscription, kind: Letter.Kind) -> Letter:
    """A letter to send as soon as may be."""
    return Letter.objects.create(subscription=subscription, kind=kind, next_try_at=timezone.now())


def next_time(frequency: str, now: datetime) -> datetime:
    """When to look next: at once, tomorrow morning, or next Monday's."""
    if frequency == Frequency.AT_ONCE:
        return now
    here = timezone.localtime(now)
    days = 1 if frequency == Frequency.DAILY else 7 - (here.weekday() - MONDAY) % 7
    morning = datetime.combine(here.date() + timedelta(days=days), MORNING)
    return timezone.make_aware(morning)
