"""A search as every surface asks it: a page, a count, facets, a timeline, every match in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.db.models import QuerySet
from django.http import QueryDict

from quotes.models import Quote, QuoteQuerySet
from quotes.search.conditions import Condition
from quotes.search.counting import FACETS, Survey, count
from quotes.search.filters import Order, QuoteFilters
from quotes.search.finding import all_of, best, in_order_of_news, since
from quotes.search.language import Segment, suggested
from quotes.search.matches import Matches
from quotes.search.results import Counted, Facet, Results, Suggestion, Timeline

FEW = 3
"""With fewer matches than these, other searches are suggested."""

NO_BEST = "Without words to rank by there is no best match; the newest come first."


class QuoteSearch(QuoteFilters):
    """A search among public quotes, or of any base queryset by `qs`.

    `page`, `count`, `facets`, `timeline` and `rows` are for public quotes, and bounded however
    many there are: they read the rows to search, and show what the base queryset has of those. `qs`
    is any base queryset, filtered; for quotes in any state, which have no such rows.
    """

    def __init__(self, *given: Any, order: str = "", **options: Any) -> None:
        super().__init__(*given, **options)
        self._order = order

    @property
    def ordering(self) -> Order:
        """The order that was asked for; the newest first unless another was."""
        asked = self.form.cleaned_data.get("order") if self.is_bound and self.is_valid() else ""
        return Order(asked or self._order or Order.NEWEST)

    @cached_property
    def matches(self) -> Matches:
        """The rows that match."""
        given = self.form.cleaned_data if self.is_bound else {}
        return Matches(self.query, self._conditions(given))

    def _conditions(self, given: Mapping[str, Any]) -> list[Condition]:
        found = [Condition(name, tuple(ids)) for name, ids in self._chosen.items() if ids]
        found += self.reading.conditions
        for name in ("kind", "language", "role"):
            if given.get(name):
                found.append(Condition(name, (given[name],)))
        if given.get("corrected"):
            found.append(Condition("is", ("corrected",), is_excluded=given["corrected"] == "no"))
        period = given.get("said_after"), given.get("said_before")
        return [*found, Condition("said", (period,))] if any(period) else found

    def page(self, cursor: str | None = "", size: int = 20) -> Results:
        """A page of matches in the search's order, marked for `segments`; or BadCursor."""
        if self.form.errors:
            return Results([])
        order = self.ordering
        if order == Order.BEST and self.query.rank_query:
            found = best(self.matches, cursor, size)
        else:
            found = in_order_of_news(self.matches, cursor, size, newest=order != Order.OLDEST)
        return Results(self._read(found.ids), found.next, found.previous, found.ranked)

    def _read(self, ids: list[int]) -> list[Quote]:
        """The quotes themselves, by the base queryset: it decides what may be seen."""
        wanted = cast(QuoteQuerySet, self.queryset.filter(pk__in=ids)).order_by().with_context()
        quotes = {quote.pk: quote for quote in self.marked(wanted)}
        return [quotes[pk] for pk in ids if pk in quotes]

    def count(self) -> Counted:
        """How many match, counted up to a bound."""
        return Counted(0) if self.form.errors else self._counted

    @cached_property
    def _counted(self) -> Counted:
        return count(self.matches)

    @cached_property
    def _survey(self) -> Survey:
        return Survey(self.matches)

    def facets(self) -> list[Facet]:
        """What the matches have in common: values of each kind, with counts."""
        return [] if self.form.errors else self._survey.facets(self._chosen_values())

    def _chosen_values(self) -> dict[str, list[str]]:
        given = self.form.cleaned_data if self.is_bound else {}
        found = {name: given.get(name) or [] for name in FACETS}
        return {name: [one] if isinstance(one, str) else list(one) for name, one in found.items()}

    def timeline(self) -> Timeline:
        """The months in which the matches were said, with counts."""
        return Timeline() if self.form.errors else self._survey.timeline()

    def rows(self, *, after: datetime | None = None, batch: int = 500) -> Iterator[Quote]:
        """Every match, a batch at a time: the newest first, or the oldest where that is the order.

        With `after`, those that readers can see since a later moment, the earliest of them first.
        """
        if self.form.errors:
            return
        newest = self.ordering != Order.OLDEST
        batches = (
            since(self.matches, after, batch)
            if after
            else all_of(self.matches, batch, newest=newest)
        )
        for ids in batches:
            yield from self._read(ids)

    @property
    def notes(self) -> list[str]:
        """What was searched for instead of what was typed, and why."""
        told = super().notes
        is_unranked = self.ordering == Order.BEST and not self.query.rank_query
        return [*told, NO_BEST] if is_unranked else told

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """The speakers who may be meant by words with which hardly anything is found."""
        if not self.query.tree or self.count().number >= FEW:
            return []
        return [
            Suggestion(one.name, one.query, self._address_with(one.query))
            for one in suggested(self.query, self.queryset)
        ]

    def _address_with(self, words: str) -> str:
        """The query string of this search with other words."""
        data = QueryDict(mutable=True)
        for name in self.base_filters:
            values = [words] if name == "q" else self.data.getlist(name)
            data.setlist(name, [value for value in values if value])
        return f"?{data.urlencode()}"

    def marked(self, quotes: QuerySet[Quote]) -> QuerySet[Quote]:
        """The quotes with what `segments` needs; the number of queries stays the same."""
        return self.query.mark(quotes)

    def segments(self, quote: Quote) -> list[Segment]:
        """A quote's words as (text, is_match) runs; joined, the texts are the words again."""
        return self.query.segments(quote)
