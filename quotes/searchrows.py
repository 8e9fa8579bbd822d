"""The rows to search, held against what they are derived from, and written anew where they differ.

The database keeps them itself; this proves it, and mends what a restored backup or a switched-off
trigger left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from quotes.models import Quote
from quotes.triggers import ROW_COLUMNS

BATCH = 1000
"""How many quotes are compared, and locked where they are mended, at a time."""


@dataclass(frozen=True)
class Checked:
    """How many quotes were looked at, and those whose row is missing, wrong or too much."""

    quotes: int
    wrong: list[int]


def check(tell: Callable[[int], None] = lambda _: None) -> Checked:
    """Compare every row with what it should be; `tell` hears how many quotes are done."""
    return _through(tell, mends=False)


def rebuild(tell: Callable[[int], None] = lambda _: None) -> Checked:
    """Write anew what is wrong; whoever changes one of those quotes waits for a moment."""
    return _through(tell, mends=True)


def _through(tell: Callable[[int], None], *, mends: bool) -> Checked:
    done, wrong = 0, []
    for ids in _batches():
        found = _wrong_among(ids)
        if found and mends:
            _build(found)
        wrong += found
        done += len(ids)
        tell(done)
    return Checked(done, wrong)


def _batches() -> Iterator[list[int]]:
    last = 0
    while True:
        left = Quote.objects.filter(pk__gt=last).order_by("pk")
        ids = list(left.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _wrong_among(ids: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_WRONG_SQL, [ids] * 4)
        return [pk for (pk,) in cursor.fetchall()]


@transaction.atomic
def _build(ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_SQL, [ids])
        cursor.execute("SELECT quotes_build_search_rows(%s)", [ids])


_COLUMNS = ", ".join(ROW_COLUMNS)
_WRONG_SQL = f"""
SELECT quote_id FROM (
    (SELECT {_COLUMNS} FROM quotes_searchrow WHERE quote_id = ANY(%s)
        EXCEPT SELECT {_COLUMNS} FROM quotes_search_rows(%s))
    UNION ALL
    (SELECT {_COLUMNS} FROM quotes_search_rows(%s)
        EXCEPT SELECT {_COLUMNS} FROM quotes_searchrow WHERE quote_id = ANY(%s))) wrong
GROUP BY quote_id ORDER BY quote_id"""  # noqa: S608 - our own columns

_LOCK_SQL = "SELECT 1 FROM quotes_quote WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
