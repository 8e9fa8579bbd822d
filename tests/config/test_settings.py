"""Settings are safe unless somebody says otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = (
    "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS", "PASSWORD_HASHERS",
)  # fmt: skip
READ = (
    "import json; from config import settings;"
    f"print(json.dumps({{name: getattr(settings, name) for name in {ASKED}}}))"
)
SERVER = {"DATABASE_URL": "postgres://nobody@/nothing", "SECRET_KEY": "kept elsewhere"}


def run(**given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT, env=kept | given, capture_output=True, text=True, check=False,
    )  # fmt: skip


def settings(**given: str) -> dict[str, Any]:
    done = run(**given)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_server_is_safe_by_default() -> None:
    found = settings(**SERVER)
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"] and found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_a_site_over_tls_stays_there() -> None:
    found = settings(**SERVER, SITE_URL="https://record.example")
    assert found["SECURE_SSL_REDIRECT"] and found["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize("given", [{}, {**SERVER, "SITE_URL": "http://record.example"}])
def test_plain_http_is_for_this_machine_or_for_who_asks_for_it(given: dict[str, str]) -> None:
    assert settings(**given)["SESSION_COOKIE_SECURE"] is False


def test_a_server_without_its_key_does_not_start() -> None:
    done = run(DATABASE_URL=SERVER["DATABASE_URL"])
    assert done.returncode != 0
    assert "SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize("days", ["0", "731"])
def test_a_readers_address_is_kept_neither_for_ever_nor_not_at_all(days: str) -> None:
    done = run(CONTACT_DAYS=days)
    assert done.returncode != 0
    assert "CONTACT_DAYS is a number of days from 1 to 730." in done.stderr
