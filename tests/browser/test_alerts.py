"""Following a search in a real browser: without JavaScript, for every eye and every width."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from alerts.models import Subscription
from alerts.tokens import Purpose, token_for
from quotes.models import Speaker
from quotes.verification import State
from tests.make import make_position, make_quote, make_speaker


@pytest.fixture
def newsroom(live_server: LiveServer) -> str:
    """A site with one public quote, by whoever holds an office."""
    body = make_speaker("Harbour League", kind=Speaker.Kind.ORGANISATION)
    speaker = make_speaker("Ada Quill")
    make_position(speaker, "Chair", organisation=body)
    make_quote(State.PUBLISHED, speaker=speaker)
    return live_server.url


@pytest.fixture(params=["light 360", "dark 1440"])
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser without JavaScript, in a scheme and a width."""
    scheme, width = request.param.split()
    context = browser.new_context(
        java_script_enabled=False,
        color_scheme=scheme,
        viewport={"width": int(width), "height": 800},
    )
    yield context
    context.close()


def fits(page: Page) -> None:
    """Nothing sticks out to the side."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


@pytest.mark.django_db(transaction=True)
def test_a_search_is_followed_and_stopped(newsroom: str, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"{newsroom}/?kind=direct")
    page.get_by_role("link", name="by e-mail").click()
    expect(page.get_by_role("heading", name="Get alerts by e-mail")).to_be_visible()
    fits(page)
    page.get_by_label("Your e-mail address").fill("nobody")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("such as you@example.org").last).to_be_visible()
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    often = page.locator("select[name=frequency]")
    often.select_option("At once")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    found = Subscription.objects.get()
    page.goto(f"{newsroom}/alerts/confirm/{token_for(found.pk, Purpose.CONFIRM)}/")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Confirmed")).to_be_visible()
    page.goto(f"{newsroom}/alerts/yours/{token_for(found.pk, Purpose.MANAGE)}/")
    expect(often).to_have_value("at once")
    often.select_option("Once a week")
    page.get_by_role("button", name="Save").click()
    expect(often).to_have_value("weekly")
    fits(page)
    page.goto(f"{newsroom}/alerts/stop/{token_for(found.pk, Purpose.STOP)}/")
    page.get_by_role("button", name="Stop, and erase my address").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    found.refresh_from_db()
    assert found.email == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_for_every_eye(newsroom: str, browser: Browser, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{newsroom}/speakers/ada-quill/")
    page.get_by_role("link", name="by e-mail").last.click()
    expect(page.get_by_text("whoever is Chair, Harbour League")).to_be_visible()
    for address in ("", "/alerts/follow/?speaker=nobody", "/alerts/confirm/nonsense/"):
        if address:
            page.goto(f"{newsroom}{address}")
        results = Axe().run(page)
        assert results.violations_count == 0, html.unescape(results.generate_report())
        fits(page)
    context.close()
