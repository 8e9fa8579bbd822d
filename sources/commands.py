"""What our commands have in common: whatever was wrong is one line on stderr."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.refusal import Refusal

MISUSED = 2
"""The exit status of a command that was called with what it does not take."""


class OneLineCommand(BaseCommand):
    """A command that says in one line what is wrong with how it was called, or why it refused."""

    def run_from_argv(self, argv: list[str]) -> None:
        """Run it; wrong arguments are told without argparse's list of all that there are."""
        parser = self.create_parser(argv[0], argv[1])  # raises, as if called from Python
        try:
            parser.parse_args(argv[2:])
        except CommandError as wrong:
            told = " ".join(str(wrong).splitlines())
            self.stderr.write(f"{told} (see {parser.prog} --help)")
            sys.exit(MISUSED)
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Do it; what a verb refuses is the command's error, in the verb's words."""
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
