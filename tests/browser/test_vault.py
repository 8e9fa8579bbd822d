"""The vault in a browser: an identity is recorded, opened, and gone again; for every eye."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser.test_desk import broken_rules
from tests.vault.test_vault import NAME, NOTE, PASSWORD, fresh_key, make_known, make_unnamed
from vault import custody, views
from vault.models import Entry

LONG_ENOUGH = 8
"""Seconds for a busy machine to show that an identity is there before it is gone again."""


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.VAULT_KEYS = [fresh_key()]
    settings.VAULT_KEYS_FILE = ""


@pytest.fixture
def reporter(live_server: LiveServer) -> User:
    return make_known(first_name="Ines", last_name="Calloway", username="calloway")


@pytest.fixture
def entry(reporter: User) -> Entry:
    editor = make_known("desk editor", first_name="Odo", last_name="Brandt", username="brandt")
    return custody.record(
        make_unnamed(), identity=NAME, note=NOTE, by=reporter, open_to=[editor], whence="10.1.1.1"
    )


def sign_in(context: BrowserContext, live_server: LiveServer, person: User) -> None:
    client = Client()
    client.force_login(person)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )


def open_by_hand(page: Page) -> None:
    """Say why, give the password, and press Enter."""
    form = page.get_by_role("region", name="Open it", exact=True)
    form.get_by_label("Why").fill("The lawyer asks")
    form.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_recorded_and_opened_by_keyboard(
    page: Page, live_server: LiveServer, reporter: User
) -> None:
    sign_in(page.context, live_server, reporter)
    page.goto(f"{live_server.url}/admin/vault/quotes/{make_unnamed().pk}/record/")
    page.get_by_label("Who it is").fill(NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The identity is sealed.")).to_be_visible()
    expect(page.get_by_text(NAME)).to_have_count(0)
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    assert NAME not in page.title() + page.url


def test_an_opened_page_closes_when_its_time_is_up(
    page: Page,
    live_server: LiveServer,
    entry: Entry,
    reporter: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "SHOWN_FOR", LONG_ENOUGH)
    sign_in(page.context, live_server, reporter)
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    page.wait_for_url(f"{live_server.url}/admin/vault/{entry.pk}/")
    expect(page.get_by_text(NAME)).to_have_count(0)


def test_an_opened_page_closes_without_script_too(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    entry: Entry,
    reporter: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "SHOWN_FOR", LONG_ENOUGH)
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, reporter)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    page.wait_for_url(f"{live_server.url}/admin/vault/{entry.pk}/")
    expect(page.get_by_text(NAME)).to_have_count(0)


def test_left_it_does_not_come_back(
    page: Page, live_server: LiveServer, entry: Entry, reporter: User
) -> None:
    sign_in(page.context, live_server, reporter)
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    page.get_by_role("link", name="Close it now").click()
    expect(page.get_by_text(NAME)).to_have_count(0)
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    expect(page.get_by_text(NAME)).to_have_count(0)
    assert entry.accesses.filter(deed="opened").count() == 1
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    assert NAME not in page.evaluate(stored)


def test_looked_away_from_it_closes(
    page: Page, live_server: LiveServer, entry: Entry, reporter: User
) -> None:
    sign_in(page.context, live_server, reporter)
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    page.wait_for_load_state()
    page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", {value: true});
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    page.wait_for_url(f"{live_server.url}/admin/vault/{entry.pk}/")


def test_it_is_not_printed(
    page: Page, live_server: LiveServer, entry: Entry, reporter: User
) -> None:
    sign_in(page.context, live_server, reporter)
    page.goto(f"{live_server.url}/admin/vault/{entry.pk}/")
    open_by_hand(page)
    page.emulate_media(media="print")
    expect(page.get_by_text(NAME)).to_be_hidden()
    expect(page.get_by_text("are not printed")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_vault_is_accessible_and_fits(
    page: Page, live_server: LiveServer, entry: Entry, reporter: User, width: int, scheme: str
) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    sign_in(page.context, live_server, reporter)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    quote = make_unnamed()
    for address in ("", f"quotes/{quote.pk}/record/", f"{entry.pk}/"):
        page.goto(f"{live_server.url}/admin/vault/{address}")
        for summary in page.locator("summary:visible").all():
            summary.click()
        assert_fine(page, width, address or "log")
    open_by_hand(page)
    expect(page.get_by_text(NAME)).to_be_visible()
    assert_fine(page, width, "opened")
    assert complaints == []


def assert_fine(page: Page, width: int, name: str) -> None:
    assert broken_rules(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
