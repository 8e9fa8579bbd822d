"""Django's PostgreSQL backend that has the embedded server running before it connects."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from psycopg.errors import CannotConnectNow, OperationalError

from config.embedded import EmbeddedServer

RECOVERS_WITHIN = 30.0  # seconds

if not is_psycopg3:
    raise ImportError("The embedded database needs psycopg 3.")

server = EmbeddedServer(Path(settings.STATE_DIR))


class DatabaseWrapper(base.DatabaseWrapper):
    """The stock backend, with the server started, or restarted after a crash, on connecting."""

    def get_connection_params(self) -> dict[str, Any]:
        server.ensure()
        return super().get_connection_params() | {"host": str(server.sockets)}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; while the server recovers from a crash, wait for it, with a bound."""
        until = time.monotonic() + RECOVERS_WITHIN
        while True:
            try:
                return super().get_new_connection(conn_params)
            except OperationalError as error:
                if not _passing(error) or time.monotonic() > until:
                    raise
                time.sleep(0.2)
                server.ensure()


_PASSES = (
    "starting up",
    "shutting down",
    "recovery mode",
    "accepting connections",
    "Connection refused",
)
"""What a server says that stops or recovers, after "not yet" or "not"."""


def _passing(error: OperationalError) -> bool:
    return isinstance(error, CannotConnectNow) or any(said in str(error) for said in _PASSES)
