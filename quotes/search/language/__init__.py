"""The language of a search: words, "exact phrases", fields, and AND, OR, NOT between them."""

from quotes.search.language.conditions import Reading, conditions
from quotes.search.language.fields import FIELDS, Operator
from quotes.search.language.marking import Segment
from quotes.search.language.narrowing import on_quotes
from quotes.search.language.query import MOST_PHRASES, Query, parse
from quotes.search.language.suggesting import Suggested, suggested

__all__ = [
    "FIELDS",
    "MOST_PHRASES",
    "Operator",
    "Query",
    "Reading",
    "Segment",
    "Suggested",
    "conditions",
    "on_quotes",
    "parse",
    "suggested",
]
