"""Sitemaps in parts, robots.txt, pages kept out of search engines, and the search's description."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from quotes import noindex, verification
from quotes.machines import sitemaps
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker
from tests.quotes.views.reading import bulk_publish, get

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def body_of(response: Any) -> bytes:
    return response.getvalue() if response.streaming else bytes(response.content)


def listed(client: Client, address: str = "/sitemap.xml") -> list[str]:
    """The addresses of a sitemap, or of all the parts that an index names."""
    response = get(client, address)
    assert response.status_code == 200, address
    root = ElementTree.fromstring(body_of(response))  # noqa: S314
    found = [str(one.text) for one in root.iter(f"{NAMESPACE}loc")]
    assert all(one.startswith("http://127.0.0.1:8000/") for one in found)
    paths = [one.removeprefix("http://127.0.0.1:8000") for one in found]
    if root.tag == f"{NAMESPACE}sitemapindex":
        return [path for part in paths for path in listed(client, part)]
    return paths


def test_every_public_page_is_listed_once_and_opens(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
    make_quote(State.VERIFIED)
    found = listed(client)
    assert len(found) == len(set(found))
    assert {quote.get_absolute_url(), "/speakers/orla-venn/", "/", "/about/"} <= set(found)
    assert f"/stories/{quote.article.pk}/" in found
    assert f"/outlets/{quote.outlet.slug}/" in found
    assert sum(path.startswith("/quotes/") for path in found) == 1
    for path in found:
        page = get(client, path)
        assert page.status_code == 200, path
        assert "noindex" not in page.get("X-Robots-Tag", ""), path
        assert b'name="robots"' not in page.content, path


def test_a_quotes_last_change_is_told(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    root = ElementTree.fromstring(body_of(get(client, "/sitemap-quotes-1.xml")))  # noqa: S314
    (lastmod,) = root.iter(f"{NAMESPACE}lastmod")
    published = quote.reviews.get(move="publish").at
    assert lastmod.text == published.isoformat(timespec="seconds")


def test_what_is_withdrawn_is_out_at_once(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    assert quote.get_absolute_url() in listed(client)
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    assert quote.get_absolute_url() not in listed(client)
    assert get(client, "/sitemap-quotes-1.xml").status_code == 404


def test_parts_are_by_ids_and_an_empty_one_is_not_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    monkeypatch.setattr(sitemaps, "BATCH", 1)
    quotes = [make_quote(State.PUBLISHED) for _ in range(5)]
    for quote in quotes[1:4]:
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    parts = sitemaps.SECTIONS["quotes"].parts()
    assert parts == sorted({(quote.pk - 1) // 2 + 1 for quote in (quotes[0], quotes[4])})
    found = [path for path in listed(client) if path.startswith("/quotes/")]
    assert found == [quotes[0].get_absolute_url(), quotes[4].get_absolute_url()]


def test_an_index_costs_the_same_however_many_there_are(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    bulk_publish(30)
    with django_assert_max_num_queries(2 * len(sitemaps.SECTIONS)):
        get(client, "/sitemap.xml")


def test_a_part_is_read_in_batches(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    bulk_publish(30)
    monkeypatch.setattr(sitemaps, "BATCH", 10)
    first = Quote.objects.order_by("pk").first()
    assert first is not None
    number = (first.pk - 1) // sitemaps.PART + 1
    with django_assert_num_queries(4):
        found = listed(client, f"/sitemap-quotes-{number}.xml")
    assert len(found) == 30


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-pages-2.xml",
        "/sitemap-people-1.xml",
        "/sitemap-quotes-0.xml",
        "/sitemap-quotes-99.xml",
        f"/sitemap-quotes-{'9' * 30}.xml",
    ],
)
def test_there_is_no_part_beyond(client: Client, path: str) -> None:
    make_quote(State.PUBLISHED)
    assert get(client, path).status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://records.example"
    body = get(client, "/robots.txt").content.decode()
    assert "Sitemap: https://records.example/sitemap.xml" in body.splitlines()
    assert "Disallow: /api/" in body


def test_a_quote_that_is_kept_out_says_so_and_is_not_listed(client: Client) -> None:
    quote, other = make_quote(State.PUBLISHED), make_quote(State.PUBLISHED)
    noindex.keep_out(quote, by=make_person("desk editor"), reason="A private person.")
    page = get(client, quote.get_absolute_url())
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert "private person" not in page.content.decode()
    assert "X-Robots-Tag" not in get(client, other.get_absolute_url())
    found = listed(client)
    assert quote.get_absolute_url() not in found
    assert other.get_absolute_url() in found


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_a_speaker_that_is_kept_out_takes_the_quotes_along(client: Client, kind: str) -> None:
    speaker = make_speaker("Orla Venn", kind=kind)
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    noindex.keep_out(speaker, by=make_person("desk editor"), reason="A private person.")
    for path in (speaker.get_absolute_url(), quote.get_absolute_url()):
        page = get(client, path)
        assert page["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in page.content.decode()
        assert path not in listed(client)


def test_the_search_is_described_for_browsers(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://records.example"
    response = get(client, "/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert len(str(root.findtext(f"{space}ShortName"))) <= 16
    found = {one.get("type"): one.get("template") for one in root.findall(f"{space}Url")}
    assert found["text/html"] == "https://records.example/?q={searchTerms}"
    assert found["application/atom+xml"] == "https://records.example/feed.atom?q={searchTerms}"
