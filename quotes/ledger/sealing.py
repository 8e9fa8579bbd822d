"""Taking rows into the ledger: every settled row that has no link yet, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from quotes.ledger.tables import START, Table, chained, digest, sealed_tables, waiting, written_out
from quotes.models import Link, Seal, Shape

BATCH = 2000
"""Rows in memory at a time."""

# With an INSERT of as many rows sealing takes twice as long.
_KEEP = """
    COPY quotes_link (number, seal_id, shape_id, "table", "row", digest, hash) FROM STDIN
"""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('quotes.ledger'))"

# Of other roles' sessions the time is hidden; a product's processes share one role.
_OPEN_SINCE = """
    SELECT LEAST(min(xact_start), now()) FROM pg_stat_activity
    WHERE datname = current_database() AND xact_start IS NOT NULL
"""


@dataclass
class _Chain:
    """The chain's end while it grows."""

    seal: Seal
    number: int
    hash: bytes

    def add(self, table: Table, shape: Shape, row: int, content: str) -> tuple[Any, ...]:
        """One more link, as `_KEEP` takes it."""
        self.number += 1
        own = digest(content)
        self.hash = chained(
            self.hash,
            self.number,
            seal=self.seal.pk,
            table=table.label,
            row=row,
            columns=shape.columns,
            own=own,
        )
        return self.number, self.seal.pk, shape.pk, table.label, row, own, self.hash


def seal(*, tell: Callable[[int], None] = lambda sealed: None) -> int:
    """Seal what has no link yet, all of it or nothing; the number of rows that were sealed.

    A run is one transaction, for a seal says that everything older is in. `tell` hears how many are
    done. Two runs wait for each other; whoever writes meanwhile waits for neither.
    """
    with written_out() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        tables = sealed_tables()
        chain = _begun(cursor, tables)
        start = chain.number
        for table in tables:
            _seal_table(cursor, table, chain, lambda: tell(chain.number - start))
    return chain.number - start - 1  # the seal's own row is no news


def _begun(cursor: Any, tables: Sequence[Table]) -> _Chain:
    cursor.execute(_OPEN_SINCE)
    (open_since,) = cursor.fetchone()
    last = Link.objects.order_by("-number").first()
    return _Chain(
        seal=Seal.objects.create(open_since=open_since, tables=[one.label for one in tables]),
        number=last.number if last else 0,
        hash=bytes(last.hash) if last else START,
    )


def _seal_table(cursor: Any, table: Table, chain: _Chain, tell: Callable[[], None]) -> None:
    shape = None
    reached = -(2**63)
    batch = (
        f"{table.select()} WHERE t.{table.key} > %s AND {waiting(table)}"
        f" ORDER BY t.{table.key} LIMIT {BATCH}"
    )
    while True:
        cursor.execute(batch, [[], reached])
        rows = cursor.fetchall()
        if not rows:
            return
        shape = shape or Shape.objects.get_or_create(table=table.label, columns=table.columns)[0]
        with connection.wrap_database_errors, cursor.copy(_KEEP) as links:
            for row, content, _ in rows:
                links.write_row(chain.add(table, shape, row, content))
        reached = rows[-1][0]
        tell()
