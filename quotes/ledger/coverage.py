"""Which seal took in which tables: only what a seal looked for can have been put in after it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from django.db.models import Min

from quotes.models import Link, Seal


class Coverage:
    """The seals there are, and those of each table.

    A table is under a seal if the seal names it, with rows or without. A seal from before tables
    were named covers those of which a row was sealed by then. What a later release adds is under
    no seal before its first, however old its rows are.
    """

    def __init__(self) -> None:
        self.seals = {seal.pk: seal for seal in Seal.objects.order_by("pk")}
        firsts = {} if all(seal.tables for seal in self.seals.values()) else _first_seals()
        self._of: dict[str, list[int]] = defaultdict(list)
        for seal in self.seals.values():
            unnamed = [table for table, first in firsts.items() if first <= seal.pk]
            for table in seal.tables or unnamed:
                self._of[table].append(seal.pk)

    def last_of(self, table: str, *, before: int | None = None) -> Seal | None:
        """The last seal that a table is under, or the last before a seal."""
        seals = self._of.get(table, [])
        place = len(seals) if before is None else bisect_left(seals, before)
        return self.seals[seals[place - 1]] if place else None


def _first_seals() -> dict[str, int]:
    """The seal in which the first row of each table is."""
    return dict(Link.objects.order_by().values_list("table").annotate(Min("seal_id")))
