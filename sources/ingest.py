"""Stories in: one article per story, one version per wording, nothing on a refusal."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from sources import reading, web
from sources.models import Article, ArticleVersion, Outlet, OutletDomain
from sources.reading import Reading
from sources.refusal import Refusal

SAME_STORY_SHARE = 0.5
"""Of the shorter wording's paragraphs, the share that must stand in the other one too, for two
texts without an address, from one outlet on one day, to be wordings of one story."""

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
        publisher = _outlet_of_page(page.url, named=outlet, says=read.outlet_name)
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
    article = _known(outlet, facts, digest, read.text)
    is_new = article is None
    if article is None:
        article = Article.objects.create(outlet=outlet, **facts)
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


def set_terms(
    article: Article, *, publish_status: str, embargo_until: datetime | None = None
) -> None:
    """Record whether and from when the source lets its article be used; it holds at once."""
    if publish_status not in Article.PublishStatus.values:
        raise Refusal("Give usable, withheld or canceled.", field="publish_status")
    article.publish_status = publish_status
    article.embargo_until = embargo_until
    article.save(update_fields=["publish_status", "embargo_until"])


def outlet_named(name: str) -> Outlet:
    """The outlet of that name, in any case; made if there is none."""
    name = " ".join(name.split())
    if not name:
        raise Refusal("Name the outlet that published the story.", field="outlet")
    if len(name) > 200 or not slugify(name):
        raise Refusal("Give the outlet's name, at most 200 letters.", field="outlet")
    known = Outlet.objects.filter(name__iexact=name).first()
    if known is not None:
        return known
    stem, number = slugify(name)[:190], 1
    slug = stem
    while Outlet.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return Outlet.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def _outlet_of_page(url: str, *, named: str, says: str) -> Outlet:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    known = outlet_of_host(host)
    if named:
        outlet = outlet_named(named)
    elif known is not None:
        return known
    else:
        outlet = outlet_named(says or host)
    if known is None and "." in host and not host.replace(".", "").isdigit():
        OutletDomain.objects.get_or_create(domain=host, defaults={"outlet": outlet})
    return outlet


def outlet_of_host(host: str) -> Outlet | None:
    """The outlet that publishes under a host name or a domain above it."""
    labels = host.lower().split(".")
    candidates = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    domains = OutletDomain.objects.filter(domain__in=candidates).select_related("outlet")
    found = max(domains, key=lambda domain: len(domain.domain), default=None)
    return found.outlet if found else None


def canonical(url: str) -> str:
    """An address without its fragment, its host in lower case; an article's name among ours."""
    parts = urlsplit(url.strip())
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, parts.query, ""))


def _facts(read: Reading, given: Given) -> dict[str, object]:
    """The article's fields, from what is given and else from what the story says."""
    published_at = given.published_at or read.published_at
    if published_at is None:
        raise Refusal("Give the date on which the story was published.", field="published_at")
    if published_at > timezone.now() + CLOCK_SKEW:
        raise Refusal("The date of publication lies in the future.", field="published_at")
    modified_at = read.modified_at
    if modified_at is not None and modified_at < published_at:
        modified_at = None
    url = canonical(_trusted_address(read.canonical_url, given.url))
    if len(url) > 2000:
        raise Refusal("The address is longer than 2,000 letters.", field="url")
    return {
        "canonical_url": url,
        "external_id": given.external_id[:300],
        "headline": (given.headline or read.headline).strip()[:500],
        "byline": read.byline[:300],
        "dateline": read.dateline[:200],
        "language": (read.language or "en")[:35],
        "published_at": published_at,
        "modified_at": modified_at,
    }


def _trusted_address(claimed: str, given: str) -> str:
    """A page may name its canonical address on its own host, and not on somebody else's."""
    if not claimed or not given:
        return given or claimed
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (claimed, given)]
    return claimed if hosts[0] == hosts[1] else given


def _known(outlet: Outlet, facts: Mapping[str, object], digest: str, text: str) -> Article | None:
    """The article that this story is: by address, by the outlet's id, by wording."""
    if facts["canonical_url"]:
        by_url = Article.objects.filter(canonical_url=facts["canonical_url"]).first()
        if by_url is not None:
            return by_url
    ours = Article.objects.filter(outlet=outlet)
    if facts["external_id"]:
        return ours.filter(external_id=facts["external_id"]).first()
    same_words = ours.filter(versions__sha256=digest).first()
    if same_words is not None or facts["canonical_url"]:
        return same_words
    return _other_wording(outlet, facts, text)


def _other_wording(outlet: Outlet, facts: Mapping[str, object], text: str) -> Article | None:
    """An article of the outlet and the day, without an address, that shares most paragraphs."""
    day = facts["published_at"]
    assert isinstance(day, datetime)  # noqa: S101 - _facts has made sure
    candidates = (
        ArticleVersion.objects.without_raw()
        .filter(article__outlet=outlet, article__published_at__date=timezone.localtime(day).date())
        .filter(article__canonical_url="", article__external_id="")
        .select_related("article")
        .order_by("-id")[:200]
    )
    for version in candidates:
        if _share(text, version.text) >= SAME_STORY_SHARE:
            return version.article
    return None


def _share(one: str, other: str) -> float:
    paragraphs = [set(text.split("\n\n")) for text in (one, other)]
    return len(paragraphs[0] & paragraphs[1]) / min(len(paragraphs[0]), len(paragraphs[1]))


def _fill_in(article: Article, facts: Mapping[str, object]) -> None:
    """Give a known article what it lacked; what is on record stays, the time of change follows."""
    changed = [
        name
        for name in ("canonical_url", "external_id", "headline", "byline", "dateline")
        if facts[name] and not getattr(article, name)
    ]
    modified_at = facts["modified_at"]
    if modified_at and modified_at != article.modified_at and modified_at >= article.published_at:  # type: ignore[operator]
        changed.append("modified_at")
    for name in changed:
        setattr(article, name, facts[name])
    if changed:
        article.save(update_fields=changed)
