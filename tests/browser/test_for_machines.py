"""The card on another site, and the box of citations, in a real browser."""

from __future__ import annotations

import html
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from quotes.machines import embeds
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker, make_version
from tests.quotes.machines.test_embeds import correct


@pytest.fixture
def quote(live_server: LiveServer, settings: object) -> Quote:
    """A corrected quote with a hostile sign in it, on a site that knows its own address."""
    settings.SITE_URL = live_server.url  # type: ignore[attr-defined]
    made = make_quote(
        State.PUBLISHED,
        version=make_version("“We keep </script> the <b>pier</b>” Mayor Orla Venn said."),
        words="We keep </script> the <b>pier</b>",
        speaker=make_speaker("Orla Venn"),
    )
    correct(made)
    return made


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the console complains of, and what the policy blocked."""
    heard: list[str] = []
    context.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " event => console.error(event.violatedDirective))"
    )
    return heard


class Elsewhere(ThreadingHTTPServer):
    """Another site, on an address of its own: a page with a frame in it."""

    frame = ""

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """The one page."""
        assert isinstance(self.server, Elsewhere)
        title = "<title>Elsewhere</title>"
        body = f'<!doctype html><html lang="en">{title}<main>{self.server.frame}</main>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """The other site, up."""
    server = Elsewhere(("127.0.0.1", 0), _Page)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def show(page: Page, elsewhere: Elsewhere, frame: str) -> Page:
    """The page of another site, with a frame in it."""
    elsewhere.frame = frame
    page.goto(elsewhere.address)
    return page


def test_linked_data_is_data_and_breaks_no_policy(
    page: Page, live_server: LiveServer, quote: Quote, complaints: list[str]
) -> None:
    for path in (
        quote.get_absolute_url(),
        "/speakers/orla-venn/",
        f"/stories/{quote.article.pk}/",
    ):
        page.goto(f"{live_server.url}{path}")
        assert page.locator('script[type="application/ld+json"]').count() == 1
        told = page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
        )
        assert told["@context"] == "https://schema.org"
        assert page.locator("b").count() == 0
    assert complaints == []


def test_another_site_shows_the_card_and_its_links_open_in_a_new_tab(
    context: BrowserContext,
    page: Page,
    live_server: LiveServer,
    elsewhere: Elsewhere,
    quote: Quote,
    complaints: list[str],
) -> None:
    show(page, elsewhere, embeds.frame(quote))
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading", name="Orla Venn, Deputy Mayor")).to_be_visible()
    expect(card.locator("blockquote")).to_have_text("“We keep </script> the <b>pier</b>”")
    expect(card.get_by_text("An earlier version gave a wrong office.")).to_be_visible()
    painted = card.locator(".card").evaluate("one => getComputedStyle(one).borderLeftWidth")
    assert painted == "5px", "the card has its style sheet in the sandbox"
    with context.expect_page() as opened:
        card.get_by_role("link", name="verified that it was said").click()
    expect(opened.value).to_have_url(f"{live_server.url}{quote.get_absolute_url()}")
    assert opened.value.evaluate("window.opener") is None
    assert page.url == elsewhere.address
    # The sandbox stops the test's own scripts too, and says so.
    assert [told for told in complaints if not told.startswith("Blocked script")] == []


def test_no_other_page_can_be_framed(
    page: Page, live_server: LiveServer, elsewhere: Elsewhere, quote: Quote
) -> None:
    address = f"{live_server.url}{quote.get_absolute_url()}"
    show(page, elsewhere, f'<iframe src="{address}" title="A page"></iframe>')
    page.wait_for_load_state("networkidle")
    assert "Orla Venn" not in page.frames[1].content()


def test_a_withdrawn_card_says_so_where_it_is_shown(
    page: Page, elsewhere: Elsewhere, quote: Quote
) -> None:
    from quotes import verification

    frame = embeds.frame(quote)
    verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
    card = show(page, elsewhere, frame).frame_locator("iframe")
    expect(card.get_by_role("heading", name="This quote has been withdrawn")).to_be_visible()
    expect(card.get_by_text("Orla Venn")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card_and_citations_are_for_every_eye(
    browser: Browser, live_server: LiveServer, quote: Quote, scheme: str
) -> None:
    for width in (300, 360, 1440):
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
            java_script_enabled=True,
        )
        page = context.new_page()
        for path in (f"{quote.get_absolute_url()}embed/", quote.get_absolute_url()):
            if path.endswith("embed/"):
                # Where scripts are forbidden no checker runs: it is shown without its policy.
                body = page.request.get(f"{live_server.url}{path}").text()
                page.route(
                    "**/card",
                    lambda route, _, body=body: route.fulfill(
                        body=body, content_type="text/html; charset=utf-8"
                    ),
                )
                page.goto(f"{live_server.url}/card")
            else:
                if width == 300:
                    continue
                page.goto(f"{live_server.url}{path}")
                page.locator("details.styles summary").click()
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, width)
        context.close()


def test_a_citation_is_copied_with_a_key(
    context: BrowserContext, live_server: LiveServer, quote: Quote
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}{quote.get_absolute_url()}")
    page.locator("details.styles summary").focus()
    page.keyboard.press("Enter")
    button = (
        page.get_by_role("button", name="Copy BibTeX")
        .or_(page.locator('[data-copies="cite-bibtex"]'))
        .first
    )
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#told-bibtex")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"@misc{{quote{quote.pk},")
    card = page.locator("#cite-card").text_content() or ""
    assert html.unescape(card).startswith("<iframe src=")


def test_citations_are_read_without_script(
    browser: Browser, live_server: LiveServer, quote: Quote
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{quote.get_absolute_url()}")
    page.locator("details.styles summary").click()
    expect(page.locator("#cite-apa")).to_be_visible()
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()
