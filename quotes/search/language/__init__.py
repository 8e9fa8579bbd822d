"""The language of a search: words, "exact phrases", fields, and AND, OR, NOT between them."""

from quotes.search.language.fields import FIELDS, Operator
from quotes.search.language.marking import Segment
from quotes.search.language.query import MOST_PHRASES, Query, parse

__all__ = ["FIELDS", "MOST_PHRASES", "Operator", "Query", "Segment", "parse"]
