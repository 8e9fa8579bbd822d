"""Who changed what of a row, when, through which door and from where, field by field, in pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Field, ForeignKey, Model, Q
from django.utils import timezone
from pghistory.models import Events

from sources.history.differences import Sides, sides
from sources.history.places import Place, order, read, write, written

PAGE = 50
"""How many entries a page of history has; the older ones are on the pages after it."""

NOTHING = "nothing"
NOBODY = "a process of the product"
"""Who made a change that no session and no signed move names a person for."""

_DONE = {"insert": "added", "update": "changed", "delete": "deleted"}
_DOORS = (("/admin/desk/", "the desk"), ("/admin/", "the admin"), ("/api/", "the API"))


@dataclass(frozen=True)
class Change:
    """One field, before and after; what held nothing is empty."""

    name: str
    before: str
    after: str

    @cached_property
    def sides(self) -> Sides:
        """Both side by side, by word."""
        return sides(self.before, self.after)


@dataclass(frozen=True)
class Entry:
    """One change of one row, by one person or process, and why, where somebody said so.

    `raw` has the changed columns as the database recorded them.
    """

    at: datetime
    who: str
    door: str
    where: str
    what: str
    subject: str
    changes: list[Change]
    model: type[Model]
    key: str
    raw: Mapping[str, tuple[Any, Any]]
    why: str = ""

    @property
    def moment(self) -> str:
        """When, as an address has it."""
        return written(self.at)


@dataclass(frozen=True)
class HistoryPage:
    """A run of entries, the latest first, and the cursors of the pages beside it, or None."""

    entries: list[Entry]
    older: str | None
    newer: str | None


def is_kept(model: type[Model]) -> bool:
    """Whether changes of a model's rows are recorded."""
    return hasattr(model, "pgh_event_models")


def page(
    row: Model,
    *,
    parts: Iterable[type[Model]] = (),
    without: Iterable[str] = (),
    cursor: str = "",
    size: int = PAGE,
) -> HistoryPage:
    """The changes of a row, and of rows of other models that belong to it, the latest first.

    `without` names columns that say nothing to a reader. A page costs the same number of queries
    whichever it is. Refusal for a cursor that no page gave out.
    """
    place = read(cursor) if cursor else None
    backwards = place is not None and place.side == "newer"
    found = [one for events in _sources(row, parts) for one in _run(events, place, size + 1)]
    found.sort(key=order, reverse=not backwards)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return HistoryPage(
        entries=_entries(found, set(without)),
        older=write("older", found[-1]) if found and (more or backwards) else None,
        newer=write("newer", found[0])
        if found and (more if backwards else place is not None)
        else None,
    )


def _sources(row: Model, parts: Iterable[type[Model]]) -> list[Any]:
    found = [Events.objects.tracks(row)] if is_kept(type(row)) else []
    events = [part.pgh_event_model for part in parts]  # type: ignore[attr-defined]
    return [*found, Events.objects.across(*events).references(row)] if events else found


def _run(events: Any, place: Place | None, number: int) -> list[Any]:
    """The events next to a place."""
    backwards = place is not None and place.side == "newer"
    sign = "" if backwards else "-"
    columns = [sign + name for name in ("pgh_created_at", "pgh_id", "pgh_model")]
    if place:
        past = "gt" if backwards else "lt"
        same = Q(pgh_created_at=place.at)
        events = events.filter(
            Q(**{f"pgh_created_at__{past}": place.at})
            | (same & Q(**{f"pgh_id__{past}": place.number}))
            | (same & Q(pgh_id=place.number, **{f"pgh_model__{past}": place.model}))
        )
    return list(events.order_by(*columns)[:number])


def _entries(found: list[Any], without: set[str]) -> list[Entry]:
    for event in found:
        _leave_out(event, without)
    people, named = _people(found), _named(found)
    return [_entry(event, people, named) for event in found]


def _leave_out(event: Any, columns: set[str]) -> None:
    for values in (event.pgh_data, event.pgh_diff):
        for column in columns & set(values or ()):
            del values[column]


def _people(events: Iterable[Any]) -> dict[int, str]:
    ids = {(event.pgh_context or {}).get("user") for event in events} - {None}
    found = get_user_model()._default_manager.in_bulk(list(ids))
    return {pk: person.get_full_name() or person.get_username() for pk, person in found.items()}


def _named(events: Iterable[Any]) -> dict[tuple[type[Model], Any], str]:
    """The names of the rows that changed foreign keys point to, a query for each model."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for event in events:
        for column, values in _values(event).items():
            field = _field(event, column)
            if isinstance(field, ForeignKey):
                related: Any = field.related_model
                wanted[related] |= {value for value in values if value is not None}
    return {
        (model, pk): str(row)
        for model, ids in wanted.items()
        for pk, row in model._default_manager.in_bulk(list(ids)).items()
    }


def _values(event: Any) -> dict[str, tuple[Any, Any]]:
    """Each changed column, before and after; of a new or deleted row those that held something."""
    if event.pgh_label == "update":
        return {column: (old, new) for column, (old, new) in (event.pgh_diff or {}).items()}
    held = {
        column: value
        for column, value in event.pgh_data.items()
        if column != "id" and (value or value is False)
    }
    if event.pgh_label == "insert":
        return {column: (None, value) for column, value in held.items()}
    return {column: (value, None) for column, value in held.items()}


def _entry(event: Any, people: dict[int, str], named: dict[tuple[type[Model], Any], str]) -> Entry:
    context = event.pgh_context or {}
    model = apps.get_model(event.pgh_obj_model)
    person = context.get("user")
    values = _values(event)
    return Entry(
        at=event.pgh_created_at,
        who=people.get(person, f"person {person}") if person else NOBODY,
        door=_door(context),
        where=context.get("url", ""),
        what=_DONE.get(event.pgh_label, event.pgh_label),
        subject=f"{model._meta.verbose_name} {event.pgh_obj_id}",
        changes=[
            _change(_field(event, column), column, pair, named) for column, pair in values.items()
        ],
        model=model,
        key=str(event.pgh_obj_id),
        raw=values,
        why=str(context.get("why", "")),
    )


def _door(context: Mapping[str, Any]) -> str:
    """Through which door the change came, by what the doors leave in the context."""
    address = str(context.get("url", ""))
    if "command" in context:
        return f"the command {context['command']}"
    if "job" in context:
        return f"the worker’s job {context['job']}"
    found = next((door for start, door in _DOORS if address.startswith(start)), "")
    return found or ("the site" if address else "a shell or script")


def _field(event: Any, column: str) -> Field[Any, Any] | None:
    options = apps.get_model(event.pgh_obj_model)._meta
    try:
        return options.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        pass
    try:
        return options.get_field(column)
    except FieldDoesNotExist:
        return None


def _change(
    field: Field[Any, Any] | None,
    column: str,
    values: tuple[Any, Any],
    named: dict[tuple[type[Model], Any], str],
) -> Change:
    name = str(field.verbose_name) if field is not None else column.replace("_", " ")
    before, after = (
        "" if value is None or value in ("", []) else shown(field, value, named) for value in values
    )
    return Change(name[:1].upper() + name[1:], before, after)


def shown(
    field: Field[Any, Any] | None,
    value: Any,
    named: Mapping[tuple[type[Model], Any], str] = MappingProxyType({}),
) -> str:
    """A field's value as an editor reads it; `named` gives the names of related rows."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, ForeignKey):
        related: Any = field.related_model
        return named.get((related, value), f"{related._meta.verbose_name} {value}")
    if isinstance(value, list):
        return _listed(value)
    if isinstance(field, DateTimeField):
        return _time(value)
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value)) if isinstance(value, str | int) else str(value)


def _time(value: datetime | str) -> str:
    known = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{timezone.localtime(known):%-d %B %Y, %H:%M:%S}"


def _listed(value: list[Any]) -> str:
    """Spans as “0-40, 55-80”; other lists as they are."""
    pairs = [isinstance(item, list) and len(item) == 2 for item in value]
    if value and all(pairs):
        return ", ".join(f"{start}-{end}" for start, end in value)
    return ", ".join(str(item) for item in value) or NOTHING
