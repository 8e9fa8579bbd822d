"""The lists of quotes on pages other than the search's: the same search, its filters given."""

from __future__ import annotations

from collections.abc import Mapping

from quotes.search import QuoteSearch, Results

PAGE = 20


def found_page(given: Mapping[str, str], cursor: str = "") -> Results:
    """A page of what the search finds for some filters, the newest first; or BadCursor."""
    return QuoteSearch(given).page(cursor, PAGE)
