"""The house rules, read off the source: said twice in review, they are written here as tests."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("config", "sources", "access", "quotes", "vault", "alerts")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
DOOR_NAMES = {"views", "api", "admin", "desk", "tasks", "commands"}
DOORS = [path for path in MODULES if DOOR_NAMES & {*path.parts, path.stem}]

# What reads or writes rows; a door asks a verb, or a queryset method with a name of its own.
ROW_CALLS = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"),
    *("update_or_create", "filter", "exclude", "annotate", "aggregate", "raw", "extra"),
}
# Doors that may, and why. Everything else is mended, not added here.
MAY: dict[str, dict[str, str]] = {
    "quotes/admin/register.py": {
        "filter": "a list filter of the admin narrows the list it is given",
        "exclude": "a list filter of the admin narrows the list it is given",
        "save": "the admin's formset hands over its aliases without saving them",
        "delete": "an alias holds no evidence, and its checkbox in the admin is the verb",
    },
    "quotes/desk/worklist.py": {
        "filter": "the desk's own queue; it reads",
        "annotate": "the desk's own queue; it reads",
    },
    "quotes/desk/storyline.py": {
        "filter": "one story for the desk; it reads",
        "exclude": "one story for the desk; it reads",
        "annotate": "one story for the desk; it reads",
    },
}

# Drawers that things are thrown into.
DRAWERS = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}
LONGEST_FUNCTION = 35


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _public(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public classes and functions; and the public methods of classes that derive from none.

    A method of a derived class may override one that its base documents.
    """
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        yield f"{within}{node.name}", node
        if isinstance(node, ast.ClassDef) and not node.bases:
            yield from _public(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=_name)
class TestEveryModule:
    """Each module opens with its purpose, names its parts, and stays small in them."""

    def test_opens_with_a_docstring(self, path: Path) -> None:
        if path.read_text().strip():
            assert ast.get_docstring(_tree(path)), _name(path)

    def test_public_names_have_docstrings(self, path: Path) -> None:
        bare = [name for name, node in _public(_tree(path).body) if not _documented(node)]
        assert bare == []

    def test_no_function_is_longer_than_a_page(self, path: Path) -> None:
        long = {
            function.name: length
            for function in _functions(_tree(path))
            if (length := _length(function)) > LONGEST_FUNCTION
        }
        assert long == {}

    def test_is_no_drawer(self, path: Path) -> None:
        assert not DRAWERS & {*path.relative_to(ROOT).parts, path.stem}

    def test_sends_and_receives_no_signals(self, path: Path) -> None:
        assert list(_signals(_tree(path))) == []

    def test_does_not_reach_outside_the_project(self, path: Path) -> None:
        source = path.read_text()
        assert "../shared" not in source
        assert "/shared/" not in source

    def test_overrides_no_save_or_delete(self, path: Path) -> None:
        assert list(_model_overrides(_tree(path))) == []


def _documented(node: ast.AST) -> bool:
    assert isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return ast.get_docstring(node) is not None


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _signals(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
            yield f"line {node.lineno}: import from {node.module}"
        elif isinstance(node, ast.ImportFrom) and node.module == "django.dispatch":
            yield f"line {node.lineno}: django.dispatch"


def _model_overrides(tree: ast.Module) -> Iterator[str]:
    """`def save` in a class that derives from models.Model."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        if "models.Model" in {ast.unparse(base) for base in node.bases}:
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name in ("save", "delete"):
                    yield f"{node.name}.{part.name}"


@pytest.mark.parametrize("path", DOORS, ids=_name)
def test_a_door_reads_and_writes_no_rows_itself(path: Path) -> None:
    allowed = MAY.get(_name(path), {})
    found = {
        f"{ast.unparse(node.func)} (line {node.lineno})"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ROW_CALLS - set(allowed)
        and not _of_a_plain_value(node.func)
    }
    assert found == set()


def _of_a_plain_value(function: ast.Attribute) -> bool:
    """`context.update(…)`, `super().save(…)`: calls on a dictionary or up the inheritance."""
    owner = ast.unparse(function.value)
    return owner == "super()" or (function.attr == "update" and "objects" not in owner)


def test_every_allowance_is_still_needed() -> None:
    for name, calls in MAY.items():
        used = {
            node.func.attr
            for node in ast.walk(_tree(ROOT / name))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert set(calls) <= used, name


def test_the_rules_see_what_they_look_for() -> None:
    """The checks above find each fault in a module that has them all."""
    faulty = ast.parse(
        "from django.db.models.signals import post_save\n"
        "class Story(models.Model):\n"
        "    def save(self): ...\n"
        "class Plain:\n"
        "    def bare(self): ...\n"
        "def bare(): ...\n"
    )
    assert list(_signals(faulty))
    assert list(_model_overrides(faulty)) == ["Story.save"]
    assert {name for name, node in _public(faulty.body) if not _documented(node)} == {
        *("Story", "Plain", "Plain.bare", "bare")
    }
    assert DOORS
    assert len(MODULES) > 40


def test_imports_point_one_way() -> None:
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.django_db
def test_every_change_to_the_models_has_its_migration() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


def test_every_list_of_the_api_has_a_test_that_counts_its_queries() -> None:
    from config.api.urls import router
    from tests.quotes import test_api_desk, test_api_public

    counted = {*test_api_public.LISTS, *test_api_desk.COUNTED}
    assert {prefix for prefix, _, _ in router.registry} == counted


def test_nothing_that_is_built_depends_on_files_outside() -> None:
    for name in ("pyproject.toml", "Makefile", ".ci/run"):
        path = ROOT / name
        if path.exists():
            assert "../shared" not in path.read_text(), name
