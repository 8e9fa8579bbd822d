"""A quote as a W3C Web Annotation: its place in the source, by its words and by its characters."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from quotes import display
from quotes.models import Quote

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def address(quote: Quote) -> str:
    """Where the annotation is."""
    return f"{settings.SITE_URL}{reverse('annotation', args=[quote.pk])}"


def annotation(quote: Quote) -> dict[str, Any]:
    """The quote's page linked to its words in the source.

    The positions count characters of the wording as it was read, whose hash goes with them: the
    outlet's page may have changed since. What stands before and after the words is told only as far
    as the quote's own page shows it.
    """
    told: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": address(quote),
        "type": "Annotation",
        "motivation": "linking",
        "creator": {
            "id": f"{settings.SITE_URL}/",
            "type": "Organization",
            "name": settings.NEWSROOM,
        },
        "body": {
            "id": display.permalink(quote),
            "format": "text/html",
            "language": "en",
        },
        "target": _targets(quote),
    }
    notices = [one.decided_at for one in display.announced(quote) if one.decided_at]
    if notices:
        told["modified"] = max(notices).isoformat()
    return told


def _targets(quote: Quote) -> list[dict[str, Any]]:
    around = display.beside(quote)
    return [
        {
            "type": "SpecificResource",
            "source": _source(quote),
            "state": {
                "type": "TimeState",
                "sourceDate": quote.version.read_at.isoformat(),
            },
            "selector": [
                _by_words(words, before, after),
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        }
        for (start, end), words, (before, after) in zip(
            quote.content, display.pieces(quote), around, strict=True
        )
    ]


def _by_words(words: str, before: str, after: str) -> dict[str, str]:
    told = {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after}
    return {name: value for name, value in told.items() if value}


def _source(quote: Quote) -> dict[str, str]:
    """The article, and the hash of the wording in which the positions count."""
    article = quote.article
    here = reverse("api:article-detail", args=[article.pk])
    return {
        "id": article.canonical_url or f"{settings.SITE_URL}{here}",
        "type": "Text",
        "language": article.language,
        "sha256": quote.version.sha256,
    }
