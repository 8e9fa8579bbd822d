"""The fields of a search, as a person fills them in, and the filters that read them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field

from quotes.models import Quote
from quotes.search.language import Query, parse

LONGEST_QUERY = 500  # characters
MOST_SPEAKERS = 20

_DATE = "This is not a date. Write it as 2026-03-31, or less exactly as 2026-03 or 2026."


class QueryField(forms.CharField):
    """A search as a person types it; cleaned, it is a Query."""

    def __init__(self, **options: Any) -> None:
        options.pop("null_label", None)
        self.how: dict[str, bool] = {}
        super().__init__(
            max_length=LONGEST_QUERY,
            error_messages={"max_length": "Search for at most %(limit_value)d characters."},
            **options,
        )

    def clean(self, value: Any) -> Any:
        """Read the query once its length is known to be bearable."""
        text = super().clean(value)
        return parse(text, **self.how) if text else None


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


class DayField(forms.CharField):
    """A day, month or year as a person types it; cleaned, its first day, or its last."""

    def __init__(self, *, is_end: bool = False, **options: Any) -> None:
        options.pop("null_label", None)
        self.is_end = is_end
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> Any:
        """The day; ValidationError if it is none."""
        text = super().clean(value)
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            year, month, day = (int(part) if part else None for part in found.groups())  # type: ignore[union-attr]
            return _end_of(year, month, day) if self.is_end else date(year, month or 1, day or 1)  # type: ignore[arg-type]
        except (AttributeError, ValueError):
            raise ValidationError(_DATE) from None


def _end_of(year: int, month: int | None, day: int | None) -> date:
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@extend_schema_field({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
class DayFilter(django_filters.Filter):
    """Quotes said from a day on, or up to one; a month or a year stands for its outermost day."""

    field_class = DayField


class QueryFilter(django_filters.CharFilter):
    """Quotes that a search query matches."""

    field_class = QueryField

    def filter(self, qs: QuerySet[Quote], value: Query | None) -> QuerySet[Quote]:
        """Keep what matches."""
        return qs.filter(value.match()) if value else qs


SPEAKER_HELP = "A speaker's slug; repeat it to find any of several."


@extend_schema_field({"type": "array", "items": {"type": "string"}, "description": SPEAKER_HELP})
class SlugsFilter(django_filters.Filter):
    """Quotes by any of several speakers, given by their addresses."""

    field_class = SlugsField
