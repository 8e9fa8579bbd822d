"""`manage.py dump_months [DIR]`: every public quote, in files by month; done every hour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from quotes import export
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Writes the months in which something changed, and says which."""

    help = "Write the public quotes of each month that changed, with a manifest of all months."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument(
            "folder",
            metavar="DIR",
            type=Path,
            nargs="?",
            default=settings.DUMPS_DIR,
            help="the folder that /api/v1/dumps/ shows unless told",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be written")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, or say what would be."""
        folder: Path = options["folder"]
        try:
            done = export.dump(folder, dry_run=options["dry_run"], tell=self._progress)
        except OSError as error:
            raise CommandError(f"{folder} can't be written: {error.strerror}.") from error
        would = "Would write" if options["dry_run"] else "Wrote"
        self.stdout.write(
            f"{would} {len(done.written)} months, kept {len(done.kept)}, removed "
            f"{len(done.removed)}; {done.rows:,} quotes in {folder}."
        )

    def _progress(self, done: int, of: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {of} months", ending="")
