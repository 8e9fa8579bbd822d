"""The desk in each of its states, for every eye and on every screen."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from quotes import corrections
from quotes.models import Quote
from quotes.verification import State
from sources.models import ArticleVersion
from tests.browser.test_desk import (
    MISSED,
    MORE,
    STORY,
    WORDS,
    broken_rules,
    listening,
    open_story,
    sign_in,
)
from tests.make import make_person, make_quote, make_speaker, make_version

GROUPS = ("reporter", "checker", "desk editor", "standards editor")


@pytest.fixture
def quotes(live_server: LiveServer) -> dict[str, Quote]:
    """A story with a quote that can be edited, one to verify and one with an open proposal."""
    version = make_version(STORY, headline="The lock opens at dawn")
    published = make_quote(State.PUBLISHED, version=version, words=MISSED)
    corrections.propose(
        published,
        by=make_person("reporter"),
        type="correction",
        changes={"role_as_printed": "Harbour Master"},
        public_text="We had her role wrong.",
    )
    return {
        "captured": make_quote(
            version=version, words=WORDS, speaker=make_speaker("Ines Calloway", confirmed=False)
        ),
        "submitted": make_quote(State.SUBMITTED, version=version, words=MORE),
        "published": published,
    }


STATES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "a card": ("captured", (), ".card-body"),
    "everything to edit": ("captured", ("e",), "form[data-panel=edit]"),
    "the picker": ("captured", ("i",), "[role=option]"),
    "the role": ("captured", ("o",), "form[data-part=role]"),
    "choosing words": ("captured", ("a", "Shift+ArrowDown"), ".selection-bar"),
    "verifying": ("submitted", ("v", "a", "1"), "[data-move=verify] fieldset"),
    "rejecting": ("submitted", ("x",), "[data-move=reject] textarea"),
    "a proposal": ("published", (), ".card-proposal"),
    "declining": ("published", ("N",), ".card-proposal input[name=reason]"),
    "the help": ("captured", ("?",), "dialog[open]"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_state_of_the_desk_is_accessible_and_fits(
    page: Page, live_server: LiveServer, quotes: dict[str, Quote], width: int, scheme: str
) -> None:
    person = sign_in(page.context, live_server, *GROUPS)
    assert person.groups.count() == Group.objects.filter(name__in=GROUPS).count()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for state, (name, keys, shown) in STATES.items():
        page.goto(
            f"{live_server.url}/admin/desk/{quotes[name].version_id}/?quote={quotes[name].pk}"
        )
        listening(page)
        expect(page.locator(f"#quote-{quotes[name].pk}")).to_be_focused()
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator(shown).first).to_be_visible()
        assert broken_rules(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state


def test_on_a_phone_a_story_is_read_and_a_quote_verified(
    page: Page, live_server: LiveServer, quotes: dict[str, Quote]
) -> None:
    quote = quotes["submitted"]
    sign_in(page.context, live_server, "checker")
    page.set_viewport_size({"width": 360, "height": 780})
    open_story(page, live_server, quote.version)
    expect(page.locator("#story-text")).to_be_hidden()
    page.get_by_role("button", name="Story", exact=True).click()
    expect(page.locator("#story-text")).to_be_visible()
    expect(page.locator(".desk-cards")).to_be_hidden()
    page.locator("#story-text mark.content").filter(has_text=MORE).click()
    card = page.locator(f"#quote-{quote.pk}")
    expect(card.locator(".card-body")).to_be_visible()
    card.locator("[data-move=verify] summary").click()
    card.get_by_label("Matched to the article").check()
    for box in card.get_by_role("checkbox").all():
        box.check()
    card.locator("[data-move=verify] form > button").click()
    expect(card.locator(".desk-state")).to_have_text("Verified")


def test_on_a_phone_what_is_pressed_is_large_enough(
    page: Page, live_server: LiveServer, quotes: dict[str, Quote]
) -> None:
    sign_in(page.context, live_server, "checker", "reporter")
    page.set_viewport_size({"width": 360, "height": 780})
    open_story(page, live_server, quotes["captured"].version)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".desk :is(button, summary, .desk-button, label)")]
            .filter(one => one.getClientRects().length)
            .map(one => [one.textContent.trim(), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 24)"""
    )
    assert small == []


def test_both_panes_scroll_on_their_own_and_the_text_follows(
    page: Page, live_server: LiveServer
) -> None:
    told = [f"“Saying {at} of the plan will stand,” Ada Quill said." for at in range(40)]
    version: ArticleVersion = make_version("\n\n".join(told))
    quotes = [
        make_quote(version=version, words=f"Saying {at} of the plan will stand,")
        for at in (0, 20, 39)
    ]
    sign_in(page.context, live_server, "reporter")
    page.set_viewport_size({"width": 1440, "height": 800})
    open_story(page, live_server, version)
    for quote in quotes[1:]:
        page.keyboard.press("j")
        expect(page.locator("#story-text .is-current")).to_have_text(quote.words)
        expect(page.locator("#story-text .is-current")).to_be_in_viewport()
        expect(page.locator(f"#quote-{quote.pk} h3")).to_be_in_viewport()


def test_on_paper_the_story_and_its_quotes_remain(
    page: Page, live_server: LiveServer, quotes: dict[str, Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, quotes["captured"].version)
    page.emulate_media(media="print")
    expect(page.locator("#story-text")).to_be_visible()
    expect(page.locator(f"#quote-{quotes['submitted'].pk}")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_hidden()
