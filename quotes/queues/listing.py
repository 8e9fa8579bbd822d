"""One queue as somebody asks for it: filtered, in an order, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet, TextField, Value

from quotes.models import Hold, Quote, QuoteQuerySet
from quotes.queues.counts import bounded
from quotes.queues.filters import QueueFilter
from quotes.queues.orders import ordered
from quotes.queues.table import OPEN, Queue
from quotes.search import QuotePage, page_of

A_PAGE = 50


class Listing:
    """What a person asks of a queue. With an error nothing is found: a list that ignores a filter
    would be read as if it obeyed it.
    """

    def __init__(self, queue: Queue, given: Mapping[str, str], *, by: Any) -> None:
        self.queue, self.by = queue, by
        rows = queue.rows(by).annotate(since=queue.since)
        self.filters = QueueFilter(given, rows, by=by)
        self.form = self.filters.form

    @property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong with the filters, by name."""
        return {name: [str(one) for one in errors] for name, errors in self.form.errors.items()}

    def _chosen(self, name: str, otherwise: str) -> str:
        return (self.form.cleaned_data.get(name) if self.form.is_valid() else "") or otherwise

    @property
    def scope(self) -> str:
        """Whose work is shown."""
        return self._chosen("show", OPEN)

    @property
    def order(self) -> str:
        """The order's name."""
        return self._chosen("order", "urgent")

    @cached_property
    def rows(self) -> QuerySet[Quote]:
        """Everything that is asked for, in order."""
        if self.errors:
            return Quote.objects.none().annotate(since=self.queue.since).order_by("since", "id")
        scoped = self.queue.scoped(self.scope, self.by, self.filters.qs)
        return ordered(scoped, self.queue, self.order)

    @cached_property
    def count(self) -> int:
        """How many, up to one more than is counted."""
        return bounded(self.rows)

    def page(self, cursor: str | None = "", size: int = A_PAGE) -> QuotePage[Quote]:
        """A page with what a row shows, in a fixed number of queries; BadCursor if it is none."""
        return page_of(self.whole(), cursor, size)

    def whole(self) -> QuerySet[Quote]:
        """Everything that is asked for, with what a row shows."""
        return shown(self.rows, self.queue)

    def chosen(self, most: int) -> list[tuple[int, int]]:
        """Ids and change numbers of everything that is asked for, up to one more than `most`."""
        return list(self.rows.values_list("pk", "change_number")[: most + 1])

    def in_words(self) -> str:
        """The queue and the filters in use, as the record of a bulk run keeps them."""
        filters = self.filters.in_words()
        return f"{self.queue.title} ({filters})" if filters else self.queue.title

    def address(self, **other: str) -> str:
        """The query part of the address that asks for it, with some of it put otherwise."""
        given = {name: self.form.data.get(name, "") for name in self.form.fields} | other
        return urlencode({name: value for name, value in given.items() if value})


def shown(rows: QuerySet[Quote], queue: Queue) -> QuerySet[Quote]:
    """Rows with all that a line of a queue shows."""
    with_all = cast(QuoteQuerySet, rows).with_context().with_speaker_as_captured()
    why = queue.why or Value("", output_field=TextField())
    held = Hold.objects.current().select_related("holder", "came_from")
    return with_all.annotate(why=why).prefetch_related(Prefetch("holds", held))


def row_of(queue: Queue, pk: int) -> Quote | None:
    """One quote as a row of a queue, whether it is still in it or not."""
    rows = Quote.objects.filter(pk=pk).annotate(since=queue.since)
    return shown(rows, queue).first()
