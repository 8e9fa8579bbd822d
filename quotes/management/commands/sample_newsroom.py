"""`manage.py sample_newsroom`: a dozen invented stories to try the product with, and logins."""

from typing import Any

from django.core.management.base import CommandParser

from quotes import sample
from sources.commands import OneLineCommand
from sources.refusal import Refusal


class Command(OneLineCommand):
    """Makes the sample newsroom, or shows its logins."""

    help = (
        "Make a sample newsroom: a dozen invented stories with their quotes in every state, and a "
        "login for every role. A second run changes nothing. Only in a database without other "
        "articles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do besides."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--logins", action="store_true", help="show the logins (role, name, password), no more"
        )
        choice.add_argument(
            "--if-empty",
            action="store_true",
            help="leave a database that holds other articles alone, and show no logins",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, then show how to get in."""
        if not options["logins"]:
            try:
                made = sample.make()
            except Refusal:
                if options["if_empty"]:
                    return
                raise
            self.stdout.write(_what_came_of_it(made))
        if not options["if_empty"]:
            self._show_logins()

    def _show_logins(self) -> None:
        logins = sample.logins()
        for login in logins:
            self.stdout.write(f"{login.role:<16}  {login.username:<8}  {login.password}")
        if not logins:
            self.stdout.write("No sample logins here. `manage.py createsuperuser` makes a login.")


def _what_came_of_it(made: sample.Made) -> str:
    if not made.stories:
        return "The sample newsroom is complete; nothing was changed."
    return f"Made {made.stories} stories with {made.quotes} quotes."
