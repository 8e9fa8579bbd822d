"""Forty quotes are worked through by keyboard alone; and two people race for one quote."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from knox.models import get_token_model
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import attribution, intake
from quotes.extraction import Attribution, Span
from quotes.models import Quote, Speaker
from quotes.verification import CHECKLIST, State
from sources.models import ArticleVersion
from tests.browser.test_desk import listening, open_story, sign_in
from tests.make import make_person, make_quote, make_speaker, make_version

NUMBER = 40
SHORT, WRONG, OPEN = 12, 20, 30  # a span too short, a wrong speaker, a speaker left open
MISSED = "The bill is settled."


def words_of(number: int) -> str:
    return f"Point {number} of the harbour plan will hold,"


def told(number: int) -> str:
    return f"“{words_of(number)}” Mayor Ada Quill told the council."


@pytest.fixture
def story(live_server: LiveServer) -> ArticleVersion:
    """Forty quotes as an engine captures them: three have a flaw, and it missed one."""
    text = "\n\n".join(told(number) for number in range(1, NUMBER + 1)) + f" “{MISSED}”"
    version = make_version(text, headline="The harbour plan in forty points")
    mayor, pilot = make_speaker("Ada Quill"), make_speaker("Bo Lindqvist")
    intake.record(version, [found(text, number) for number in range(1, NUMBER + 1)])
    reporter = make_person("reporter")
    for number, quote in enumerate(version.quotes.in_story_order(), start=1):
        speaker = {WRONG: pilot, OPEN: None}.get(number, mayor)
        settled = {
            "speaker": speaker,
            "role_as_printed": "Mayor",
            "said_on": date(2026, 3, 3),
            "attribution_basis": "on_record",
        }
        attribution.amend(quote, by=reporter, changes=settled)
    return version


def found(text: str, number: int) -> Attribution:
    words = words_of(number) if number != SHORT else words_of(number).rpartition(" ")[0]
    start, source = text.index(words), text.index(told(number))
    named = text.index("Ada Quill", source)
    return Attribution(
        content=(Span(start, start + len(words), words),),
        cue=(),
        source=(Span(named, named + 9, "Ada Quill"),),
        kind="direct",
        confidence=0.9,
    )


class Hands:
    """Presses keys and counts them; waits, as a person does, until the page shows the outcome."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.presses += len(words)

    def at(self, quote: Quote) -> None:
        """The quote is at hand, its card in full."""
        card = self.page.locator(f"#quote-{quote.pk}.is-current")
        expect(card.locator(".card-body")).to_be_visible()
        expect(card).to_be_focused()

    def decided(self, number: int, of: int) -> None:
        expect(self.page.locator("#story-counts")).to_have_text(f"{number} of {of} decided")


def submit_all(hands: Hands, version: ArticleVersion) -> None:
    """Submit every quote, mending the three that need it on the way."""
    mend: dict[int, Callable[[Quote], None]] = {
        SHORT: lambda quote: lengthen(hands, quote),
        WRONG: lambda quote: choose_speaker(hands, quote),
        OPEN: lambda quote: same_as_above(hands, quote),
    }
    for number, quote in enumerate(version.quotes.in_story_order(), start=1):
        hands.at(quote)
        if number in mend:
            mend[number](quote)
        hands.press("s")
        hands.decided(number, NUMBER)


def lengthen(hands: Hands, quote: Quote) -> None:
    hands.press("]")
    expect(hands.page.locator(f"#quote-{quote.pk} .card-words")).to_contain_text("will hold,")


def choose_speaker(hands: Hands, quote: Quote) -> None:
    hands.press("i")
    expect(hands.page.get_by_role("combobox")).to_be_focused()
    hands.type("qui")
    expect(hands.page.get_by_role("option", name="Ada Quill").first).to_have_attribute(
        "aria-selected", "true"
    )
    hands.press("Enter")
    expect(hands.page.locator("#desk-status")).to_have_text("Saved.")
    hands.at(quote)


def same_as_above(hands: Hands, quote: Quote) -> None:
    hands.press("=")
    expect(hands.page.locator("#desk-status")).to_have_text("Saved: Ada Quill.")
    hands.at(quote)


def add_the_missed_one(hands: Hands, version: ArticleVersion) -> None:
    """From the last quote: into the story, a sentence on, take it, capture; settle and submit."""
    hands.press("a", "ArrowDown", "Shift+ArrowDown")
    expect(hands.page.locator("#desk-status")).to_have_text(MISSED)
    hands.press("Enter")
    expect(hands.page.locator("form[data-panel=edit]")).to_be_visible()
    listening(hands.page)
    quote = version.quotes.get(words=MISSED)
    hands.press("Escape")
    expect(hands.page.locator("form[data-panel=edit]")).to_have_count(0)
    hands.press("=")
    expect(hands.page.locator("#desk-status")).to_have_text("Saved: Ada Quill.")
    hands.at(quote)
    hands.press("s")
    hands.decided(NUMBER + 1, NUMBER + 1)


def check_all(hands: Hands, version: ArticleVersion) -> None:
    """Verify every quote, but send one back and reject one."""
    answers = ["1", "2", "3", "4", "5", "6"]  # two of eight are for other bases and languages
    keys = {3: ["b", "2"], 7: ["x", "1"]}
    for number, quote in enumerate(version.quotes.in_story_order(), start=1):
        hands.at(quote)
        hands.press(*keys.get(number, ["v", "a", *answers, "Enter"]))
        hands.decided(number, NUMBER + 1)


def test_a_story_of_forty_quotes_is_worked_through_by_keyboard_alone(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    story: ArticleVersion,
    record_property: Callable,
) -> None:
    sittings = {}
    for group, work in (("reporter", [submit_all, add_the_missed_one]), ("checker", [check_all])):
        context = new_context(viewport={"width": 1440, "height": 900})
        sign_in(context, live_server, group)
        hands = Hands(context.new_page())
        open_story(hands.page, live_server, story)
        for part in work:
            part(hands, story)
        sittings[group] = hands.presses / (NUMBER + 1)
        context.close()
    for group, presses in sittings.items():
        record_property(f"{group}_presses_a_quote", round(presses, 2))
        print(f"\n{group}: {presses:.2f} key presses a quote")
    states = list(story.quotes.values_list("state", flat=True))
    assert states.count(State.VERIFIED) == NUMBER - 1
    assert states.count(State.CAPTURED) == states.count(State.REJECTED) == 1
    speakers = {quote.speaker for quote in story.quotes.select_related("speaker")}
    assert speakers == {Speaker.objects.get(name="Ada Quill")}
    assert story.quotes.in_story_order()[SHORT - 1].words == words_of(SHORT)
    assert sittings["reporter"] < 2
    assert sittings["checker"] < 9.1


# ---- Two people, one quote ---------------------------------------------------------------


def ask_the_api(live_server: LiveServer, quote: Quote, person: User, heard: list[int]) -> None:
    """Verify through the API, and note the status."""
    _, token = get_token_model().objects.create(person, expiry=timedelta(days=1))
    body = {
        "expected": quote.change_number,
        "basis": "article",
        "checklist": dict.fromkeys(CHECKLIST, True),
    }
    request = urllib.request.Request(
        f"{live_server.url}/api/v1/quotes/{quote.pk}/verify/",
        json.dumps(body).encode(),
        {"Authorization": f"Token {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            heard.append(response.status)
    except urllib.error.HTTPError as refused:
        heard.append(refused.code)


def test_two_browsers_and_a_program_race_and_one_wins(
    new_context: CreateContextCallback, live_server: LiveServer
) -> None:
    quote = make_quote(State.SUBMITTED)
    pages = []
    for name in ("One", "Two"):
        context = new_context()
        sign_in(context, live_server, "checker")
        page = context.new_page()
        open_story(page, live_server, quote.version)
        page.keyboard.press("b")
        expect(page.locator("[data-move=send_back] textarea")).to_be_visible()
        page.locator("[data-move=send_back] textarea").fill(f"{name} would mend the role.")
        pages.append(page)
    heard: list[int] = []
    program = threading.Thread(
        target=ask_the_api, args=(live_server, quote, make_person("checker"), heard)
    )
    program.start()
    for page in pages:
        page.evaluate("document.querySelector('[data-move=send_back] form').requestSubmit()")
    program.join()
    for page in pages:
        expect(page.locator("#desk-status")).to_contain_text("done")
        expect(page.locator(".desk-card[data-decided], .desk-card[data-trouble]")).to_have_count(1)
    won = [page.locator("[data-decided]").count() == 1 for page in pages]
    assert sum(won) + heard.count(200) == 1
    assert quote.reviews.count() == 2
    if not heard.count(200):
        assert heard == [409]
    for page, name, has_won in zip(pages, ("One", "Two"), won, strict=True):
        if not has_won:
            expect(page.get_by_role("alert").first).to_contain_text("has changed since you opened")
            expect(page.get_by_text(f"{name} would mend the role.")).to_be_visible()
        page.context.close()
