"""Capturing what the engine missed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.models import ArticleVersion
from tests.make import (
    make_version,
)
from tests.quotes.desk.doing import FIRST, STORY, as_a, desk_page, text_of

pytestmark = pytest.mark.django_db


def capture(client: Client, version: ArticleVersion, content: str) -> Any:
    return client.post(reverse("admin:desk_new_quote", args=[version.pk]), {"content": content})


def test_a_missing_quote_is_captured_from_a_selection() -> None:
    version = make_version(STORY)
    response = capture(as_a("reporter"), version, "1-26")
    quote = version.quotes.get()
    assert quote.words == FIRST
    assert response.url == f"{desk_page(version)}?quote={quote.pk}&open=edit#quote-{quote.pk}"


@pytest.mark.parametrize("content", ["", "x", "5-5", "0-99999", "9" * 3000, "\0", "3-1", "-"])
def test_a_garbled_selection_captures_nothing(content: str) -> None:
    version = make_version(STORY)
    response = capture(as_a("reporter"), version, content)
    assert response.status_code == 422
    assert not version.quotes.exists()


def test_capturing_twice_captures_once() -> None:
    version, client = make_version(STORY), as_a("reporter")
    capture(client, version, "1-26")
    again = capture(client, version, "1-26")
    assert again.status_code == 422
    assert "a quote already" in text_of(again)
    assert version.quotes.count() == 1


def test_a_desk_editor_may_not_capture() -> None:
    version, client = make_version(STORY), as_a("desk editor")
    assert "New quote from selection" not in text_of(client.get(desk_page(version)))
    assert capture(client, version, "1-26").status_code == 403
