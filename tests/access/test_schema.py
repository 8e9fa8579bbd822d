"""The schema tells of scopes, quotas and keys what the addresses do."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from access.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return [
        (path, method, operation)
        for path, found in paths.items()
        for method, operation in found.items()
    ]


def test_every_operation_names_its_scope(operations: list[Any]) -> None:
    for path, method, operation in operations:
        assert operation["x-scope"] in Scope.values, (path, method)
        assert f"`{operation['x-scope']}`" in operation["description"]
        if "/desk/" in path:
            assert operation["x-scope"].startswith("desk:"), path
        assert (operation["x-scope"] == Scope.READ) <= (method == "get"), path


def test_every_answer_tells_the_quota_and_every_write_takes_a_key(operations: list[Any]) -> None:
    for path, method, operation in operations:
        for status, answer in operation["responses"].items():
            assert {"RateLimit", "RateLimit-Policy"} <= set(answer["headers"]), (path, status)
        assert "Retry-After" in operation["responses"]["429"]["headers"]
        keys = [one for one in operation.get("parameters", []) if one["name"] == "Idempotency-Key"]
        assert len(keys) == (method == "post"), path
        if keys:
            assert {"409", "422"} <= set(operation["responses"])
            assert "Idempotency-Key" in operation["responses"]["422"]["description"]
