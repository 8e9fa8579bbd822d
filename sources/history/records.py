"""A whole record as it stood at a moment, ready to be read: facts, what belonged to it, text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.db.models.fields import AutoField

from sources.history.changes import shown
from sources.history.moments import Stood, as_of, states_of
from sources.history.places import written


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a record, by name."""

    name: str
    value: str


@dataclass(frozen=True)
class Section:
    """What belonged to a record: names, positions, decisions, or a text."""

    heading: str
    items: list[str] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Neighbours:
    """When the record changed next before and after the change that holds at a moment."""

    previous: datetime | None
    next: datetime | None


@dataclass(frozen=True)
class Record:
    """How a record stood at a moment; `stood` is None where it was not there."""

    at: datetime
    stood: Stood | None
    around: Neighbours
    facts: list[Fact] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def previous_moment(self) -> str:
        """The change before, as an address has it; empty where there is none."""
        return written(self.around.previous) if self.around.previous else ""

    @property
    def next_moment(self) -> str:
        """The change after, as an address has it; empty where there is none."""
        return written(self.around.next) if self.around.next else ""


Parts = Iterable[tuple[type[Model], str]]
"""Models whose rows belong to a record, each with its foreign key."""


def record_at(
    row: Model, at: datetime, *, parts: Parts = (), without: Collection[str] = ()
) -> Record:
    """Any tracked row as it stood: every field that held something, under the names of then."""
    stood = as_of(row, at)
    return Record(
        at=at,
        stood=stood,
        around=neighbours(row, at, parts=parts),
        facts=facts(stood, without=without) if stood else [],
    )


def facts(stood: Stood, *, at: datetime | None = None, without: Collection[str] = ()) -> list[Fact]:
    """The fields of a row as it stood, but for what is empty."""
    fields = [
        one
        for one in stood.model._meta.concrete_fields
        if one.attname in stood.values
        and not isinstance(one, AutoField)
        and one.attname not in without
        and stood[one.attname] not in (None, "", [])
    ]
    named = names_then(stood, fields, at or stood.since)
    return [Fact(_label(one), shown(one, stood[one.attname], named)) for one in fields]


def names_then(
    stood: Stood, fields: Iterable[Field[Any, Any]], at: datetime
) -> Mapping[tuple[type[Model], Any], str]:
    """What the rows that foreign keys point to were called at a moment, a query for each model."""
    wanted: dict[type[Model], set[Any]] = {}
    for one in fields:
        if isinstance(one, ForeignKey):
            related: Any = one.related_model
            wanted.setdefault(related, set()).add(stood[one.attname])
    return {
        (model, key): name
        for model, keys in wanted.items()
        for key, name in called(model, keys, at).items()
    }


def called(model: type[Model], keys: Collection[Any], at: datetime) -> dict[Any, str]:
    """What rows were called at a moment; where that is not on record, what they are called now."""
    if "name" in {one.name for one in model._meta.concrete_fields} and hasattr(
        model, "pgh_event_model"
    ):
        return {key: str(one["name"]) for key, one in states_of(model, keys, at).items()}
    return {key: str(row) for key, row in model._default_manager.in_bulk(list(keys)).items()}


def neighbours(row: Model, at: datetime, *, parts: Parts = ()) -> Neighbours:
    """The changes of a row and its parts next to a moment; two queries, however many there are."""
    before = list(_times(row, parts, "-pgh_created_at", pgh_created_at__lte=at)[:2])
    after = list(_times(row, parts, "pgh_created_at", pgh_created_at__gt=at)[:1])
    return Neighbours(before[1] if len(before) > 1 else None, after[0] if after else None)


def _times(row: Model, parts: Parts, order: str, **when: datetime) -> Any:
    """The moments of change, each once."""
    kinds = chain([(type(row), "pgh_obj")], parts)
    found = [
        model.pgh_event_model.objects.filter(**{field: row.pk}, **when)  # type: ignore[attr-defined]
        .order_by()
        .values_list("pgh_created_at", flat=True)
        for model, field in kinds
    ]
    return found[0].union(*found[1:]).order_by(order) if found[1:] else _alone(found[0], order)


def _alone(moments: Any, order: str) -> Any:
    return moments.order_by(order).distinct()


def _label(one: Field[Any, Any]) -> str:
    name = str(one.verbose_name)
    return name[:1].upper() + name[1:]
