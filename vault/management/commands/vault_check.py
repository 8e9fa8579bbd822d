"""`manage.py vault_check`: whether everything in the vault can still be read."""

from typing import Any

from django.core.management.base import CommandError

from sources.commands import OneLineCommand
from vault import rotation


class Command(OneLineCommand):
    """Prints which entries can't be read or are known to too few; never what they hold."""

    help = "Check that every entry of the vault opens under its keys, and was not tampered with."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        seen = failed = 0
        for finding in rotation.check():
            seen += 1
            failed += bool(finding.trouble)
            if finding.trouble or finding.warning:
                self.stderr.write(f"{finding.entry.pk}: {finding.trouble or finding.warning}")
        if failed:
            raise CommandError(f"{failed} of {seen} can't be read.")
        self.stdout.write(f"{seen} checked; all can be read.")
