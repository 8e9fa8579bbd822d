"""Following the chain from link to link, and the record against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format

from quotes.ledger import standing
from quotes.ledger.coverage import Coverage
from quotes.ledger.tables import START, Table, chained, digest, sealed_tables, waiting, written_out
from quotes.models import Link, Seal
from sources.refusal import Refusal

BATCH = 2000
PUT_IN = "put in later, with a date before the seal that it is not in"


class Broken(Exception):  # noqa: N818 - an answer, not a fault
    """The record is not as it was sealed; the message names the first place where it is not."""


@dataclass(frozen=True)
class _Row:
    """A sealed row as it is now."""

    content: str
    written_at: datetime | None


def verify(
    *, since: int = 1, expect: str = "", tell: Callable[[int], None] = lambda verified: None
) -> int:
    """Follow the chain; the number of links that hold. Raises Broken at the first that does not.

    `since` is the link to begin at, whose forerunner is taken on trust. `expect` is a head that was
    kept elsewhere: the chain must have gone through it; Refusal if it is of a link before `since`.
    `tell` hears how many links are verified.
    """
    with written_out() as cursor:
        tables = {table.label: table for table in sealed_tables()}
        chain = _Chain(cursor, tables, since=since, awaited=expect)
        for batch in _batches(since):
            chain.follow(batch)
            tell(chain.verified)
        chain.close()
        for table in tables.values():
            _nothing_was_slipped_in(cursor, table, chain.coverage.last_of(table.label))
        for problem in standing.differences(cursor, tables.values()):
            raise Broken(problem)
    return chain.verified


def _batches(since: int) -> Iterator[list[Link]]:
    reached = since - 1
    while batch := list(
        Link.objects.filter(number__gt=reached).select_related("shape").order_by("number")[:BATCH]
    ):
        yield batch
        reached = batch[-1].number


class _Chain:
    """The chain as far as it has been followed."""

    def __init__(self, cursor: Any, tables: dict[str, Table], *, since: int, awaited: str) -> None:
        self.cursor, self.tables = cursor, tables
        self.awaited = awaited.strip().lower()
        self.since = since
        self.number = since - 1
        self.verified = 0
        before = Link.objects.filter(number=self.number).first()
        if before is None and since > 1:
            raise Broken(f"link {self.number} is missing")
        self.hash = bytes(before.hash) if before else START
        self.coverage = Coverage()
        self._pass(self.hash)

    def follow(self, links: list[Link]) -> None:
        """Go on over some links."""
        rows = self._rows(links)
        for link in links:
            if link.number != self.number + 1:
                raise Broken(f"link {self.number + 1} is missing")
            self._hold(link, rows)
            self.number, self.hash = link.number, bytes(link.hash)
            self.verified += 1
            self._pass(self.hash)

    def close(self) -> None:
        """Say so where the chain never went through what was awaited."""
        if not self.awaited:
            return
        earlier = Link.objects.filter(number__lt=self.since, hash=bytes.fromhex(self.awaited))
        if kept := earlier.first():
            raise Refusal(
                f"The head that you kept is of link {kept.number}, before the link to begin at. "
                f"Begin at {kept.number} or earlier.",
                field="from",
            )
        raise Broken(
            "the chain does not go through the head that you kept: it was cut short or built "
            "anew since then"
        )

    def _pass(self, hash: bytes) -> None:
        if self.awaited == hash.hex():
            self.awaited = ""

    def _rows(self, links: list[Link]) -> dict[tuple[str, int], _Row]:
        found: dict[tuple[str, int], _Row] = {}

        def by_shape(link: Link) -> tuple[str, int]:
            return link.table, link.shape_id

        for (label, _), group in groupby(sorted(links, key=by_shape), key=by_shape):
            some = list(group)
            table = self.tables.get(label)
            if table is None:
                raise Broken(f"link {some[0].number} is of “{label}”, which is not on record here")
            self._has_columns(table, some[0])
            beside = sorted(set(table.columns) - set(some[0].shape.columns))
            ids = [link.row for link in some]
            self.cursor.execute(f"{table.select()} WHERE t.{table.key} = ANY(%s)", [beside, ids])
            found |= {(label, key): _Row(text, at) for key, text, at in self.cursor.fetchall()}
        return found

    def _has_columns(self, table: Table, link: Link) -> None:
        gone = sorted(set(link.shape.columns) - set(table.columns))
        if gone:
            raise Broken(
                f"link {link.number}: the column “{gone[0]}” of {table.label}, which was sealed, "
                "is not there any more"
            )

    def _hold(self, link: Link, rows: dict[tuple[str, int], _Row]) -> None:
        """Raise Broken where a link or its row is not as it was."""
        hash = chained(
            self.hash,
            link.number,
            seal=link.seal_id,
            table=link.table,
            row=link.row,
            columns=link.shape.columns,
            own=bytes(link.digest),
        )
        if hash != bytes(link.hash):
            raise Broken(f"link {link.number} itself, of {self._name(link)}, was changed or moved")
        row = rows.get((link.table, link.row))
        if row is None:
            raise Broken(f"{self._name(link)}: deleted since it was sealed {self._sealed(link)}")
        if digest(row.content) != bytes(link.digest):
            raise Broken(
                f"{self._name(link)}: its content has changed since it was sealed "
                f"{self._sealed(link)}"
            )
        earlier = self.coverage.last_of(link.table, before=link.seal_id)
        if earlier and row.written_at and row.written_at < earlier.open_since:
            raise Broken(f"{self._name(link)}: {PUT_IN}")

    def _name(self, link: Link) -> str:
        return name_of(self.tables[link.table], link.row)

    def _sealed(self, link: Link) -> str:
        seal = self.coverage.seals.get(link.seal_id)
        on = f"on {date_format(seal.made_at, 'j F Y, H:i')}" if seal else "by a seal that is gone"
        return f"{on} (link {link.number})"


def name_of(table: Table, key: int) -> str:
    """What a reader calls a row: “review 17 of quote 7”, “event 31 (update) of speaker 4”."""
    row: Any = table.model._default_manager.filter(pk=key).first()
    if not table.is_history:
        quote = getattr(row, "quote_id", None)
        of = f" of quote {quote}" if quote else ""
        return f"{table.model._meta.verbose_name} {key}{of}"
    tracked: Any = table.model.pgh_tracked_model  # type: ignore[attr-defined]
    kind = tracked._meta.verbose_name
    if row is None:
        return f"event {key} of a {kind}"
    return f"event {key} ({row.pgh_label}) of {kind} {row.pgh_obj_id}"


def _nothing_was_slipped_in(cursor: Any, table: Table, last: Seal | None) -> None:
    """Raise Broken for a row without a link that claims to be older than its table's last seal."""
    if last is None or table.written_at == "NULL":
        return
    cursor.execute(
        f"SELECT t.{table.key} FROM {table.name} t WHERE {table.written_at} < %s"
        f" AND {waiting(table)} ORDER BY t.{table.key} LIMIT 1",
        [last.open_since],
    )
    found = cursor.fetchone()
    if found:
        name = name_of(table, found[0])
        raise Broken(f"{name}: {PUT_IN}")
