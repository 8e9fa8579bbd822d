"""Adding a story: pasted, uploaded or by its address."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sources.models import Article, ArticleVersion
from tests.make import (
    make_version,
)
from tests.quotes.desk.doing import STORY, as_a, desk_page, text_of

pytestmark = pytest.mark.django_db


def add(client: Client, **sent: Any) -> Any:
    fields = {
        "outlet": "Harbour Courier",
        "headline": "The lock opens",
        "published_at": "2026-03-02T09:00",
    }
    return client.post(reverse("admin:desk_add"), fields | sent)


def test_a_pasted_story_is_read_and_leads_to_its_desk_page() -> None:
    response = add(as_a("reporter"), story=STORY)
    version = ArticleVersion.objects.get()
    assert response.url == desk_page(version)
    assert version.article.headline == "The lock opens"
    assert version.extractions.exists()


def test_an_uploaded_story_is_read() -> None:
    for name in ("story.txt", "STORY.HTML"):
        body = (
            f"<html><body><article><p>{STORY}</p></article></body></html>" if "H" in name else STORY
        )
        add(as_a("reporter"), file=SimpleUploadedFile(name, body.encode()), headline=name)
    assert ArticleVersion.objects.exists()


def test_a_paste_that_is_too_long_comes_back_with_the_reason() -> None:
    response = add(as_a("reporter"), story="Harbour news. " * 400_000)
    assert response.status_code == 422
    assert "at most 2000000 characters" in text_of(response)


def test_a_request_past_every_limit_is_told_so_and_changes_nothing() -> None:
    response = add(as_a("reporter"), story="Harbour news. " * 1_500_000)
    assert response.status_code == 400
    assert "This request can’t be read" in text_of(response)
    assert not ArticleVersion.objects.exists()


def test_the_same_story_again_leads_to_the_known_one_and_says_so() -> None:
    client = as_a("reporter")
    add(client, story=STORY)
    again = client.post(
        reverse("admin:desk_add"),
        {"outlet": "harbour courier", "published_at": "2026-03-02T09:00", "story": STORY},
        follow=True,
    )
    assert Article.objects.count() == ArticleVersion.objects.count() == 1
    assert "on record already, word for word" in text_of(again)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Paste the story, or give its address or a file."),
        ({"story": STORY, "url": "https://courier.example/x"}, "Give one of the three"),
        ({"story": STORY, "outlet": ""}, "Name the outlet"),
        ({"story": STORY, "published_at": ""}, "Give the date"),
        ({"story": STORY, "published_at": "the other day"}, "Enter a valid date"),
        ({"story": STORY, "published_at": "2999-01-01T00:00"}, "future"),
        ({"story": "\0"}, "Null characters"),
        ({"story": STORY, "outlet": "x" * 300}, "at most 200"),
        ({"story": STORY, "outlet": "\0"}, "Null characters"),
        ({"url": "http://127.0.0.1:1/story"}, ""),
        ({"url": "ftp://courier.example/story"}, ""),
        ({"url": "nonsense"}, ""),
    ],
)
def test_what_is_wrong_with_a_story_is_said_in_the_form(sent: dict[str, str], message: str) -> None:
    response = add(as_a("reporter"), **sent)
    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert 'class="desk-error"' in page
    assert 'value="The lock opens"' in page
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("story.pdf", b"%PDF-1.7"),
        ("story.txt", b""),
        ("story.txt", bytes(range(256)) * 40),
        ("story.html", b"<html></html>"),
        ("story.txt", b"x" * (5 * 1024 * 1024 + 1)),
    ],
)
def test_a_file_without_a_story_is_refused(name: str, body: bytes) -> None:
    response = add(as_a("reporter"), file=SimpleUploadedFile(name, body))
    assert response.status_code == 422
    assert 'class="desk-error"' in text_of(response)
    assert not ArticleVersion.objects.exists()


def test_far_too_much_text_is_refused_without_a_fault() -> None:
    response = add(as_a("reporter"), story="word " * 900_000)
    assert response.status_code in (400, 413, 422)
    assert not ArticleVersion.objects.exists()


def test_a_standards_editor_does_not_add_stories() -> None:
    assert add(as_a("standards editor"), story=STORY).status_code == 403


def test_the_outlets_on_record_are_suggested() -> None:
    make_version(outlet="The Elmsund Gazette")
    page = text_of(as_a("reporter").get(reverse("admin:desk_add")))
    assert '<option value="The Elmsund Gazette">' in page
