"""Addresses: a row's permalink here, and the way to a quote's words in the source."""

from __future__ import annotations

from urllib.parse import quote as percent_encode

from django.conf import settings
from django.urls import reverse

from quotes.display.history import was_named
from quotes.display.words import pieces
from quotes.models import Quote, Speaker

LONGEST_EXACT = 80  # characters; a longer text is found by its first and last words
EDGE_WORDS = 5


def permalink(row: Quote | Speaker) -> str:
    """The public address of a row's page, whatever host this request came by."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def page(name: str, key: str) -> str:
    """The public address of the page of that name about a row."""
    return f"{settings.SITE_URL}{reverse(name, args=[key])}"


def source_link(quote: Quote, text: str = "") -> str:
    """The article's address, made to jump to the words; empty where it has no web address.

    With the version's text at hand, words that occur there more than once are told apart by those
    before them, unless these may name a source that we no longer do.
    """
    address = quote.article.canonical_url
    told_apart_in = "" if text and was_named(quote) else text
    if not address.startswith(("http://", "https://")):
        return ""
    directives = "&".join(
        f"text={_prefix(told_apart_in, start, piece)}{_target(piece)}"
        for (start, _), piece in zip(quote.content, pieces(quote), strict=True)
    )
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


def _target(piece: str) -> str:
    words = piece.split()
    if (len(" ".join(words)) <= LONGEST_EXACT and "\n\n" not in piece) or len(words) < 2:
        return _encoded(words)
    edge = min(EDGE_WORDS, len(words) // 2)
    return f"{_encoded(words[:edge])},{_encoded(words[-edge:])}"


def _prefix(text: str, start: int, piece: str) -> str:
    if text.count(piece) < 2:
        return ""
    before = text[:start].rpartition("\n\n")[2].split()[-EDGE_WORDS:]
    return f"{_encoded(before)}-," if before else ""


def _encoded(words: list[str]) -> str:
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
