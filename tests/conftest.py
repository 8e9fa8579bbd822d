"""What every test may rely on."""

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.cache import cache

# Playwright's synchronous API runs a loop in the test's own thread, where Django would refuse
# to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    """Whitenoise warns of a folder for collected files that is not there."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _plain_settings(settings: Any) -> Iterator[None]:
    """Static files without a manifest, quick password hashes, a fresh cache for the throttles."""
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield


def make_what_migrations_make() -> None:
    """The groups, and the questions that a newsroom starts with."""
    import_module("quotes.migrations.0002_groups").make_groups(apps, None)
    first = import_module("quotes.migrations.0010_the_first_checklist")
    first.ask(apps, None)
    first.let_keep(apps, None)
    import_module("quotes.migrations.0017_let_editors_take_over").grant(apps, None)
    import_module("quotes.migrations.0026_permit_mergers").permit(apps, None)
    import_module("quotes.migrations.0052_permit_correction_requests").permit(apps, None)
    import_module("quotes.migrations.0054_permit_topics").permit(apps, None)
    import_module("vault.migrations.0002_let_the_standards_editor_read_the_log").grant(apps, None)
    import_module("alerts.migrations.0002_let_the_standards_editor_keep_endpoints").permit(
        apps, None
    )


@pytest.fixture(autouse=True)
def _groups(_django_db_helper: None, request: pytest.FixtureRequest) -> None:
    """The migrations' groups and checklist, which a test that commits leaves flushed behind it."""
    database = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if (database or request.node.get_closest_marker("django_db")) and not Group.objects.exists():
        make_what_migrations_make()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one, Playwright's own elsewhere; no calls home."""
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": quiet}
