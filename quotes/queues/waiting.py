"""The rows of those queues that more than a quote's state decides."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from quotes.models import Comparison, Hold, Notice, Quote, Review
from quotes.verification import State

LIVE = (State.CAPTURED, State.SUBMITTED, State.VERIFIED, State.PUBLISHED)

LIFTS_AT = Greatest(F("embargo_until"), F("version__article__embargo_until"))
"""When the last embargo on a quote ends; the greater of two, one of which may be null."""


def sent_back() -> QuerySet[Quote]:
    """Captured quotes that were sent back at least once; few, and found by their own index."""
    returned = Review.objects.filter(quote=OuterRef("pk"), move="send_back")
    return Quote.objects.filter(Exists(returned), state=State.CAPTURED)


def source_changed() -> QuerySet[Quote]:
    """Live quotes whose words are not in the newest wording, which nobody has settled."""
    gone = Comparison.objects.filter(stands=False, settled_at__isnull=True)
    return Quote.objects.filter(pk__in=gone.values("quote"), state__in=LIVE)


def to_be_corrected() -> QuerySet[Quote]:
    """Quotes with an open proposal."""
    return Quote.objects.filter(
        pk__in=Notice.objects.filter(decided_at__isnull=True).values("quote")
    )


def proposed_by(person: Any) -> QuerySet[Notice, Any]:
    """The quotes of a person's own open proposals, by id."""
    return Notice.objects.filter(decided_at__isnull=True, proposed_by=person).values("quote")


def lifting_today(now: datetime | None = None) -> QuerySet[Quote]:
    """Live quotes whose last embargo ends today; once it has, what is published needs nobody."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    start, end = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (today, today + timedelta(days=1))
    )
    by_quote = Quote.objects.filter(embargo_until__gte=start, embargo_until__lt=end)
    by_story = Quote.objects.filter(
        version__article__embargo_until__gte=start, version__article__embargo_until__lt=end
    )
    return (
        Quote.objects.filter(Q(pk__in=by_quote.values("pk")) | Q(pk__in=by_story.values("pk")))
        .alias(lifts_at=LIFTS_AT)
        .filter(state__in=LIVE, lifts_at__lt=end)
        .exclude(state=State.PUBLISHED, lifts_at__lte=now)
    )


def held_by(person: Any) -> QuerySet[Quote]:
    """What a person holds now."""
    return Quote.objects.filter(pk__in=Hold.objects.current().of(person).values("quote"))
