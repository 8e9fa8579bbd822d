"""What the ledger seals, and how a row is written out so that its hash never changes by itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from pghistory.models import Event

from quotes.models import Link

CONTEXT = "pgh_context"
"""An event is sealed with who made it and from where, which stand in a table beside it."""

START = bytes(32)
"""The hash before the first link."""


_PLAINLY = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
}
"""Settings of the database that decide how it writes a value."""


@dataclass(frozen=True)
class Table:
    """A table of the record."""

    model: type[Model]

    @property
    def label(self) -> str:
        """Its name in the ledger."""
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        """Its name in SQL."""
        return connection.ops.quote_name(self.model._meta.db_table)

    @property
    def key(self) -> str:
        """Its key's name in SQL."""
        return connection.ops.quote_name(str(self.model._meta.pk.column))

    @property
    def is_history(self) -> bool:
        """Whether its rows are events, which have a context and a time of the database's own."""
        return issubclass(self.model, Event)

    @property
    def written_at(self) -> str:
        """SQL: when a row was written, as the database alone sets it; NULL where none says."""
        if self.is_history:
            return "t.pgh_created_at"
        return "t.at" if any(field.name == "at" for field in self.model._meta.fields) else "NULL"

    @property
    def settled(self) -> str:
        """SQL: whether a row is as it will stay."""
        return str(getattr(self.model, "sealed_when", "")) or "TRUE"

    @cached_property
    def columns(self) -> list[str]:
        """The columns that it has now, in the database itself, by name."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND attnum > 0 AND NOT attisdropped",
                [self.name],
            )
            found = [name for (name,) in cursor.fetchall()]
        return sorted([*found, CONTEXT] if self.is_history else found)

    def select(self) -> str:
        """SQL: key, content and time of rows `t`; the parameter is the columns to leave out.

        `jsonb` writes a value in one way only: keys in an order of its own, no spaces to spare.
        """
        context = join = ""
        if self.is_history:
            context = f" || jsonb_build_object('{CONTEXT}', c.metadata)"
            join = " LEFT JOIN pghistory_context c ON c.id = t.pgh_context_id"
        content = f"((to_jsonb(t){context}) - %s::text[])::text"
        return f"SELECT t.{self.key}, {content}, {self.written_at} FROM {self.name} t{join}"


@dataclass(frozen=True)
class Head:
    """Where the chain ends: what to keep elsewhere."""

    number: int
    hash: str
    sealed_at: datetime | None


def sealed_tables() -> list[Table]:
    """Reviews, notices, mergers, seals, and the events of every model whose history is kept.

    An app of a higher layer is among them as soon as its models are tracked, or say `sealed_when`.
    """
    return sorted(
        (
            Table(model)
            for model in apps.get_models()
            if model._meta.managed
            and not model._meta.proxy
            and (issubclass(model, Event) or hasattr(model, "sealed_when"))
        ),
        key=lambda table: table.label,
    )


def digest(content: str) -> bytes:
    """The hash of one row's content."""
    return hashlib.sha256(content.encode()).digest()


def chained(
    before: bytes,
    number: int,
    *,
    seal: int,
    table: str,
    row: int,
    columns: Sequence[str],
    own: bytes,
) -> bytes:
    """The hash of a link: of the one before, of its place, and of what it seals."""
    said = [number, seal, table, row, list(columns), own.hex()]
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + written.encode()).digest()


@contextmanager
def written_out() -> Iterator[Any]:
    """A cursor in a transaction in which the database writes every value in one way only."""
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in _PLAINLY.items():
            cursor.execute("SELECT set_config(%s, %s, true)", setting)
        yield cursor


def head() -> Head:
    """The last link there is."""
    last = Link.objects.select_related("seal").order_by("-number").first()
    if last is None:
        return Head(0, START.hex(), None)
    return Head(last.number, bytes(last.hash).hex(), last.seal.made_at)


def unsealed() -> int:
    """How many rows wait for the next seal."""
    total = 0
    with connection.cursor() as cursor:
        for table in sealed_tables():
            cursor.execute(f"SELECT count(*) FROM {table.name} t WHERE {waiting(table)}")
            total += cursor.fetchone()[0]
    return total


def waiting(table: Table) -> str:
    """SQL: whether a settled row `t` has no link yet, however low its number is.

    A transaction that was in flight commits rows with numbers below those that were sealed.
    """
    return (
        f"{table.settled} AND NOT EXISTS (SELECT 1 FROM quotes_link l"
        f" WHERE l.\"table\" = '{table.label}' AND l.row = t.{table.key})"
    )
