"""`manage.py seal_ledger`: take what is new on the record into the ledger; done every night."""

from typing import Any

from quotes import ledger
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Seals, and prints the head to keep elsewhere."""

    help = "Seal the reviews, notices and events that are not sealed yet, and print the head."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal them and print the head."""
        sealed = ledger.seal(tell=self._progress)
        end = ledger.head()
        self.stdout.write(f"{sealed} rows sealed. Head: link {end.number}, {end.hash}")

    def _progress(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} rows", ending="")
