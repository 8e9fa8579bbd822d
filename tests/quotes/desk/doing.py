"""What tests of the desk do over and over: sign in, decide, edit, read the answer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from quotes.models import Quote
from sources.models import ArticleVersion
from tests.make import (
    make_person,
)

STORY = (
    "“We open the lock at dawn,” Harbour Master Ines Calloway said on Monday. "
    "“Nobody will be left outside.”\n\nShe said that the tide would wait."
)
FIRST = "We open the lock at dawn,"
SECOND = "Nobody will be left outside."
SOURCE = "Harbour Master Ines Calloway"
HTMX = {"HX-Request": "true"}


def place(words: str) -> list[int]:
    """Where words stand in STORY."""
    return [STORY.index(words), STORY.index(words) + len(words)]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_a(group: str) -> Client:
    return signed_in(make_person(group))


def desk_page(quote_or_version: Quote | ArticleVersion) -> str:
    version = quote_or_version if isinstance(quote_or_version, ArticleVersion) else None
    pk = version.pk if version else quote_or_version.version_id  # type: ignore[union-attr]
    return reverse("admin:desk_story", args=[pk])


def move(client: Client, quote: Quote, name: str, **sent: Any) -> Any:
    sent.setdefault("expected", quote.change_number)
    headers = sent.pop("headers", HTMX)
    return client.post(reverse("admin:desk_move", args=[quote.pk, name]), sent, headers=headers)


def attribution_of(quote: Quote, **changed: Any) -> dict[str, Any]:
    """What the edit form sends when nothing but `changed` is touched."""
    spans = {
        name: ", ".join(f"{start}-{end}" for start, end in getattr(quote, name))
        for name in ("content", "cue", "source")
    }
    return {
        "expected": quote.change_number,
        "speaker": quote.speaker_id or "",
        "speaker_name": "",
        "descriptor": quote.descriptor,
        "anonymity_reason": quote.anonymity_reason,
        "role_as_printed": quote.role_as_printed,
        "said_on": quote.said_on.isoformat() if quote.said_on else "",
        "attribution_basis": quote.attribution_basis,
        "kind": quote.kind,
        "act": quote.act,
        "caveats": quote.caveats,
        "setting": quote.setting,
        "language": quote.language,
        **spans,
        **changed,
    }


def amend(client: Client, quote: Quote, headers: Any = HTMX, **changed: Any) -> Any:
    return client.post(
        reverse("admin:desk_amend", args=[quote.pk]),
        attribution_of(quote, **changed),
        headers=headers,
    )


def text_of(response: Any) -> str:
    return str(response.content.decode())
