"""The queues in a browser: holds by a button, many at once, without JavaScript, for every eye."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from quotes import bulk, holds, intake
from quotes.models import BulkRun, Quote
from quotes.verification import State
from tests.browser.test_desk import broken_rules, complaints, sign_in
from tests.make import make_person, make_quote, make_version

__all__ = ["complaints"]


@pytest.fixture
def waiting(live_server: LiveServer) -> list[Quote]:
    """A story with two captured quotes, one held by a colleague; and one whose source changed."""
    version = make_version(
        "“We open at dawn.” “We close at dusk.” Mayor Ada Quill said.", headline="The lock opens"
    )
    first, second = (
        make_quote(version=version, words=words)
        for words in ("We open at dawn.", "We close at dusk.")
    )
    holds.take(second, by=make_person("reporter", first_name="Ana", last_name="Bell"))
    changed = make_quote(words="We open at noon.")
    intake.read(make_version("She said nothing.", url=changed.version.article.canonical_url))
    make_quote(State.WITHHELD)
    return [first, second, changed]


def test_a_quote_is_taken_and_given_back_in_its_row(
    page: Page, live_server: LiveServer, waiting: list[Quote], complaints: list[str]
) -> None:
    sign_in(page.context, live_server, "reporter")
    page.goto(f"{live_server.url}/admin/desk/")
    page.get_by_role("link", name="Captured, needs a person", exact=True).click()
    page.wait_for_url("**/queues/captured/")
    row = page.locator(f"#row-{waiting[0].pk}")
    row.get_by_role("button", name="Take").click()
    expect(row).to_contain_text("You hold this until")
    expect(page.locator("#desk-status")).to_have_text("You hold it.")
    expect(row.get_by_role("button", name="Give back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Take")).to_be_focused()
    expect(page.locator(f"#row-{waiting[1].pk}")).to_contain_text("Ana Bell holds this until")
    assert complaints == []


def test_whoever_is_slower_is_told_in_the_row(
    page: Page, live_server: LiveServer, waiting: list[Quote]
) -> None:
    sign_in(page.context, live_server, "reporter")
    page.goto(f"{live_server.url}/admin/desk/queues/captured/")
    holds.take(waiting[0], by=make_person("reporter", first_name="Ben"))
    row = page.locator(f"#row-{waiting[0].pk}")
    row.get_by_role("button", name="Take").click()
    expect(row.get_by_role("alert")).to_contain_text("Ben holds this quote until")


def test_many_at_once_without_javascript(
    new_context: CreateContextCallback, live_server: LiveServer, waiting: list[Quote]
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, "checker")
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/desk/queues/captured/")
    page.get_by_label(f"Choose quote {waiting[0].pk}").check()
    page.get_by_label(f"Choose quote {waiting[1].pk}").check()
    page.get_by_label("What is to be done").select_option("reject")
    page.get_by_role("button", name="Try it first").click()
    page.get_by_label("In words").fill("Nobody said this.")
    page.get_by_role("button", name="Try it first").click()
    expect(page.get_by_role("status")).to_contain_text("1 would go through, 1 would be refused.")
    page.get_by_role("button", name="Reject: go on with 1").click()
    expect(page.get_by_role("status")).to_contain_text("1 went through, 1 was refused")


def test_a_long_run_is_followed_as_it_goes(
    page: Page, live_server: LiveServer, waiting: list[Quote], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.bulk.running.INLINE", 0)
    person: User = sign_in(page.context, live_server, "reporter")
    chosen = [(one.pk, one.change_number) for one in waiting]
    run = bulk.begin(bulk.Asked("take"), chosen, by=person)
    page.goto(f"{live_server.url}/admin/desk/bulk/{run.pk}/")
    expect(page.get_by_role("status")).to_contain_text("0 of 3 looked at")
    bulk.work_waiting()
    expect(page.get_by_role("status")).to_contain_text("2 would go through")
    assert BulkRun.objects.get().stage == BulkRun.Stage.TRIED


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_queues_are_accessible_and_fit(
    page: Page,
    live_server: LiveServer,
    waiting: list[Quote],
    complaints: list[str],
    width: int,
    scheme: str,
) -> None:
    person = sign_in(page.context, live_server, "checker", "reporter", "desk editor")
    chosen = [(one.pk, one.change_number) for one in waiting]
    run = bulk.begin(bulk.Asked("submit"), chosen, by=person)
    holds.take(waiting[0], by=person)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in (
        "",
        "queues/captured/",
        "queues/source-changed/",
        "queues/withheld/?show=all",
        "queues/sent-back/",
        "bulk/",
        f"bulk/{run.pk}/",
    ):
        page.goto(f"{live_server.url}/admin/desk/{address}")
        page.evaluate(
            "document.querySelectorAll('.desk details').forEach(one => { one.open = true })"
        )
        assert broken_rules(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(f"{live_server.url}/admin/desk/queues/captured/")
    page.get_by_label("What is to be done").select_option("hand_over")
    page.get_by_role("button", name="Try it first").click()
    page.wait_for_url("**/bulk/new/**")
    assert broken_rules(page) == []
    assert complaints == []
