"""How the schema is read off the views: the shape of an answer, and examples of it."""

from __future__ import annotations

from typing import Any

from access.schema import ScopedSchema
from config.api.examples import EXAMPLES
from quotes.api.doors import KeysetPagination
from quotes.api.reading import PublicList, shape_parameters
from quotes.api.shape import names_of

SHAPES = "x-shape"
"""Where an operation notes, until the schema is whole, what its rows may be filled in with."""


class Schema(ScopedSchema):
    """The schema of one address."""

    def get_override_parameters(self) -> list[Any]:
        """Besides the view's own, those of the shape that its answers are asked for in."""
        found: list[Any] = list(super().get_override_parameters())
        view: Any = self.view
        return found + shape_parameters(view) if self._is_shaped() else found

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The operation, with an example and the names of what its rows are filled in with."""
        operation: Any = super().get_operation(*args, **kwargs)
        example = EXAMPLES.get(operation["operationId"]) if operation else None
        if example:
            content = operation["responses"]["200"]["content"]["application/json"]
            content["examples"] = {"AnAnswer": {"summary": "An answer", "value": example}}
        if operation and self._is_shaped():
            view: Any = self.view
            operation[SHAPES] = {
                name: sorted(names_of(one.field))
                for name, one in view.expansions.items()
                if "." not in name
            }
        return operation

    def get_paginated_name(self, serializer_name: str) -> str:
        """Pages that say more than others have another name."""
        paginator = getattr(self.view, "pagination_class", None)
        if paginator in (None, KeysetPagination):
            return str(super().get_paginated_name(serializer_name))
        return f"{paginator.__name__.removesuffix('Pagination')}{serializer_name}Page"

    def _is_shaped(self) -> bool:
        return isinstance(self.view, PublicList) and self.view.has_shape and self.method == "GET"


def tell_shapes(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of rows that take `fields` and `expand` that they may come in part, or filled in."""
    parts = result["components"]["schemas"]
    for operations in result["paths"].values():
        for operation in operations.values():
            if SHAPES in operation:
                known = operation.pop(SHAPES)
                content = operation["responses"]["200"]["content"]["application/json"]
                content["schema"] = _in_part(content["schema"], known, parts)
    return result


def _in_part(schema: dict[str, Any], known: dict[str, Any], parts: dict[str, Any]) -> Any:
    """Where a row stands in a schema: the whole row, or the parts of it that were asked for."""
    name = schema["$ref"].rpartition("/")[2]
    results = parts[name].get("properties", {}).get("results")
    if not results:
        return _either(name, known, parts)
    if "$ref" in results["items"]:
        results["items"] = _either(results["items"]["$ref"].rpartition("/")[2], known, parts)
    return schema


def _either(name: str, known: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    shown = parts[name]["properties"]
    parts[f"{name}Shaped"] = {
        "type": "object",
        "description": "The parts that `fields` names, with those that `expand` fills in.",
        "additionalProperties": False,
        "properties": {
            part: {"description": _told(part, shown, known)} for part in [*shown, *known]
        },
    }
    return {"anyOf": [{"$ref": f"#/components/schemas/{one}"} for one in (name, f"{name}Shaped")]}


def _told(part: str, shown: dict[str, Any], known: dict[str, Any]) -> str:
    if part not in known:
        return str(shown[part].get("description", ""))
    inside = ", ".join(f"`{name}`" for name in known[part])
    return f"Filled in by `expand={part}`" + (f": {inside}." if inside else ".")
