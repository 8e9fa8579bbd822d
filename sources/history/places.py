"""Where a page of history begins or ends: the place of an event in the order of events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sources.cursors import packed, unpacked
from sources.refusal import Refusal


@dataclass(frozen=True)
class Place:
    """An event's place in the order, and on which side of it a page lies."""

    side: str
    at: datetime
    number: int
    model: str


def order(event: Any) -> tuple[datetime, int, str]:
    """What events are ordered by; no two of them alike."""
    return event.pgh_created_at, event.pgh_id, event.pgh_model


def written(at: datetime) -> str:
    """A moment as an address has it, to the microsecond."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def write(side: str, event: Any) -> str:
    """The cursor that leads to the page on a side of an event."""
    at, number, model = order(event)
    return packed(side, written(at), number, model)


def read(cursor: str) -> Place:
    """The place that a cursor leads to; Refusal for one that no page gave out."""
    try:
        side, at, number, model = unpacked(cursor, str, str, int, str)
        place = Place(side, _moment(at), number, model)
        if side not in ("older", "newer"):
            raise ValueError(side)
    except (ValueError, OverflowError):
        raise Refusal(
            "This cursor is not one that the history gave out. Start again without it.",
            field="cursor",
        ) from None
    return place


def _moment(at: str) -> datetime:
    """In UTC, as we write it; the database refuses a difference of sixteen hours."""
    found = datetime.fromisoformat(at)
    if found.tzinfo is None:
        raise ValueError(at)
    return found.astimezone(UTC)
