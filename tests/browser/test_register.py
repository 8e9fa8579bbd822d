"""The register's pages in a browser: usable by everybody, on every screen, and by keyboard."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes.models import Speaker
from quotes.verification import State
from tests.browser.test_desk import broken_rules, complaints, sign_in
from tests.make import make_merger, make_position, make_quote, make_speaker

__all__ = ["complaints"]

WIDTHS = {"narrow": 360, "wide": 1440}


@pytest.fixture
def register(live_server: LiveServer) -> dict[str, str]:
    """A register with a pair, a merger, a role that disagrees; and the address of each page."""
    elder = make_speaker("John Smith", description="Mayor of Tarn")
    later = make_speaker("J. Smith")
    tarn, holm = (make_speaker(name, kind="organisation") for name in ("Tarn", "Holm"))
    make_position(elder, "Mayor", organisation=tarn, start=date(2020, 1, 1))
    held = make_position(later, "Pilot", organisation=holm, start=date(2021, 1, 1))
    for state in (State.CAPTURED, State.PUBLISHED, State.VERIFIED):
        make_quote(state, speaker=later, role_as_printed="Pilot")
    held.end, held.end_precision = date(2025, 1, 1), "year"
    held.save()
    merger = make_merger(make_speaker("Bo Reed"), make_speaker("Bob Reed"))
    return {
        "duplicates": "/admin/desk/duplicates/",
        "merge": f"/admin/desk/speakers/{later.pk}/merge/?into={elder.pk}",
        "choose": f"/admin/desk/speakers/{later.pk}/merge/?q=reed",
        "split": f"/admin/desk/speakers/{later.pk}/split/",
        "undo": f"/admin/desk/mergers/{merger.pk}/undo/",
        "roles": "/admin/desk/roles/",
        "speaker": f"/admin/quotes/speaker/{later.pk}/change/",
    }


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(
    page: Page,
    live_server: LiveServer,
    register: dict[str, str],
    complaints: list[str],
    width: str,
    scheme: str,
) -> None:
    sign_in(page.context, live_server, "desk editor")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    kept = os.environ.get("SCREENSHOTS", "")
    for name, address in register.items():
        page.goto(f"{live_server.url}{address}")
        if name != "speaker":
            assert broken_rules(page) == [], name
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), name
        if kept:
            page.screenshot(path=Path(kept) / f"{name}-{width}-{scheme}.png", full_page=True)
    assert complaints == []


def test_two_are_merged_and_parted_again_by_keyboard(
    page: Page, live_server: LiveServer, register: dict[str, str]
) -> None:
    sign_in(page.context, live_server, "desk editor")
    page.goto(f"{live_server.url}{register['duplicates']}")
    page.get_by_role("link", name="Merge… J. Smith").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why they are one").focus()
    page.keyboard.type("One man under two names.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("J. Smith is merged into John Smith.")).to_be_visible()
    assert Speaker.objects.get(name="J. Smith").merged_into == Speaker.objects.get(
        name="John Smith"
    )
    page.get_by_role("link", name="Undo").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why they are two").fill("They are two.")
    page.get_by_role("button", name="Undo the merger").press("Enter")
    expect(page.get_by_text("J. Smith and John Smith are two again.")).to_be_visible()


def test_quotes_are_parted_without_javascript(
    new_context: CreateContextCallback, live_server: LiveServer, register: dict[str, str]
) -> None:
    """The pages are forms and links: what the browser sends is all there is to it."""
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, "desk editor")
    plain = context.new_page()
    plain.goto(f"{live_server.url}{register['split']}")
    plain.get_by_label("… or a new speaker of this name").fill("Jane Smith")
    plain.get_by_label("How you know").fill("She said these.")
    for box in plain.locator("input[name=quotes]").all():
        box.check()
    plain.get_by_role("button", name="See what would happen").click()
    table = plain.get_by_role("table")
    for outcome in ("Moved", "Proposed", "Refused"):
        expect(table.get_by_text(outcome, exact=True)).to_have_count(1)
    plain.get_by_role("button", name="Part them").click()
    expect(plain.get_by_text("Moved: 1.")).to_have_count(1)
    assert Client().get("/speakers/jane-smith/").status_code == 404
