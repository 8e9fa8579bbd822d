"""One search for page, API, feed and alert: its query language, its filters and its pages."""

from quotes.search.filters import Order
from quotes.search.language import Segment
from quotes.search.paging import BadCursor, QuotePage, page_of
from quotes.search.public import public_articles, public_outlets
from quotes.search.results import (
    Counted,
    Facet,
    FacetValue,
    Month,
    Ranked,
    Results,
    Suggestion,
    Timeline,
)
from quotes.search.searching import QuoteSearch
from quotes.search.states import DeskSearch

__all__ = [
    "BadCursor",
    "Counted",
    "DeskSearch",
    "Facet",
    "FacetValue",
    "Month",
    "Order",
    "QuotePage",
    "QuoteSearch",
    "Ranked",
    "Results",
    "Segment",
    "Suggestion",
    "Timeline",
    "page_of",
    "public_articles",
    "public_outlets",
]
