"""How much waits in each queue, and how much of it for one person; counted up to a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quotes.models import Quote
from quotes.queues.table import ALL, OPEN, QUEUES, Queue

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Tally:
    """One queue's counts."""

    queue: Queue
    open: int
    all: int


def bounded(rows: QuerySet[Quote]) -> int:
    """How many rows, up to one more than is counted."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def told(number: int) -> str:
    """A count as it is shown: “1,000+” where there are more than were counted."""
    return f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else f"{number:,}"


def tally(by: Any) -> list[Tally]:
    """Every queue's counts for a person: two bounded queries each, however much waits."""
    return [
        Tally(
            queue,
            open=bounded(queue.scoped(OPEN, by)),
            all=bounded(queue.scoped(ALL, by)),
        )
        for queue in QUEUES.values()
    ]
