"""`manage.py verify_ledger`: whether the record is as it was sealed, or where first it is not."""

import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError, CommandParser

from quotes import ledger
from sources.commands import OneLineCommand


def link_number(value: str) -> int:
    """A link to begin at: a whole number from 1 on."""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
    if number < 1:
        raise ArgumentTypeError(f"{value!r} is not the number of a link, 1 or more.")
    return number


def head_hash(value: str) -> str:
    """A head that was kept: 64 hexadecimal digits."""
    if not re.fullmatch("[0-9a-fA-F]{64}", value):
        raise ArgumentTypeError("A head is 64 hexadecimal digits, as --head prints it.")
    return value


class Command(OneLineCommand):
    """Follows the chain and says in one line how it stands."""

    help = "Verify the ledger; name the first broken link and exit non-zero if there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to begin, and what to hold the chain against."""
        parser.add_argument(
            "--from",
            dest="since",
            type=link_number,
            default=1,
            help="the link to begin at; what is before it is taken on trust",
        )
        parser.add_argument(
            "--expect", type=head_hash, help="a head kept elsewhere, to be met on the way"
        )
        parser.add_argument(
            "--head", action="store_true", help="print the head's hash, and verify nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, or print the head."""
        if options["head"]:
            self.stdout.write(ledger.head().hash)
            return
        try:
            verified = ledger.verify(
                since=options["since"], expect=options["expect"] or "", tell=self._progress
            )
        except ledger.Broken as broken:
            raise CommandError(f"The ledger is broken: {broken}.") from None
        self.stdout.write(_in_one_line(verified))

    def _progress(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} links", ending="")


def _in_one_line(verified: int) -> str:
    end = ledger.head()
    if end.sealed_at is None:
        return "Nothing has been sealed yet; run seal_ledger."
    return (
        f"The ledger holds: {verified} links to {end.number}, sealed last on "
        f"{end.sealed_at:%-d %B %Y, %H:%M %Z}; {ledger.unsealed()} rows wait for the next seal. "
        f"Head: {end.hash}"
    )
