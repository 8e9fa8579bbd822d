"""`manage.py duplicates`: pairs of speakers that may be one, with reasons; nothing is merged."""

from typing import Any

from django.core.management.base import CommandParser

from quotes import duplicates
from quotes.duplicates import Pair
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Lists likely duplicates, those of the latest entries first."""

    help = "List speakers that may be one, with what speaks for it and against it."

    def add_arguments(self, parser: CommandParser) -> None:
        """How likely, and how many."""
        parser.add_argument("--at-least", type=int, default=0, metavar="N", help="of 100")
        parser.add_argument("--most", type=int, default=100, metavar="N", help="how many to list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Page by page, until there are enough or no more."""
        left, after = options["most"], ""
        while left > 0:
            found = duplicates.page(after)
            for pair in found.pairs:
                if pair.score >= options["at_least"] and left > 0:
                    self.stdout.write(_line(pair))
                    left -= 1
            after = found.next
            if not after:
                break


def _line(pair: Pair) -> str:
    one, other = pair.later.speaker, pair.elder.speaker
    against = "".join(f"; against: {reason}" for reason in pair.against)
    return f"{pair.score:>3}  {one} ({one.pk}), {other} ({other.pk}): " + (
        f"{'; '.join(pair.reasons)}{against}"
    )
