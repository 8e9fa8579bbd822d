"""Reads what a page says about itself: JSON-LD first, then its meta elements, then its markup."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import lxml.html

from .decoding import clean

_ARTICLE = re.compile(r"\w*(?:News)?Article|BlogPosting|LiveBlogPosting|Report", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MOST_NODES = 5000
_BYLINE_MARKUP = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]"
    "[not(self::meta or self::link)]"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own words about its story; empty where it says nothing that can be believed."""

    headline: str = ""
    byline: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str = ""
    canonical_url: str = ""
    outlet_name: str = ""
    section: str = ""
    is_article: bool = False


def read_metadata(tree: lxml.html.HtmlElement, url: str) -> Metadata:
    """What a page at `url` says about its story."""
    linked, meta = _linked_data(tree), _meta(tree)
    outlet_name = _line(_name(linked.get("publisher")) or meta.get("og:site_name", ""), 200)
    return Metadata(
        headline=_headline(tree, linked, meta, outlet_name),
        byline=_byline(tree, linked, meta),
        published_at=_first_moment(
            linked.get("datePublished"), meta.get("article:published_time"), meta.get("date")
        )
        or _first_moment(*tree.xpath("//article//time/@datetime")[:1]),
        modified_at=_first_moment(linked.get("dateModified"), meta.get("article:modified_time")),
        language=_language(tree, linked, meta),
        canonical_url=_canonical_url(tree, meta, url),
        outlet_name=outlet_name,
        section=_section(linked, meta),
        is_article=bool(linked) or meta.get("og:type", "").lower() == "article",
    )


def parse_moment(value: object) -> datetime | None:
    """An ISO 8601 or RFC 2822 moment, aware; a day, or a time without a zone, is taken as UTC."""
    if not isinstance(value, str) or not 8 <= len(value.strip()) <= 60:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if 1800 <= moment.year <= 2200:
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def sane_url(candidate: str, url: str) -> str:
    """A canonical address if it can be believed: on the page's own site, and not its front page.

    A page that claims another site's address would pass its words off as that site's.
    """
    try:
        found = urlsplit(urljoin(url, candidate.strip()))
        host, port = (found.hostname or "").rstrip("."), found.port
        own = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if found.scheme not in ("http", "https") or "." not in host or found.username is not None:
        return ""
    if port not in (None, 80, 443) or (found.path in ("", "/") and not found.query):
        return ""
    if own and _site(host) != _site(own):
        return ""
    address = urlunsplit(found._replace(fragment=""))
    return address if len(address) <= 2000 and _is_plain(address) else ""


def _is_plain(address: str) -> bool:
    return address.isprintable() and not re.search(r"[\s<>\"\\]", address)


def _site(host: str) -> str:
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.", "", host)


def _linked_data(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """The first article in the page's JSON-LD; broken JSON is as good as none."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in kinds):
                return node
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Every object in JSON-LD, outermost first: alone, in a list, in a @graph."""
    queue, seen = [data], 0
    while queue and seen < _MOST_NODES:
        item, seen = queue.pop(0), seen + 1
        if isinstance(item, list):
            queue.extend(item[:500])
        elif isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in ("@graph", "mainEntity", "hasPart") if key in item)


def _meta(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """The content of the page's meta elements by name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found.setdefault(name.lower(), element.get("content"))
    return found


def _headline(
    tree: lxml.html.HtmlElement, linked: dict[str, Any], meta: dict[str, str], outlet_name: str
) -> str:
    heads = [_line(element.text_content(), 500) for element in tree.iterfind(".//h1")]
    heading = heads[0] if len(heads) == 1 else ""
    named = _line(linked.get("headline"), 500)
    if named and heading.startswith(named.rstrip(" .…")):
        return heading  # JSON-LD headlines are often cut at 110 characters
    title = _line(tree.findtext(".//title"), 500)
    if outlet_name:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet_name)}$", "", title)
    return named or heading or _line(meta.get("og:title"), 500) or title


def _byline(tree: lxml.html.HtmlElement, linked: dict[str, Any], meta: dict[str, str]) -> str:
    candidates = [_name(linked.get("author")), meta.get("author"), meta.get("article:author")]
    candidates += [element.text_content() for element in tree.xpath(_BYLINE_MARKUP)[:1]]
    for candidate in candidates:
        named = re.sub(r"^by:?\s+", "", _line(candidate, 300), flags=re.IGNORECASE)
        if named and "://" not in named:
            return named
    return ""


def _name(value: object) -> str:
    """The name of a person or organisation, or of several, in any of JSON-LD's ways."""
    if isinstance(value, list):
        names = list(dict.fromkeys(filter(None, (_name(item) for item in value[:20]))))
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    if isinstance(value, dict):
        value = value.get("name")
    return _line(value, 300) if isinstance(value, str) else ""


def _language(tree: lxml.html.HtmlElement, linked: dict[str, Any], meta: dict[str, str]) -> str:
    root = tree.getroottree().getroot()
    for value in (root.get("lang"), linked.get("inLanguage"), meta.get("og:locale")):
        code = value.strip().replace("_", "-") if isinstance(value, str) else ""
        if _LANGUAGE.fullmatch(code):
            return code
    return ""


def _canonical_url(tree: lxml.html.HtmlElement, meta: dict[str, str], url: str) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href")[:1]
    found = (sane_url(value, url) for value in [*links, meta.get("og:url", "")] if value)
    return next(filter(None, found), "")


def _section(linked: dict[str, Any], meta: dict[str, str]) -> str:
    """The section that the page puts itself in; of several, the first."""
    named = linked.get("articleSection")
    named = named[0] if isinstance(named, list) and named else named
    return _line(named, 100) or _line(meta.get("article:section"), 100)


def _first_moment(*values: object) -> datetime | None:
    return next(filter(None, map(parse_moment, values)), None)


def _line(value: object, longest: int) -> str:
    """A value as one clean line; empty if it is not text, or too long to be what it claims."""
    if not isinstance(value, str):
        return ""
    words = " ".join(clean(re.sub(r"<[^<>]*>", " ", html.unescape(value[:20_000]))).split())
    return words if len(words) <= longest else ""
