"""What editors ask of quotes in any state."""

from __future__ import annotations

from typing import cast

import django_filters
from django.db.models import QuerySet

from quotes.models import Act, Caveat, Quote, QuoteQuerySet
from quotes.search.typed import TypedSearch
from quotes.verification import State


class DeskSearch(TypedSearch):
    """What editors ask of all quotes: words, and those in one state, of one act, with a caveat."""

    for_editors = True

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
