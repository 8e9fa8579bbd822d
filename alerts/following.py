"""What is followed: a search or an office; whether it leads anywhere, and which quotes match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import QuerySet
from django.http import QueryDict

from quotes.models import Position, PublicChange, Quote, Speaker, Topic
from quotes.names import fold
from quotes.search import QuoteSearch
from sources.models import Outlet
from sources.refusal import Refusal

LONGEST = 2000

_NO_OFFICE = "Nobody on record holds or held this office. Follow it from the page of a holder."
_UNKNOWN = "“{name}” is no part of a search that can be followed. Leave it out."
_LEFT_OUT = {"cursor", "order", "page"}
_LABELS = {"q": "words", "said_after": "said from", "said_before": "said up to"}


class LeadsNowhere(Refusal):
    """What is followed has nothing on record, or can't be read."""


@dataclass(frozen=True)
class Followed:
    """A search, as its page's address has it; or an office: a title in an organisation."""

    query: str = ""
    title: str = ""
    organisation: str = ""

    @classmethod
    def of_search(cls, given: QueryDict) -> Followed:
        """What an address of the search asks; LeadsNowhere if it can't be searched for."""
        asked = QueryDict(mutable=True)
        for name in sorted(given):
            values = [one.strip() for one in given.getlist(name) if one.strip()]
            if values and name not in _LEFT_OUT:
                asked.setlist(name, values)
        _refuse_unknown(asked)
        followed = cls(query=asked.urlencode())
        if len(followed.query) > LONGEST:
            raise LeadsNowhere("The search is too long to be followed. Use fewer words.", field="q")
        followed.check()
        return followed

    @classmethod
    def of_office(cls, title: str, organisation: str) -> Followed:
        """An office; LeadsNowhere if nobody with public quotes is known to have held it."""
        followed = cls(title=title.strip()[:200], organisation=organisation.strip()[:200])
        followed.check()
        if not Quote.objects.public().filter(speaker__positions__in=followed._offices).exists():
            raise LeadsNowhere(_NO_OFFICE, field="title")
        return followed

    @property
    def is_office(self) -> bool:
        """Whether it is an office."""
        return bool(self.organisation)

    def check(self) -> None:
        """Raise LeadsNowhere, with why, where this can find nothing at all any more."""
        if self.is_office:
            if not self._offices:
                raise LeadsNowhere(_NO_OFFICE, field="title")
            return
        for name, messages in self.search.form.errors.items():
            raise LeadsNowhere(" ".join(str(one) for one in messages), field=name)

    @cached_property
    def search(self) -> QuoteSearch:
        """The search, among public quotes."""
        return QuoteSearch(QueryDict(self.query), queryset=Quote.objects.public())

    @cached_property
    def _offices(self) -> list[int]:
        """Every tenure of an office, however the title is capitalised and hyphenated."""
        for value in (self.title, self.organisation):
            ProhibitNullCharactersValidator()(value)
        body = _survivor(self.organisation)
        held = Position.objects.filter(organisation=body) if body else Position.objects.none()
        asked = _plain(self.title)
        return [pk for pk, title in held.values_list("pk", "title") if _plain(title) == asked]

    def matching(self, ids: Iterable[int]) -> list[int]:
        """Which of some quotes are public and match; LeadsNowhere as for `check`."""
        self.check()
        if self.is_office:
            return self._by_holders(ids)
        rows = self.search.matches.found.filter(pk__in=list(ids))
        shown = Quote.objects.public().filter(pk__in=list(rows.values_list("pk", flat=True)))
        return sorted(shown.values_list("pk", flat=True))

    def _by_holders(self, ids: Iterable[int]) -> list[int]:
        """Quotes by whoever held the office when they spoke: by the quote, or by the register."""
        shown = Quote.objects.public().filter(pk__in=list(ids))
        named = shown.filter(position__in=self._offices).values_list("pk", flat=True)
        tenures = Position.objects.filter(pk__in=self._offices)
        holders = list(tenures.values_list("speaker", flat=True))
        by_holders = shown.filter(speaker__in=holders)
        said = [
            (pk, speaker, day)
            for pk, speaker, day in by_holders.values_list("pk", "speaker", "said_on")
            if day is not None
        ]
        by_day: dict[date, set[int]] = {}
        for _, _, day in said:
            if day not in by_day:
                by_day[day] = set(tenures.held_on(day).values_list("speaker", flat=True))
        return sorted({*named, *(pk for pk, speaker, day in said if speaker in by_day[day])})

    def told(self) -> str:
        """What is followed, in words for whoever follows it; with names while it leads anywhere."""
        try:
            self.check()
        except LeadsNowhere:
            return self._written
        if self.is_office:
            return f"whoever is {self.title}, {_named('organisation', [self.organisation])[0]}"
        asked = QueryDict(self.query)
        parts = [_part(name, _named(name, asked.getlist(name))) for name in asked]
        return "; ".join(parts) or "every quote"

    @property
    def _written(self) -> str:
        """The same as it was asked for."""
        if self.is_office:
            return f"whoever is {self.title}, {self.organisation}"
        asked = QueryDict(self.query)
        return "; ".join(_part(name, asked.getlist(name)) for name in asked) or "every quote"

    @property
    def address(self) -> str:
        """The path of a page with what is followed; the organisation's for an office."""
        if self.is_office:
            return f"/organisations/{self.organisation}/"
        return f"/?{self.query}" if self.query else "/"


def _refuse_unknown(asked: QueryDict) -> None:
    known = QuoteSearch.base_filters
    for name in asked:
        if name not in known:
            raise LeadsNowhere(_UNKNOWN.format(name=name[:40]), field=name)


def _plain(title: str) -> str:
    return " ".join(fold(title.replace("-", " ")).split())


def _survivor(slug: str) -> int | None:
    """Which organisation an address leads to, through every merger."""
    found = _surviving(slug)
    return found.pk if found and found.kind == Speaker.Kind.ORGANISATION else None


def _surviving(slug: str) -> Speaker | None:
    found = Speaker.objects.filter(slug=slug).select_related("merged_into").first()
    while found and found.merged_into:
        found = found.merged_into
    return found


def _part(name: str, values: list[str]) -> str:
    return f"{_LABELS.get(name, name.replace('_', ' '))}: {', '.join(values)}"


def _named(name: str, slugs: list[str]) -> list[str]:
    """The names behind addresses."""
    if name in ("speaker", "organisation"):
        return [str(_surviving(slug) or slug) for slug in slugs]
    named: dict[str, QuerySet[Any]] = {"outlet": Outlet.objects.all(), "topic": Topic.objects.all()}
    if name not in named:
        return slugs
    names = dict(named[name].filter(slug__in=slugs).values_list("slug", "name"))
    return [names.get(slug, slug) for slug in slugs]


def newest_change() -> int:
    """The number of the last public change; 0 before the first."""
    last = PublicChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def news(after: int, most: int) -> list[tuple[int, int]]:
    """The changes that made or kept a quote public after a number: each with its quote."""
    kinds = (PublicChange.Kind.PUBLISHED, PublicChange.Kind.CHANGED)
    found = PublicChange.objects.since(after).filter(kind__in=kinds)
    return list(found.values_list("pk", "quote")[:most])


def published_since(ids: Iterable[int], number: int) -> set[int]:
    """Those of some quotes that became public after a number; the rest are old, only mended."""
    found = PublicChange.objects.since(number).filter(
        kind=PublicChange.Kind.PUBLISHED, quote__in=list(ids)
    )
    return set(found.order_by().values_list("quote", flat=True))
