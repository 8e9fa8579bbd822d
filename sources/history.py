"""What the record of changes says about a row: who, when, from where and what, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from pghistory.models import Events

LATEST = 300
"""How many entries a history shows at most; older ones stay in the database."""

_DONE = {"insert": "added", "update": "changed", "delete": "deleted"}


@dataclass(frozen=True)
class Change:
    """One field, before and after; a new row has no before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change of one row, by one person or process."""

    at: datetime
    who: str
    where: str
    what: str
    subject: str
    changes: list[Change]


def is_kept(model: type[Model]) -> bool:
    """Whether changes of a model's rows are recorded."""
    return hasattr(model, "pgh_event_models")


def entries(
    row: Model, *, parts: Iterable[type[Model]] = (), without: Iterable[str] = ()
) -> list[Entry]:
    """The changes of a row, and of rows of other models that belong to it, the latest first.

    `without` names columns that say nothing to a reader.
    """
    found = _latest(Events.objects.tracks(row)) if is_kept(type(row)) else []
    events = [part.pgh_event_model for part in parts]  # type: ignore[attr-defined]
    if events:
        found += _latest(Events.objects.across(*events).references(row))
    for event in found:
        _leave_out(event, set(without))
    found.sort(key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)
    people, named = _people(found), _named(found)
    return [_entry(event, people, named) for event in found[:LATEST]]


def _latest(events: Any) -> list[Any]:
    return list(events.order_by("-pgh_created_at", "-pgh_id")[:LATEST])


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
    """Each changed column, before and after; of a new row those that hold something."""
    if event.pgh_label == "update":
        return {column: (old, new) for column, (old, new) in (event.pgh_diff or {}).items()}
    if event.pgh_label == "insert":
        held = {column: value for column, value in event.pgh_data.items() if column != "id"}
        return {column: (None, value) for column, value in held.items() if value or value is False}
    return {}


def _entry(event: Any, people: dict[int, str], named: dict[tuple[type[Model], Any], str]) -> Entry:
    context = event.pgh_context or {}
    model = apps.get_model(event.pgh_obj_model)
    person = context.get("user")
    return Entry(
        at=event.pgh_created_at,
        who=people.get(person, f"person {person}") if person else "a process of the product",
        where=context.get("url", ""),
        what=_DONE.get(event.pgh_label, event.pgh_label),
        subject=f"{model._meta.verbose_name} {event.pgh_obj_id}",
        changes=[
            _change(_field(event, column), column, values, named)
            for column, values in _values(event).items()
        ],
    )


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
    before, after = (shown(field, value, named) for value in values)
    return Change(name[:1].upper() + name[1:], before, after)


def shown(
    field: Field[Any, Any] | None,
    value: Any,
    named: Mapping[tuple[type[Model], Any], str] = MappingProxyType({}),
) -> str:
    """A field's value as an editor reads it; `named` gives the names of related rows."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, ForeignKey):
        related: Any = field.related_model
        return named.get((related, value), f"{related._meta.verbose_name} {value}")
    if isinstance(value, list):
        return _listed(value)
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value)) if isinstance(value, str | int) else str(value)


def _listed(value: list[Any]) -> str:
    """Spans as “0-40, 55-80”; other lists as they are."""
    pairs = [isinstance(item, list) and len(item) == 2 for item in value]
    if value and all(pairs):
        return ", ".join(f"{start}-{end}" for start, end in value)
    return ", ".join(str(item) for item in value) or "nothing"
