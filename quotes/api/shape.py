"""Which parts of an answer are sent: `fields` leaves out, `expand` fills in.

Both name parts by their names in JSON, with dots for parts of parts. What is expanded is fetched
for a whole page at once, so that no combination costs more queries for more rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from rest_framework import exceptions, serializers
from rest_framework.fields import Field
from rest_framework.request import Request

from quotes.api.wording import nearest

Tree = dict[str, "Tree"]

PARAMETERS = {"fields", "expand"}
LONGEST = 1000  # characters
SEPARATE = "Give names separated by commas, such as `id,text`, in at most 1,000 characters."
UNKNOWN_PART = "There is no “{name}” here.{meant} Choose among: {known}."
NOT_EXPANDED = "“{name}” is sent when it is asked for: add expand={name}."
TAKES_NO_PARTS = "“{name}” has no parts: leave out what follows the dot."


def _as_it_is(queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset


@dataclass(frozen=True)
class Expansion:
    """A part that is sent when it is asked for, and how to fetch it for many rows at once."""

    field: Field[Any, Any, Any, Any]
    prepare: Callable[[QuerySet[Any]], QuerySet[Any]] = _as_it_is


@dataclass(frozen=True)
class Shape:
    """What a request asks for: the parts to fill in, and those to keep (all if none is named)."""

    expand: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request, known: Mapping[str, Expansion]) -> Shape:
        """The shape that a request names; 400 if it names an expansion that there is not."""
        expand = _names(request, "expand")
        for name in expand:
            if name not in known:
                raise _refused("expand", _unknown(name, known))
        return cls(
            tuple(sorted(expand, key=lambda name: name.count("."))), _names(request, "fields")
        )

    def prepared(self, queryset: QuerySet[Any], known: Mapping[str, Expansion]) -> QuerySet[Any]:
        """The queryset with what the expansions show."""
        for name in self.expand:
            queryset = known[name].prepare(queryset)
        return queryset

    def apply(self, serializer: Any, known: Mapping[str, Expansion]) -> None:
        """Give a serializer the parts that are filled in, and take from it those not kept."""
        row = _row(serializer)
        for path in self.expand:
            *way, last = path.split(".")
            target = row
            for step in way:
                target = _row(target.fields[step])
            target.fields[last] = deepcopy(known[path].field)
        if self.keep:
            _prune(row, self._tree(names_of(row), known))

    def cut(self, data: Any) -> Any:
        """Rendered data without what is not kept, in parts that no serializer field stands for."""
        return _cut(data, _grown(self.keep)) if self.keep else data

    def _tree(self, names: Tree, known: Mapping[str, Expansion]) -> Tree:
        for path in self.keep:
            _check(path, names, known)
        return _grown(self.keep)


def names_of(serializer: Any) -> Tree:
    """The names of all parts that a serializer sends."""
    fields = getattr(_row(serializer), "fields", {})
    return {name: _inner(field, serializer) for name, field in fields.items()}


def _inner(field: Any, parent: Any) -> Tree:
    if isinstance(field, serializers.SerializerMethodField):
        method = getattr(_row(parent), field.method_name or "", None)
        told = getattr(method, "_spectacular_annotation", {}).get("field")
        return names_of(told) if isinstance(told, serializers.BaseSerializer) else {}
    return names_of(getattr(field, "shown", field))


def _row(serializer: Any) -> Any:
    """The serializer of one row."""
    return getattr(serializer, "child", serializer)


def _names(request: Request, parameter: str) -> tuple[str, ...]:
    given = request.query_params.get(parameter)
    if given is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",")))
    if len(given) > LONGEST or not all(names) or "\0" in given:
        raise _refused(parameter, SEPARATE)
    return names


def _grown(paths: Iterable[str]) -> Tree:
    """A tree of paths; a part that is named as a whole is kept whole."""
    tree: Tree = {}
    whole = set(paths)
    for path in whole:
        steps = path.split(".")
        if any(".".join(steps[:end]) in whole for end in range(1, len(steps))):
            continue
        level = tree
        for step in steps:
            level = level.setdefault(step, {})
    return tree


def _check(path: str, names: Tree, known: Mapping[str, Expansion]) -> None:
    level, way = names, ""
    for step in path.split("."):
        if not level:
            raise _refused("fields", TAKES_NO_PARTS.format(name=way))
        way = f"{way}.{step}" if way else step
        if step not in level:
            raise _refused(
                "fields",
                NOT_EXPANDED.format(name=way) if way in known else _unknown(step, level),
            )
        level = level[step]


def _unknown(name: str, known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known)) or "none"
    return UNKNOWN_PART.format(name=name[:80], meant=nearest(name, known), known=listed)


def _refused(parameter: str, message: str) -> exceptions.ValidationError:
    return exceptions.ValidationError({parameter: [message]})


def _prune(serializer: Any, tree: Tree) -> None:
    for name in set(serializer.fields) - set(tree):
        del serializer.fields[name]
    for name, inner in tree.items():
        field = _row(serializer.fields[name])
        if inner and isinstance(field, serializers.Serializer):
            _prune(field, inner)


def _cut(data: Any, tree: Tree) -> Any:
    if not tree or data is None:
        return data
    if isinstance(data, list):
        return [_cut(one, tree) for one in data]
    return {name: _cut(value, tree[name]) for name, value in data.items() if name in tree}
