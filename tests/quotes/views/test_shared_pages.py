"""Pages that caches may keep: what they are stamped by, and that nothing withdrawn outlives it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quotes import attribution, corrections, noindex, verification
from quotes.models import Notice, Quote
from quotes.verification import State
from sources import ingest
from sources.models import Article
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.views.reading import get

pytestmark = pytest.mark.django_db

STORY = (
    "“We keep the pelicans,” said Marrow Finch, the keeper. "
    "“The walrus stays in the east pool,” said Zebulon Quist, the director. Doors open at ten."
)


@pytest.fixture
def quote() -> Quote:
    version = make_version(STORY, outlet="Zoo Gazette", headline="Nine birds")
    return make_quote(
        State.PUBLISHED,
        version=version,
        words="We keep the pelicans,",
        speaker=make_speaker("Marrow Finch"),
    )


def of_quote(quote: Quote) -> list[str]:
    """Every shared address that shows something of a quote."""
    path, speaker = quote.get_absolute_url(), quote.speaker
    assert speaker is not None
    return [
        path,
        f"{path}embed/",
        f"{path}picture-{quote.revision}.png",
        f"{path}annotation.jsonld",
        f"/oembed/?url=http%3A%2F%2F127.0.0.1%3A8000{path}",
        "/feed.atom",
        "/feed.json",
        f"/stories/{quote.article.pk}/",
        f"/speakers/{speaker.slug}/feed.atom",
        speaker.get_absolute_url(),
    ]


def test_what_did_not_change_is_not_sent_twice(client: Client, quote: Quote) -> None:
    for address in of_quote(quote):
        first = get(client, address)
        assert first.status_code == 200, address
        again = get(client, address, **{"If-None-Match": first["ETag"]})
        assert again.status_code == 304, address
        assert again.content == b""
        assert again["ETag"] == first["ETag"]


def test_a_shared_page_is_revalidated_every_time_and_is_nobodys_own(
    client: Client, quote: Quote
) -> None:
    client.force_login(make_person("desk editor"))
    for address in [*of_quote(quote), "/sitemap.xml", "/sitemap-quotes-1.xml", "/robots.txt"]:
        response = client.get(address)
        rules = {rule.strip() for rule in response["Cache-Control"].split(",")}
        assert rules == {"public", "no-cache", "must-revalidate"}, address
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").lower(), address


@pytest.mark.parametrize("kind", ["page", "embed/"])
def test_a_quote_is_found_unchanged_in_two_queries(
    client: Client, quote: Quote, kind: str, django_assert_num_queries: Any
) -> None:
    path = quote.get_absolute_url() + kind.removeprefix("page")
    tag = get(client, path)["ETag"]
    with django_assert_num_queries(2):
        assert get(client, path, **{"If-None-Match": tag}).status_code == 304


def test_feeds_are_found_unchanged_in_few_queries(
    client: Client, quote: Quote, django_assert_max_num_queries: Any
) -> None:
    tag = get(client, "/feed.atom")["ETag"]
    with django_assert_max_num_queries(8):
        assert get(client, "/feed.atom", **{"If-None-Match": tag}).status_code == 304


def withhold(quote: Quote) -> None:
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")


def retract(quote: Quote) -> None:
    verification.retract(quote, by=make_person("standards editor"), reason="Not said.")


def put_under_embargo(quote: Quote) -> None:
    until = timezone.now() + timedelta(days=1)
    Quote.objects.filter(pk=quote.pk).update(embargo_until=until)


def terms(status: str, days: int = 0) -> Callable[[Quote], None]:
    def change(quote: Quote) -> None:
        until = timezone.now() + timedelta(days=days) if days else None
        editor = make_person("standards editor")
        ingest.set_terms(quote.article, publish_status=status, embargo_until=until, by=editor)

    return change


WITHDRAWALS = {
    "withheld": withhold,
    "retracted": retract,
    "embargo": put_under_embargo,
    "source withheld": terms(Article.PublishStatus.WITHHELD),
    "source canceled": terms(Article.PublishStatus.CANCELED),
    "source embargo": terms(Article.PublishStatus.USABLE, 1),
}


@pytest.mark.parametrize("how", WITHDRAWALS)
def test_nothing_withdrawn_is_ever_not_modified(client: Client, quote: Quote, how: str) -> None:
    before = {address: get(client, address) for address in of_quote(quote)}
    story = get(client, f"/stories/{quote.article.pk}/")
    WITHDRAWALS[how](quote)
    for address, page in before.items():
        for headers in (
            {"If-None-Match": page["ETag"]},
            {"If-None-Match": "*"},
            {"If-Modified-Since": page.get("Last-Modified", "Wed, 01 Jan 2200 00:00:00 GMT")},
            {},
        ):
            response = get(client, address, **headers)
            is_list = address.startswith("/feed")
            assert response.status_code in ((200, 304) if is_list else (404, 410)), address
            assert response.get("ETag") != page["ETag"], address
            assert b"pelicans" not in response.content, address
            if headers.get("If-None-Match") != "*":
                assert response.status_code != 304, address
    after = get(client, f"/stories/{quote.article.pk}/", **{"If-None-Match": story["ETag"]})
    assert after.status_code == 404


def test_what_is_released_again_is_there_again(client: Client, quote: Quote) -> None:
    path = quote.get_absolute_url()
    tag = get(client, path)["ETag"]
    withhold(quote)
    assert get(client, path, **{"If-None-Match": tag}).status_code == 404
    verification.release(quote, by=make_person("standards editor"), note="Settled.")
    again = get(client, path, **{"If-None-Match": tag})
    assert again.status_code == 200
    assert "pelicans" in again.content.decode()


def correct(quote: Quote) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Head keeper"},
        public_text="An earlier version gave a wrong office.",
    )
    corrections.approve(notice, by=make_person("desk editor"))


def clarify(quote: Quote) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CLARIFICATION,
        changes={},
        public_text="The pelicans are two.",
    )
    corrections.approve(notice, by=make_person("desk editor"))


def rename_speaker(quote: Quote) -> None:
    assert quote.speaker is not None
    attribution.rename_speaker(quote.speaker, "Marrow Finch-Ode", by=make_person("checker"))


def merge_speaker(quote: Quote) -> None:
    assert quote.speaker is not None
    make_merger(quote.speaker, make_speaker("Marrow F. Finch"))


def rename_outlet(quote: Quote) -> None:
    type(quote.outlet).objects.filter(pk=quote.outlet.pk).update(name="The Zoo Gazette")


def change_headline(quote: Quote) -> None:
    Article.objects.filter(pk=quote.article.pk).update(headline="Ten birds")


def publish_neighbour(quote: Quote) -> None:
    make_quote(
        State.PUBLISHED,
        version=quote.version,
        words="The walrus stays in the east pool,",
        speaker=make_speaker("Zebulon Quist"),
    )


def keep_out(quote: Quote) -> None:
    noindex.keep_out(quote, by=make_person("desk editor"), reason="A private person.")


CHANGES = {
    one.__name__: one
    for one in (
        *(correct, clarify, rename_speaker, merge_speaker, rename_outlet, change_headline),
        *(publish_neighbour, keep_out),
    )
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_page_shows_is_in_its_stamp(client: Client, quote: Quote, change: str) -> None:
    path = quote.get_absolute_url()
    before = get(client, path)
    CHANGES[change](quote)
    after = get(client, path, **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content
    assert after["ETag"] != before["ETag"]


def test_a_neighbour_that_is_withheld_changes_the_page_beside_it(client: Client) -> None:
    """Its words stood in the context of the other, and are left out from now on."""
    version = make_version(STORY.replace(", the keeper", ""))
    hidden = make_quote(
        State.PUBLISHED, version=version, words="The walrus stays in the east pool,"
    )
    beside = make_quote(State.PUBLISHED, version=version, words="We keep the pelicans,")
    for path in (beside.get_absolute_url(), f"{beside.get_absolute_url()}annotation.jsonld"):
        before = get(client, path)
        assert "walrus" in before.content.decode()
    tags = {
        path: get(client, path)["ETag"]
        for path in (beside.get_absolute_url(), f"{beside.get_absolute_url()}annotation.jsonld")
    }
    withhold(hidden)
    for path, tag in tags.items():
        after = get(client, path, **{"If-None-Match": tag})
        assert after.status_code == 200
        assert "walrus" not in after.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_embargo_that_ends_changes_the_page_by_itself(client: Client) -> None:
    """Nothing is written when it ends."""
    version = make_version(STORY)
    hidden = make_quote(
        State.PUBLISHED, version=version, words="The walrus stays in the east pool,"
    )
    beside = make_quote(State.PUBLISHED, version=version, words="We keep the pelicans,")
    ends_at = timezone.now() + timedelta(seconds=4)
    Quote.objects.filter(pk=hidden.pk).update(embargo_until=ends_at)
    before = get(client, beside.get_absolute_url())
    while timezone.now() <= ends_at:
        time.sleep(0.05)
    after = get(client, beside.get_absolute_url(), **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_the_time_of_the_last_change_is_told_and_not_relied_on(
    client: Client, quote: Quote
) -> None:
    path = quote.get_absolute_url()
    page = get(client, path)
    assert page["Last-Modified"].endswith("GMT")
    later = get(client, path, **{"If-Modified-Since": "Wed, 01 Jan 2200 00:00:00 GMT"})
    assert later.status_code == 200


def test_another_release_of_the_program_makes_every_page_anew(
    client: Client, quote: Quote, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = quote.get_absolute_url()
    tag = get(client, path)["ETag"]
    monkeypatch.setattr("quotes.machines.stamps._sources", lambda: "the next release")
    assert get(client, path, **{"If-None-Match": tag}).status_code == 200


def test_a_position_that_is_mended_changes_the_page(client: Client) -> None:
    speaker = make_speaker("Marrow Finch")
    position = make_position(speaker, "Mayor")
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    assert quote.position == position
    tag = get(client, quote.get_absolute_url())["ETag"]
    position.start = timezone.now().date()
    position.save()
    assert get(client, quote.get_absolute_url(), **{"If-None-Match": tag}).status_code == 200
