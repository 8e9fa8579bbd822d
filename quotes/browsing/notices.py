"""Every notice that the public is told of: one list, newest first, narrowed as asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.http import urlencode

from quotes import directory, display
from quotes.models import Notice, Quote, Speaker
from quotes.search import QuotePage, page_of
from sources.models import Outlet
from sources.refusal import Refusal

PAGE = 20
ON_A_SPEAKER = 5

TYPES = [(kind.value, kind.label) for kind in Notice.Type if kind != Notice.Type.REFILE]
BACKWARDS = "The first day is after the last. Swap them, or leave one out."
_DATE = "This is not a date. Write it as 2026-03-31."


@dataclass(frozen=True)
class Told:
    """A notice as the list shows it: with its quote, unless that is retracted."""

    notice: Notice
    quote: Quote | None

    @cached_property
    def parts(self) -> str:
        """Which parts of the quote it changed."""
        changed = display.changes(self.quote, self.notice) if self.quote else []
        return ", ".join(change.name.lower() for change in changed)

    @property
    def path(self) -> str:
        """The quote's page, which stays when the quote is retracted."""
        return self.notice.quote.get_absolute_url()


def _day_field() -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _DATE},
        validators=[
            MinValueValidator(date(1800, 1, 1), "Choose a day since 1800."),
            MaxValueValidator(date(2999, 12, 31), "Choose a day before the year 3000."),
        ],
    )


class NoticeFilter(forms.Form):
    """What the list of notices may be narrowed by."""

    type = forms.ChoiceField(
        choices=[("", "Any"), *TYPES],
        required=False,
        error_messages={
            "invalid_choice": "Choose update, clarification, correction or retraction."
        },
    )
    speaker = forms.CharField(max_length=200, required=False)
    outlet = forms.CharField(max_length=200, required=False)
    decided_after = _day_field()
    decided_before = _day_field()

    def clean_speaker(self) -> Speaker | None:
        """The public speaker who is called so, or whose page has that address."""
        typed = self.cleaned_data["speaker"]
        try:
            return directory.called(typed) if typed else None
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean_outlet(self) -> Outlet | None:
        """The outlet with public quotes that is called so, or whose page has that address."""
        typed = self.cleaned_data["outlet"]
        try:
            return directory.outlet_called(typed) if typed else None
        except Outlet.DoesNotExist:
            raise forms.ValidationError("No outlet with quotes here is called so.") from None

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        given = super().clean() or {}
        after, before = given.get("decided_after"), given.get("decided_before")
        if after and before and after > before:
            self.add_error("decided_after", BACKWARDS)
        return given

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked."""
        return any(self.data.get(name) for name in self.fields)


def narrowed(asked: NoticeFilter) -> str:
    """What is asked of the list, as the query of an address; without what was left empty."""
    return urlencode({name: asked.data[name] for name in asked.fields if asked.data.get(name)})


def notices_page(asked: NoticeFilter, cursor: str = "") -> tuple[list[Told], QuotePage[Notice]]:
    """A page of the notices that a filter in order asks for; or BadCursor."""
    page = page_of(_asked_for(asked.cleaned_data), cursor, PAGE)
    return _told(page.items), page


def notices_asked_for(asked: NoticeFilter) -> QuerySet[Notice]:
    """The notices that a filter in order asks for, the newest first."""
    return _asked_for(asked.cleaned_data)


def _asked_for(given: dict[str, Any]) -> QuerySet[Notice]:
    found = _public()
    if given["speaker"]:
        found = found.filter(_concerns(given["speaker"]))
    if given["outlet"]:
        found = found.filter(
            quote__version__article__outlet=given["outlet"],
            quote__in=Quote.objects.public(),
        )
    if given["type"]:
        found = found.filter(type=given["type"])
    if given["decided_after"]:
        found = found.filter(decided_at__gte=_midnight(given["decided_after"]))
    if given["decided_before"]:
        after = given["decided_before"] + timedelta(days=1)
        found = found.filter(decided_at__lt=_midnight(after))
    return found.order_by("-decided_at", "-id")


def _midnight(day: date) -> datetime:
    """When a day began in the newsroom's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def notices_of(speaker: Speaker) -> list[Told]:
    """The latest notices on a speaker's public quotes, and one more than a page of theirs shows."""
    found = _public().filter(_stands_by(speaker)).order_by("-decided_at", "-id")
    return _told(list(found[: ON_A_SPEAKER + 1]))


def _public() -> QuerySet[Notice]:
    """Notices that a quote's page or its tombstone tells of, and no others.

    Before a retraction nothing is told; of a quote that is withdrawn otherwise, nothing at all.
    Scalar subqueries, not IN: under an OR the planner would hash every public quote for a page.
    """
    later = Notice.objects.filter(
        type=Notice.Type.RETRACTION, quote=OuterRef("quote"), pk__gt=OuterRef("pk")
    )
    announced = Notice.objects.announced().select_related("quote").exclude(Exists(later))
    known = announced.alias(
        standing=_that(Quote.objects.public()), fallen=_that(Quote.objects.tombstones())
    )
    return known.filter(
        Q(standing__isnull=False) | Q(type=Notice.Type.RETRACTION, fallen__isnull=False)
    )


def _that(quotes: QuerySet[Quote]) -> Subquery:
    """The notice's quote, if it is among these."""
    return Subquery(quotes.filter(pk=OuterRef("quote")).values("pk")[:1])


def _stands_by(speaker: Speaker) -> Q:
    return Q(quote__in=Quote.objects.public().by_speaker(speaker))


def _concerns(speaker: Speaker) -> Q:
    """Notices on a speaker's quotes, and on those that were theirs by mistake."""
    mistaken = [one.notice.pk for one in directory.misattributions(speaker)]
    return _stands_by(speaker) | Q(pk__in=mistaken) if mistaken else _stands_by(speaker)


def _told(notices: list[Notice]) -> list[Told]:
    """Each with its quote, if that is public."""
    asked = {one.quote_id for one in notices}
    quotes = Quote.objects.public().with_context().in_bulk(asked) if asked else {}
    return [Told(one, quotes.get(one.quote_id)) for one in notices]
