"""The filters of quotes, declared once for the page's form, the API's parameters and the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, validate_slug
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from drf_spectacular.utils import extend_schema_field

from quotes.models import Act, Caveat, Position, Quote, QuoteKind, QuoteQuerySet, Speaker
from quotes.search.language import (
    Query,
    Reading,
    Segment,
    conditions,
    on_quotes,
    parse,
    suggested,
)
from quotes.verification import State
from sources.models import Outlet

LONGEST_QUERY = 500  # characters
MOST_SPEAKERS = 20
FEW = 3
"""Up to how many matches other searches are suggested."""

BACKWARDS = "The first day is after the last. Swap them, or leave one out."
_NO_SLUG = "“%(slug)s” is not a slug: those have letters, digits, hyphens and underscores."
_UNKNOWN_SLUG = (
    "No %(what)s with quotes here has the slug “%(slug)s”. Choose one from the list of %(list)s."
)
_DATE = "This is not a date. Write it as 2026-03-31."


@dataclass(frozen=True)
class Suggestion:
    """A speaker whose name is near to what was searched for, and the search by that speaker."""

    name: str
    address: str


class QueryField(forms.CharField):
    """A search as a person types it; cleaned, it is a Query."""

    def __init__(self, **options: Any) -> None:
        options.pop("null_label", None)
        super().__init__(
            max_length=LONGEST_QUERY,
            error_messages={"max_length": "Search for at most %(limit_value)d characters."},
            **options,
        )

    def clean(self, value: Any) -> Any:
        """Read the query once its length is known to be bearable."""
        text = super().clean(value)
        return parse(text) if text else None


class SlugsField(forms.MultipleChoiceField):
    """Any number of addresses; whether they lead anywhere is for the filter set to say."""

    widget = forms.SelectMultiple

    def __init__(self, **options: Any) -> None:
        options.pop("null_label", None)
        super().__init__(**options)

    def validate(self, value: list[str]) -> None:
        """Bound how many; the choices are rows, not a fixed list."""
        if len(value) > MOST_SPEAKERS:
            raise ValidationError(f"Choose at most {MOST_SPEAKERS}.")


class QueryFilter(django_filters.CharFilter):
    """Quotes that a search query matches."""

    field_class = QueryField

    def filter(self, qs: QuerySet[Quote], value: Query | None) -> QuerySet[Quote]:
        """Keep what matches."""
        return qs.filter(value.match()) if value else qs


_SPEAKER_HELP = "A speaker's slug; repeat it to find any of several."


@extend_schema_field({"type": "array", "items": {"type": "string"}, "description": _SPEAKER_HELP})
class SlugsFilter(django_filters.Filter):
    """Quotes by any of several speakers, given by their addresses."""

    field_class = SlugsField


class QuoteSearch(django_filters.FilterSet):
    """A search among the quotes of a base queryset, which decides what may be seen at all.

    A filter that leads nowhere is an error that names the field; with any error nothing is found,
    for results that ignore a filter would be read as if they obeyed it.
    """

    q = QueryFilter(
        label="Words",
        help_text=(
            "Words that all occur, in any form and order; “exact phrases” between quotation marks, "
            "which occur to the letter; AND, OR, NOT and parentheses; a beginning with a star "
            "(harb*); and fields such as speaker:quill or before:2025-06. What was read otherwise "
            "than typed is told in `notes`."
        ),
    )
    speaker = SlugsFilter(method="by_speaker", label="Speaker", help_text=_SPEAKER_HELP)
    organisation = django_filters.CharFilter(
        method="by_organisation",
        label="Organisation",
        help_text="An organisation's slug: what it said, and what those said who spoke for it.",
        max_length=200,
    )
    outlet = django_filters.CharFilter(
        method="by_outlet", label="Outlet", help_text="The slug of who published.", max_length=200
    )
    kind = django_filters.ChoiceFilter(
        choices=QuoteKind.choices,
        label="Kind",
        help_text="How the words are rendered.",
        error_messages={"invalid_choice": "“%(value)s” is none of direct, mixed, indirect."},
    )
    said_after = django_filters.DateFilter(
        field_name="said_on",
        lookup_expr="gte",
        label="Said from",
        help_text="The first day, included. A month or year known alone counts as its first day.",
        error_messages={"invalid": _DATE},
        input_formats=["%Y-%m-%d"],
    )
    said_before = django_filters.DateFilter(
        field_name="said_on",
        lookup_expr="lte",
        label="Said up to",
        help_text="The last day, included.",
        error_messages={"invalid": _DATE},
        input_formats=["%Y-%m-%d"],
    )

    class Meta:
        model = Quote
        fields: list[str] = []

    @cached_property
    def query(self) -> Query:
        """What was searched for in words; empty if nothing was, or if it can't be read."""
        return (self.is_valid() and self.form.cleaned_data["q"]) or Query()

    @property
    def reading(self) -> Reading:
        """What the fields within the search ask, such as speaker:."""
        return self._reading if self.is_valid() else Reading()

    @property
    def notes(self) -> list[str]:
        """What was left out of the search, or read otherwise than it was typed."""
        return [*self.query.notes, *self.reading.notes]

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Speakers that may be meant by words with which hardly anything is found."""
        if not self.query.tree or len(self.qs.order_by().values("pk")[:FEW]) == FEW:
            return []
        return [
            Suggestion(one.name, self.address_with(one.query))
            for one in suggested(self.query, self.queryset)
        ]

    def address_with(self, query: str) -> str:
        """The query string of this search with other words."""
        data = QueryDict(mutable=True)
        for name in self.base_filters:
            values = [query] if name == "q" else self.data.getlist(name)
            data.setlist(name, [value for value in values if value])
        return f"?{data.urlencode()}"

    @property
    def form(self) -> forms.Form:
        """The form, with its errors: those of each field, and of filters that lead nowhere."""
        if not hasattr(self, "_form"):
            form = super().form
            if self.is_bound:
                self._check(form)
        return self._form

    def _check(self, form: forms.Form) -> None:
        given = dict(form.cleaned_data) if form.is_valid() or hasattr(form, "cleaned_data") else {}
        after, before = given.get("said_after"), given.get("said_before")
        if after and before and after > before:
            form.add_error("said_after", BACKWARDS)
        for name in ("speaker", "organisation", "outlet"):
            slugs = given.get(name) or []
            try:
                self._chosen[name] = getattr(self, f"_{name}s")(_checked_slugs(slugs))
            except ValidationError as error:
                form.add_error(name, error)
        if given.get("q"):
            try:
                self._reading = conditions(given["q"].operators, self.queryset)
            except ValidationError as error:
                form.add_error("q", error)

    @cached_property
    def _reading(self) -> Reading:
        return Reading()

    @cached_property
    def _chosen(self) -> dict[str, list[int]]:
        return {}

    def _speakers(self, slugs: list[str]) -> list[int]:
        """The ids of those who bear these addresses now, through every merger."""
        survivors = _survivors(slugs)
        quoted = self._ids(Speaker, survivors.values(), Q(speaker=OuterRef("pk")))
        _refuse_unknown(slugs, survivors, quoted, "speaker")
        return quoted

    def _organisations(self, slugs: list[str]) -> list[int]:
        survivors = _survivors(slugs)
        own = self._ids(Speaker, survivors.values(), Q(speaker=OuterRef("pk")), kind=_BODY)
        through = self._ids(
            Speaker, survivors.values(), Q(position__organisation=OuterRef("pk")), kind=_BODY
        )
        quoted = [*own, *through]
        _refuse_unknown(slugs, survivors, quoted, "organisation")
        return quoted

    def _outlets(self, slugs: list[str]) -> list[int]:
        found = (
            dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
        )
        quoted = self._ids(Outlet, found.values(), Q(version__article__outlet=OuterRef("pk")))
        _refuse_unknown(slugs, found, quoted, "outlet")
        return quoted

    def _ids(
        self, model: type[Speaker] | type[Outlet], ids: Iterable[int], among: Q, **fields: str
    ) -> list[int]:
        """Those with a quote in the base queryset: of the rest, not even the existence is told."""
        ids = list(ids)
        if not ids:
            return []
        rows = model._default_manager.filter(
            Exists(self.queryset.filter(among)), pk__in=ids, **fields
        )
        return list(rows.values_list("pk", flat=True))

    def filter_queryset(self, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        """Apply the filters, or find nothing if one of them is in error."""
        if self.form.errors:
            return queryset.none()
        for condition in self.reading.conditions:
            queryset = queryset.filter(on_quotes(condition))
        return super().filter_queryset(queryset)

    def by_speaker(self, queryset: QuerySet[Quote], name: str, value: list[str]) -> QuerySet[Quote]:
        """Quotes by any of the speakers."""
        return queryset.filter(speaker__in=self._chosen[name])

    def by_organisation(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes by an organisation, or by those who held a position in it when they spoke."""
        chosen = self._chosen[name]
        return queryset.filter(Q(speaker__in=chosen) | Q(position__in=_offices(chosen)))

    def by_outlet(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes from the articles of an outlet."""
        return queryset.filter(version__article__outlet__in=self._chosen[name])

    def marked(self, quotes: QuerySet[Quote]) -> QuerySet[Quote]:
        """The quotes with what `segments` needs; the number of queries stays the same."""
        return self.query.mark(quotes)

    def segments(self, quote: Quote) -> list[Segment]:
        """A quote's words as (text, is_match) runs; joined, the texts are the words again."""
        return self.query.segments(quote)


class DeskSearch(django_filters.FilterSet):
    """What editors ask of all quotes: those in one state, of one act, with one caveat."""

    state = django_filters.ChoiceFilter(
        choices=State.choices,
        label="State",
        help_text="Where the quotes are in the workflow.",
        error_messages={"invalid_choice": f"“%(value)s” is none of {', '.join(State.values)}."},
    )
    act = django_filters.ChoiceFilter(
        choices=Act.choices,
        label="Act",
        help_text="Whether somebody spoke, or only thinks, means to do or feels it.",
        error_messages={"invalid_choice": f"“%(value)s” is none of {', '.join(Act.values)}."},
    )
    caveat = django_filters.ChoiceFilter(
        choices=Caveat.choices,
        method="by_caveat",
        label="Caveat",
        help_text="What to know before printing the words.",
        error_messages={"invalid_choice": f"“%(value)s” is none of {', '.join(Caveat.values)}."},
    )

    class Meta:
        model = Quote
        fields: list[str] = []

    def by_caveat(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes with the caveat."""
        return cast(QuoteQuerySet, queryset).with_caveat(value)


_BODY = Speaker.Kind.ORGANISATION


def _offices(organisations: list[int]) -> list[int]:
    """The positions held in some organisations, as numbers: each of two indexes can serve an OR."""
    held = Position.objects.filter(organisation__in=organisations)
    return list(held.values_list("pk", flat=True))


def _checked_slugs(value: str | list[str]) -> list[str]:
    slugs = [value] if isinstance(value, str) else value
    for slug in slugs:
        _forbid_null(slug)
        try:
            validate_slug(slug)
        except ValidationError:
            raise ValidationError(_NO_SLUG, params={"slug": slug[:80]}) from None
    return slugs


_forbid_null = ProhibitNullCharactersValidator()


def _survivors(slugs: list[str]) -> dict[str, int]:
    """Which speaker each address leads to, through every merger; two queries at the most usual."""
    if not slugs:
        return {}
    speakers = Speaker.objects.filter(slug__in=slugs).select_related("merged_into")
    survivors = {}
    for speaker in speakers:
        slug = speaker.slug
        while speaker.merged_into:
            speaker = speaker.merged_into
        survivors[slug] = speaker.pk
    return survivors


def _refuse_unknown(
    slugs: list[str], found: Mapping[str, int], quoted: list[int], what: str
) -> None:
    for slug in slugs:
        if found.get(slug) not in quoted:
            raise ValidationError(
                _UNKNOWN_SLUG, params={"what": what, "slug": slug, "list": _LISTS[what]}
            )


_LISTS = {"speaker": "speakers", "organisation": "speakers", "outlet": "outlets"}
