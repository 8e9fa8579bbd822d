"""How rows stood at a moment, by the events that the database's own triggers recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from sources.refusal import Refusal

HOW = "Write a day as 2026-03-27, or a time of it as 2026-03-27T12:00."

LONGEST_MOMENT = 40
"""Characters; to the microsecond, with the difference from UTC, it has 32."""

# A day short of either end of all time, which in another zone would lie beyond it.
FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Stood:
    """A row as it stood: each recorded column's value, and since when it had been so."""

    model: type[Model]
    pk: Any
    since: datetime
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def as_of(row: Model, at: datetime) -> Stood | None:
    """How a row stood at a moment; None where it was not there yet, or no more.

    A change counts from the moment of its transaction on. The row may be long deleted: its model
    and key are enough.
    """
    return states_of(type(row), [row.pk], at).get(row.pk)


def states_of(model: type[Model], keys: Iterable[Any], at: datetime) -> dict[Any, Stood]:
    """How several rows of a model stood at a moment; one query, without those not there then."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    return _standing(model, _events(model).filter(pgh_obj_id__in=wanted), at)


def parts_of(row: Model, part: type[Model], field: str, at: datetime) -> list[Stood]:
    """Rows of another model that belonged to a row at a moment, the oldest first; one query.

    `field` is the part's foreign key. A part that has moved to another row since counts here, and
    one that belonged elsewhere then does not.
    """
    ever = _events(part).filter(**{field: row.pk}).values("pgh_obj_id")
    stood = _standing(part, _events(part).filter(pgh_obj_id__in=ever), at)
    column = part._meta.get_field(field).attname  # type: ignore[union-attr]
    return [stood[key] for key in sorted(stood) if stood[key][column] == row.pk]


def _events(model: type[Model]) -> Any:
    return model.pgh_event_model.objects  # type: ignore[attr-defined]


def _standing(model: type[Model], events: Any, at: datetime) -> dict[Any, Stood]:
    """Of each row its last event up to a moment.

    Last by number: a transaction that began earlier may have waited for the row, and then its
    change, dated at its beginning, is the later one.
    """
    latest = (
        events.filter(pgh_created_at__lte=at)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return {
        event.pgh_obj_id: _stood(model, event) for event in latest if event.pgh_label != "delete"
    }


def _stood(model: type[Model], event: Any) -> Stood:
    recorded = {field.attname for field in event._meta.concrete_fields}
    columns = [field.attname for field in model._meta.concrete_fields if field.attname in recorded]
    values = {column: getattr(event, column) for column in columns}
    return Stood(model, event.pgh_obj_id, event.pgh_created_at, values)


def moment(typed: str, *, field: str = "at") -> datetime:
    """A moment as a person writes it, in the newsroom's time; of a day its end. Refusal if none."""
    try:
        found = _read(typed.strip())
    except (OverflowError, ValueError):
        found = None
    if found is None or not FIRST <= found < LAST:
        raise Refusal(f"This is no moment. {HOW}", field=field)
    return found


def _read(typed: str) -> datetime | None:
    """In UTC, for the database refuses some of the differences from it that can be written."""
    if len(typed) > LONGEST_MOMENT:
        return None
    day = parse_date(typed)
    found = datetime.combine(day, time.max) if day else parse_datetime(typed.replace(" ", "T"))
    if found is None:
        return None
    return (found if timezone.is_aware(found) else timezone.make_aware(found)).astimezone(UTC)
