"""Stories, outlets, organisations, topics, corrections and the form, in a real browser."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from quotes import requests, topics, verification
from quotes.models import CorrectionRequest, Notice, Quote
from quotes.verification import State
from tests.browser.test_desk import sign_in
from tests.browser.test_public_pages import SCHEMES, SMALL_TARGETS, STORY, WIDTHS, correct
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)


@pytest.fixture
def newsroom(live_server: LiveServer) -> str:
    """A site with something on every kind of page; its address."""
    version = make_version(STORY, outlet="Tarrow Bay Courier", headline="Harbour stays")
    board = make_speaker("Tarrow Harbour Board", kind="organisation", description="Runs the quay")
    mayor = make_speaker("Orla Venn", description="mayor of Tarrow Bay")
    make_merger(make_speaker("Orla Vann"), mayor)
    make_position(mayor, "Chair", organisation=board, start=date(2023, 5, 1))
    editor = make_person("desk editor")
    topic = topics.add("Harbour sale", by=editor, description="Who wants to sell, and why.")
    first = make_quote(
        State.PUBLISHED,
        version=version,
        words="We will not sell the harbour,",
        speaker=mayor,
        role_as_printed="Chair",
    )
    beside = make_quote(
        State.PUBLISHED,
        version=version,
        words="the sale would have paid for itself",
        speaker=make_speaker("Idris Calloway"),
    )
    make_quote(State.PUBLISHED, speaker=mayor, said_on=date(2024, 2, 1))
    make_quote(State.PUBLISHED, speaker=board, no_role_printed=True)
    for quote in (first, beside):
        topics.tag(quote, topic, by=editor)
    correct(first)
    fallen = make_quote(State.PUBLISHED)
    verification.retract(fallen, by=make_person("standards editor"), reason="Nobody said it.")
    return str(live_server.url)


def addresses() -> dict[str, str]:
    quote = Quote.objects.public().earliest("pk")
    return {
        "quote": quote.get_absolute_url(),
        "story": f"/stories/{quote.article.pk}/",
        "outlet": "/outlets/tarrow-bay-courier/",
        "organisation": "/organisations/tarrow-harbour-board/",
        "speaker": "/speakers/orla-venn/",
        "topics": "/topics/",
        "topic": "/topics/harbour-sale/",
        "corrections": "/corrections/",
        "corrections in error": "/corrections/?type=shouted&decided_after=now",
        "form": f"/corrections/ask/?quote={quote.pk}",
        "sent": "/corrections/ask/sent/",
        "methods": "/methods/",
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, newsroom: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    blocked: list[str] = []
    page.on(
        "console",
        lambda message: blocked.append(message.text) if "Policy" in message.text else None,
    )
    for name, address in addresses().items():
        page.goto(newsroom + address)
        found = Axe().run(page).response["violations"]
        told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert told == [], f"{name} at {width}, {scheme}"
        assert page.locator("h1").count() == 1, name
        excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert excess <= 0, f"{name} scrolls sideways at {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"{name} at {width}"
    context.close()
    assert blocked == []


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reader_goes_from_a_quote_to_its_story_and_asks_for_a_correction(
    browser: Browser, newsroom: str, scripted: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto(newsroom + Quote.objects.public().earliest("pk").get_absolute_url())
    page.get_by_role("link", name="The story’s page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour stays")
    expect(page.locator("ol.quotes > li")).to_have_count(2)
    page.get_by_role("link", name="In context").first.click()
    page.get_by_role("main").get_by_role("link", name="Ask for a correction").click()
    page.get_by_label("What is wrong, and what would be right?").fill("It was not on that day.")
    page.get_by_label("Your e-mail address").fill("not an address")
    page.get_by_role("button", name="Send to the newsroom").click()
    expect(page.locator("#error-contact")).to_contain_text("This is no e-mail address.")
    expect(page.get_by_label("What is wrong")).to_have_value("It was not on that day.")
    page.get_by_label("Your e-mail address").fill("reader@mail.example")
    page.get_by_role("button", name="Send to the newsroom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has arrived")
    context.close()
    asked = CorrectionRequest.objects.get()
    assert (asked.contact, asked.quote) == ("reader@mail.example", Quote.objects.earliest("pk"))


def test_an_editor_takes_a_request_up_tags_the_quote_and_closes_the_request(
    context: BrowserContext, page: Page, live_server: LiveServer, newsroom: str
) -> None:
    sign_in(context, live_server, "desk editor")
    quote = Quote.objects.public().get(speaker__slug="idris-calloway")
    asked = requests.ask("He is no economist.", quote=quote, address="192.0.2.1")
    page.goto(f"{newsroom}/admin/desk/requests/")
    page.get_by_role("link", name="He is no economist.").click()
    check(page, "the request")
    page.get_by_role("link", name="Propose a correction").click()
    form = page.get_by_role("form", name="Propose a correction")
    expect(form.get_by_label("Because of a reader’s request")).to_have_value(str(asked.pk))
    form.get_by_label("Kind of notice").select_option("Clarification")
    form.get_by_label("What the public will read").fill("He spoke for himself.")
    form.get_by_role("button", name="Propose the correction").click()
    expect(page.locator(".desk-done")).to_contain_text("Proposed.")
    assert CorrectionRequest.objects.get().notice == Notice.objects.get(quote=quote)
    page.locator("body").press("#")
    page.get_by_label("Topic", exact=True).fill("Harbour sale")
    page.get_by_label("Topic", exact=True).press("Escape")
    page.get_by_role("button", name="Harbour sale").click()
    expect(page.locator(".desk-done")).to_contain_text("Taken off: Harbour sale.")
    page.goto(f"{newsroom}/admin/desk/requests/{asked.pk}/")
    page.get_by_label("Answered").check()
    page.get_by_label("What was done").fill("A clarification is proposed.")
    page.get_by_role("button", name="Close the request").click()
    expect(page.get_by_text("No reader’s request waits.")).to_be_visible()
    check(page, "the list")


def check(page: Page, name: str) -> None:
    """Ours alone: the theme's own frame is tested elsewhere."""
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], name
