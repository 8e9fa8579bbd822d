"""The overview and the history in a browser: light and dark, on a phone, by the rules of axe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from quotes import corrections, verification
from quotes.models import Notice, Quote
from quotes.verification import State
from tests.browser.test_desk import broken_rules, complaints, sign_in  # noqa: F401 - a fixture
from tests.make import WELL_READ, make_found, make_person, make_quote, make_speaker


@pytest.fixture
def retracted(live_server: LiveServer) -> Quote:
    """A quote that was corrected twice and then retracted; others wait."""
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Ines Calloway"))
    for role in ("Harbour Master", "Harbour Pilot"):
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type=Notice.Type.CORRECTION,
            changes={"role_as_printed": role},
            public_text=f"She was {role} that day.",
        )
        corrections.approve(notice, by=make_person("desk editor"))
        quote.refresh_from_db()
    verification.retract(quote, by=make_person("standards editor"), reason="Nobody said it.")
    make_found(State.VERIFIED, read=WELL_READ, speaker=make_speaker("Bo Lind"))
    make_quote(State.SUBMITTED)
    return quote


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_overview_and_the_history_are_accessible_and_fit(
    page: Page,
    live_server: LiveServer,
    retracted: Quote,
    complaints: list[str],  # noqa: F811
    width: int,
    scheme: str,
) -> None:
    sign_in(page.context, live_server, "checker")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    history = f"/admin/quotes/quote/{retracted.pk}/history/"
    for address in (
        "/admin/desk/overview/",
        "/admin/desk/overview/?days=365",
        history,
        f"{history}?at={timezone.localdate() + timedelta(days=1)}",
        f"/admin/quotes/speaker/{retracted.speaker_id}/history/",
        f"/admin/sources/article/{retracted.article.pk}/history/",
    ):
        page.goto(live_server.url + address)
        for summary in page.locator("main summary").all():
            summary.click()
        assert broken_rules(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []


def test_a_quote_is_read_back_change_by_change(
    page: Page, live_server: LiveServer, retracted: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    page.goto(f"{live_server.url}/admin/quotes/quote/{retracted.pk}/history/")
    page.get_by_label("As it stood on").fill(str(timezone.localdate()))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "at=" in url)
    role = page.locator("dt", has_text="Role as printed").locator("xpath=following-sibling::dd")
    state = page.locator("dt", has_text="State").locator("xpath=following-sibling::dd")
    expect(state).to_have_text("Retracted")
    expect(role).to_have_text("Harbour Pilot")
    before = page.get_by_role("link", name="The change before")
    seen = []
    while before.count():
        there = before.get_attribute("href") or ""
        before.click()
        page.wait_for_url(lambda url, there=there: url.endswith(there))
        seen.append((state.inner_text(), role.inner_text() if role.count() else ""))
    roles = [role for state, role in seen if state == "Published"]
    assert list(dict.fromkeys(roles)) == ["Harbour Pilot", "Harbour Master", "Mayor"]
    assert seen[-1][0] == "Captured"
    page.get_by_role("link", name="Every change").click()
    expect(page.get_by_text("Why: Retract: Nobody said it.")).to_be_visible()


def test_the_overview_is_reached_from_the_menu(
    page: Page, live_server: LiveServer, retracted: Quote
) -> None:
    sign_in(page.context, live_server, "standards editor")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("img", name="Published, by day")).to_be_visible()
    page.get_by_text("The same as a table").first.click()
    row = page.get_by_role("region", name="Figures by day or week").get_by_role("row").last
    expect(row).to_contain_text(f"{timezone.localdate():%Y}")
