"""What the API lists besides quotes, each list with its filters, and what it fills in.

Like everything public these start at the public quotes.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from quotes import directory
from quotes.browsing.organisations import organisation_named
from quotes.models import Notice, Position, Quote, Speaker, Tagging
from quotes.names import fold
from quotes.search import public_outlets
from sources.models import Article, Outlet
from sources.refusal import Refusal

BACKWARDS = "The first day is after the last. Swap them, or leave one out."
NO_DATE = "This is not a date. Write it as 2026-03-31."
NO_SPEAKER = "No speaker with quotes here has the slug “{slug}”."
NO_ORGANISATION = "No organisation with quotes here has the slug “{slug}”."
NO_OUTLET = "No outlet with quotes here has the slug “{slug}”."
EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)

POSITIONS_OF_SPEAKERS = Prefetch(
    "positions",
    Position.objects.select_related("organisation").order_by(
        F("start").desc(nulls_last=True), "id"
    ),
)
POSITIONS_OF_THE_SPEAKER = Prefetch("speaker__positions", POSITIONS_OF_SPEAKERS.queryset)
TOPICS = Prefetch("taggings", Tagging.objects.select_related("topic").order_by("topic__name"))


def organisations() -> QuerySet[Speaker]:
    """Organisations that spoke, or whose people spoke, publicly; by sort name."""
    public = Quote.objects.public()
    own = Exists(public.filter(speaker=OuterRef("pk")))
    of_its_people = Exists(public.filter(position__organisation=OuterRef("pk")))
    chosen = Speaker.objects.current().filter(kind=Speaker.Kind.ORGANISATION)
    return chosen.filter(own | of_its_people).order_by("sort_name", "id")


def positions() -> QuerySet[Position]:
    """The positions of those who have public quotes, by title."""
    holders = Speaker.objects.public().filter(pk=OuterRef("speaker"))
    held = Position.objects.filter(Exists(holders))
    return held.select_related("speaker", "organisation").order_by("title", "id")


def quotes_of(article: Article) -> QuerySet[Quote]:
    """The public quotes of an article, the newest first."""
    quotes = Quote.objects.public().with_context().prefetch_related("notices")
    return quotes.filter(version__article=article).newest_first()


def with_quotes(notices: list[Notice]) -> list[Notice]:
    """Give each notice its `quote_now`: the quote it is about, or None if that is retracted."""
    ids = {one.quote_id for one in notices}
    quotes = Quote.objects.public().with_context().prefetch_related("notices")
    found = quotes.in_bulk(ids) if ids else {}
    for one in notices:
        one.quote_now = found.get(one.quote_id)
    return notices


class SlugField(forms.CharField):
    """A row's address; cleaned, it is the row."""

    default_validators = [ProhibitNullCharactersValidator()]


class Day(django_filters.DateFilter):
    """A day, as the rest of the API writes it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": NO_DATE})
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class Period(django_filters.FilterSet):
    """Two days in their order, both included, of a moment."""

    ends: ClassVar[tuple[str, str]]

    @property
    def form(self) -> forms.Form:
        """The form, with the errors of the two days together."""
        fresh = not hasattr(self, "_form")
        form = super().form
        if fresh and self.is_bound and form.is_valid():
            first, last = (form.cleaned_data.get(name) for name in self.ends)
            if first and last and first > last:
                form.add_error(self.ends[0], BACKWARDS)
            for name in self.ends:
                day = form.cleaned_data.get(name)
                if day and not EARLIEST <= day <= LATEST:
                    form.add_error(name, "Choose a day from 1800 to 2999.")
        return form

    def from_day(self, queryset: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """From the first moment of a day on."""
        return queryset.filter(**{f"{name}__gte": _midnight(value)})

    def to_day(self, queryset: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Up to the last moment of a day."""
        return queryset.filter(**{f"{name}__lt": _midnight(value + timedelta(days=1))})


def _midnight(day: date) -> datetime:
    """When a day began in the newsroom's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))


class SlugFilter(django_filters.CharFilter):
    """Rows that belong to the row with an address; an address that leads nowhere is an error."""

    field_class = SlugField


class SpeakerFilter(django_filters.FilterSet):
    """What speakers and organisations are chosen by."""

    name = django_filters.CharFilter(
        method="by_name", max_length=200, help_text="Part of a name that they are printed under."
    )
    kind = django_filters.ChoiceFilter(
        choices=Speaker.Kind.choices,
        help_text="What sort of speaker.",
        error_messages={"invalid_choice": "“%(value)s” is neither person nor organisation."},
    )

    class Meta:
        model = Speaker
        fields: list[str] = []

    def by_name(self, queryset: QuerySet[Speaker], name: str, value: str) -> QuerySet[Speaker]:
        """Those who are or were printed so, in part."""
        named = Speaker.objects.filter(pk=OuterRef("pk"), aliases__folded__contains=fold(value))
        return queryset.filter(Exists(named))


class OrganisationFilter(SpeakerFilter):
    """What organisations are chosen by."""

    kind = None


class OutletFilter(django_filters.FilterSet):
    """What outlets are chosen by."""

    kind = django_filters.ChoiceFilter(
        choices=Outlet.Kind.choices,
        help_text="What sort of publisher.",
        error_messages={
            "invalid_choice": f"“%(value)s” is none of {', '.join(Outlet.Kind.values)}."
        },
    )

    class Meta:
        model = Outlet
        fields: list[str] = []


class ArticleFilter(Period):
    """What articles are chosen by."""

    ends = ("published_after", "published_before")
    outlet = SlugFilter(method="by_outlet", max_length=200, help_text="An outlet's slug.")
    published_after = Day(
        field_name="published_at", method="from_day", help_text="The first day, included."
    )
    published_before = Day(
        field_name="published_at", method="to_day", help_text="The last day, included."
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def by_outlet(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Those of an outlet."""
        return queryset.filter(outlet=outlet_with(value, "outlet"))


class PositionFilter(django_filters.FilterSet):
    """What positions are chosen by."""

    speaker = SlugFilter(method="by_speaker", max_length=200, help_text="Who held it, by slug.")
    organisation = SlugFilter(
        method="by_organisation", max_length=200, help_text="Where it was held, by slug."
    )
    held_on = Day(method="by_day", help_text="A day on which it was held.")

    class Meta:
        model = Position
        fields: list[str] = []

    def by_speaker(self, queryset: QuerySet[Position], name: str, value: str) -> QuerySet[Position]:
        """Those of a speaker."""
        return queryset.filter(speaker=speaker_with(value, "speaker"))

    def by_organisation(
        self, queryset: QuerySet[Position], name: str, value: str
    ) -> QuerySet[Position]:
        """Those held in an organisation."""
        return queryset.filter(organisation=_organisation_with(value, "organisation"))

    def by_day(self, queryset: QuerySet[Position], name: str, value: date) -> QuerySet[Position]:
        """Those held on a day."""
        return queryset.filter(pk__in=Position.objects.held_on(value).values("pk"))


def speaker_with(slug: str, field: str) -> Speaker:
    """The public speaker that an address leads to; Refusal if it leads nowhere."""
    try:
        return directory.find(slug)
    except Speaker.DoesNotExist:
        raise Refusal(NO_SPEAKER.format(slug=slug[:80]), field=field) from None


def outlet_with(slug: str, field: str) -> Outlet:
    """The outlet with public quotes that has an address; Refusal if none has."""
    found = public_outlets().filter(slug=slug).first()
    if found is None:
        raise Refusal(NO_OUTLET.format(slug=slug[:80]), field=field)
    return found


def _organisation_with(slug: str, field: str) -> Speaker:
    try:
        return organisation_named(slug)
    except Speaker.DoesNotExist:
        raise Refusal(NO_ORGANISATION.format(slug=slug[:80]), field=field) from None
