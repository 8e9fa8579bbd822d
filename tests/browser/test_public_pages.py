"""The public pages in a real browser: by keyboard, without JavaScript, and for every eye."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import corrections
from quotes.models import Notice, Precision, Quote, QuoteKind
from quotes.verification import AttributionBasis, State
from tests.browser.line import Line
from tests.make import make_person, make_position, make_quote, make_speaker, make_version

STORY = (
    "“We will not sell the harbour,” Mayor Orla Venn told the council on Tuesday. “Not this year.”"
    "\n\nIdris Calloway, an economist, said that the sale would have paid for itself. "
    "The pier had “no future” without a buyer, the Harbour Board said.\n\n"
    "A senior official said the talks had broken down."
)
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")


@pytest.fixture
def newsroom(live_server: LiveServer) -> str:
    """A site with published quotes of every kind, a correction and a tombstone; its address."""
    version = make_version(STORY, outlet="Tarrow Bay Courier", headline="Harbour stays")
    mayor = make_speaker("Orla Venn", description="mayor of Tarrow Bay")
    make_position(mayor, "Mayor", start=date(2023, 5, 1), start_precision=Precision.MONTH)
    quote = make_quote(
        State.PUBLISHED, version=version, words="We will not sell the harbour,", speaker=mayor
    )
    make_quote(
        State.PUBLISHED,
        version=version,
        words="the sale would have paid for itself",
        kind=QuoteKind.INDIRECT,
        speaker=make_speaker("Idris Calloway"),
        role_as_printed="an economist",
    )
    make_quote(
        State.PUBLISHED,
        version=version,
        words="The pier had “no future” without a buyer",
        kind=QuoteKind.MIXED,
        speaker=make_speaker("Tarrow Harbour Board", kind="organisation"),
        no_role_printed=True,
    )
    make_quote(
        State.PUBLISHED,
        version=version,
        words="the talks had broken down",
        kind=QuoteKind.INDIRECT,
        descriptor="A senior official",
        anonymity_reason="feared for their post",
        no_role_printed=True,
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    correct(quote)
    make_quote(State.RETRACTED, words="We never met them.")
    return str(live_server.url)


def correct(quote: Quote) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Mayor of Tarrow Bay"},
        public_text="An earlier version left out the town.",
    )
    corrections.approve(notice, by=make_person("desk editor"))


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the browser's console complains of: errors, and what the policy blocked."""
    heard: list[str] = []
    context.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    context.on("weberror", lambda error: heard.append(str(error.error)))
    return heard


@pytest.fixture
def page_without_script(new_context: CreateContextCallback) -> Page:
    """A page of a browser in which JavaScript is off."""
    return new_context(java_script_enabled=False).new_page()


def test_a_search_is_made_by_keyboard_alone(
    page: Page, newsroom: str, complaints: list[str]
) -> None:
    page.goto(newsroom)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Words or an “exact phrase”")).to_be_focused()
    page.keyboard.type('"sell the harbour"')
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("1 quote")
    expect(page.locator("ol.quotes > li")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("sell the harbour")
    expect(page).to_have_url(f"{newsroom}/?q=%22sell+the+harbour%22")
    page.get_by_role("link", name="In context").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Orla Venn")
    page.go_back()
    expect(page.locator("ol.quotes > li")).to_have_count(1)
    assert complaints == []


def test_focus_can_be_seen(page: Page, newsroom: str) -> None:
    page.goto(newsroom)
    page.get_by_label("Words or an “exact phrase”").focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus-visible")
    expect(focused).to_have_css("outline-style", "solid")
    expect(focused).to_have_css("outline-width", re.compile(r"^([2-9]|\d\d)"))


def test_a_filter_swaps_the_results_and_keeps_the_page(
    page: Page, newsroom: str, complaints: list[str]
) -> None:
    page.goto(newsroom)
    expect(page.get_by_role("status").first).to_have_text("4 quotes, newest first")
    page.evaluate("window.isTheSamePage = true")
    page.get_by_label("Kind").select_option("Paraphrase")
    expect(page.get_by_role("status").first).to_have_text("2 quotes, newest first")
    page.get_by_label("Speaker").select_option("Calloway, Idris")
    expect(page.get_by_role("status").first).to_have_text("1 quote")
    expect(page).to_have_url(f"{newsroom}/?speaker=idris-calloway&kind=indirect")
    assert page.evaluate("window.isTheSamePage") is True
    page.get_by_role("link", name="Remove Kind: Paraphrase").click()
    expect(page).to_have_url(f"{newsroom}/?speaker=idris-calloway")
    expect(page.get_by_label("Kind")).to_have_value("")
    page.go_back()
    expect(page.get_by_label("Kind")).to_have_value("indirect")
    assert complaints == []


def test_a_search_that_can_not_be_run_says_so_at_its_field(
    page: Page, newsroom: str, complaints: list[str]
) -> None:
    page.goto(newsroom)
    box = page.get_by_label("Words or an “exact phrase”")
    box.fill('"')
    box.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("The search was not run.")
    expect(page.locator("#error-q")).to_contain_text("no word or number to search for")
    expect(box).to_have_accessible_description(
        'There is no word or number to search for in “"”. The quotation mark at character 1 is not '
        "closed and nothing follows it; it was left out."
    )
    box.fill("harbour")
    box.press("Enter")
    expect(page.locator("#error-q")).to_be_empty()
    expect(page.locator("ol.quotes > li")).to_have_count(1)
    assert complaints == []


def test_a_search_that_never_arrived_does_not_look_like_an_empty_one(
    page: Page, newsroom: str
) -> None:
    Line(page, "**/?q=*").is_cut = True
    page.goto(newsroom)
    box = page.get_by_label("Words or an “exact phrase”")
    box.fill("harbour")
    box.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("could not be run")


def test_everything_works_without_javascript(page_without_script: Page, newsroom: str) -> None:
    page = page_without_script
    page.goto(newsroom)
    page.get_by_text("Narrow the search").click()
    page.get_by_label("Speaker").select_option("Venn, Orla")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("ol.quotes > li")).to_have_count(1)
    page.get_by_role("link", name="Orla Venn", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orla Venn")
    page.get_by_role("link", name="In context").click()
    expect(page.locator("#citation")).to_contain_text("Orla Venn, Mayor of Tarrow Bay")
    expect(page.get_by_role("button", name="Copy as plain text")).to_be_hidden()


def test_a_citation_is_copied_as_plain_text(
    page: Page, context: BrowserContext, newsroom: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(newsroom + Quote.objects.public().earliest("pk").get_absolute_url())
    page.get_by_role("button", name="Copy as plain text").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text()


def addresses() -> dict[str, str]:
    """Every kind of public page, by name."""
    quotes = Quote.objects.public().order_by("pk")
    return {
        "search": "/",
        "results": "/?q=harbour&kind=direct",
        "no results": "/?q=zebra&kind=direct",
        "errors": "/?q=%22open&kind=shouted",
        "corrected quote": quotes[0].get_absolute_url(),
        "paraphrase": quotes[1].get_absolute_url(),
        "unnamed source": quotes[3].get_absolute_url(),
        "tombstone": Quote.objects.tombstones().get().get_absolute_url(),
        "speaker": "/speakers/orla-venn/",
        "speakers": "/speakers/",
        "nobody": "/speakers/?name=zebra",
        "about": "/about/",
        "not found": "/nowhere/",
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(
    new_context: CreateContextCallback, newsroom: str, width: int, scheme: str
) -> None:
    context = new_context(
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
        expect(page.locator("h1"), name).to_have_count(1)
        excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert excess <= 0, f"{name} scrolls sideways at {width}"
        assert page.evaluate(SMALL_TARGETS) == [], f"{name} at {width}"
    assert blocked == []


SMALL_TARGETS = """
[...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
  .filter(one => one.checkVisibility() && !(one.matches("a") && one.closest("p, dd")))
  .filter(one => {
    const box = one.getBoundingClientRect();
    return box.height < 24 || box.width < 24;
  })
  .map(one => one.outerHTML.slice(0, 120))
"""
"""Targets that are too small to hit; links within a sentence may be as high as its line."""


def test_in_print_the_address_is_there_and_the_form_is_not(page: Page, newsroom: str) -> None:
    page.goto(newsroom)
    page.emulate_media(media="print")
    expect(page.locator("form.ask")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    printed = page.locator(".permalink").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "/quotes/" in printed


FILLER = "<p>The keepers counted the birds before the doors were opened.</p>" * 120
PLAIN = "<p id='there'>{}</p>"
SOURCES = {
    "plain": ("We keep the pelicans, all nine of them.", PLAIN),
    "marks": ("Salt-water, sand & 100% wind: that’s it.", PLAIN),
    "twice": (
        "The pelicans stay.",
        f"<p>The pelicans stay.</p>{FILLER}<p id='there'>She said: “{{}}”</p>",
    ),
    "long": ("We said it in May " + "and we said it again " * 12 + "and here we are.", PLAIN),
}


@pytest.mark.parametrize("case", SOURCES)
def test_the_link_to_the_source_jumps_to_the_words(
    page: Page, live_server: LiveServer, case: str
) -> None:
    words, source = SOURCES[case]
    text = re.sub(r"<[^>]+>", "\n\n", source.format(words)).strip()
    version = make_version(text, url=f"https://zoo.example/{case}")
    start = text.rindex(words)
    place = [[start, start + len(words)]]
    quote = make_quote(State.PUBLISHED, version=version, words=words, content=place)
    page.route(
        "https://zoo.example/**",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            body=f"<!doctype html>{FILLER}{source.format(html.escape(words))}{FILLER}",
        ),
    )
    page.goto(f"{live_server.url}{quote.get_absolute_url()}")
    page.get_by_role("link", name="Find the words at the source").click()
    page.wait_for_function("window.scrollY > 0")
    expect(page.locator("#there")).to_be_in_viewport()
