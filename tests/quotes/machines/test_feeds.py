"""Feeds: of any search, of a speaker, of the corrections; as Atom and as JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from quotes import corrections, verification
from quotes.models import Notice, Quote, SearchRow
from quotes.verification import State
from tests.make import make_merger, make_person, make_quote, make_speaker, make_version
from tests.quotes.views.reading import bulk_publish, get

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
Read = Callable[[str], dict[str, Any]]


@pytest.fixture
def read(client: Client) -> Read:
    """A feed in both formats, checked against what each demands, and against each other."""

    def read(address: str) -> dict[str, Any]:
        atom = get(client, address.replace("feed.", "feed.atom", 1))
        told = get(client, address.replace("feed.", "feed.json", 1))
        assert atom.status_code == told.status_code == 200, (address, atom.content, told.content)
        assert atom["Content-Type"].startswith("application/atom+xml")
        assert told["Content-Type"].startswith("application/feed+json")
        assert told["Access-Control-Allow-Origin"] == "*"
        root, data = ElementTree.fromstring(atom.content), json.loads(told.content)  # noqa: S314
        _check_atom(root)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert ids == [item["id"] for item in data["items"]]
        return {"atom": root, **data}

    return read


def _check_atom(root: ElementTree.Element) -> None:
    """What RFC 4287 demands of a feed and of each entry."""
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert {"self", "alternate"} <= set(links)
    assert links["self"] == root.findtext(f"{ATOM}id")
    seen = set()
    for entry in root.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "published", "content"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        seen.add(entry.findtext(f"{ATOM}id"))
        published, updated = (
            datetime.fromisoformat(str(entry.findtext(f"{ATOM}{name}")))
            for name in ("published", "updated")
        )
        assert published <= updated
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
    assert len(seen) == len(root.findall(f"{ATOM}entry"))


def publish(words: str, **changes: Any) -> Quote:
    version = make_version(f"“{words}” said Orla Venn.", outlet=changes.pop("outlet", "Courier"))
    return make_quote(State.PUBLISHED, version=version, words=words, **changes)


def test_an_entry_says_who_said_what_and_where_it_stands(read: Read, settings: Any) -> None:
    settings.SITE_URL = "https://records.example"
    quote = publish("We keep the pier & all", speaker=make_speaker("Orla Venn"))
    feed = read("/feed.")
    (item,) = feed["items"]
    address = f"https://records.example/quotes/{quote.pk}/"
    assert item["id"] == item["url"] == address
    assert item["external_url"] == quote.article.canonical_url
    assert "“We keep the pier &amp; all”" in item["content_html"]
    assert "“We keep the pier & all”" in item["content_text"]
    assert item["authors"] == [
        {"name": "Orla Venn", "url": "https://records.example/speakers/orla-venn/"}
    ]
    assert feed["feed_url"] == "https://records.example/feed.json"
    assert feed["home_page_url"] == "https://records.example/"
    entry = feed["atom"].find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link[@rel='via']").get("href") == quote.article.canonical_url


def test_a_feed_finds_what_its_search_finds(read: Read) -> None:
    speaker = make_speaker("Orla Venn")
    wanted = publish("We keep the pier", speaker=speaker, outlet="Tarrow Bay Courier")
    publish("We sell the pier", outlet="Zoo Gazette")
    for query in (
        "q=keep",
        '?q="keep the pier"'.lstrip("?"),
        "speaker=orla-venn",
        "outlet=tarrow-bay-courier",
        "q=pier&kind=direct&speaker=orla-venn&outlet=",
    ):
        feed = read(f"/feed.?{query}")
        assert [item["url"].split("/")[-2] for item in feed["items"]] == [str(wanted.pk)], query
    assert read("/feed.?q=nothing+at+all")["items"] == []
    assert len(read("/feed.")["items"]) == 2


def test_a_feed_without_entries_is_always_the_same(client: Client) -> None:
    first, second = (get(client, "/feed.atom") for _ in range(2))
    assert first.content == second.content


@pytest.mark.parametrize("format", ["atom", "json"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("kind=spoken", "kind: “spoken” is none of"),
        ("speaker=nobody", "speaker: No speaker"),
        ("said_after=soon", "said_after: "),
        ("colour=red", "colour: There is no such filter. Those there are: q, speaker"),
        ("q=" + "x" * 501, "q: Search for at most 500"),
    ],
)
def test_what_can_not_be_searched_is_told_by_field(
    client: Client, format: str, query: str, told: str
) -> None:
    publish("We keep the pier")
    response = get(client, f"/feed.{format}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode().startswith(told)
    assert "ETag" not in response


def test_what_is_published_today_comes_first_however_old_it_is(read: Read) -> None:
    bulk_publish(60)
    old = publish("We kept the pier", said_on=date(1990, 1, 2))
    SearchRow.objects.exclude(pk=old.pk).update(published_at=timezone.now() - timedelta(days=90))
    feed = read("/feed.")
    assert feed["items"][0]["url"].endswith(f"/quotes/{old.pk}/")
    assert len(feed["items"]) == 50


def test_a_correction_updates_an_entry_and_keeps_its_identity(read: Read) -> None:
    quote = publish("We keep the pier")
    (before,) = read("/feed.")["items"]
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="An earlier version gave a wrong office.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    (after,) = read("/feed.")["items"]
    assert after["id"] == before["id"]
    assert after["date_published"] == before["date_published"]
    assert after["date_modified"] > before["date_modified"]
    assert "An earlier version gave a wrong office." in after["content_html"]


def test_what_is_withdrawn_is_gone_from_the_feed(read: Read) -> None:
    withheld, retracted = publish("We keep the pier"), publish("We sell the pier")
    assert len(read("/feed.")["items"]) == 2
    verification.withhold(withheld, by=make_person("desk editor"), note="A complaint.")
    verification.retract(retracted, by=make_person("standards editor"), reason="Not said.")
    assert read("/feed.")["items"] == []


def test_a_merged_speakers_feed_leads_to_the_survivors(client: Client, read: Read) -> None:
    loser, winner = make_speaker("Orla Ven"), make_speaker("Orla Venn")
    publish("We keep the pier", speaker=loser)
    make_merger(loser, winner)
    response = get(client, "/speakers/orla-ven/feed.atom")
    assert (response.status_code, response["Location"]) == (301, "/speakers/orla-venn/feed.atom")
    assert len(read("/speakers/orla-venn/feed.")["items"]) == 1
    assert get(client, "/speakers/nobody/feed.atom").status_code == 404


def test_the_corrections_feed_tells_in_public_words_alone(read: Read, client: Client) -> None:
    quote = publish("We keep the pier", speaker=make_speaker("Orla Venn"))
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="An earlier version gave a wrong office.",
    )
    assert read("/corrections/feed.")["items"] == []
    corrections.approve(notice, by=make_person("desk editor"))
    (item,) = read("/corrections/feed.")["items"]
    assert item["content_text"] == "An earlier version gave a wrong office."
    assert item["title"].startswith("Correction of a quote, ")
    assert item["url"].endswith(f"/quotes/{quote.pk}/")
    quote.refresh_from_db()
    verification.retract(quote, by=make_person("standards editor"), reason="She did not say it.")
    (fallen,) = read("/corrections/feed.")["items"]
    assert fallen["content_text"] == "She did not say it."
    assert fallen["id"] != item["id"]
    assert "pier" not in get(client, "/corrections/feed.atom").content.decode()
    assert read("/corrections/feed.?type=correction")["items"] == []
    assert get(client, "/corrections/feed.json?type=joke").content.startswith(b"type: ")
    assert get(client, "/corrections/feed.json?colour=red").status_code == 400


def test_words_that_xml_can_not_write_do_not_break_it(read: Read) -> None:
    publish("We keep\x0b the <pier> ]]> & ‘all’ of it 🎉")
    assert len(read("/feed.")["items"]) == 1


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.json", "/corrections/feed.atom"])
def test_a_feed_costs_the_same_however_long(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    bulk_publish(60)
    with django_assert_max_num_queries(8):
        response = get(client, address)
    if address == "/feed.json":
        assert len(response.json()["items"]) == 50


def test_pages_name_their_feeds(client: Client) -> None:
    quote = publish("We keep the pier", speaker=make_speaker("Orla Venn"))
    for page, feed in (
        ("/", "/feed.atom"),
        ("/?q=pier", "/feed.atom?q=pier"),
        ("/speakers/orla-venn/", "/speakers/orla-venn/feed.atom"),
        (f"/outlets/{quote.outlet.slug}/", f"/feed.atom?outlet={quote.outlet.slug}"),
        ("/corrections/", "/corrections/feed.json"),
    ):
        body = get(client, page).content.decode()
        assert f'href="{feed}"' in body, page
        assert get(client, feed).status_code == 200
    assert 'rel="search" type="application/opensearchdescription+xml"' in body
