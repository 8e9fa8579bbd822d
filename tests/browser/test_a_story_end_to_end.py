"""A story's whole way, in a browser: pasted, submitted, verified, published, found, retracted."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes.models import Quote
from quotes.verification import State
from sources.models import Article
from tests.browser.test_desk import listening
from tests.make import make_person

STORY = """\
MARLOW SOUND, Aug. 17 (Coastal Wire) - Mayor Teodora Vance told residents
on Monday that the flood barrier would be rebuilt before the winter, and
that the town would not borrow to pay for it.

"We have waited nine years for this wall," Vance said at a packed meeting
in the old customs house. "We will not wait a tenth."

The barrier failed in two places during the storm of 2017, when the fish
market and the lower streets stood under a metre of water.

She said the first stones would be laid in October.

Harbour engineer Pell Amadi, who surveyed the damage, was less certain.
"The seabed has moved," Amadi said. "Nobody has measured it since the
storm."

(Reporting by Ida Crane; Editing by Tom Wells)

(c) 2026 Coastal Wire. All rights reserved.
"""
SPLIT = "We have waited nine years for this wall, We will not wait a tenth."
SHOWN = "“We have waited nine years for this wall,” “We will not wait a tenth.”"
PRONOUN = "the first stones would be laid in October"
REASON = "The recording shows that another speaker said this."
PASSWORD = "a-long-enough-password"


@pytest.fixture
def people(live_server: LiveServer) -> dict[str, User]:
    """One person for each group, with a password to sign in by."""
    groups = ("reporter", "checker", "desk editor", "standards editor")
    team = {group: make_person(group) for group in groups}
    for person in team.values():
        person.set_password(PASSWORD)
        person.save()
    return team


class Newsroom:
    """The people of a newsroom, each at a browser of their own."""

    def __init__(
        self, new_context: CreateContextCallback, address: str, people: dict[str, User]
    ) -> None:
        self.address = address
        self._new_context, self._people = new_context, people
        self._contexts: dict[str, BrowserContext] = {}

    def desk_of(self, group: str, *, at: str = "") -> Page:
        """A page at the browser of one of them, signed in through the sign-in page."""
        if group not in self._contexts:
            self._contexts[group] = self._new_context()
            self._sign_in(self._contexts[group].new_page(), self._people[group])
        page = self._contexts[group].new_page()
        if at:
            page.goto(at)
            listening(page)
        return page

    def _sign_in(self, page: Page, person: User) -> None:
        page.goto(f"{self.address}/admin/login/")
        page.get_by_label("Username").fill(person.username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("link", name="Stories")).to_be_visible()

    def stranger(self) -> Page:
        """A member of the public."""
        return self._new_context().new_page()


@pytest.fixture
def newsroom(
    new_context: CreateContextCallback, live_server: LiveServer, people: dict[str, User]
) -> Newsroom:
    """The newsroom at its browsers."""
    return Newsroom(new_context, live_server.url, people)


def paste(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/desk/add/")
    page.get_by_label("Outlet").fill("Coastal Wire")
    page.get_by_label("Headline").fill("Marlow Sound to rebuild its barrier")
    page.get_by_label("Published").fill("2026-08-17T11:30")
    page.get_by_label("The story's text").fill(STORY)
    page.get_by_role("button", name="Add the story").click()
    expect(page.get_by_role("heading", name="Its quotes")).to_be_visible()
    listening(page)


def card(page: Page, quote: Quote) -> Locator:
    """The quote's card; opened, if it was a line."""
    found = page.locator(f"#quote-{quote.pk}")
    if "is-current" not in (found.get_attribute("class") or ""):
        found.locator(".card-open").click()
    expect(found.locator(".card-body")).to_be_visible()
    return found


def verify(page: Page, quote: Quote) -> None:
    form = card(page, quote).locator("[data-move=verify]")
    form.locator("summary").click()
    form.get_by_label("Matched to the article").check()
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_role("button", name="Verify").click()
    expect(page.locator(f"#quote-{quote.pk} .desk-state")).to_have_text("Verified")


def check_what_was_captured(page: Page) -> Quote:
    """Those who spoke are quoted, with their roles; those only mentioned are not."""
    version = Article.objects.get().versions.get()
    assert version.article.dateline.startswith("MARLOW SOUND")
    assert "Ida Crane" not in version.text
    assert "All rights reserved" not in version.text
    attributed = {
        (quote.words, str(quote.speaker), quote.role_as_printed)
        for quote in version.quotes.select_related("speaker")
    }
    assert (SPLIT, "Teodora Vance", "Mayor") in attributed
    assert (PRONOUN, "Teodora Vance", "Mayor") in attributed
    assert {speaker for _, speaker, _ in attributed} == {"Teodora Vance", "Pell Amadi"}
    quote = version.quotes.get(words=SPLIT)
    expect(card(page, quote)).to_contain_text(SHOWN)
    expect(card(page, quote)).to_contain_text("proposed")
    return quote


def submit(page: Page, quote: Quote) -> None:
    """A reporter submits, and is offered no verification."""
    card(page, quote).get_by_role("button", name="Submit").click()
    expect(page.locator(f"#quote-{quote.pk} .desk-state")).to_have_text("Submitted")
    expect(card(page, quote).get_by_text("Verify", exact=True)).to_have_count(0)


def paste_again(page: Page, address: str) -> None:
    """The same story again leads to the known one, and says so."""
    known = page.url.partition("?")[0]
    paste(page, address)
    assert page.url.partition("?")[0] == known
    expect(page.get_by_text("on record already, word for word")).to_be_visible()
    assert Article.objects.count() == 1


def confirm_and_verify(page: Page, quote: Quote) -> None:
    """A checker confirms the speaker, and verifies with the checklist in one form."""
    card(page, quote).get_by_role("button", name="Confirm the speaker").click()
    expect(page.locator("#desk-status")).to_have_text("Teodora Vance is confirmed.")
    verify(page, quote)


def publish(page: Page, quote: Quote) -> None:
    """A desk editor publishes."""
    card(page, quote).get_by_role("button", name="Publish").click()
    expect(page.locator(f"#quote-{quote.pk} .desk-state")).to_have_text("Published")


def retract(page: Page, quote: Quote) -> None:
    """A standards editor retracts, and gives the reason to the public."""
    form = card(page, quote).locator("[data-move=retract]")
    form.locator("summary").click()
    form.get_by_label("Reason, shown to the public").fill(REASON)
    form.get_by_role("button", name="Retract").click()
    expect(page.locator(f"#quote-{quote.pk} .desk-state")).to_have_text("Retracted")


def check_that_nobody_sees(public: Page, address: str, quote: Quote) -> None:
    """Before it is published a quote is nowhere outside."""
    page = public.goto(f"{address}{quote.get_absolute_url()}")
    assert page is not None
    assert page.status == 404
    assert public.request.get(f"{address}/api/v1/quotes/").json()["results"] == []


def check_that_the_public_finds(public: Page, address: str, quote: Quote) -> None:
    """Once published it is in the search, on its page and in the API."""
    public.goto(f'{address}/?q="nine years for this wall"')
    expect(public.get_by_text("Teodora Vance").first).to_be_visible()
    page = public.goto(f"{address}{quote.get_absolute_url()}")
    assert page is not None
    assert page.status == 200
    expect(public.locator("main")).to_contain_text("We have waited nine years for this wall,")
    expect(public.locator("main")).to_contain_text("Mayor")
    served = public.request.get(f"{address}/api/v1/quotes/?q=tenth").json()["results"]
    assert [(found["id"], found["state"]) for found in served] == [(quote.pk, State.PUBLISHED)]


def check_the_tombstone(public: Page, address: str, quote: Quote) -> None:
    """Once retracted its page gives the reason, and not the words."""
    page = public.goto(f"{address}{quote.get_absolute_url()}")
    assert page is not None
    assert page.status == 410
    expect(public.locator("main")).to_contain_text(REASON)
    expect(public.locator("main")).not_to_contain_text("nine years for this wall")
    assert public.request.get(f"{address}/api/v1/quotes/{quote.pk}/").status == 410
    assert public.request.get(f"{address}/api/v1/quotes/").json()["results"] == []


def test_a_story_goes_from_the_paste_to_the_tombstone(newsroom: Newsroom) -> None:
    page, public = newsroom.desk_of("reporter"), newsroom.stranger()
    paste(page, newsroom.address)
    desk = page.url
    quote = check_what_was_captured(page)
    submit(page, quote)
    paste_again(page, newsroom.address)
    confirm_and_verify(newsroom.desk_of("checker", at=desk), quote)
    check_that_nobody_sees(public, newsroom.address, quote)
    publish(newsroom.desk_of("desk editor", at=desk), quote)
    check_that_the_public_finds(public, newsroom.address, quote)
    retract(newsroom.desk_of("standards editor", at=desk), quote)
    check_the_tombstone(public, newsroom.address, quote)


def test_who_may_submit_and_verify_does_not_verify_their_own(
    newsroom: Newsroom, people: dict[str, User]
) -> None:
    people["reporter"].groups.add(*people["checker"].groups.all())
    page = newsroom.desk_of("reporter")
    paste(page, newsroom.address)
    quote = Quote.objects.get(words=SPLIT)
    submit(page, quote)
    expect(card(page, quote)).to_contain_text(
        "You submitted this quote; somebody else verifies it."
    )
