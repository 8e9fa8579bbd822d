"""The desk in a browser: selecting words, the keyboard, what is swapped in, and for every eye."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import attribution, corrections, intake, verification
from quotes.models import Notice, Quote, QuoteKind
from quotes.verification import State
from sources.models import ArticleVersion
from tests.make import make_person, make_quote, make_speaker, make_version

STORY = (
    "ELMSUND 🎉🎉 — “We open the lock at dawn,” Harbour Master Ines Calloway told reporters. "
    "“Nobody will be left outside.”\n\n"
    "She said that the tide 🌊 would wait for nobody, and that the bill was settled."
)
WORDS = "We open the lock at dawn,"
MORE = "Nobody will be left outside."
MISSED = "the tide 🌊 would wait for nobody"


def place(words: str) -> list[int]:
    return [STORY.index(words), STORY.index(words) + len(words)]


@pytest.fixture
def version(live_server: LiveServer) -> ArticleVersion:
    """A story with emoji before its quotes."""
    return make_version(STORY, outlet="Elmsund Gazette", headline="The lock opens at dawn")


@pytest.fixture
def captured(version: ArticleVersion) -> Quote:
    """Its first quote, captured, with a confirmed speaker."""
    return make_quote(version=version, words=WORDS, speaker=make_speaker("Ines Calloway"))


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the browser's console complains of: errors, and what the policy blocked."""
    heard: list[str] = []
    context.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    return heard


def sign_in(context: BrowserContext, live_server: LiveServer, *groups: str) -> User:
    """A person of these groups, signed in to this browser."""
    person = make_person(groups[0])
    for group in groups[1:]:
        person.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return person


def open_story(
    page: Page, live_server: LiveServer, version: ArticleVersion, *, scripted: bool = True
) -> None:
    page.goto(f"{live_server.url}/admin/desk/{version.pk}/")
    if scripted:
        listening(page)


def listening(page: Page) -> None:
    """Wait until the desk of a page says that it hears its keys."""
    expect(page.locator("[data-desk][data-listens]")).to_be_attached()


def card_at_hand(page: Page, quote: Quote) -> Locator:
    """A quote's card, once it is the one at hand and has come in full."""
    card = page.locator(f"#quote-{quote.pk}.is-current")
    expect(card.locator(".card-body")).to_be_visible()
    return card


def open_edit_form(page: Page) -> None:
    """Open the current quote's form, and wait until the desk has put the focus in it."""
    page.keyboard.press("e")
    expect(page.get_by_label("Find by name or alias")).to_be_focused()


def select(page: Page, words: str) -> None:
    """Select words in the story pane, across whatever elements they stand in."""
    found = page.evaluate(
        """words => {
            const pane = document.getElementById("story-text");
            const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
            const at = pane.textContent.indexOf(words);
            const ends = [at, at + words.length];
            const points = [];
            let passed = 0;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                for (const end of ends.slice(points.length)) {
                    if (end <= passed + node.length && points.length < 2) {
                        points.push([node, end - passed]);
                    }
                }
                passed += node.length;
            }
            const selection = window.getSelection();
            selection.setBaseAndExtent(...points[0], ...points[1]);
            return selection.toString();
        }""",
        words,
    )
    assert found == words


# ---- Selecting words ---------------------------------------------------------------------


def test_words_after_an_emoji_are_set_at_the_right_place(
    page: Page,
    live_server: LiveServer,
    version: ArticleVersion,
    captured: Quote,
    complaints: list[str],
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    select(page, MORE)
    page.get_by_role("button", name="Set as words").click()
    expect(page.locator(f"#quote-{captured.pk} blockquote")).to_have_text(f"“{MORE}”")
    captured.refresh_from_db()
    assert captured.content == [place(MORE)]
    assert captured.words == MORE
    expect(page.locator("#story-text mark.content")).to_have_text(MORE)
    assert complaints == []


def test_words_are_added_as_a_second_piece(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    select(page, f"“{MORE}”")
    page.get_by_role("button", name="Add to words").click()
    expect(page.locator(f"#quote-{captured.pk} blockquote span")).to_have_count(2)
    captured.refresh_from_db()
    assert captured.content == [place(WORDS), place(MORE)]


def test_cue_and_source_are_set_from_a_selection_over_several_marks(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    select(page, "told")
    page.get_by_role("button", name="Set as cue").click()
    expect(page.locator("#story-text mark.cue")).to_have_text("told")
    select(page, "Harbour Master Ines Calloway ")
    page.get_by_role("button", name="Set as source").click()
    expect(page.locator("#story-text mark.source")).to_have_text("Harbour Master Ines Calloway")
    captured.refresh_from_db()
    assert captured.cue == [place("told")]
    assert captured.source == [place("Harbour Master Ines Calloway")]
    assert captured.content == [place(WORDS)]


def test_a_missing_quote_is_captured_from_a_selection(
    page: Page, live_server: LiveServer, version: ArticleVersion, complaints: list[str]
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    select(page, MISSED)
    expect(page.get_by_role("button", name="Set as words")).to_be_hidden()
    page.get_by_role("button", name="New quote from selection").click()
    expect(page.locator(".desk-card form[data-panel=edit]")).to_be_visible()
    quote = version.quotes.get()
    assert (quote.words, quote.content) == (MISSED, [place(MISSED)])
    assert complaints == []


def test_spans_set_by_selection_keep_what_was_typed_in_the_open_form(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    open_edit_form(page)
    page.get_by_label("Role as printed").fill("Harbour Master")
    select(page, "told")
    page.get_by_role("button", name="Set as cue").click()
    expect(page.locator("#story-text mark.cue")).to_have_text("told")
    captured.refresh_from_db()
    assert captured.role_as_printed == "Harbour Master"


def test_a_selection_fills_the_proposed_correction_and_saves_nothing(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    quote = make_quote(State.PUBLISHED, version=version, words=WORDS)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.get_by_role("link", name="Propose a correction").click()
    expect(page.get_by_label("Kind of notice")).to_be_focused()
    select(page, MORE)
    page.get_by_role("button", name="Add to words").click()
    expect(page.get_by_label("Words", exact=True)).to_have_value(
        "{}-{}, {}-{}".format(*place(WORDS), *place(MORE))
    )
    quote.refresh_from_db()
    assert quote.content == [place(WORDS)]


# ---- The keyboard ------------------------------------------------------------------------


def test_a_quote_is_submitted_and_verified_by_keyboard_alone(
    page: Page,
    live_server: LiveServer,
    version: ArticleVersion,
    captured: Quote,
    complaints: list[str],
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator("#desk-status")).to_contain_text("Submit: done")
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    sign_in(page.context, live_server, "checker")
    page.reload()
    listening(page)
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    for key in ("v", "a", "1", "2", "3", "4", "5", "6", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#desk-status")).to_contain_text("Verify: done")
    captured.refresh_from_db()
    assert (captured.state, captured.verification_basis) == (State.VERIFIED, "article")
    assert complaints == []


def test_j_and_k_walk_through_the_quotes(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    other = make_quote(version=version, words=MORE)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    for key, expected in (("j", other), ("j", other), ("k", captured), ("ArrowDown", other)):
        page.keyboard.press(key)
        expect(page.locator(f"#quote-{expected.pk}")).to_be_focused()
    expect(page.locator("#story-text .is-current")).to_have_text(MORE)


def test_letters_typed_into_a_field_are_letters(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    open_edit_form(page)
    page.get_by_label("Role as printed").fill("")
    page.get_by_label("Role as printed").press_sequentially("sjkvex?")
    expect(page.get_by_label("Role as printed")).to_have_value("sjkvex?")
    captured.refresh_from_db()
    assert captured.state == State.CAPTURED


def test_help_opens_and_closes(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    expect(page.get_by_role("heading", name="Keyboard", exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()


def test_a_key_for_a_move_that_is_not_open_says_so(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "desk editor")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    page.keyboard.press("v")
    expect(page.locator("#desk-status")).to_have_text("That is not open to you for this quote.")


def test_what_was_said_of_one_quote_is_not_said_of_the_next(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    make_quote(version=version, words=MORE)
    sign_in(page.context, live_server, "desk editor")
    open_story(page, live_server, version)
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    page.keyboard.press("v")
    expect(page.locator("#desk-status")).to_have_text("That is not open to you for this quote.")
    page.keyboard.press("j")
    expect(page.locator("#desk-status")).to_have_text("")


def test_on_a_narrow_screen_a_form_opened_by_key_is_seen(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(f"#quote-{captured.pk}")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(f"#quote-{captured.pk}")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("The second quote begins with")).to_be_focused()


# ---- What is swapped in ------------------------------------------------------------------


def test_only_the_card_changes_and_other_input_stays(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    first = make_quote(State.SUBMITTED, version=version, words=WORDS)
    second = make_quote(State.SUBMITTED, version=version, words=MORE)
    sign_in(page.context, live_server, "checker")
    open_story(page, live_server, version)
    page.keyboard.press("j")
    card_at_hand(page, second).locator("[data-move=send_back] summary").click()
    page.locator(f"#quote-{second.pk} [data-move=send_back] textarea").fill("Half a thought")
    page.locator(f"#quote-{first.pk}").click()
    card_at_hand(page, first).locator("[data-move=reject] summary").click()
    page.locator(f"#quote-{first.pk} [data-move=reject] textarea").fill("Nobody said it.")
    page.locator(f"#quote-{first.pk} [data-move=reject] form > button").click()
    expect(page.locator(f"#quote-{first.pk} .desk-state")).to_have_text("Rejected")
    expect(card_at_hand(page, second).locator("[data-move=send_back] textarea")).to_have_value(
        "Half a thought"
    )
    expect(page.locator("#story-counts")).to_have_text("1 of 2 decided")
    expect(page.locator("#story-text .faded")).to_have_text(WORDS)


def test_a_refusal_is_shown_in_the_card(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    quote = make_quote(version=version, words=WORDS, role_as_printed="", no_role_printed=False)
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(f"#quote-{quote.pk} [role=alert]")).to_contain_text(
        "Give the role as printed"
    )
    expect(page.locator("#desk-status")).to_contain_text("Not done")


def test_a_stale_card_is_told_and_keeps_the_input(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    open_edit_form(page)
    page.get_by_label("Role as printed").fill("Acting Harbour Master")
    attribution.amend(
        captured, by=make_person("checker"), changes={"role_as_printed": "Harbour Master"}
    )
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"#quote-{captured.pk} [role=alert]").first).to_contain_text(
        "has changed since you opened it"
    )
    expect(page.get_by_label("Role as printed")).to_have_value("Acting Harbour Master")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    captured.refresh_from_db()
    assert captured.role_as_printed == "Acting Harbour Master"


def test_a_double_click_submits_once(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.get_by_role("button", name="Submit").dblclick()
    expect(page.locator(f"#quote-{captured.pk} .desk-state")).to_have_text("Submitted")
    assert captured.reviews.count() == 1


def test_a_speaker_is_found_while_typing_and_chosen(
    page: Page,
    live_server: LiveServer,
    version: ArticleVersion,
    captured: Quote,
    complaints: list[str],
) -> None:
    other = make_speaker("Bo Lindqvist", description="harbour pilot")
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    expect(page.locator(".desk-card.is-current")).to_be_focused()
    open_edit_form(page)
    page.get_by_label("Find by name or alias").press_sequentially("lindq")
    expect(page.get_by_role("option", name="Bo Lindqvist").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Bo Lindqvist")).to_be_checked()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#desk-status")).to_have_text("Saved.")
    captured.refresh_from_db()
    assert captured.speaker == other
    assert complaints == []


def test_confirming_a_speaker_settles_every_card(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    proposed = make_speaker("Zora Vane", confirmed=False)
    one = make_quote(version=version, words=WORDS, speaker=proposed)
    other = make_quote(version=version, words=MORE, speaker=proposed)
    sign_in(page.context, live_server, "checker")
    open_story(page, live_server, version)
    page.keyboard.press("j")
    expect(card_at_hand(page, other).get_by_text("proposed", exact=True)).to_be_visible()
    page.keyboard.press("k")
    card_at_hand(page, one).get_by_role("button", name="Confirm the speaker").click()
    expect(page.locator("#desk-status")).to_have_text("Zora Vane is confirmed.")
    expect(page.locator("[data-proposed]")).to_have_count(0)


def test_a_session_that_ended_leads_to_the_sign_in(
    page: Page, live_server: LiveServer, version: ArticleVersion, captured: Quote
) -> None:
    sign_in(page.context, live_server, "reporter")
    open_story(page, live_server, version)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("alert").filter(has_text="You are signed out")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_label("Username")).to_be_visible()


def test_everything_but_selecting_works_without_script(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    version: ArticleVersion,
    captured: Quote,
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, "reporter")
    page = context.new_page()
    open_story(page, live_server, version, scripted=False)
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Find by name or alias").fill("Somebody New")
    page.get_by_role("radio", name="Whoever bears the name above").check()
    page.get_by_label("Role as printed").fill("Pilot")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("radio", name="New person: Somebody New").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(f"#quote-{captured.pk} .desk-state")).to_have_text("Submitted")
    captured.refresh_from_db()
    assert (str(captured.speaker), captured.role_as_printed) == ("Somebody New", "Pilot")


# ---- For every eye -----------------------------------------------------------------------


@pytest.fixture
def full_desk(live_server: LiveServer, version: ArticleVersion) -> ArticleVersion:
    """A story whose quotes are in many states, with an open proposal and an overlap."""
    both = make_person("checker")
    both.groups.add(Group.objects.get(name="reporter"))
    quote = make_quote(
        version=version, words=WORDS, speaker=make_speaker("Ines Calloway", confirmed=False)
    )
    attribution.amend(
        quote, by=both, changes={"cue": [place("told")], "source": [place("Ines Calloway")]}
    )
    make_quote(State.SUBMITTED, version=version, words=MORE, people={"reporter": both})
    published = make_quote(State.PUBLISHED, version=version, words=MISSED, kind=QuoteKind.INDIRECT)
    corrections.propose(
        published,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Harbour Master"},
        public_text="We had her role wrong.",
    )
    make_quote(State.REJECTED, version=version, words="the tide")
    missed = intake.add_quote(version, [place("the bill was settled")], by=both)
    attribution.amend(
        missed, by=both, changes={"descriptor": "an aide", "said_on": date(2026, 3, 1)}
    )
    return version


def broken_rules(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with a page that has come to rest."""
    page.wait_for_load_state("networkidle")
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in Axe().run(page).response["violations"]
    ]


def test_the_sign_in_is_accessible(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    assert broken_rules(page) == []
    assert complaints == []


def test_the_menu_opens_by_keyboard_on_a_narrow_screen(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    sign_in(page.context, live_server, "reporter")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_role("link", name="Go to the desk")).to_be_visible()
    expect(page.get_by_role("link", name="Add a story")).to_be_hidden()
    expect(page.get_by_role("button", name="Show or hide the menu")).to_have_count(1)
    page.get_by_role("button", name="Show or hide the menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Add a story")).to_be_visible()


def test_the_current_page_stands_out_in_the_dark_menu(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    page.emulate_media(color_scheme="dark")
    sign_in(page.context, live_server, "reporter")
    page.goto(f"{live_server.url}/admin/desk/")
    current = page.locator("#nav-sidebar").get_by_role("link", name="Queues")
    expect(current).to_have_css("color", "rgb(136, 176, 202)")


def test_the_menu_folds_away_on_a_wide_screen(
    page: Page, live_server: LiveServer, version: ArticleVersion
) -> None:
    sign_in(page.context, live_server, "reporter")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("button", name="Show or hide the menu").click()
    expect(page.get_by_role("link", name="Add a story")).to_be_hidden()


PAGES = (
    "/admin/",
    "/admin/desk/stories/",
    "/admin/desk/{pk}/",
    "/admin/desk/{pk}/?quote={quote}&open=edit",
    "/admin/desk/add/",
    "/admin/quotes/quote/{quote}/history/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_desk_is_accessible_and_fits(
    page: Page,
    live_server: LiveServer,
    full_desk: ArticleVersion,
    complaints: list[str],
    width: int,
    scheme: str,
) -> None:
    sign_in(page.context, live_server, "checker", "reporter", "desk editor")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    quote = full_desk.quotes.in_story_order()[0]
    for address in PAGES:
        page.goto(live_server.url + address.format(pk=full_desk.pk, quote=quote.pk))
        assert broken_rules(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []


def test_the_admin_pages_break_no_rule_of_the_policy(
    page: Page, live_server: LiveServer, captured: Quote, complaints: list[str]
) -> None:
    sign_in(page.context, live_server, "checker", "desk editor")
    verification.submit(captured, by=make_person("reporter"))
    for address in (
        "/admin/",
        "/admin/quotes/speaker/",
        f"/admin/quotes/speaker/{captured.speaker_id}/change/",
        "/admin/quotes/position/add/",
        "/admin/quotes/quote/",
        f"/admin/quotes/quote/{captured.pk}/change/",
        f"/admin/quotes/quote/{captured.pk}/history/",
        f"/admin/sources/article/{captured.article.pk}/change/",
    ):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert complaints == [], address
