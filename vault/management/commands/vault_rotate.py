"""`manage.py vault_rotate`: seal everything in the vault anew under its newest key."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from sources.commands import OneLineCommand
from vault import rotation


class Command(OneLineCommand):
    """Prints how many entries were sealed anew, and which could not be; never what they hold."""

    help = (
        "Seal every entry of the vault under its newest key, the first in VAULT_KEYS_FILE or "
        "VAULT_KEYS. It may be stopped and run again. Afterwards the older keys can be destroyed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether only to look."""
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate."""
        done = failed = 0
        for finding in rotation.rotate(dry_run=options["dry_run"]):
            if finding.trouble:
                failed += 1
                self.stderr.write(f"{finding.entry.pk}: {finding.trouble}")
            else:
                done += 1
        would = "would be sealed" if options["dry_run"] else "sealed"
        self.stdout.write(f"{done} {would} anew under the newest key.")
        if failed:
            raise CommandError(f"{failed} can't be read; keep the older keys.")
