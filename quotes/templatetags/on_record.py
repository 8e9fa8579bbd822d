"""Template tags of the public pages: dates, pieces and addresses of quotes."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quotes import display
from quotes.models import Position, Quote
from quotes.search import QuoteSearch, Segment
from quotes.search.language.syntax import Rule, grouped

register = template.Library()

register.filter("label", display.label)
register.filter("who", display.who)
register.filter("as_printed", display.as_printed)


@register.simple_tag
def newsroom() -> str:
    """The name under which this newsroom publishes."""
    return str(settings.NEWSROOM)


@register.simple_tag
def site_address(path: str) -> str:
    """A path of this site as an address that works from anywhere."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def source_link(quote: Quote) -> str:
    """The article's address, jumping to the words."""
    return display.source_link(quote)


@register.simple_tag
def pieces(quote: Quote, search: QuoteSearch | str = "") -> list[list[Segment]]:
    """A quote's pieces as runs of (text, is_match), matched by the search if there is one."""
    found = search.segments(quote) if isinstance(search, QuoteSearch) else [(quote.words, False)]
    return display.marked_pieces(quote, found)


@register.simple_tag
def how_to_search() -> list[tuple[str, list[Rule]]]:
    """What can be typed into a search, in groups."""
    return grouped()


@register.filter
def said_on(quote: Quote) -> SafeString | str:
    """When it was said, as exactly as that is known."""
    if quote.said_on is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        display.machine_day(quote.said_on, quote.said_on_precision),
        display.day(quote.said_on, quote.said_on_precision),
    )


@register.filter
def held(position: Position) -> str:
    """From when to when a position was held; empty where nothing is known."""
    start = position.start and display.day(position.start, position.start_precision)
    end = position.end and display.day(position.end, position.end_precision)
    if start and end:
        return f"{start} – {end}"
    if start:
        return f"since {start}"
    return f"until {end}" if end else ""
