"""`manage.py api_token`: a token with which an editor's program speaks to the API."""

from argparse import ArgumentTypeError
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser

from access import tokens
from access.scopes import EDITORS, Scope
from access.tokens import MOST_DAYS, USUAL_DAYS
from sources.commands import OneLineCommand


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
        """Whose, for how long, and for what."""
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument(
            "--days",
            type=days,
            default=USUAL_DAYS,
            help=f"how long it holds, 1 to {MOST_DAYS}; {USUAL_DAYS} unless told",
        )
        parser.add_argument(
            "--scope",
            action="append",
            choices=Scope.values,
            help="what it is for, once for each scope; read, desk:read and desk:write unless told",
        )
        parser.add_argument("--name", default="", help="which program it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print it."""
        made, secret = tokens.issue(
            tokens.personal_client(_person(options["username"])),
            scopes=options["scope"] or EDITORS,
            days=options["days"],
            name=options["name"],
        )
        self.stdout.write(secret)
        self.stderr.write(
            f"For {options['username']}, until {made.expires_at:%-d %B %Y}. "
            "It is not shown again. Send it as: Authorization: Token …"
        )


def _person(username: str) -> Any:
    people = get_user_model()
    try:
        return people.objects.get_by_natural_key(username)
    except people.DoesNotExist:
        raise CommandError(f"Nobody has the user name {username!r}.") from None
