"""`manage.py erase_contacts`: forget how to reach readers whose requests were closed long ago."""

from typing import Any

import pghistory
from django.conf import settings

from quotes import requests
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Erases e-mail addresses; the worker does the same every night."""

    help = (
        "Erase the e-mail addresses of readers whose requests for a correction were closed "
        "CONTACT_DAYS ago or longer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many there were."""
        with pghistory.context(command="erase_contacts"):
            number = requests.erase_contacts()
        days = settings.CONTACT_DAYS
        self.stdout.write(f"Erased {number}, of requests closed more than {days} days ago.")
