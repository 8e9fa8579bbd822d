"""`manage.py search_rows`: whether the rows to search are right, and right ones where not."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from quotes import searchrows
from sources.commands import OneLineCommand

NAMED = 10
"""How many of the quotes with a wrong row are named."""


class Command(OneLineCommand):
    """Compares every row with what it is derived from, and says in one line how they stand."""

    help = "Check the rows to search, or write anew what is wrong of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of two things to do."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--check", action="store_true", help="only compare; exit non-zero if any is wrong"
        )
        what.add_argument("--rebuild", action="store_true", help="write anew what is wrong")
        parser.add_argument(
            "--dry-run", action="store_true", help="with --rebuild: only say what it would write"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, or rebuild."""
        if options["rebuild"] and not options["dry_run"]:
            found = searchrows.rebuild(self._progress)
            self.stdout.write(f"{found.quotes} quotes: {len(found.wrong)} rows written anew.")
            return
        found = searchrows.check(self._progress)
        if found.wrong and options["check"]:
            raise CommandError(
                f"{found.quotes} quotes: {_told(found.wrong)} Run search_rows --rebuild."
            )
        told = _told(found.wrong) if found.wrong else "every row is right."
        self.stdout.write(f"{found.quotes} quotes: {told}")

    def _progress(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} quotes", ending="")


def _told(wrong: list[int]) -> str:
    named = ", ".join(str(pk) for pk in wrong[:NAMED])
    rest = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return f"{len(wrong)} rows are missing, wrong or too much, those of quotes {named}{rest}."
