"""`manage.py api_token`: a token with which an editor's program speaks to the API."""

from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from knox.models import get_token_model

from sources.commands import OneLineCommand

MOST_DAYS = 365


def days(value: str) -> int:
    """A token's life: a whole number of days, a year at most."""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0
    if not 1 <= number <= MOST_DAYS:
        raise ArgumentTypeError(f"{value!r} is not a whole number from 1 to {MOST_DAYS}.")
    return number


class Command(OneLineCommand):
    """Makes one token and prints it once; only its hash is kept."""

    help = "Make an API token for an active member of staff, and print it once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and for how long."""
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument(
            "--days", type=days, default=90, help="how long it holds, 1 to 365; 90 unless told"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print it."""
        made, token = get_token_model().objects.create(
            user=_staff(options["username"]), expiry=timedelta(days=options["days"])
        )
        self.stdout.write(token)
        self.stderr.write(
            f"For {options['username']}, until {made.expiry:%-d %B %Y}. "
            "It is not shown again. Send it as: Authorization: Token …"
        )


def _staff(username: str) -> Any:
    person = get_user_model().objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"Nobody has the user name {username!r}.")
    if not person.is_active:
        raise CommandError(f"{username} is not active any more. Reactivate the account first.")
    if not person.is_staff:
        raise CommandError(f"{username} is not staff; only editors use tokens.")
    return person
