"""`manage.py erase_subscribers`: forget who never confirmed, or everything of one address."""

from argparse import ArgumentParser
from typing import Any

from alerts import calling, subscribing
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Erases addresses that were never confirmed; the worker does the same every night."""

    help = "Erase e-mail addresses that were not confirmed within 7 days, or all of one address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("--address", help="stop and erase all alerts of this e-mail address")

    def handle(self, *args: Any, address: str | None = None, **options: Any) -> None:
        """Erase, and say how many there were."""
        if address:
            number = subscribing.forget_address(address)
            self.stdout.write(f"Stopped and erased {number}.")
            return
        number = subscribing.erase()
        calling.erase()
        self.stdout.write(f"Erased {number} that were not confirmed.")
