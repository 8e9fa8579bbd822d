"""What must never be shown, whoever asks and wherever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from config.api.urls import router
from quotes import corrections, topics, urls, verification
from quotes.models import Quote
from quotes.verification import State
from sources import ingest
from sources.models import Article, ArticleVersion
from tests.make import make_person, make_quote, make_speaker, make_version
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)
HIDDEN_WORDS = "The walrus stays in the east pool,"
HIDDEN_SPEAKER = "Zebulon Quist"
STORY = (
    "“We keep the pelicans,” said Marrow Finch, the keeper. "
    "“The walrus stays in the east pool,” said Zebulon Quist, the director. Doors open at ten."
)


def in_state(state: State) -> Callable[[ArticleVersion], Quote]:
    def hide(version: ArticleVersion) -> Quote:
        speaker = make_speaker(HIDDEN_SPEAKER)
        return make_quote(state, version=version, words=HIDDEN_WORDS, speaker=speaker)

    return hide


def under_embargo(version: ArticleVersion) -> Quote:
    quote = in_state(State.PUBLISHED)(version)
    Quote.objects.filter(pk=quote.pk).update(embargo_until=timezone.now() + TOMORROW)
    return quote


def with_terms(status: str, *, embargoed: bool = False) -> Callable[[ArticleVersion], Quote]:
    def hide(version: ArticleVersion) -> Quote:
        quote = in_state(State.PUBLISHED)(version)
        until = timezone.now() + TOMORROW if embargoed else None
        ingest.set_terms(
            version.article,
            publish_status=status,
            embargo_until=until,
            by=make_person("standards editor"),
        )
        return quote

    return hide


def reopened(version: ArticleVersion) -> Quote:
    quote = in_state(State.RETRACTED)(version)
    verification.reopen(quote, by=make_person("checker"), note="Look again.")
    return quote


def corrected_then(state: State) -> Callable[[ArticleVersion], Quote]:
    """A quote whose speaker and words were corrected while it was public."""

    def hide(version: ArticleVersion) -> Quote:
        quote = in_state(State.PUBLISHED)(version)
        start, end = quote.content[0]
        for changes in ({"speaker": make_speaker("Ines Holm")}, {"content": [[start, end - 1]]}):
            notice = corrections.propose(
                quote,
                by=make_person("reporter"),
                type="correction",
                changes=changes,
                public_text="An earlier version was wrong.",
            )
            corrections.approve(notice, by=make_person("desk editor"))
        quote.refresh_from_db()
        if state == State.WITHHELD:
            verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
        else:
            verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
        return quote

    return hide


HIDDEN = {
    **{state.value: in_state(state) for state in State if state != State.PUBLISHED},
    "embargoed quote": under_embargo,
    "embargoed article": with_terms(Article.PublishStatus.USABLE, embargoed=True),
    "withheld article": with_terms(Article.PublishStatus.WITHHELD),
    "canceled article": with_terms(Article.PublishStatus.CANCELED),
    "retracted, then reopened": reopened,
    "corrected, then withheld": corrected_then(State.WITHHELD),
    "corrected, then retracted": corrected_then(State.RETRACTED),
}
TOMBSTONES = {"retracted", "retracted, then reopened", "corrected, then retracted"}


@pytest.fixture(params=HIDDEN)
def hidden(request: pytest.FixtureRequest) -> tuple[str, Quote, Quote]:
    """A quote that is not public, beside one of the same story that is (if its article is)."""
    version = make_version(STORY, outlet="Zoo Gazette", headline="Nine birds")
    beside = make_quote(
        State.PUBLISHED,
        version=version,
        words="We keep the pelicans,",
        speaker=make_speaker("Marrow Finch"),
    )
    quote, editor = HIDDEN[request.param](version), make_person("desk editor")
    for name, tagged in (("Hidden topic", [quote]), ("Shared topic", [quote, beside])):
        topic = topics.add(name, by=editor)
        for one in tagged:
            topics.tag(one, topic, by=editor)
    return request.param, quote, beside


def every_public_address(quote: Quote, beside: Quote) -> list[str]:
    slug = quote.speaker.slug if quote.speaker else ""
    return [
        "/",
        "/?q=walrus",
        "/?q=%22walrus+stays%22",
        "/?q=pool&kind=direct",
        f"/?speaker={slug}",
        f"/?organisation={slug}",
        "/?outlet=zoo-gazette",
        "/?said_after=2026-03-03&said_before=2026-03-03",
        quote.get_absolute_url(),
        *(f"{quote.get_absolute_url()}revisions/{which}" for which in ("", "1/", "2/", "3/")),
        beside.get_absolute_url(),
        *(f"{beside.get_absolute_url()}revisions/{which}" for which in ("", "1/", "2/")),
        f"/speakers/{slug}/",
        "/speakers/marrow-finch/",
        f"/organisations/{slug}/",
        "/outlets/zoo-gazette/",
        f"/stories/{quote.article.pk}/",
        "/topics/",
        "/topics/hidden-topic/",
        "/topics/shared-topic/",
        "/corrections/",
        f"/corrections/?speaker={slug}",
        "/corrections/?outlet=zoo-gazette",
        f"/corrections/ask/?quote={quote.pk}",
        f"/corrections/ask/?page=/speakers/{slug}/",
        "/corrections/ask/sent/",
        "/methods/",
        "/speakers/",
        "/speakers/?name=zeb",
        f"/speakers/?after={slug}",
        "/about/",
        "/robots.txt",
        f"/alerts/follow/?speaker={slug}",
        "/alerts/follow/?q=walrus",
        f"/alerts/follow/?title=director&office={slug}",
        "/alerts/follow/sent/",
        "/nowhere/",
        *every_machine_address(quote, beside, slug),
        *every_api_address(quote, beside, slug),
    ]


def every_machine_address(quote: Quote, beside: Quote, slug: str) -> list[str]:
    """What feeds, crawlers and other sites read."""
    return [
        *(f"/feed.{format}" for format in ("atom", "json")),
        "/feed.atom?q=walrus",
        f"/feed.json?speaker={slug}",
        "/feed.json?outlet=zoo-gazette",
        f"/speakers/{slug}/feed.atom",
        "/speakers/marrow-finch/feed.json",
        "/corrections/feed.atom",
        "/corrections/feed.json?type=correction",
        f"/corrections/feed.json?speaker={slug}",
        *(
            f"{one.get_absolute_url()}{what}"
            for one in (quote, beside)
            for what in ("embed/", "picture-1.png", "picture-3.png", "annotation.jsonld")
        ),
        *(
            f"/oembed/?format={format}&url=http%3A%2F%2F127.0.0.1%3A8000{one.get_absolute_url()}"
            for one in (quote, beside)
            for format in ("json", "xml")
        ),
        "/opensearch.xml",
        "/sitemap.xml",
        *(
            f"/sitemap-{section}-1.xml"
            for section in ("pages", "quotes", "speakers", "stories", "outlets", "topics")
        ),
    ]


def body_of(response: Any) -> str:
    """What was sent, of whatever media type, read to its end."""
    sent = response.getvalue() if response.streaming else response.content
    return unescape(sent.decode(errors="replace"))


def every_api_address(quote: Quote, beside: Quote, slug: str) -> list[str]:
    return [
        *(f"/api/v1/{name}/" for name in ("quotes", "speakers", "articles", "outlets")),
        *(f"/api/v1/{name}/" for name in ("organisations", "positions", "topics", "notices")),
        *(f"/api/v1/{name}/?expand=quote" for name in ("notices", "changes")),
        "/api/v1/quotes/?expand=speaker.positions,position,article.outlet,topics,revisions",
        f"/api/v1/quotes/{beside.pk}/?expand=speaker.positions,topics,revisions",
        f"/api/v1/articles/{quote.article.pk}/quotes/?expand=revisions",
        "/api/v1/speakers/?name=zeb&expand=positions",
        f"/api/v1/organisations/{slug}/",
        f"/api/v1/positions/?speaker={slug}",
        f"/api/v1/notices/?speaker={slug}",
        "/api/v1/topics/hidden-topic/",
        "/api/v1/quotes/?q=walrus",
        f"/api/v1/quotes/?speaker={slug}",
        f"/api/v1/quotes/{quote.pk}/",
        *(f"/api/v1/quotes/{quote.pk}/revisions/{which}" for which in ("", "1/", "2/", "3/")),
        f"/api/v1/quotes/{beside.pk}/",
        *(f"/api/v1/quotes/{beside.pk}/revisions/{which}" for which in ("", "1/", "2/")),
        f"/api/v1/speakers/{slug}/",
        f"/api/v1/articles/{quote.article.pk}/",
        f"/api/v1/outlets/{quote.outlet.slug}/",
        "/api/v1/schema/",
        *(f"/api/v1/export/?format={form}" for form in ("jsonl", "csv")),
        "/api/v1/export/?q=walrus",
        "/api/v1/dumps/",
    ]


def test_no_public_address_is_left_out(hidden: tuple[str, Quote, Quote]) -> None:
    walked = {
        resolve(address.partition("?")[0]).url_name
        for address in every_public_address(*hidden[1:])
        if address != "/nowhere/"
    }
    assert {pattern.name for pattern in urls.urlpatterns} <= walked
    lists = {f"{basename}-list" for prefix, _, basename in router.registry if "desk" not in prefix}
    assert lists <= walked


def test_what_is_not_public_appears_at_no_public_address(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    _, quote, beside = hidden
    for address in every_public_address(quote, beside):
        for headers in ({}, {"HX-Request": "true"}):
            page = body_of(get(client, address, **headers))
            assert "walrus stays in" not in page, address
            assert HIDDEN_SPEAKER not in page, address
            assert "Quist, Zebulon" not in page, address
            assert "zebulon-quist" not in page or slug_was_asked(address), address


def slug_was_asked(address: str) -> bool:
    """Whether the visitor named the speaker: an answer may repeat what it was asked."""
    return "zebulon-quist" in address


def test_what_is_not_public_can_not_be_told_from_what_does_not_exist(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    name, quote, _ = hidden
    response = get(client, quote.get_absolute_url())
    if name in TOMBSTONES:
        assert response.status_code == 410
        return
    nothing = get(client, "/quotes/999999999/")
    assert response.status_code == nothing.status_code == 404
    assert response.content == nothing.content


def test_a_speaker_with_nothing_public_does_not_exist(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    response = get(client, f"/speakers/{hidden[1].speaker.slug}/")  # type: ignore[union-attr]
    assert response.status_code == 404
    assert response.content == get(client, "/speakers/nobody-at-all/").content


def test_a_story_or_topic_with_nothing_public_does_not_exist(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    assert get(client, "/topics/hidden-topic/").status_code == 404
    assert "Hidden topic" not in text_of(get(client, "/topics/"))
    is_shown = Quote.objects.public().exists()
    story = get(client, f"/stories/{hidden[1].article.pk}/")
    assert story.status_code == (200 if is_shown else 404)
    if not is_shown:
        assert story.content == get(client, "/stories/999999999/").content
        assert get(client, "/outlets/zoo-gazette/").status_code == 404


def test_no_count_reveals_what_is_not_public(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    shown = "1 quote" if Quote.objects.public().exists() else "No quotes"
    assert f'role="status">{shown}<' in get(client, "/").content.decode()
    assert 'role="status">No quotes<' in get(client, "/?q=walrus").content.decode()
    assert "1 quote" not in text_of(get(client, "/?q=walrus"))


def test_a_quote_is_gone_at_the_request_after_it_is_withheld(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    page = get(client, quote.get_absolute_url())
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"]
    assert "must-revalidate" in page["Cache-Control"]
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    assert get(client, quote.get_absolute_url()).status_code == 404
    assert quote.words not in text_of(get(client, "/"))


def test_words_withheld_in_one_wording_are_not_read_beside_another(client: Client) -> None:
    address = "https://zoo.example/birds"
    first = make_version(STORY, outlet="Zoo Gazette", url=address)
    make_quote(State.WITHHELD, version=first, words=HIDDEN_WORDS)
    second = make_version(f"{STORY} A new aviary opens.", outlet="Zoo Gazette", url=address)
    beside = make_quote(State.PUBLISHED, version=second, words="We keep the pelicans,")
    page = text_of(get(client, beside.get_absolute_url()))
    assert "walrus stays" not in page
    assert "We keep the pelicans" in page


def test_what_is_made_of_a_quote_goes_with_it(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    """Each as its page: 410 where that says why, 404 like one that never was where it does not."""
    name, quote, _ = hidden
    path = quote.get_absolute_url()
    status = 410 if name in TOMBSTONES else 404
    for what in ("embed/", "picture-1.png", "annotation.jsonld"):
        response = get(client, f"{path}{what}")
        assert response.status_code == status, what
        if status == 404:
            nothing = get(client, f"/quotes/999999999/{what}")
            assert response.content == nothing.content, what
            assert dict(response.headers) == dict(nothing.headers), what
    asked = get(client, f"/oembed/?url=http%3A%2F%2F127.0.0.1%3A8000{path}")
    assert asked.status_code == status


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/speakers/", "/topics/", "/corrections/", "/methods/", "/about/", "/robots.txt"),
        *("/feed.atom", "/oembed/", "/sitemap.xml"),
    ],
)
def test_public_pages_take_no_changes(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
