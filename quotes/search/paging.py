"""Keyset pages: each begins where the last ended, so that rows added meanwhile move nothing."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from sources.refusal import Refusal

Row = TypeVar("Row", bound=Model)

LONGEST_CURSOR = 400  # characters; ours are far shorter
LARGEST_ID = 2**63 - 1


class BadCursor(Refusal):
    """A cursor that no page of this list gave out."""

    def __init__(self) -> None:
        super().__init__(
            "This cursor is not one that the list gave out. Start again without it, and follow the "
            "links `next` and `previous`.",
            field="cursor",
        )


@dataclass(frozen=True)
class QuotePage(Generic[Row]):
    """A run of rows, and the cursors of its neighbours; None where there is none."""

    items: list[Row]
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class _Place:
    """A row's place in the order, and on which side of it the page lies."""

    side: Literal["after", "before"]
    value: Any
    pk: int


def page_of(queryset: QuerySet[Row], cursor: str | None = "", size: int = 20) -> QuotePage[Row]:
    """The page that a cursor leads to; the first without one. BadCursor if it leads nowhere.

    The queryset is ordered by a field, or a value that it computes, and then by id, both in one
    direction, as `newest_first` is.
    """
    name, descending = _order(queryset)
    place = _read(cursor, queryset, name) if cursor else None
    backwards = place is not None and place.side == "before"
    if place:
        queryset = queryset.filter(_beyond(name, place, less=descending != backwards))
    rows = list((queryset.reverse() if backwards else queryset)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return QuotePage(
        items=rows,
        next=_write("after", rows[-1], name) if rows and (more or backwards) else None,
        previous=_write("before", rows[0], name)
        if rows and (more if backwards else place is not None)
        else None,
    )


def _order(queryset: QuerySet[Row]) -> tuple[str, bool]:
    first, second = queryset.query.order_by
    name, descending = str(first).removeprefix("-"), str(first).startswith("-")
    if str(second) != ("-id" if descending else "id"):
        raise ValueError(f"A keyset page needs one direction and a unique end: {first}, {second}")
    return name, descending


def _beyond(name: str, place: _Place, *, less: bool) -> Q:
    """Rows past a place; the outer bound is what lets an index find its start."""
    sign = "lt" if less else "gt"
    return Q(**{f"{name}__{sign}e": place.value}) & (
        Q(**{f"{name}__{sign}": place.value}) | Q(**{f"pk__{sign}": place.pk})
    )


def _write(side: str, row: Model, name: str) -> str:
    value = getattr(row, name)
    return packed(side, value.isoformat() if isinstance(value, date) else str(value), row.pk)


def packed(*parts: object) -> str:
    """A cursor of some parts."""
    written = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def unpacked(cursor: str) -> list[object]:
    """The parts of a cursor, which may be anything; BadCursor if it is none."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise BadCursor
        written = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        parts = json.loads(written)
    except (ValueError, RecursionError):
        raise BadCursor from None
    if not isinstance(parts, list) or not parts:
        raise BadCursor
    return parts


def _read(cursor: str, queryset: QuerySet[Row], name: str) -> _Place:
    try:
        side, value, pk = unpacked(cursor)
        place = _Place(side, _value(queryset, name, value), pk)  # type: ignore[arg-type]
    except (ValueError, TypeError, ValidationError):
        raise BadCursor from None
    if place.side not in ("after", "before") or type(pk) is not int or not 0 < pk <= LARGEST_ID:
        raise BadCursor
    return place


def _value(queryset: QuerySet[Row], name: str, value: object) -> Any:
    if not isinstance(value, str) or not value or "\0" in value:
        raise BadCursor
    value.encode()  # half of a surrogate pair is a ValueError
    computed = queryset.query.annotations.get(name)
    field = computed.output_field if computed else queryset.model._meta.get_field(name)
    return field.to_python(value)  # type: ignore[union-attr]
