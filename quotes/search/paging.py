"""Keyset pages: each begins where the last ended, so that rows added meanwhile move nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from sources.cursors import packed, unpacked
from sources.refusal import Refusal

Row = TypeVar("Row", bound=Model)


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
    value = value.isoformat() if isinstance(value, date) else str(value)
    return packed(side, value, row.pk)


def _read(cursor: str, queryset: QuerySet[Row], name: str) -> _Place:
    try:
        side, value, pk = unpacked(cursor, str, str, int)
        place = _Place(side, _value(queryset, name, value), pk)
    except (ValueError, TypeError, OverflowError, ValidationError):
        raise BadCursor from None
    if place.side not in ("after", "before"):
        raise BadCursor
    return place


def _value(queryset: QuerySet[Row], name: str, value: str) -> Any:
    if not value:
        raise BadCursor
    computed = queryset.query.annotations.get(name)
    field = computed.output_field if computed else queryset.model._meta.get_field(name)
    found = field.to_python(value)  # type: ignore[union-attr]
    if not isinstance(found, datetime):
        return found
    if found.tzinfo is None:
        raise BadCursor
    return found.astimezone(UTC)  # the database refuses a difference of sixteen hours
