"""Tokens in a browser: made by keyboard, shown once, revoked; and what other sites may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from access import tokens
from access.scopes import Scope
from quotes.verification import State
from tests.browser.test_desk import broken_rules
from tests.browser.test_vault import sign_in
from tests.make import make_person, make_quote

MINE = "/admin/access/client/mine/"


class _Page(BaseHTTPRequestHandler):
    """An empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Elsewhere</title>")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A site of another origin; really served, for browsers bar made-up ones from this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    return make_person("checker", username="cato")


def test_made_by_keyboard_shown_once_and_revoked(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    sign_in(page.context, live_server, editor)
    page.goto(f"{live_server.url}{MINE}")
    page.get_by_label("Which program is it for?").fill("nightly mirror")
    for label in ("Read what is public", "Read the desk"):
        page.get_by_label(re.compile(label)).press("Space")
    page.get_by_label("For how many days?").press("Enter")
    shown = page.get_by_text(re.compile(r"^onrec_[0-9a-f]{64}$"))
    expect(shown).to_be_visible()
    secret = shown.inner_text()
    page.goto(f"{live_server.url}{MINE}")
    expect(page.get_by_role("cell", name="nightly mirror")).to_be_visible()
    assert secret not in page.content()
    page.get_by_role("button", name=f"Revoke {secret[:12]}").press("Enter")
    expect(page.get_by_text("Nobody can use it any more.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Revoke"))).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_of_tokens_is_accessible(
    browser: Browser, live_server: LiveServer, editor: User, scheme: str, width: int
) -> None:
    client = tokens.personal_client(editor)
    tokens.issue(client, scopes=list(Scope), name="a mirror of everything", by=editor)
    tokens.revoke(tokens.issue(client, name="an old one", by=editor)[0], by=editor)
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    try:
        sign_in(context, live_server, editor)
        page = context.new_page()
        page.goto(f"{live_server.url}{MINE}")
        page.get_by_label("Which program is it for?").fill("nightly mirror")
        page.get_by_label(re.compile("Read what is public")).check()
        page.get_by_role("button", name="Make it").click()
        expect(page.get_by_role("heading", name="The new token")).to_be_visible()
        assert broken_rules(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
    finally:
        context.close()


def test_a_page_of_another_site_reads_what_is_public_and_nothing_else(
    page: Page, live_server: LiveServer, editor: User, elsewhere: str
) -> None:
    make_quote(State.PUBLISHED)
    sign_in(page.context, live_server, editor)

    page.goto(elsewhere)
    read = """async ([address, options]) => {
        try {
            const answer = await fetch(address, options);
            return [answer.status, answer.headers.get("RateLimit-Policy")];
        } catch (error) { return "refused"; }
    }"""
    public, desk = f"{live_server.url}/api/v1/quotes/", f"{live_server.url}/api/v1/desk/quotes/"
    again = {"headers": {"If-None-Match": '"x"'}}
    told = [200, '"address";q=120;w=60']
    assert page.evaluate(read, [public, {}]) == told
    assert page.evaluate(read, [public, again]) == told
    for address, options in (
        (public, {"credentials": "include"}),
        (public, {"headers": {"Authorization": "Token x"}}),
        (public, {"method": "POST", "headers": {"Content-Type": "application/json"}}),
        (desk, {}),
        (desk, {"credentials": "include"}),
    ):
        assert page.evaluate(read, [address, options]) == "refused"
