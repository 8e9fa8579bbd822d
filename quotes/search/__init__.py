"""One search for page, API, feed and alert: its query language, its filters and its pages."""

from quotes.search.filters import DeskSearch, QuoteSearch
from quotes.search.language import Segment
from quotes.search.paging import BadCursor, QuotePage, page_of
from quotes.search.public import public_articles, public_outlets

__all__ = [
    "BadCursor",
    "DeskSearch",
    "QuotePage",
    "QuoteSearch",
    "Segment",
    "page_of",
    "public_articles",
    "public_outlets",
]
