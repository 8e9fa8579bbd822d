"""Which quotes are exported: those of a search, all of them, in its order; and the SQL for that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from quotes.export.columns import columns
from quotes.models import Quote, QuoteQuerySet
from quotes.search import Order, QuoteSearch
from sources.refusal import Refusal

MOST_UNASKED = 10_000
"""How many quotes anybody may have at once; with more, they say who they are."""

BEST = "An export has all matches, and best match ranks the newest only. Order by newest or oldest."


class TooMany(Refusal):
    """A search that has more than may be had without saying who asks."""

    def __init__(self) -> None:
        super().__init__(
            f"This search has more than {MOST_UNASKED:,} quotes, which is the most that an export "
            "has without a token. Narrow the search, take the dumps by month at "
            "/api/v1/dumps/, or send a token."
        )


@dataclass(frozen=True)
class Selection:
    """The statement that selects the quotes, a column each of COLUMNS, and its parameters."""

    sql: str
    params: tuple[Any, ...]


def selected(search: QuoteSearch, *, may_have_all: bool = True) -> Selection:
    """The public quotes that a search finds; TooMany, or a Refusal of what it can't be ordered by.

    The search is valid: whoever asks has read its errors.
    """
    if search.ordering == Order.BEST:
        raise Refusal(BEST, field="order")
    if not may_have_all and not search.count().is_exact:
        raise TooMany
    quotes = Quote.objects.public()
    if not search.matches.are_all:
        quotes = quotes.filter(pk__in=search.matches.found.order_by().values("pk"))
    sign = "" if search.ordering == Order.OLDEST else "-"
    quotes = quotes.order_by(f"{sign}said_on", f"{sign}id")
    return statement(quotes if may_have_all else quotes[:MOST_UNASKED])


def of_month(first: date, after: date) -> Selection:
    """The public quotes said from one day on and before another, in the order of their numbers."""
    quotes = Quote.objects.public().filter(said_on__gte=first, said_on__lt=after)
    return statement(quotes.order_by("pk"))


def statement(quotes: QuoteQuerySet) -> Selection:
    """The statement that selects these quotes' columns."""
    expressions = [column.expression for column in columns()]
    sql, params = quotes.values_list(*expressions).query.sql_with_params()
    return Selection(sql, tuple(params))
