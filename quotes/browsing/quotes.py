"""The lists of quotes on pages other than the search's: the same search, its filters given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotes.models import Quote
from quotes.search import BadCursor, Counted, QuoteSearch, Results

PAGE = 20
NO_SUCH_PAGE = "This address leads to no page of the list. This is its beginning."


@dataclass(frozen=True)
class Found:
    """A page of quotes, how many there are in all, and why it is another than was asked for."""

    page: Results
    count: Counted
    error: str = ""


def found(given: Mapping[str, str], cursor: str = "") -> Found:
    """A page of what the search finds for some filters, the newest first.

    A cursor that leads nowhere leads to the first page, which says so.
    """
    search = QuoteSearch(given, queryset=Quote.objects.public())
    try:
        return Found(search.page(cursor, PAGE), search.count())
    except BadCursor:
        return Found(search.page("", PAGE), search.count(), NO_SUCH_PAGE)
