"""The overview's figures, counted by the database over a bounded period.

Eight queries, whatever the period and however many quotes there are. What grows with the period
is counted along indexes: captures by day, moves by kind and day, notices by type and day. What
waits costs one look into the reviews for each quote that waits. How the engine did is read off the
newest `MEASURED` judged quotes of the period, and says where there were more.

Measured on two cores with 300,000 quotes of one year, 90,000 of them waiting, and 720,000 reviews:
0.6 seconds for 30 days and a second for 365, of which what waits takes a third.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Aggregate,
    Count,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from quotes import measurement
from quotes.measurement import Measure, Share
from quotes.models import Notice, Quote, Review
from quotes.verification import State
from sources.refusal import Refusal

PERIODS = (30, 90, 365)
"""How many days the overview may look back over, today among them."""

DEFAULT = PERIODS[0]
MEASURED = 5000
"""How many judged quotes the engine is measured on at most: enough to tell 1 % from 2 %."""

SERIES = {
    "captured": "Captured",
    "verified": "Verified",
    "published": "Published",
    "corrected": "Corrected",
}
"""What is counted day by day."""

MENDED = {"speaker": "Speaker", "role": "Role", "span": "Words", "date": "Date"}
"""What people may have had to change of what the engine read."""

_WAITING = {
    State.CAPTURED: "Captured, for somebody to submit",
    State.SUBMITTED: "Submitted, for a second person",
    State.VERIFIED: "Verified, to be published",
    State.WITHHELD: "Withheld, to be released or retracted",
}
_PROPOSALS = "Corrections, for somebody else’s word"
_SERIES_OF_MOVE = {"verify": "verified", "publish": "published"}
_WEEK = 7


class FirstAndMiddle(Aggregate):
    """The first of the moments and the middle one; of an even number the earlier of the two.

    One aggregate for both, so that the database works out each row's moment once.
    """

    function = "PERCENTILE_DISC"
    template = "%(function)s(ARRAY[0, 0.5]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(DateTimeField())


@dataclass(frozen=True)
class Bucket:
    """A day, or a week of a long period, and how many of each series it saw."""

    first: date
    last: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Waiting:
    """What waits for the same thing: how many, how long half of them at least, how long the oldest.

    It waits since its last decision, or since it was captured.
    """

    name: str
    number: int
    median: timedelta | None = None
    oldest: timedelta | None = None


@dataclass(frozen=True)
class Mended:
    """How often people changed one field of what a revision of the engine had read."""

    field: str
    name: str
    changed: Share
    left_open: int


@dataclass(frozen=True)
class Revision:
    """One revision of the engine, by what people made of its findings."""

    name: str
    mended: list[Mended]
    turned_down: Share
    missed: Share


@dataclass(frozen=True)
class Ledger:
    """Of the quotes published in the period those corrected and retracted since, each once.

    `notices` counts every notice that was approved in the period, whenever its quote was published.
    """

    corrected: Share
    retracted: Share
    notices: Mapping[str, int]


@dataclass(frozen=True)
class Overview:
    """All the figures of a period that ends now."""

    days: int
    first: date
    last: date
    at: datetime
    bucket_days: int
    buckets: list[Bucket]
    waiting: list[Waiting]
    revisions: list[Revision]
    judged: int
    is_cut: bool
    ledger: Ledger

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done, and nothing waits."""
        done = any(sum(bucket.counts.values()) for bucket in self.buckets)
        return not done and not any(one.number for one in self.waiting)

    def total(self, series: str) -> int:
        """A series summed over the period."""
        return sum(bucket.counts[series] for bucket in self.buckets)


def period(typed: str) -> int:
    """The days that an address asks for; the default for none, Refusal for others."""
    if not typed:
        return DEFAULT
    if typed not in {str(days) for days in PERIODS}:
        choices = ", ".join(str(days) for days in PERIODS[:-1])
        raise Refusal(f"Choose {choices} or {PERIODS[-1]} days.", field="days")
    return int(typed)


def overview(days: int = DEFAULT, *, now: datetime | None = None) -> Overview:
    """The figures of the last days, today among them, in the newsroom's time zone."""
    at = now or timezone.now()
    last = timezone.localtime(at).date()
    first = last - timedelta(days=days - 1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    notices = _notices(since)
    read = measurement.report(since=since, newest=MEASURED)
    each = _WEEK if days > PERIODS[1] else 1
    return Overview(
        days=days,
        first=first,
        last=last,
        at=at,
        bucket_days=each,
        buckets=_buckets(first, last, each, _by_day(since, notices)),
        waiting=_waiting(at),
        revisions=[_revision(name, one) for name, one in read.revisions.items()],
        judged=read.total.judged,
        is_cut=read.looked_at >= MEASURED,
        ledger=_ledger(since, notices),
    )


_Days = dict[date, dict[str, int]]


def _by_day(since: datetime, notices: Iterable[tuple[str, date, int]]) -> _Days:
    """How many of each series a day saw; days with nothing are missing."""
    counts: _Days = defaultdict(lambda: dict.fromkeys(SERIES, 0))
    captured = Quote.objects.filter(captured_at__gte=since)
    for day, number in _daily(captured, "captured_at").values_list("day", "number"):
        counts[day]["captured"] += number
    moves = Review.objects.filter(move__in=_SERIES_OF_MOVE, at__gte=since)
    for move, day, number in _daily(moves, "at", "move").values_list("move", "day", "number"):
        counts[day][_SERIES_OF_MOVE[move]] += number
    for kind, day, number in notices:
        counts[day]["corrected"] += number if kind == Notice.Type.CORRECTION else 0
    return counts


def _daily(rows: QuerySet[Any], moment: str, *names: str) -> Any:
    """Rows counted by the newsroom's day, and by what else is named."""
    grouped = rows.order_by().values(*names, day=TruncDate(moment))
    return grouped.annotate(number=Count("pk"))


def _notices(since: datetime) -> list[tuple[str, date, int]]:
    """Approved notices by type and day."""
    decided = _approved(since, Notice.Type.values)
    return list(_daily(decided, "decided_at", "type").values_list("type", "day", "number"))


def _approved(since: datetime, types: Iterable[str]) -> QuerySet[Notice]:
    return Notice.objects.filter(
        type__in=list(types), decided_at__gte=since, approved_by__isnull=False
    )


def _buckets(first: date, last: date, each: int, counts: _Days) -> list[Bucket]:
    """Days or weeks without a gap; the last one ends today, the first may be short."""
    made: list[Bucket] = []
    end = last
    while end >= first:
        start = max(first, end - timedelta(days=each - 1))
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        summed = {name: sum(counts[day][name] for day in days if day in counts) for name in SERIES}
        made.append(Bucket(start, end, summed))
        end = start - timedelta(days=1)
    return made[::-1]


def _waiting(at: datetime) -> list[Waiting]:
    decided = (
        Review.objects.filter(quote=OuterRef("pk"))
        .order_by()
        .values("quote")
        .annotate(at_=Max("at"))
    )
    rows = (
        Quote.objects.filter(state__in=_WAITING)
        .order_by()
        .annotate(since=Coalesce(Subquery(decided.values("at_")), F("captured_at")))
        .values("state")
        .annotate(number=Count("pk"), moments=FirstAndMiddle("since"))
    )
    found = {row["state"]: row for row in rows}
    proposals = Notice.objects.filter(decided_at=None).aggregate(
        number=Count("pk"), moments=FirstAndMiddle("proposed_at")
    )
    return [
        *(_waits(name, found.get(state), at) for state, name in _WAITING.items()),
        _waits(_PROPOSALS, proposals, at),
    ]


def _waits(name: str, row: Mapping[str, Any] | None, at: datetime) -> Waiting:
    if not row or not row["number"]:
        return Waiting(name, 0)
    oldest, median = (max(at - moment, timedelta()) for moment in row["moments"])
    return Waiting(name, row["number"], median, oldest)


def _revision(name: str, measure: Measure) -> Revision:
    mended = [
        Mended(field, label, Share(one.wrong, one.right + one.wrong), one.left_open)
        for field, label in MENDED.items()
        if (one := measure.fields[field])
    ]
    return Revision(
        name=name,
        mended=mended,
        turned_down=Share(measure.rejected, measure.kept + measure.rejected),
        missed=Share(measure.missed, measure.kept + measure.missed),
    )


def _ledger(since: datetime, notices: Iterable[tuple[str, date, int]]) -> Ledger:
    publications = Review.objects.filter(move="publish", at__gte=since)
    published = publications.aggregate(number=Count("quote", distinct=True))["number"]
    of_these = Exists(publications.filter(quote=OuterRef("quote")))
    mended = (
        _approved(since, [Notice.Type.CORRECTION, Notice.Type.RETRACTION])
        .filter(of_these)
        .order_by()
        .values("type")
        .annotate(number=Count("quote", distinct=True))
    )
    found = {row["type"]: row["number"] for row in mended}
    by_type = dict.fromkeys(Notice.Type.values, 0)
    for kind, _, number in notices:
        by_type[kind] += number
    return Ledger(
        corrected=Share(found.get(Notice.Type.CORRECTION, 0), published),
        retracted=Share(found.get(Notice.Type.RETRACTION, 0), published),
        notices={Notice.Type(kind).label: number for kind, number in by_type.items()},
    )
