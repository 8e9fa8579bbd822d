"""Quotes for the tools of others: a search as JSON Lines, CSV or Parquet, and dumps by month."""

from quotes.export.columns import COLUMNS, SCHEMA_VERSION, json_schema
from quotes.export.dumps import Changed, Month, NoDump, dump, dump_file, manifest
from quotes.export.files import Unfit, format_of, write
from quotes.export.formats import FORMATS, Format
from quotes.export.selecting import Selection, TooMany, selected
from quotes.export.streaming import Busy, Overdue, stream

__all__ = [
    "COLUMNS",
    "FORMATS",
    "SCHEMA_VERSION",
    "Busy",
    "Changed",
    "Format",
    "Month",
    "NoDump",
    "Overdue",
    "Selection",
    "TooMany",
    "Unfit",
    "dump",
    "dump_file",
    "format_of",
    "json_schema",
    "manifest",
    "selected",
    "stream",
    "write",
]
