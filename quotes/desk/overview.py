"""The desk's overview: the newsroom's work in pictures, each also in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from quotes.desk.views import sees_quotes
from quotes.measurement import Share
from quotes.overview import (
    DEFAULT,
    MEASURED,
    PERIODS,
    SERIES,
    Bars,
    Gauge,
    Overview,
    age,
    bars,
    gauge,
    overview,
    percent,
    period,
    thousandths,
)
from sources.refusal import Refusal

REVISIONS = 6
"""Of how many revisions of the engine the page shows the figures, the newest first."""


@dataclass(frozen=True)
class Picture:
    """One series, day by day."""

    key: str
    name: str
    bars: Bars
    total: int
    busiest: str


@dataclass(frozen=True)
class Line:
    """A figure on a line of its own, with the sentence that says what it means."""

    name: str
    said: str
    gauge: Gauge
    cells: tuple[str, ...]


@require_safe
@sees_quotes
def show(request: HttpRequest) -> HttpResponse:
    """The overview of the last days."""
    refusal = ""
    try:
        days = period(request.GET.get("days", ""))
    except Refusal as refused:
        days, refusal = DEFAULT, refused.message
    found = overview(days)
    context = {
        **admin.site.each_context(request),
        **_pictures(found),
        "title": "Overview",
        "overview": found,
        "periods": [(one, one == found.days) for one in PERIODS],
        "refusal": refusal,
        "measured": MEASURED,
    }
    status = 422 if refusal else 200
    return TemplateResponse(request, "admin/desk/overview.html", context, status=status)


def _pictures(found: Overview) -> dict[str, Any]:
    largest = max((_high(one.changed) for row in found.revisions for one in row.mended), default=0)
    return {
        "pictures": [_picture(found, key) for key in SERIES],
        "rows": [
            (one.first, one.last, [one.counts[key] for key in SERIES]) for one in found.buckets
        ],
        "series": list(SERIES.values()),
        "waiting": _waiting(found),
        "revisions": [
            (row, [_mended(one, largest) for one in row.mended])
            for row in found.revisions[:REVISIONS]
        ],
        "revisions_left_out": len(found.revisions[REVISIONS:]),
        "ledger": _ledger(found),
    }


def _picture(found: Overview, key: str) -> Picture:
    counts = [bucket.counts[key] for bucket in found.buckets]
    drawn = bars(counts)
    busiest = found.buckets[counts.index(drawn.largest)]
    when = (
        f"on {busiest.first:%-d %B}"
        if found.bucket_days == 1
        else f"in the week to {busiest.last:%-d %B}"
    )
    said = f"most {when}: {drawn.largest:,}" if drawn.largest else ""
    return Picture(key, SERIES[key], drawn, sum(counts), said)


def _waiting(found: Overview) -> list[Line]:
    largest = max((one.oldest or timedelta() for one in found.waiting), default=timedelta())
    made = []
    for one in found.waiting:
        if one.median is None or one.oldest is None:
            made.append(Line(one.name, "Nothing waits.", gauge(0, 0, 0, largest=0), ("0", "", "")))
            continue
        said = (
            f"{one.number:,} wait: half of them for {age(one.median)} or longer, "
            f"the oldest for {age(one.oldest)}."
        )
        if one.number == 1:
            said = f"1 waits, for {age(one.oldest)}."
        place = gauge(
            one.median.total_seconds(),
            0,
            one.oldest.total_seconds(),
            largest=largest.total_seconds(),
        )
        cells = (f"{one.number:,}", age(one.median), age(one.oldest))
        made.append(Line(one.name, said, place, cells))
    return made


def _mended(one: Any, largest: float) -> Line:
    share = one.changed
    open_ = f" It left {one.left_open:,} open." if one.left_open else ""
    if not share.whole:
        said = f"The engine gave none that people judged.{open_}"
    else:
        said = (
            f"Of {share.whole:,} that the engine gave, people changed {share.part:,}: "
            f"{percent(share)}.{open_}"
        )
    cells = (f"{share.part:,}", f"{share.whole:,}", percent(share), f"{one.left_open:,}")
    return Line(one.name, said, _on_line(share, largest), cells)


def _ledger(found: Overview) -> list[Line]:
    shares = (
        ("Corrected", "corrected", found.ledger.corrected),
        ("Retracted", "retracted", found.ledger.retracted),
    )
    largest = max(_high(share) for _, _, share in shares)
    return [
        Line(
            name,
            f"Of {_quotes(share.whole)} published in these {found.days} days, {share.part:,} "
            f"{'was' if share.part == 1 else 'were'} {verb} since: {thousandths(share)}.",
            _on_line(share, largest),
            (f"{share.part:,}", f"{share.whole:,}", thousandths(share)),
        )
        for name, verb, share in shares
    ]


def _quotes(number: int) -> str:
    return f"{number:,} quote{'' if number == 1 else 's'}"


def _on_line(share: Share, largest: float) -> Gauge:
    low, high = share.between or (0.0, 0.0)
    return gauge(share.rate or 0.0, low, high, largest=largest)


def _high(share: Share) -> float:
    return share.between[1] if share.between else 0.0
