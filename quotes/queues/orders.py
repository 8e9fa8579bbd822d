"""In which order a queue is worked: urgent first unless somebody chooses otherwise."""

from __future__ import annotations

from datetime import timedelta
from math import log
from typing import TYPE_CHECKING

from django.db.models import DateTimeField, DurationField, F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable, Func
from django.db.models.functions import Cast, Coalesce, Least, Ln

from quotes.models import Quote

if TYPE_CHECKING:
    from quotes.queues.table import Queue

A_DOUBLING = timedelta(hours=6)
AT_MOST = timedelta(hours=48)
WHEN_SURE = timedelta(hours=12)

EXPLAINED = (
    "Urgent first: what has waited longest, with a head start for who is quoted much and for what "
    "the engine is sure of. Every doubling of a speaker's published quotes in the last year counts "
    f"as {A_DOUBLING.seconds // 3600} hours of waiting, up to "
    f"{int(AT_MOST.total_seconds()) // 3600}; full confidence counts as "
    f"{WHEN_SURE.seconds // 3600}."
)

ORDERS = {
    "urgent": ("Urgent first", ("urgent", "id")),
    "oldest": ("Longest waiting first", ("since", "id")),
    "newest": ("Latest first", ("-since", "-id")),
    "doubtful": ("Least sure first", ("sure", "id")),
    "surest": ("Most sure first", ("-sure", "-id")),
}
"""By name: words for it, and the fields; the last is unique, so that pages can be keyed."""


class _Interval(Func):
    """Seconds as a duration."""

    template = "make_interval(secs => %(expressions)s)"
    output_field = DurationField()


class _Before(Func):
    """A moment, less a duration."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = DateTimeField()


def _head_start() -> Combinable:
    """In seconds. It does not look at the clock, so that an order stays as it is between pages."""
    quoted = Cast(Coalesce(F("speaker__prominence__published"), 0), FloatField())
    by_speaker = Least(
        Ln(quoted + Value(1.0)) * Value(A_DOUBLING.total_seconds() / log(2)),
        Value(AT_MOST.total_seconds()),
        output_field=FloatField(),
    )
    sure = Coalesce(F("confidence"), Value(1.0)) * Value(WHEN_SURE.total_seconds())
    return by_speaker + sure


def ordered(rows: QuerySet[Quote], queue: Queue, order: str) -> QuerySet[Quote]:
    """A queue's rows in an order; each knows since when it waits."""
    rows = rows.annotate(since=queue.since)
    if order == "urgent":
        rows = rows.annotate(
            urgent=queue.urgent_by or _Before(F("since"), _Interval(_head_start()))
        )
    elif order in ("doubtful", "surest"):
        rows = rows.annotate(sure=Coalesce(F("confidence"), Value(1.0)))
    return rows.order_by(*ORDERS[order][1])
