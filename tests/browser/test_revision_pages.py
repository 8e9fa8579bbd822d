"""The pages of revisions and of mix-ups in a real browser, for every eye and width."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import corrections
from quotes.models import Quote
from quotes.verification import State
from tests.browser.test_public_pages import SCHEMES, SMALL_TARGETS, WIDTHS
from tests.make import make_person, make_quote, make_speaker, make_version

WORDS = (
    "We will not sell the harbour, not this year and not the next one, and whoever says so has "
    "not read the council’s paper of last spring on the old quay and its cranes."
)


@pytest.fixture
def pages(live_server: LiveServer) -> dict[str, str]:
    """The addresses of a quote that was refiled, cut and given to its right speaker."""
    quote = make_quote(
        State.PUBLISHED,
        version=make_version(f"“{WORDS}” Mayor Orla Venn said.", headline="Harbour stays"),
        words=WORDS,
        speaker=make_speaker("Idris Calloway"),
        role_as_printed="Mayer of Tarrow Bay",
    )
    start, _ = quote.content[0]
    cut = [[start, start + 28], [start + 66, start + len(WORDS) - 1]]
    change(quote, "refile", "The role was misspelt.", role_as_printed="Mayor of Tarrow Bay")
    change(quote, "correction", "Words were joined that belong apart.", content=cut)
    change(quote, "update", "The council met a day earlier.", said_on=date(2026, 3, 2))
    right = make_speaker("Orla Venn")
    change(quote, "correction", "We mixed up two speakers.", speaker=right)
    here = quote.get_absolute_url()
    found = {"quote": here, "list": f"{here}revisions/", "right": right.get_absolute_url()}
    found |= {f"revision {number}": f"{here}revisions/{number}/" for number in (1, 3, 5)}
    found["wrong"] = "/speakers/idris-calloway/"
    return {name: f"{live_server.url}{address}" for name, address in found.items()}


def change(quote: Quote, type: str, text: str, **to: object) -> None:
    notice = corrections.propose(
        quote, by=make_person("reporter"), type=type, changes=to, public_text=text
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(
    new_context: CreateContextCallback, pages: dict[str, str], width: int, scheme: str
) -> None:
    context = new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for name, address in pages.items():
        page.goto(address)
        if os.environ.get("PICTURES"):
            picture = Path(os.environ["PICTURES"]) / f"{name} {width} {scheme}.png"
            page.screenshot(path=picture, full_page=True)
        found = Axe().run(page).response["violations"]
        told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert told == [], f"{name} at {width}, {scheme}"
        expect(page.locator("h1"), name).to_have_count(1)
        excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert excess <= 0, f"{name} scrolls sideways at {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"{name} at {width}"


def test_from_the_notice_to_what_stood_before_and_back(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["quote"])
    page.get_by_role("link", name="Read revision 4, as it stood before this").click()
    expect(page.get_by_text("Superseded.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Idris Calloway")
    page.get_by_role("link", name="Read the quote as it stands").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Orla Venn")
    page.get_by_role("link", name="Every revision, word by word").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How this quote has changed")


def test_a_difference_is_told_by_more_than_colour(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["revision 3"])
    out, put_in = page.locator("del").first, page.locator("ins").first
    expect(out).to_have_css("text-decoration-line", "line-through")
    expect(put_in).to_have_css("text-decoration-line", "underline")
    expect(out).to_contain_text("taken out:")
