"""An export on its way: one statement, so that all rows are of one moment; memory stays flat."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

from quotes.export.formats import Format
from quotes.export.selecting import Selection
from sources.refusal import Refusal

AT_ONCE = 2
"""How many exports run at a time, of all processes: the others' threads are for readers."""

LONGEST = 30 * 60.0  # seconds
"""An old snapshot keeps the database from tidying up; whoever takes longer has no end of it."""

_LOCK = 0x0E4B07
"""Tells these advisory locks from others."""


class Busy(Refusal):
    """As many exports run as may."""

    def __init__(self) -> None:
        super().__init__(f"{AT_ONCE} exports are running, as many as may. Try again in a minute.")


class Overdue(Exception):  # noqa: N818 - it ends a stream whose reader is too slow
    """An export took longer than LONGEST; what has been sent is not whole."""


def stream(
    selection: Selection, form: Format, *, tell: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """The quotes in a format, piece by piece; `tell` hears how many rows have been read.

    What goes wrong before the first piece is raised when that is asked for: Busy, or the database.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _take_place(cursor)
        cursor.execute("SET LOCAL datestyle = 'ISO, YMD'")
        raw: Any = cursor.cursor
        with raw.copy(form.copy(selection), selection.params) as copy:
            yield from form.pieces(_timed(copy, tell))


def _take_place(cursor: Any) -> None:
    """One of the places for exports, until the transaction ends."""
    for place in range(AT_ONCE):
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, place])
        if cursor.fetchone()[0]:
            return
    raise Busy


_OFTEN = 1000


def _timed(copy: Any, tell: Callable[[int], None] | None) -> Iterator[bytes]:
    """The rows, as long as it does not take too long."""
    until = time.monotonic() + LONGEST
    number = 0
    for number, row in enumerate(copy, 1):
        if number % _OFTEN == 0:
            if time.monotonic() > until:
                raise Overdue
            if tell:
                tell(number)
        yield row
    if tell:
        tell(number)
