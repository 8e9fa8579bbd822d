"""Feeds: any search, a speaker, the corrections; as Atom and as JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from typing import Any, cast

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.xmlutils import SimplerXMLGenerator

from quotes import browsing, display
from quotes.models import Notice, Quote, QuoteQuerySet, SearchRow, Speaker
from quotes.search import Order, QuoteSearch
from sources.refusal import Refusal

PAGE = 50
"""Entries of a feed; a reader that polls daily misses nothing of a busy day."""

LATEST = 200
"""Of how many quotes, those published last whatever they are, a feed finds what is old news."""

ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json; charset=utf-8"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORMATS = {"atom": ATOM, "json": JSON}


@dataclass(frozen=True)
class Entry:
    """One thing that a feed tells of. Its address is its identity, for good."""

    address: str
    title: str
    html: str
    text: str
    author: str
    author_address: str
    published: datetime
    updated: datetime
    language: str = ""
    source: str = ""
    picture: str = ""
    tags: list[str] = field(default_factory=list)
    identity: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: its page, its own address in one format, and its entries, the latest first."""

    title: str
    told: str
    page: str
    name: str
    args: tuple[str, ...]
    query: str
    entries: list[Entry]

    def address(self, format: str) -> str:
        """The feed's own address in a format."""
        path = reverse(self.name, args=[*self.args, format])
        return f"{settings.SITE_URL}{path}{f'?{self.query}' if self.query else ''}"

    @property
    def updated(self) -> datetime:
        """When the latest of its entries was; the same answer for the same entries."""
        return max((entry.updated for entry in self.entries), default=EPOCH)


def of_search(given: QueryDict) -> Feed:
    """What a search finds, with the filters of its page. Refusal names the field that is wrong."""
    asked = _filled(given, QuoteSearch.base_filters)
    found = newest(asked)
    query = asked.urlencode()
    page = f"{settings.SITE_URL}{reverse('search')}{f'?{query}' if query else ''}"
    told = ", ".join(value for _, values in asked.lists() for value in values)
    title = f"{settings.NEWSROOM}: {told[:200]}" if told else f"{settings.NEWSROOM}: newest quotes"
    return Feed(title, SAID_IS_NOT_TRUE, page, "feed", (), query, [_entry(one) for one in found])


def of_speaker(speaker: Speaker) -> Feed:
    """What a speaker said."""
    try:
        found = newest(QueryDict(urlencode({"speaker": speaker.slug})))
    except Refusal:  # somebody who was only ever quoted by mistake
        found = []
    return Feed(
        f"{speaker.name} – {settings.NEWSROOM}",
        SAID_IS_NOT_TRUE,
        display.permalink(speaker),
        "speaker_feed",
        (speaker.slug,),
        "",
        [_entry(one) for one in found],
    )


def of_corrections(given: QueryDict) -> Feed:
    """Notices to the public, narrowed as on their page. Refusal names the field that is wrong."""
    asked = _filled(given, browsing.NoticeFilter.base_fields)
    form = browsing.NoticeFilter(asked)
    _refuse(form.errors)
    told, _ = browsing.notices_page(form)
    query = asked.urlencode()
    return Feed(
        f"Corrections – {settings.NEWSROOM}",
        "What was changed or withdrawn, and why.",
        f"{settings.SITE_URL}{reverse('corrections')}{f'?{query}' if query else ''}",
        "corrections_feed",
        (),
        query,
        [_notice(one.notice) for one in told],
    )


SAID_IS_NOT_TRUE = "Verified means that it was said. It does not mean that it is true."


def newest(asked: QueryDict) -> list[Quote]:
    """What a search finds, the latest published first; of what came out long ago the newest.

    An old remark that is published today is news to who follows the feed.
    """
    public = _with_all_that_is_told(Quote.objects.public())
    search = QuoteSearch(asked, queryset=public, order=Order.NEWEST)
    _refuse(search.form.errors)
    found = {one.pk: one for one in search.rows(after=_lately(), batch=LATEST)}
    if len(found) < PAGE:
        found |= {one.pk: one for one in search.page("", PAGE).items}
    ordered = sorted(found.values(), key=lambda one: (_came_out(one), one.pk), reverse=True)
    return ordered[:PAGE]


def _lately() -> datetime:
    """After when the latest of all quotes came out: so many at most are looked at one by one."""
    rows = SearchRow.objects.filter(published_at__lte=Now()).order_by("-published_at", "-pk")
    return next(iter(rows.values_list("published_at", flat=True)[LATEST - 1 : LATEST]), EPOCH)


def _refuse(errors: Mapping[str, Iterable[Any]]) -> None:
    for name, messages in errors.items():
        raise Refusal(" ".join(str(message) for message in messages), field=name)


def _filled(given: QueryDict, known: Iterable[str]) -> QueryDict:
    """The filters that are given, without empty ones; any other is refused, not dropped."""
    asked = QueryDict(mutable=True)
    for name, values in given.lists():
        if name not in known:
            raise Refusal(
                f"There is no such filter. Those there are: {', '.join(known)}.", field=name[:80]
            )
        kept = [value for value in values if value.strip()]
        if kept:
            asked.setlist(name, kept)
    return asked


def _with_all_that_is_told(quotes: QuoteQuerySet) -> QuoteQuerySet:
    """Quotes with what an entry says besides the words, in two queries."""
    row = SearchRow.objects.filter(pk=OuterRef("pk")).values("published_at")
    return quotes.annotate(came_out_at=Subquery(row)).prefetch_related("notices")


def _came_out(quote: Quote) -> datetime:
    """Since when readers can see it."""
    return getattr(quote, "came_out_at", None) or quote.captured_at


def _entry(quote: Quote) -> Entry:
    address = display.permalink(quote)
    notices = display.announced(quote)
    came_out = _came_out(quote)
    shown = {"quote": quote, "notices": notices, "source": display.source_link(quote)}
    return Entry(
        address=address,
        title=_headline(quote),
        html=render_to_string("machines/_entry.html", shown).strip(),
        text=display.citation(quote, address=address, kept_by=settings.NEWSROOM),
        author=display.who(quote),
        author_address=display.permalink(quote.speaker) if quote.speaker else "",
        published=came_out,
        updated=max([came_out, *(one.decided_at for one in notices if one.decided_at)]),
        language=quote.language,
        source=quote.article.canonical_url,
        tags=[str(quote.get_kind_display()), quote.outlet.name],
        identity=address,
    )


def _headline(quote: Quote) -> str:
    label = display.label(quote)
    said = display.citation_name(quote)
    return f"{said} ({label.lower()})" if label else said


def _notice(notice: Notice) -> Entry:
    """A notice, in the words that were made public; never what stood before."""
    address = f"{settings.SITE_URL}{reverse('quote', args=[notice.quote_id])}"
    assert notice.decided_at is not None  # noqa: S101 - for the type checker; it was announced
    day = f"{timezone.localtime(notice.decided_at):%-d %B %Y}"
    shown = {"notice": notice, "address": address}
    return Entry(
        address=address,
        title=f"{notice.get_type_display()} of a quote, {day}",
        html=render_to_string("machines/_notice.html", shown).strip(),
        text=notice.public_text,
        author=settings.NEWSROOM,
        author_address=f"{settings.SITE_URL}/",
        published=notice.decided_at,
        updated=notice.decided_at,
        language="en",
        tags=[str(notice.get_type_display())],
        identity=f"{address}#notice-{notice.pk}",
    )


def written(feed: Feed, format: str) -> str:
    """A feed in one of the formats."""
    return _atom(feed) if format == "atom" else json.dumps(_json(feed), ensure_ascii=False)


class _Atom(Atom1Feed):
    """Django's Atom with what RFC 4287 has besides: content, its language, and where it is from."""

    def latest_post_date(self) -> datetime:
        """When the feed changed last; never the time of the request."""
        return cast(datetime, self.feed["updated"])

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "On Record")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Any) -> None:
        super().add_item_elements(handler, item)
        attributes = {"type": "html"} | ({"xml:lang": item["lang"]} if item["lang"] else {})
        handler.addQuickElement("content", item["html"], attributes)
        if item["via"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})


def _atom(feed: Feed) -> str:
    """Atom, as RFC 4287 has it."""
    built = _Atom(
        title=_plain(feed.title),
        link=feed.page,
        description="",
        subtitle=feed.told,
        language="en",
        author_name=settings.NEWSROOM,
        author_link=f"{settings.SITE_URL}/",
        feed_url=feed.address("atom"),
        feed_guid=feed.address("atom"),
        updated=feed.updated,
    )
    for entry in feed.entries:
        built.add_item(
            title=_plain(entry.title),
            link=entry.address,
            description=None,  # type: ignore[arg-type] # the content says it
            unique_id=entry.identity,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=_plain(entry.author),
            author_link=entry.author_address or None,
            categories=[_plain(tag) for tag in entry.tags],
            html=_plain(entry.html),
            lang=entry.language,
            via=entry.source,
        )
    out = StringIO()
    built.write(out, "utf-8")
    return out.getvalue()


def _plain(text: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def _json(feed: Feed) -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.told,
        "home_page_url": feed.page,
        "feed_url": feed.address("json"),
        "language": "en",
        "authors": [{"name": settings.NEWSROOM, "url": f"{settings.SITE_URL}/"}],
        "items": list(_items(feed.entries)),
    }


def _items(entries: Iterable[Entry]) -> Iterable[dict[str, Any]]:
    for entry in entries:
        author = {"name": entry.author, "url": entry.author_address}
        item = {
            "id": entry.identity,
            "url": entry.address,
            "external_url": entry.source,
            "title": entry.title,
            "content_html": entry.html,
            "content_text": entry.text,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{name: value for name, value in author.items() if value}],
            "tags": entry.tags,
            "language": entry.language,
        }
        yield {name: value for name, value in item.items() if value}
