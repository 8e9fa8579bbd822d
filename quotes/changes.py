"""What became of the public quotes, for a copy that follows: every change, once, in one order.

Follow it by its cursor. Nothing that was committed before a page was read comes before its cursor
later on (see quotes.triggers.changes), so that a copy which has read to the end has everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists
from django.utils import timezone

from quotes.models import PublicChange, Quote
from quotes.search import BadCursor
from sources.cursors import packed, unpacked
from sources.refusal import Refusal

PAGE = 100

BATCH = 1000
"""How many quotes are written down at a time where there are many."""

SETTLED = timedelta(seconds=10)
"""How long ago a change must be for its time to tell it from the next."""

_MARK = "change"
_TWO_STARTS = "Go on from a cursor, or start at a moment; not both. Leave out one of the two."


@dataclass(frozen=True)
class Stretch:
    """A run of changes; the cursor to go on with, and whether there is more to read now."""

    items: list[PublicChange]
    cursor: str
    has_more: bool


def follow(
    *, cursor: str = "", since: datetime | None = None, size: int = PAGE, quotes: bool = False
) -> Stretch:
    """The changes after a cursor, or from a moment on, or from the first; the oldest first.

    With `quotes`, each change has the quote as it stands (see `with_quotes`).
    """
    if cursor and since:
        raise Refusal(_TWO_STARTS, field="since")
    note_embargoes_that_ended()
    start = _number(cursor) if cursor else _before(since)
    found = list(PublicChange.objects.told().since(start)[: size + 1])
    items = with_quotes(found[:size]) if quotes else found[:size]
    return Stretch(items, cursor_of(items[-1].pk if items else start), len(found) > size)


def cursor_of(number: int) -> str:
    """The cursor to go on with after a change: it names the first number that is new."""
    return packed(_MARK, number + 1)


def with_quotes(changes: list[PublicChange]) -> list[PublicChange]:
    """Give each change its `quote_now`: the quote as it stands, or None if it is not public.

    One that changed again since is given as it is now: what follows tells of it once more.
    """
    ids = {one.quote_id for one in changes if one.kind != PublicChange.Kind.GONE}
    quotes = Quote.objects.public().with_context().prefetch_related("notices")
    found = quotes.in_bulk(ids) if ids else {}
    for one in changes:
        gone = one.kind == PublicChange.Kind.GONE
        one.quote_now = None if gone else found.get(one.quote_id)
    return changes


def note_embargoes_that_ended() -> int:
    """Write down what the clock alone made public again; how many quotes that may be.

    No transaction does it, so whoever reads the changes does, and finds nothing to do but when an
    embargo has run out since.
    """
    ids = list(PublicChange.objects.due().order_by("quote").values_list("quote", flat=True)[:BATCH])
    if ids:
        record(ids)
    return len(ids)


def record(ids: list[int]) -> None:
    """Write down what became of some quotes, if the last row of each does not say so already."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quotes_record_changes(%s)", [ids])


def last_modified() -> datetime | None:
    """When what the public reads of quotes changed last, if that is settled; in one query.

    Dates in HTTP count whole seconds, and a change takes a moment to be committed: what happened
    just now, and an embargo that ended without having been noted, leave the answer open.
    """
    latest = PublicChange.objects.order_by("-pk").annotate(
        is_open=Exists(PublicChange.objects.due())
    )
    found = latest.values_list("at", "is_open").first()
    if found is None or found[1] or timezone.now() - found[0] < SETTLED:
        return None
    return found[0]


def _number(cursor: str) -> int:
    try:
        mark, number = unpacked(cursor, str, int)
    except ValueError:
        raise BadCursor from None
    if mark != _MARK:
        raise BadCursor
    return int(number) - 1


def _before(since: datetime | None) -> int:
    """The number before the first change of a moment on; of the last one if none is so late."""
    if since is None:
        return 0
    later = PublicChange.objects.filter(at__gte=since).order_by("at", "pk")
    first = later.values_list("pk", flat=True).first()
    if first is not None:
        return first - 1
    last = PublicChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0
