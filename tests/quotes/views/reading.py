"""Reading a page as a reader does, and filling a site with many quotes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pgtrigger
from django.db import connection
from django.test import Client

from quotes.models import Quote, QuoteKind, Speaker
from quotes.verification import AttributionBasis, State
from tests.make import make_quote, make_version


def text_of(response: Any) -> str:
    """What a reader sees of a page, spaces run together."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(body).split())


def get(client: Client, address: str, **headers: str) -> Any:
    return client.get(address, headers=headers or None)


def bulk_publish(count: int) -> None:
    """Many published quotes quickly: the triggers that ask for a past are told to look away."""
    base = Quote.objects.filter(state=State.PUBLISHED).first() or make_quote(State.PUBLISHED)
    ignored = ("quotes.Quote:quote_starts_captured",)
    known = Quote.objects.count()
    versions = [
        make_version(f"“{base.words}” said speaker {known + number}.")
        for number in range(count - known)
    ]
    speakers = Speaker.objects.bulk_create(
        Speaker(
            name=f"Speaker {known + number}",
            sort_name=f"Speaker {known + number:05}",
            slug=f"speaker-{known + number}",
        )
        for number in range((count - known) // 2)
    )
    with pgtrigger.ignore(*ignored):
        Quote.objects.bulk_create(
            Quote(
                version=version,
                content=[[1, 1 + len(base.words)]],
                words=base.words,
                kind=QuoteKind.DIRECT,
                speaker=speakers[number // 2] if number % 2 and speakers else base.speaker,
                role_as_printed="Mayor",
                said_on=date(2026, 3, 3) - timedelta(days=number),
                attribution_basis=AttributionBasis.ON_RECORD,
                verification_basis="article",
                state=State.PUBLISHED,
            )
            for number, version in enumerate(versions)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does once a transaction has ended
