"""The API's documentation in a browser: it works, and it talks to nobody but this site."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_documentation_works_under_the_policy_and_asks_no_other_host(
    live_server: Any, page: Page
) -> None:
    asked: list[str] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def record(request: Request) -> None:
        asked.append(request.url)

    page.on("request", record)
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("Published quotes, newest first", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"results": []').first.wait_for()
    assert complaints == []
    elsewhere = [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]
    assert elsewhere == []
