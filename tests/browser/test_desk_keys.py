"""Keys that are pressed faster than the server answers: none is lost, none hits the wrong quote."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from quotes import attribution
from quotes.models import Quote
from quotes.verification import State
from sources.models import ArticleVersion
from tests.browser.line import Line
from tests.browser.test_desk import MORE, STORY, WORDS, open_story, sign_in
from tests.make import make_person, make_quote, make_speaker, make_version


@pytest.fixture
def version(live_server: LiveServer) -> ArticleVersion:
    """A story with two quotes to come."""
    return make_version(STORY, headline="The lock opens at dawn")


@pytest.fixture
def pair(version: ArticleVersion) -> list[Quote]:
    """Both of them, captured."""
    speaker = make_speaker("Ines Calloway")
    return [make_quote(version=version, words=words, speaker=speaker) for words in (WORDS, MORE)]


def held_back(page: Page, addresses: str) -> tuple[Line, list[Route]]:
    """A line on which requests can be held back, and those that are."""
    held: list[Route] = []
    return Line(page, addresses, cut=held.append), held


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_busy(page: Page, quote: Quote) -> None:
    card = page.locator(f"#quote-{quote.pk}.is-current")
    expect(card).to_have_attribute("aria-busy", "true")


def let_go(held: list[Route]) -> None:
    while held:
        held.pop(0).continue_()


def test_keys_wait_for_a_card_that_is_on_its_way(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    make_quote(State.SUBMITTED, version=version, words=WORDS)
    other = make_quote(State.SUBMITTED, version=version, words=MORE)
    sign_in(page.context, live_server, "checker")
    line, held = held_back(page, f"**/desk/quotes/{other.pk}/")
    line.is_cut = True
    open_story(page, live_server, version)
    press(page, "j")
    expect_busy(page, other)
    press(page, "v", "a", "1", "2", "3", "4", "5", "6", "Enter")
    line.is_cut = False
    let_go(held)
    expect(page.locator(f"#quote-{other.pk} .desk-state")).to_have_text("Verified")


def test_what_is_pressed_twice_while_it_is_under_way_is_done_once(
    page: Page, live_server: LiveServer, version: ArticleVersion, pair: list[Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    line, held = held_back(page, "**/moves/submit/")
    line.is_cut = True
    open_story(page, live_server, version)
    press(page, "s")
    expect_busy(page, pair[0])
    press(page, "s", "s")
    line.is_cut = False
    let_go(held)
    expect(page.locator(f"#quote-{pair[0].pk} .desk-state")).to_have_text("Submitted")
    expect(page.locator(f"#quote-{pair[1].pk}")).to_be_focused()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    states = [quote.state for quote in version.quotes.in_story_order()]
    assert states == [State.SUBMITTED, State.CAPTURED]


def test_a_decision_is_taken_back_by_a_key_pressed_before_it_was_answered(
    page: Page, live_server: LiveServer, version: ArticleVersion, pair: list[Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    line, held = held_back(page, "**/moves/submit/")
    line.is_cut = True
    open_story(page, live_server, version)
    press(page, "s")
    expect_busy(page, pair[0])
    press(page, "u")
    line.is_cut = False
    let_go(held)
    expect(page.locator("#desk-status")).to_contain_text("Take back: done")
    states = [quote.state for quote in version.quotes.in_story_order()]
    assert states == [State.CAPTURED, State.CAPTURED]


def test_an_end_is_moved_on_while_its_last_step_is_being_saved(
    page: Page, live_server: LiveServer, version: ArticleVersion, pair: list[Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    line, held = held_back(page, "**/spans/")
    line.is_cut = True
    open_story(page, live_server, version)
    press(page, "[")
    expect_busy(page, pair[0])
    press(page, "[", "s", "j")
    line.is_cut = False
    let_go(held)
    expect(page.locator(f"#quote-{pair[0].pk} .desk-state")).to_have_text("Submitted")
    expect(page.locator(f"#quote-{pair[1].pk}")).to_be_focused()
    pair[0].refresh_from_db()
    assert pair[0].words == "We open the lock"


def test_what_was_pressed_after_something_refused_is_not_done(
    page: Page, live_server: LiveServer, version: ArticleVersion, pair: list[Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    line, held = held_back(page, "**/spans/")
    line.is_cut = True
    open_story(page, live_server, version)
    press(page, "[")
    expect_busy(page, pair[0])
    press(page, "s")
    attribution.amend(pair[0], by=make_person("checker"), changes={"role_as_printed": "Pilot"})
    line.is_cut = False
    let_go(held)
    alert = page.locator(f"#quote-{pair[0].pk} [role=alert]").first
    expect(alert).to_contain_text("has changed since you opened it")
    press(page, "j")
    expect(page.locator(f"#quote-{pair[1].pk}")).to_be_focused()
    assert {quote.state for quote in version.quotes.all()} == {State.CAPTURED}
