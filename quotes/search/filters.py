"""The filters of quotes, declared once for the page's form, the API's parameters and the schema."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quotes.models import Notice, Quote, QuoteKind
from quotes.search.chosen import NAMED, Chooser, offices
from quotes.search.conditions import role_query
from quotes.search.fields import SPEAKER_HELP, DayFilter, SlugsFilter
from quotes.search.typed import TypedSearch
from quotes.typography import plain_column

BACKWARDS = "The first day is after the last. Swap them, or leave one out."
_LANGUAGE = "“%(value)s” is not the code of a language. Write it as en or fr, without a country."
_LETTERS = re.compile(r"[a-z]{2,8}", re.ASCII | re.IGNORECASE)


class Order(models.TextChoices):
    """In which order matches come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


class QuoteFilters(TypedSearch):
    """A search among the quotes of a base queryset, which decides what may be seen at all.

    A filter that leads nowhere is an error that names the field; with any error nothing is found,
    for results that ignore a filter would be read as if they obeyed it.
    """

    speaker = SlugsFilter(method="by_speaker", label="Speaker", help_text=SPEAKER_HELP)
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
    topic = django_filters.CharFilter(
        method="by_topic", label="Topic", help_text="The slug of what it is about.", max_length=100
    )
    role = django_filters.CharFilter(
        method="by_role",
        label="Role",
        help_text="Words of the role held on that day, as printed or by the register.",
        max_length=200,
    )
    language = django_filters.CharFilter(
        method="by_language",
        label="Language",
        help_text="The code of the quote's language, such as en; its regions are included.",
        max_length=8,
    )
    corrected = django_filters.ChoiceFilter(
        choices=[("yes", "yes"), ("no", "no")],
        method="by_correction",
        label="Corrected",
        help_text="Whether a notice tells of a change to it.",
        error_messages={"invalid_choice": "“%(value)s” is neither yes nor no."},
    )
    said_after = DayFilter(
        field_name="said_on",
        lookup_expr="gte",
        label="Said from",
        help_text="The first day, included; of a month (2026-03) or a year (2026), its first day. "
        "A quote whose month or year alone is known counts as said on the first day of that.",
    )
    said_before = DayFilter(
        field_name="said_on",
        lookup_expr="lte",
        label="Said up to",
        is_end=True,
        help_text="The last day, included; of a month or a year, its last day.",
    )
    order = django_filters.ChoiceFilter(
        choices=Order.choices,
        method="in_order",
        label="Order",
        help_text="The newest first, the oldest first, or the best match among the newest matches.",
        error_messages={"invalid_choice": f"“%(value)s” is none of {', '.join(Order.values)}."},
    )

    class Meta:
        model = Quote
        fields: list[str] = []

    def _check(self, form: forms.Form, given: dict[str, Any]) -> None:
        super()._check(form, given)
        after, before = given.get("said_after"), given.get("said_before")
        if after and before and after > before:
            form.add_error("said_after", BACKWARDS)
        if given.get("language") and not _LETTERS.fullmatch(given["language"]):
            form.add_error(
                "language", ValidationError(_LANGUAGE, params={"value": given["language"]})
            )
        for name in NAMED:
            try:
                self._chosen[name] = Chooser(self.queryset).ids(name, given.get(name) or [])
            except ValidationError as error:
                form.add_error(name, error)

    @cached_property
    def _chosen(self) -> dict[str, list[int]]:
        return {}

    def by_speaker(self, queryset: QuerySet[Quote], name: str, value: list[str]) -> QuerySet[Quote]:
        """Quotes by any of the speakers."""
        return queryset.filter(speaker__in=self._chosen[name])

    def by_organisation(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes by an organisation, or by those who held a position in it when they spoke."""
        chosen = self._chosen[name]
        return queryset.filter(Q(speaker__in=chosen) | Q(position__in=offices(chosen)))

    def by_outlet(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes from the articles of an outlet."""
        return queryset.filter(version__article__outlet__in=self._chosen[name])

    def by_topic(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes about a topic."""
        return queryset.filter(taggings__topic__in=self._chosen[name])

    def by_role(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes by who held a role with these words, by what was printed and by the register."""
        vector = SearchVector(
            plain_column(F("role_as_printed")),
            "position__title",
            "position__organisation__name",
            config="english",
        )
        return queryset.alias(role_held=vector).filter(role_held=role_query(value))

    def by_language(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes in a language, whatever the region."""
        return queryset.filter(Q(language__iexact=value) | Q(language__istartswith=f"{value}-"))

    def by_correction(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Quotes that a notice tells a change of, or those that none does."""
        told = Notice.objects.announced().filter(quote=OuterRef("pk"), revision__isnull=False)
        return queryset.filter(Exists(told) if value == "yes" else ~Exists(told))

    def in_order(self, queryset: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """All of them: the order is that of the pages."""
        return queryset
