"""The lists of quotes on pages other than the search's: the same search, its filters given."""

from __future__ import annotations

from collections.abc import Mapping

from quotes.models import Quote
from quotes.search import QuotePage, QuoteSearch, page_of

PAGE = 20


def found_page(given: Mapping[str, str], cursor: str = "") -> QuotePage[Quote]:
    """A page of what the search finds for some filters, the newest first; or BadCursor."""
    search = QuoteSearch(given, queryset=Quote.objects.public())
    return page_of(search.qs.with_context().newest_first(), cursor, PAGE)
