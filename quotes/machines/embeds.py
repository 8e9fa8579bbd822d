"""What other sites show of a quote: the answer of oEmbed, and where its card and picture are."""

from __future__ import annotations

from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.xmlutils import SimplerXMLGenerator

from quotes import display
from quotes.models import Quote
from sources.refusal import Refusal

WIDTH, WIDEST = 560, 1200
PICTURE = (1200, 630)
_LINE = 27
"""Pixels of a line of the card's words."""

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""A card's links open in a tab of their own; nothing else is let out of its frame."""


def quote_at(address: str) -> int | None:
    """The number of the quote whose page has this address; None if it is no quote's page here."""
    try:
        given, ours = urlsplit(address), urlsplit(settings.SITE_URL)
        if given.scheme not in ("http", "https") or given.netloc.lower() != ours.netloc.lower():
            return None
        found = resolve(given.path.removeprefix(ours.path))
    except (ValueError, Resolver404):
        return None
    return found.kwargs["pk"] if found.url_name in ("quote", "embed") else None


def page_address(pk: int) -> str:
    """Where the quote's page is, whether or not it still has the words."""
    return f"{settings.SITE_URL}{reverse('quote', args=[pk])}"


def card_address(quote: Quote) -> str:
    """Where the card is."""
    return f"{settings.SITE_URL}{reverse('embed', args=[quote.pk])}"


def picture_address(quote: Quote) -> str:
    """Where the picture is; each revision has one of its own, so that no copy of it is stale."""
    return f"{settings.SITE_URL}{reverse('picture', args=[quote.pk, quote.revision])}"


def oembed(quote: Quote, *, maxwidth: str = "", maxheight: str = "") -> dict[str, Any]:
    """The answer of an oEmbed provider: a card in a frame. Refusal names a size that is none."""
    width = min(_size("maxwidth", maxwidth) or WIDTH, WIDEST)
    height = _height(quote, width)
    height = min(height, _size("maxheight", maxheight) or height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": display.citation_name(quote),
        "author_name": display.who(quote),
        **({"author_url": display.permalink(quote.speaker)} if quote.speaker else {}),
        "provider_name": settings.NEWSROOM,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 0,
        "html": frame(quote, width=width, height=height),
        "width": width,
        "height": height,
        "thumbnail_url": picture_address(quote),
        "thumbnail_width": PICTURE[0],
        "thumbnail_height": PICTURE[1],
    }


def frame(quote: Quote, *, width: int = WIDTH, height: int = 0) -> str:
    """The element that shows a quote's card on another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy" '
        'referrerpolicy="strict-origin-when-cross-origin" frameborder="0"></iframe>',
        card_address(quote),
        f"Quote: {display.citation_name(quote)}",
        width,
        height or _height(quote, width),
        SANDBOX,
    )


def _height(quote: Quote, width: int) -> int:
    """About as high as the card is at a width; what is higher can be scrolled."""
    across = max(width - 60, 120) / 9.5
    lines = sum(int(len(piece) / across) + 1 for piece in display.pieces(quote))
    beneath = int((len(display.who(quote)) + len(quote.role_as_printed)) / across) + 1
    return 190 + (lines + beneath) * _LINE + (50 if display.announced(quote) else 0)


def _size(name: str, given: str) -> int | None:
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 6 or int(given) < 1:
        raise Refusal("This is not a number of pixels. Give one such as 600.", field=name)
    return int(given)


def as_xml(answer: dict[str, Any]) -> str:
    """The same answer in XML, as oEmbed has it."""
    out = StringIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    writer.startElement("oembed", AttributesImpl({}))
    for name, value in answer.items():
        text = "".join(sign for sign in str(value) if sign >= " " or sign in "\t\n\r")
        writer.addQuickElement(name, text)
    writer.endElement("oembed")
    writer.endDocument()
    return out.getvalue()
