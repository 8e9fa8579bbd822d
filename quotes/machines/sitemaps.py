"""Sitemaps in parts: every public address that search engines may keep, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from quotes.models import NoIndex, Notice, Quote, SearchRow, Speaker, Topic
from quotes.search import public_articles, public_outlets

PART = 50_000
"""Ids a part: so many addresses at most, which is what the protocol allows."""

BATCH = 2_000
"""Rows read at a time: a part costs no more memory than these."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
BODY = Speaker.Kind.ORGANISATION
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Row = tuple[int, str, datetime | None]


@dataclass(frozen=True)
class Section:
    """A kind of page: its public rows, and the address of each."""

    name: str
    rows: Callable[[], QuerySet[Any]]
    path: Callable[[Any], str]
    changed: str | None = None

    def parts(self) -> list[int]:
        """The numbers of the parts that have an address in them; two queries."""
        last = self.rows().aggregate(last=Max("pk"))["last"]
        if last is None:
            return []
        numbers = range(1, (last - 1) // PART + 2)
        looks = [
            self.rows().filter(pk__range=_range(number)).values_list(Value(number))[:1]
            for number in numbers
        ]
        found = looks[0].union(*looks[1:], all=True) if len(looks) > 1 else looks[0]
        return sorted(number for (number,) in found)

    def addresses(self, number: int) -> Iterator[tuple[str, datetime | None]]:
        """The addresses of a part and when each changed, read in batches by id."""
        first, last = _range(number)
        while True:
            rows = self.rows().filter(pk__gte=first, pk__lte=last).order_by("pk")
            batch = list(rows[:BATCH])
            for row in batch:
                yield self.path(row), getattr(row, self.changed) if self.changed else None
            if len(batch) < BATCH:
                return
            first = batch[-1].pk + 1


def _range(number: int) -> tuple[int, int]:
    return (number - 1) * PART + 1, number * PART


def _quotes() -> QuerySet[Quote]:
    """Public quotes, with when each was published or corrected last."""
    row = SearchRow.objects.filter(pk=OuterRef("pk")).values("published_at")
    told = Notice.objects.announced().filter(quote=OuterRef("pk")).order_by("-decided_at")
    out = NoIndex.objects.filter(Q(quote=OuterRef("pk")) | Q(speaker=OuterRef("speaker")))
    return (
        Quote.objects.public()
        .filter(~Exists(out))
        .annotate(
            changed_at=Greatest(
                Coalesce(Subquery(row), "captured_at"),
                Subquery(told.values("decided_at")[:1]),
            )
        )
        .only("pk")
    )


def _speakers() -> QuerySet[Speaker]:
    """Whoever has a page: those who spoke, and organisations that somebody spoke for."""
    out = NoIndex.objects.filter(speaker=OuterRef("pk"))
    public = Quote.objects.public()
    own = Exists(public.filter(speaker=OuterRef("pk")))
    through = Q(Exists(public.filter(position__organisation=OuterRef("pk"))), kind=BODY)
    found = Speaker.objects.current().filter(own | through).filter(~Exists(out))
    return found.only("pk", "slug", "kind")


def _topics() -> QuerySet[Topic]:
    return Topic.objects.public().only("pk", "slug")


def _path(name: str, key: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[getattr(row, key)])


SECTIONS = {
    "quotes": Section("quotes", _quotes, Quote.get_absolute_url, "changed_at"),
    "speakers": Section("speakers", _speakers, Speaker.get_absolute_url),
    "stories": Section("stories", public_articles, _path("story", "pk")),
    "outlets": Section("outlets", public_outlets, _path("outlet", "slug")),
    "topics": Section("topics", _topics, _path("topic", "slug")),
}
PAGES = ("search", "speakers", "topics", "corrections", "methods", "about")
"""Pages by themselves, by the names of their addresses."""


def index() -> str:
    """The sitemap that names the others."""
    parts = [("pages", 1)]
    parts += [(section.name, one) for section in SECTIONS.values() for one in section.parts()]
    listed = "".join(
        f"<sitemap><loc>{_absolute(reverse('sitemap_part', args=part))}</loc></sitemap>\n"
        for part in parts
    )
    return f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{listed}</sitemapindex>\n'


def part(name: str, number: int) -> Iterator[str] | None:
    """A part of the sitemap, written as it is read; None where there is no such part."""
    if name == "pages":
        return _written((reverse(page), None) for page in PAGES) if number == 1 else None
    section = SECTIONS.get(name)
    if section is None or number < 1 or number > 2**40:
        return None
    addresses = section.addresses(number)
    first = next(addresses, None)
    return _written(_with(first, addresses)) if first else None


def _with(
    first: tuple[str, datetime | None], rest: Iterator[tuple[str, datetime | None]]
) -> Iterator[tuple[str, datetime | None]]:
    yield first
    yield from rest


def _written(addresses: Iterator[tuple[str, datetime | None]]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}">\n'
    for path, changed in addresses:
        day = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        yield f"<url><loc>{_absolute(path)}</loc>{day}</url>\n"
    yield "</urlset>\n"


def _absolute(path: str) -> str:
    return escape(f"{settings.SITE_URL}{path}")
