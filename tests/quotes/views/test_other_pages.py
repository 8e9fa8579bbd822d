"""About, robots, not found; and what holds for every page."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from quotes.verification import State
from tests.make import make_quote
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_offers_a_search(client: Client) -> None:
    response = get(client, "/nowhere/")
    assert response.status_code == 404
    assert 'action="/"' in response.content.decode()
    assert "There is no such page" in text_of(response)


def test_about_keeps_said_and_true_apart(client: Client) -> None:
    page = text_of(get(client, "/about/"))
    assert "Verified means that they said it. It does not mean that it is true." in page


def test_crawlers_are_kept_to_the_public_pages(client: Client) -> None:
    response = get(client, "/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["search", "speakers", "about", "topics", "corrections", "methods", "ask"]
)
def test_no_page_has_inline_script_or_style(client: Client, name: str) -> None:
    make_quote(State.PUBLISHED)
    response = get(client, reverse(name))
    body = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", body)
    assert "<style" not in body
    assert not re.search(r"\sstyle=|\son[a-z]+=", body)
    assert "'unsafe-" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("template", "told"),
    [("403.html", "This is not open to you"), ("403_csrf.html", "Nothing was changed.")],
)
def test_a_refused_visitor_is_told_what_to_do(rf: RequestFactory, template: str, told: str) -> None:
    assert told in render(rf.get("/admin/"), template).content.decode()


def test_a_fault_of_ours_is_told_without_its_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the secret of the cellar")

    monkeypatch.setattr("quotes.views.speakers.directory.listed", fail)
    client.raise_request_exception = False
    response = get(client, "/speakers/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in text_of(response)
    assert "cellar" not in response.content.decode()
    assert "<style" not in response.content.decode()


def test_a_form_without_its_token_is_refused_in_our_own_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "This could not be accepted" in text_of(response)


def test_methods_tell_readers_how_quotes_are_found_checked_and_corrected(client: Client) -> None:
    page = text_of(get(client, "/methods/"))
    for heading in ("How quotes are found", "Two people", "Unnamed sources", "Corrections"):
        assert heading in page
    assert "Verified says nothing about whether the words are true" in page


def test_the_sites_own_style_and_script_stay_light() -> None:
    own = [settings.BASE_DIR / "static" / name for name in ("site.css", "site.js")]
    assert sum(path.stat().st_size for path in own) <= 40_000
