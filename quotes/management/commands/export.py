"""`manage.py export FILE`: the public quotes that a search finds, as JSON Lines, CSV or Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.http import QueryDict

from quotes import export
from quotes.models import Quote
from quotes.search import QuoteSearch
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Writes the file whole, or not at all."""

    help = (
        "Write the public quotes that a search finds to a file: .jsonl, .csv or .parquet; "
        ".jsonl.gz and .csv.gz are packed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--search",
            default="",
            metavar="QUERY",
            help="as in the address of a search, such as 'q=harbour&speaker=ada-quill'; all if not",
        )
        parser.add_argument("--dry-run", action="store_true", help="only count, and write nothing")
        parser.add_argument("--force", action="store_true", help="replace a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, or write."""
        target: Path = options["file"]
        export.format_of(target)
        search = _search(options["search"])
        selection = export.selected(search)
        if options["dry_run"]:
            self.stdout.write(f"Would write {search.count()} quotes to {target}.")
            return
        if target.exists() and not options["force"]:
            raise CommandError(f"{target} is there already. Give another name, or --force.")
        self.rows = 0
        try:
            size = export.write(selection, target, tell=self._progress)
        except OSError as error:
            raise CommandError(f"{target} can't be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {self.rows:,} quotes to {target}, {size:,} bytes.")

    def _progress(self, done: int) -> None:
        self.rows = done
        if self.stderr.isatty():
            self.stderr.write(f"\r{done:,} quotes", ending="")


def _search(asked: str) -> QuoteSearch:
    """The search, once all of it is understood."""
    given = QueryDict(asked)
    unknown = sorted(set(given) - set(QuoteSearch.base_filters))
    if unknown:
        known = ", ".join(sorted(QuoteSearch.base_filters))
        raise CommandError(f"A search has no “{unknown[0]}”. It has: {known}.")
    search = QuoteSearch(given, queryset=Quote.objects.public())
    if not search.is_valid():
        field, messages = next(iter(search.errors.items()))
        raise CommandError(f"{field}: {messages[0]}")
    return search
