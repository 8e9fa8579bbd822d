"""Template tags for what a page tells machines: linked data, feeds, the picture, citations."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from quotes.machines import citations, embeds, linked_data
from quotes.models import Position, Quote, Speaker
from quotes.search import QuoteSearch
from sources.models import Article

register = template.Library()

register.filter("picture_address", embeds.picture_address)
register.filter("frame", embeds.frame)
register.filter("citations", citations.citations)

_FEEDS = (("atom", "application/atom+xml"), ("json", "application/feed+json"))


@register.simple_tag
def quotation_data(quote: Quote) -> SafeString:
    """A quote as linked data."""
    return linked_data.script(linked_data.quotation(quote))


@register.simple_tag
def profile_data(speaker: Speaker, positions: Iterable[Position] = ()) -> SafeString:
    """A speaker as linked data."""
    return linked_data.script(linked_data.profile(speaker, positions))


@register.simple_tag
def collection_data(article: Article, quotes: Iterable[Quote]) -> SafeString:
    """A story and what is on record from it, as linked data."""
    address = f"{settings.SITE_URL}{reverse('story', args=[article.pk])}"
    return linked_data.script(linked_data.collection(article, quotes, address=address))


@register.simple_tag
def feed_links(title: str, name: str, *args: str, query: str = "", **filters: str) -> SafeString:
    """Where a page's feeds are, for readers of feeds to find; none of a filter there is not."""
    if not set(filters) <= set(QuoteSearch.base_filters):
        return SafeString()
    asked = query or urlencode({key: value for key, value in filters.items() if value})
    return format_html_join(
        SafeString("\n    "),
        '<link rel="alternate" type="{}" title="{}" href="{}">',
        (
            (
                media_type,
                title,
                f"{reverse(name, args=[*args, format])}{f'?{asked}' if asked else ''}",
            )
            for format, media_type in _FEEDS
        ),
    )


@register.simple_tag
def oembed_links(quote: Quote, address: str) -> SafeString:
    """Where other sites learn how to show the quote."""
    title = f"{quote.speaker or quote.descriptor}"
    here = f"{settings.SITE_URL}{reverse('oembed')}"
    return format_html_join(
        SafeString("\n    "),
        '<link rel="alternate" type="{}" title="{}" href="{}?{}">',
        (
            (f"{kind}+oembed", title, here, urlencode({"url": address, "format": format}))
            for kind, format in (("application/json", "json"), ("text/xml", "xml"))
        ),
    )


@register.simple_tag
def annotation_link(quote: Quote) -> SafeString:
    """Where the quote's Web Annotation is."""
    return format_html(
        '<link rel="alternate" type="application/ld+json" title="Web Annotation" href="{}">',
        reverse("annotation", args=[quote.pk]),
    )
