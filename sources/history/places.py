"""Where a page of history begins or ends: the place of an event in the order of events."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sources.refusal import Refusal

LONGEST_CURSOR = 400  # characters; ours are far shorter


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
    packed = json.dumps([side, written(at), number, model], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read(cursor: str) -> Place:
    """The place that a cursor leads to; Refusal for one that no page gave out."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError(cursor)
        packed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        side, at, number, model = json.loads(packed)
        place = Place(side, datetime.fromisoformat(at), number, model)
        _check(place)
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise Refusal(
            "This cursor is not one that the history gave out. Start again without it.",
            field="cursor",
        ) from None
    return place


def _check(place: Place) -> None:
    is_known = place.side in ("older", "newer") and place.at.tzinfo is not None
    is_number = type(place.number) is int and 0 < place.number < 2**63
    if not is_known or not is_number or not isinstance(place.model, str) or "\0" in place.model:
        raise ValueError(place)
    place.model.encode()  # half of a surrogate pair is a ValueError
    place.at.astimezone(UTC)  # the first and last hours of all time overflow
