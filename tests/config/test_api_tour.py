"""What the page on the API tells to run is run: the tour by curl, the client in Python."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

from quotes import topics, verification
from quotes.models import Quote
from quotes.verification import State
from tests.config.test_api import described_quote
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = Path(settings.BASE_DIR, "docs", "api.md")
CLIENT = Path(settings.BASE_DIR, "docs", "examples", "mirror.py")


def tour() -> list[str]:
    """The lines of the page's tour."""
    block = re.findall(r"```sh\n# tour\n(.*?)```", PAGE.read_text(), re.DOTALL)[0]
    return [line for line in block.splitlines() if line]


def test_the_tour_has_twenty_lines() -> None:
    assert len(tour()) == 20


def test_every_line_of_the_tour_is_answered(live_server: Any) -> None:
    quote, editor = described_quote(), make_person("desk editor", is_superuser=True)
    topics.tag(quote, topics.add("Harbour", by=editor), by=editor)
    api = f"{live_server.url}/api/v1"
    for line in tour():
        here = line.replace("$API", api).replace("/quotes/1/", f"/quotes/{quote.pk}/")
        ran = subprocess.run(
            shlex.split(here, comments=True), capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, line
        assert re.match(r'[{\["]', ran.stdout), line


def mirrored(mirror: Any) -> set[int]:
    return set(mirror.quotes)


def public() -> set[int]:
    return set(Quote.objects.public().values_list("pk", flat=True))


def test_the_client_keeps_a_copy(live_server: Any) -> None:
    spec = importlib.util.spec_from_file_location("mirror", CLIENT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["mirror"] = module
    spec.loader.exec_module(module)
    quotes = [make_quote(State.PUBLISHED) for _ in range(3)]
    mirror = module.Mirror()
    with httpx.Client(base_url=f"{live_server.url}/api/v1/") as client:
        assert mirror.catch_up(client) == 3
        assert mirrored(mirror) == public() == {quote.pk for quote in quotes}
        verification.withhold(quotes[1], by=make_person("desk editor"), note="A complaint.")
        make_quote(State.PUBLISHED)
        assert mirror.catch_up(client) == 2
        assert mirrored(mirror) == public()
        assert mirror.catch_up(client) == 0
    assert mirror.quotes[quotes[0].pk]["text"] == quotes[0].words


def test_the_client_runs_from_the_command_line(live_server: Any, tmp_path: Path) -> None:
    quote = make_quote(State.PUBLISHED)
    copy = tmp_path / "copy.json"
    command = [sys.executable, str(CLIENT), f"{live_server.url}/api/v1", str(copy)]
    for told in ("1 changes; 1 quotes", "0 changes; 1 quotes"):
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == told
    assert list(json.loads(copy.read_text())["quotes"]) == [str(quote.pk)]


def test_the_client_is_typed() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(CLIENT)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
