"""Nothing typed on the desk is lost: to Escape, the connection, the session, the way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import attribution
from quotes.models import Quote
from quotes.verification import State
from sources.models import ArticleVersion
from tests.browser.line import Line
from tests.browser.test_desk import MORE, STORY, WORDS, listening, open_story, sign_in
from tests.make import make_person, make_position, make_quote, make_speaker, make_version


@pytest.fixture
def version(live_server: LiveServer) -> ArticleVersion:
    """A story with two quotes to come."""
    return make_version(STORY, outlet="Elmsund Gazette", headline="The lock opens at dawn")


@pytest.fixture
def captured(version: ArticleVersion) -> Quote:
    """Its first quote, captured, with a confirmed speaker."""
    return make_quote(version=version, words=WORDS, speaker=make_speaker("Ines Calloway"))


def edit_role(page: Page, role: str) -> None:
    page.keyboard.press("o")
    expect(page.get_by_label("Role as printed")).to_be_focused()
    page.get_by_label("Role as printed").fill(role)


def test_one_field_is_opened_saved_and_left_by_keyboard(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    edit_role(page, "Harbour Master")
    expect(page.get_by_label("Said on")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    page.keyboard.press("t")
    page.get_by_label("Basis", exact=True).select_option("background")
    page.keyboard.press("Enter")
    expect(page.locator(".card-facts")).to_contain_text("On background")
    page.keyboard.press("d")
    expect(page.get_by_label("Said on")).to_be_focused()
    page.get_by_label("Said on").fill("2026-02")
    page.keyboard.press("Enter")
    expect(page.locator(".card-facts")).to_contain_text("known to the month")
    captured.refresh_from_db()
    assert captured.role_as_printed == "Harbour Master"
    assert captured.attribution_basis == "background"
    assert captured.said_on_precision == "month"


def test_escape_leaves_a_form_and_keeps_what_was_typed(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    edit_role(page, "Acting Harbour Master")
    page.keyboard.press("Escape")
    expect(page.locator("form[data-panel]")).to_have_count(0)
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_label("Role as printed")).to_have_value("Acting Harbour Master")
    expect(page.locator("#desk-status")).to_contain_text("is back; nothing of it is saved yet")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    page.keyboard.press("o")
    expect(page.get_by_label("Role as printed")).to_be_focused()
    page.wait_for_function("sessionStorage.length === 0")


def test_a_lost_connection_keeps_the_input_and_tries_again(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    line = Line(page, "**/attribution/")
    open_story(page, live_server, version)
    edit_role(page, "Harbour Master")
    line.is_cut = True
    page.keyboard.press("Enter")
    lost = page.get_by_role("alert").filter(has_text="can’t be reached")
    expect(lost).to_be_visible()
    expect(page.get_by_label("Role as printed")).to_have_value("Harbour Master")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    line.is_cut = False
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    expect(lost).to_be_hidden()
    captured.refresh_from_db()
    assert captured.role_as_printed == "Harbour Master"


def test_a_decision_whose_answer_was_lost_is_not_made_twice(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    sign_in(page.context, live_server, "reporter")
    line = Line(page, "**/moves/submit/", cut=swallow)
    open_story(page, live_server, version)
    line.is_cut = True
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    assert captured.reviews.count() == 1
    line.is_cut = False
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_contain_text("Submit: done already.")
    assert captured.reviews.count() == 1


def test_a_card_that_can_not_be_fetched_is_fetched_again(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    other = make_quote(State.SUBMITTED, version=version, words=MORE)
    sign_in(page.context, live_server, "reporter")
    line = Line(page, "**/desk/quotes/*/")
    open_story(page, live_server, version)
    line.is_cut = True
    page.keyboard.press("j")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    line.is_cut = False
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(f"#quote-{other.pk} .card-body")).to_be_visible()


def test_after_signing_in_again_the_input_is_back(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    person = sign_in(page.context, live_server, "reporter")
    person.set_password("a-long-enough-password")
    person.save()
    sign_in_again(page, live_server, person)
    open_story(page, live_server, version)
    edit_role(page, "Harbour Master")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_label("Username").fill(person.username)
    page.locator("input[name=password]").fill("a-long-enough-password")
    page.get_by_role("button", name="Log in").click()
    listening(page)
    expect(page.get_by_label("Role as printed")).to_have_value("Harbour Master")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#desk-status")).to_have_text("Saved.")


def sign_in_again(page: Page, live_server: LiveServer, person: Any) -> None:
    """Through the sign-in page: the password that was set has ended the first session."""
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username").fill(person.username)
    page.locator("input[name=password]").fill("a-long-enough-password")
    page.get_by_role("button", name="Log in").click()
    expect(page).not_to_have_url(re.compile("/login/"))


def test_one_persons_input_is_not_shown_to_another_in_the_same_tab(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    edit_role(page, "A private thought")
    sign_in(page.context, live_server, "reporter")
    page.goto(f"{live_server.url}/admin/desk/{version.pk}/?quote={captured.pk}&open=edit")
    listening(page)
    expect(page.get_by_label("Role as printed")).to_have_value("Mayor")


def test_the_way_back_shows_the_quotes_as_they_stand_now(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("s")
    expect(page.locator(".desk-state")).to_have_text("Submitted")
    page.goto(f"{live_server.url}/admin/desk/")
    page.go_back()
    expect(page.locator(".desk-state")).to_have_text("Submitted")
    assert captured.reviews.count() == 1


def test_the_next_one_opens_only_if_that_is_wanted(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    other = make_quote(version=version, words=MORE)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.get_by_label("Go on after a decision").uncheck()
    page.locator(f"#quote-{captured.pk}").focus()
    page.keyboard.press("s")
    expect(page.locator(f"#quote-{captured.pk} .desk-state")).to_have_text("Submitted")
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    page.reload()
    listening(page)
    expect(page.get_by_label("Go on after a decision")).not_to_be_checked()
    page.keyboard.press("n")
    expect(page.locator(f"#quote-{other.pk} .card-body")).to_be_visible()


def test_an_answer_is_needed_to_each_question(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    quote = make_quote(State.SUBMITTED, version=version, words=WORDS)
    sign_in(page.context, live_server, "checker")
    open_story(page, live_server, version)
    page.keyboard.press("v")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_have_text("Say what you held the quote against.")
    for key in ("r", "1", "2", "4", "5", "6", "7", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#desk-status")).to_contain_text("Not answered yet: 1. The speaker is")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_contain_text("Verify: done")
    quote.refresh_from_db()
    assert quote.verification_basis == "recording"


def test_ends_of_words_are_moved_by_word_and_saved_together(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    for key in ("[", "[", "]", "}"):
        page.keyboard.press(key)
    expect(page.locator(".card-words")).to_have_text("“open the lock at”")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    expect(page.locator("#story-text mark.content")).to_have_text("open the lock at")
    captured.refresh_from_db()
    assert captured.words == "open the lock at"


def test_a_step_on_takes_a_word_not_its_comma_and_a_step_back_undoes_it(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    short = "the tide 🌊 would wait for nobody"
    quote = make_quote(version=version, words=short, kind="indirect")
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    words = page.locator(".card-words")
    page.keyboard.press("]")
    expect(words).to_have_text(f"“{short}, and”")
    page.keyboard.press("[")
    expect(words).to_have_text(f"“{short}”")
    for key in ("[", "[", "]", "]", "}", "{"):
        page.keyboard.press(key)
    expect(words).to_have_text(f"“{short}”")
    page.keyboard.press("[")
    expect(words).to_have_text(f"“{short.removesuffix(' nobody')}”")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    quote.refresh_from_db()
    assert quote.words == short.removesuffix(" nobody")


def test_a_moved_end_is_saved_before_the_quote_is_submitted(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("[")
    page.keyboard.press("s")
    expect(page.locator(".desk-state")).to_have_text("Submitted")
    captured.refresh_from_db()
    assert (captured.words, captured.state) == ("We open the lock at", State.SUBMITTED)


def test_namesakes_are_told_apart_in_the_picker(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    pilot, councillor = make_speaker("Bo Lind"), make_speaker("Bo Lind")
    make_position(pilot, "Harbour pilot")
    make_quote(words="Nobody asked the council.", speaker=councillor, role_as_printed="Councillor")
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("i")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.type("bo lin")
    options = page.get_by_role("option")
    expect(options.filter(has_text="then Harbour pilot")).to_have_count(1)
    told = options.filter(has_text="Councillor")
    expect(told).to_contain_text("“Nobody asked the council.”")
    box = page.get_by_role("combobox", name="Find by name or alias")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    shown = options.all_inner_texts()
    for _ in range(next(at for at, text in enumerate(shown) if "Councillor" in text)):
        page.keyboard.press("ArrowDown")
    expect(told).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", told.get_attribute("id") or "none")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    captured.refresh_from_db()
    assert captured.speaker == councillor


def test_a_new_speaker_is_made_of_the_source_with_one_key(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    source = "Harbour Master Ines Calloway"
    start = STORY.index(source)
    quote = make_quote(version=version, words=WORDS, speaker=None, role_as_printed="Harbour Master")
    attribution.amend(
        quote, by=make_person("reporter"), changes={"source": [[start, start + len(source)]]}
    )
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("m")
    expect(page.locator("#desk-status")).to_have_text("Saved: Ines Calloway.")
    quote.refresh_from_db()
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.is_confirmed) == ("Ines Calloway", False)


def test_without_script_each_line_leads_to_its_card(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    version: ArticleVersion,
    captured: Quote,
) -> None:
    other = make_quote(version=version, words=MORE)
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, "reporter")
    page = context.new_page()
    open_story(page, live_server, version, scripted=False)
    page.get_by_role("link", name="Quote 2", exact=True).click()
    page.locator(f"#quote-{other.pk}").get_by_role("button", name="Submit").click()
    expect(page.locator(f"#quote-{other.pk} .desk-state")).to_have_text("Submitted")


def test_a_question_is_answered_with_does_not_apply_by_pressing_its_key_again(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    quote = make_quote(State.SUBMITTED, version=version, words=WORDS)
    sign_in(page.context, live_server, "checker")
    open_story(page, live_server, version)
    expect(page.get_by_text("The recording was heard")).to_be_hidden()
    for key in ("v", "a", "1", "2", "3", "4", "5", "5", "6", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#desk-status")).to_contain_text("Verify: done")
    answers = quote.reviews.get(move="verify").answers
    assert (answers["place"], answers["role"]) == ("not_applicable", True)


def test_the_last_decision_is_taken_back_by_a_key_though_the_desk_went_on(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    quote = make_quote(version=version, words=WORDS)
    other = make_quote(version=version, words=MORE)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("s")
    expect(page.locator(f"#quote-{other.pk}")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#desk-status")).to_contain_text("Take back: done")
    expect(page.locator(f"#quote-{quote.pk}.is-current")).to_be_visible()
    quote.refresh_from_db()
    assert quote.state == State.CAPTURED


def test_a_quote_is_split_by_keys(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    make_quote(version=version, words=WORDS)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("/")
    expect(page.get_by_label("The second quote begins with")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Choose the word that begins the second quote.")
    expect(page.get_by_label("The second quote begins with")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("The second quote stands below.")).to_be_visible()
    assert version.quotes.count() == 2
    assert version.quotes.in_story_order()[0].words == " ".join(WORDS.split()[:2])
