"""A search as it is typed: the one field that public search and desk have in common."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from quotes.models import Quote
from quotes.search.fields import QueryFilter
from quotes.search.language import Query, Reading, conditions, on_quotes


class TypedSearch(django_filters.FilterSet):
    """Quotes that words match, and fields such as speaker: narrow down.

    With `is_typing` the last word may go on. Only `for_editors` may the words hold the fields of
    the desk, such as state:.
    """

    for_editors = False

    q = QueryFilter(
        label="Words",
        help_text=(
            "Words that all occur, in any form and order; “exact phrases” between quotation marks, "
            "which occur to the letter; AND, OR, NOT and parentheses; a beginning with a star "
            "(harb*); and fields such as speaker:quill or before:2025-06. What was read otherwise "
            "than typed is told in `notes`."
        ),
    )

    def __init__(self, *given: Any, is_typing: bool = False, **options: Any) -> None:
        self._is_typing = is_typing
        super().__init__(*given, **options)

    @cached_property
    def query(self) -> Query:
        """What was searched for in words; empty if nothing was, or if it can't be read."""
        return (self.is_valid() and self.form.cleaned_data["q"]) or Query()

    @property
    def reading(self) -> Reading:
        """What the fields within the search ask, such as speaker:."""
        return self._reading if self.is_valid() else Reading()

    @cached_property
    def _reading(self) -> Reading:
        return Reading()

    @property
    def notes(self) -> list[str]:
        """What was searched for instead of what was typed, and why."""
        return [*self.query.notes, *self.reading.notes]

    @property
    def form(self) -> forms.Form:
        """The form, with its errors: those of each field, and of what leads nowhere."""
        if not hasattr(self, "_form"):
            form = super().form
            form.fields["q"].how = {"is_typing": self._is_typing, "for_editors": self.for_editors}
            if self.is_bound:
                form.is_valid()
                self._check(form, dict(getattr(form, "cleaned_data", {})))
        return self._form

    def _check(self, form: forms.Form, given: dict[str, Any]) -> None:
        """Look up what the fields name, and refuse what leads nowhere."""
        if given.get("q"):
            try:
                self._reading = conditions(given["q"].operators, self.queryset)
            except ValidationError as error:
                form.add_error("q", error)

    def filter_queryset(self, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        """Apply the filters, or find nothing if one of them is in error."""
        if self.form.errors:
            return queryset.none()
        for condition in self.reading.conditions:
            queryset = queryset.filter(on_quotes(condition))
        return super().filter_queryset(queryset)
