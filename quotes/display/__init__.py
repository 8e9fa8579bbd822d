"""How a public quote is shown: its words, its place in the source, its history and its citation."""

from quotes.display.context import AROUND, Stretch, beside, context
from quotes.display.differences import Difference, differences
from quotes.display.history import Change, changes, public_notices, retractions, setting
from quotes.display.revisions import Revision, announced, has_revisions, people_named, revisions
from quotes.display.source import page, permalink, source_link
from quotes.display.words import (
    as_printed,
    citation,
    citation_name,
    day,
    label,
    machine_day,
    marked_pieces,
    meaning,
    pieces,
    shortened,
    who,
)

__all__ = [
    "AROUND",
    "Change",
    "Difference",
    "Revision",
    "Stretch",
    "announced",
    "as_printed",
    "beside",
    "changes",
    "citation",
    "citation_name",
    "context",
    "day",
    "differences",
    "has_revisions",
    "label",
    "machine_day",
    "marked_pieces",
    "meaning",
    "page",
    "people_named",
    "permalink",
    "pieces",
    "public_notices",
    "retractions",
    "revisions",
    "setting",
    "shortened",
    "source_link",
    "who",
]
