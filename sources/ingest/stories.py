"""Adding a story: find or make its article, then its wording."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from sources import reading, web
from sources.ingest.addresses import article_address
from sources.ingest.identity import known_article
from sources.ingest.outlets import outlet_named, outlet_of_page
from sources.models import Article, ArticleVersion, Outlet
from sources.reading import Reading
from sources.refusal import Refusal

CLOCK_SKEW = timedelta(days=1)


@dataclass(frozen=True)
class Added:
    """What came of adding a story."""

    article: Article
    version: ArticleVersion
    article_is_new: bool
    version_is_new: bool


@dataclass(frozen=True)
class Given:
    """What whoever adds a story says about it; it outranks the story's own word."""

    headline: str = ""
    published_at: datetime | None = None
    url: str = ""
    external_id: str = ""
    media_type: str = ""


def add_story(
    raw: bytes,
    *,
    outlet: str,
    headline: str = "",
    published_at: datetime | None = None,
    url: str = "",
    external_id: str = "",
    media_type: str = "",
    charset: str = "",
) -> Added:
    """Add a story from its bytes, as a file or a form delivers them.

    Raises Refusal when the bytes hold no story, or when outlet or date are wanting.
    """
    read = _read(raw, media_type=media_type, charset=charset, url=url)
    given = Given(headline, published_at, url, external_id, media_type)
    with transaction.atomic():
        return add_reading(
            read, raw=raw, outlet=outlet_named(outlet or read.outlet_name), given=given
        )


def add_from_web(
    url: str, *, outlet: str = "", headline: str = "", published_at: datetime | None = None
) -> Added:
    """Fetch a page and add the story on it; the outlet is known by its domain, or named.

    Raises Refusal when the page can't be fetched or holds no story.
    """
    try:
        page = web.get(url.strip(), allowed_private_hosts=settings.FETCH_ALLOWED_PRIVATE_HOSTS)
    except web.Unfetchable as error:
        raise Refusal(str(error), field="url") from error
    read = _read(page.body, media_type=page.media_type, charset=page.charset, url=page.url)
    given = Given(headline, published_at, url=page.url, media_type=page.media_type)
    with transaction.atomic():
        address = article_address(claimed=read.canonical_url, given=page.url)
        publisher = outlet_of_page(
            address, fetched_from=page.url, named=outlet, says=read.outlet_name
        )
        return add_reading(read, raw=page.body, outlet=publisher, given=given)


def _read(raw: bytes, *, media_type: str, charset: str, url: str) -> Reading:
    try:
        return reading.read(raw, media_type=media_type, charset=charset, url=url)
    except reading.Unreadable as error:
        raise Refusal(str(error), field="story") from error


@transaction.atomic
def add_reading(read: Reading, *, raw: bytes, outlet: Outlet, given: Given) -> Added:
    """Find or make the article, then the version; one caller at a time for each outlet."""
    Outlet.objects.select_for_update(no_key=True).get(pk=outlet.pk)
    digest = hashlib.sha256(read.text.encode()).hexdigest()
    facts = _facts(read, given)
    article = known_article(outlet, facts, digest=digest, text=read.text)
    is_new = article is None
    if article is None:
        article = _enter(outlet, facts)
    else:
        _fill_in(article, facts)
    version = article.versions.without_raw().filter(sha256=digest).first()
    if version is not None:
        return Added(article, version, article_is_new=is_new, version_is_new=False)
    newest = article.versions.aggregate(Max("number"))["number__max"] or 0
    version = article.versions.create(
        number=newest + 1,
        text=read.text,
        sha256=digest,
        raw=raw,
        media_type=given.media_type,
        credit="\n".join(filter(None, (read.credit, read.rights))),
    )
    return Added(article, version, article_is_new=is_new, version_is_new=True)


def _facts(read: Reading, given: Given) -> dict[str, Any]:
    """The article's fields, from what is given and else from what the story says."""
    published_at = given.published_at or read.published_at
    if published_at is None:
        raise Refusal("Give the date on which the story was published.", field="published_at")
    if published_at > timezone.now() + CLOCK_SKEW:
        raise Refusal("The date of publication lies in the future.", field="published_at")
    modified_at = read.modified_at
    if modified_at is not None and modified_at < published_at:
        modified_at = None
    if len(given.external_id) > 300:
        raise Refusal("The external id is longer than 300 letters.", field="external_id")
    return {
        "canonical_url": article_address(claimed=read.canonical_url, given=given.url),
        "external_id": given.external_id.strip(),
        "headline": (given.headline or read.headline).strip()[:500],
        "byline": read.byline[:300],
        "dateline": read.dateline[:200],
        "section": read.section[:100],
        "language": (read.language or "en")[:35],
        "published_at": published_at,
        "modified_at": modified_at,
    }


def _enter(outlet: Outlet, facts: dict[str, Any]) -> Article:
    try:
        with transaction.atomic():
            return Article.objects.create(outlet=outlet, **facts)
    except IntegrityError as error:
        raise Refusal(
            "Somebody added a story with this address under another outlet just now. Look at it.",
            field="url",
        ) from error


def _fill_in(article: Article, facts: dict[str, Any]) -> None:
    """Give a known article what it lacked; what is on record stays, the time of change follows."""
    changed = [
        name
        for name in ("canonical_url", "external_id", "headline", "byline", "dateline", "section")
        if facts[name] and not getattr(article, name)
    ]
    modified_at = facts["modified_at"]
    if modified_at and modified_at != article.modified_at and modified_at >= article.published_at:
        changed.append("modified_at")
    for name in changed:
        setattr(article, name, facts[name])
    if changed:
        article.save(update_fields=changed)
