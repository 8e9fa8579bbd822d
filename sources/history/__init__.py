"""What the record of changes says: who changed what, and how a row stood at any moment."""

from sources.history.articles import article_at
from sources.history.articles import page as article_page
from sources.history.changes import (
    NOBODY,
    PAGE,
    Change,
    Entry,
    HistoryPage,
    is_kept,
    page,
    shown,
)
from sources.history.differences import Run, Sides, sides
from sources.history.moments import LONGEST_MOMENT, Stood, as_of, moment, parts_of, states_of
from sources.history.places import written
from sources.history.records import (
    Fact,
    Neighbours,
    Record,
    Section,
    facts,
    neighbours,
    record_at,
)

__all__ = [
    "LONGEST_MOMENT",
    "NOBODY",
    "PAGE",
    "Change",
    "Entry",
    "Fact",
    "HistoryPage",
    "Neighbours",
    "Record",
    "Run",
    "Section",
    "Sides",
    "Stood",
    "article_at",
    "article_page",
    "as_of",
    "facts",
    "is_kept",
    "moment",
    "neighbours",
    "page",
    "parts_of",
    "record_at",
    "shown",
    "sides",
    "states_of",
    "written",
]
