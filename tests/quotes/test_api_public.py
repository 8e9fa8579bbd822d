"""What anybody reads from the API: published quotes and their speakers, articles and outlets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pgtrigger
import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.quota import Throttle
from quotes import attribution, corrections
from quotes.models import SURENESS, Notice, Quote, Speaker
from quotes.search import QuoteSearch
from quotes.verification import AttributionBasis, State, VerificationBasis
from tests.make import (
    WELL_READ,
    make_found,
    make_merger,
    make_person,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db

QUOTES = "/api/v1/quotes/"
OF_QUOTES = ("quotes", "speakers", "articles", "outlets")
LISTS = (*OF_QUOTES, "organisations", "positions", "topics", "notices", "changes")


def get(client: Client, address: str, status: int = 200, **query: Any) -> Any:
    response = client.get(address, query)
    assert response.status_code == status, response.content
    return response.json()


def make_many(number: int) -> None:
    """Published quotes by the thousand, by a path that the verbs are too slow for."""
    speaker = make_speaker()
    words = [f"Remark {place} about the harbour." for place in range(number)]
    version = make_version("\n\n".join(words))
    starts = [version.text.index(said) for said in words]
    with pgtrigger.ignore("quotes.Quote:quote_starts_captured"):
        Quote.objects.bulk_create(
            Quote(
                version=version,
                content=[[start, start + len(said)]],
                words=said,
                kind="direct",
                speaker=speaker,
                role_as_printed="Mayor",
                said_on=date(2026, 1, 1) + timedelta(days=start % 300),
                attribution_basis=AttributionBasis.ON_RECORD,
                state=State.PUBLISHED,
                verification_basis=VerificationBasis.ARTICLE,
            )
            for start, said in zip(starts, words, strict=True)
        )


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# Quotes


def test_a_quote_carries_who_said_what_when_where_and_how_sure_we_are(client: Client) -> None:
    speaker = make_speaker("Ada Quill")
    quote = make_quote(State.PUBLISHED, words="The pier stays.", speaker=speaker)
    article = quote.article
    assert get(client, f"{QUOTES}{quote.pk}/") == {
        "id": quote.pk,
        "url": f"{site.SITE_URL}/quotes/{quote.pk}/",
        "text": "The pier stays.",
        "pieces": ["The pier stays."],
        "kind": "direct",
        "language": "en",
        "speaker": {
            "id": speaker.pk,
            "name": "Ada Quill",
            "slug": speaker.slug,
            "kind": "person",
            "url": f"{site.SITE_URL}/speakers/{speaker.slug}/",
        },
        "descriptor": "",
        "role": "Mayor",
        "said_on": "2026-03-03",
        "said_on_precision": "day",
        "setting": "",
        "outlet": {
            "id": quote.outlet.pk,
            "name": "Harbour Courier",
            "slug": "harbour-courier",
            "kind": "newspaper",
        },
        "article": {
            "id": article.pk,
            "headline": article.headline,
            "url": article.canonical_url,
            "published_at": "2026-03-03T09:00:00Z",
        },
        "state": "published",
        "revision": 1,
        "verification_basis": "article",
        "attribution_basis": "on_record",
        "single_editor": False,
        "notices": [],
    }


def test_an_unnamed_source_has_a_descriptor_and_no_speaker(client: Client) -> None:
    quote = make_quote(
        State.PUBLISHED,
        descriptor="a harbour official",
        anonymity_reason="Fears for the job",
        no_role_printed=True,
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    body = get(client, f"{QUOTES}{quote.pk}/")
    assert (body["speaker"], body["descriptor"]) == (None, "a harbour official")
    assert "Fears" not in str(body)


def test_a_correction_is_told_with_what_changed(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    proposer, approver = make_person("checker"), make_person("desk editor")
    notice = corrections.propose(
        quote,
        by=proposer,
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy mayor"},
        public_text="The speaker was deputy mayor.",
    )
    waiting = get(client, f"{QUOTES}{quote.pk}/")
    assert (waiting["notices"], waiting["role"]) == ([], "Mayor")
    corrections.approve(notice, by=approver)
    told = get(client, f"{QUOTES}{quote.pk}/")
    assert (told["role"], told["revision"]) == ("Deputy mayor", 2)
    (shown,) = told["notices"]
    assert shown.pop("decided_at")
    assert shown == {
        "type": "correction",
        "public_text": "The speaker was deputy mayor.",
        "revision": 2,
        "changes": [{"name": "Role", "before": "Mayor", "after": "Deputy mayor"}],
    }


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_is_nowhere(client: Client, state: State) -> None:
    quote = make_quote(state)
    for name in set(LISTS) - {"notices", "changes"}:
        assert get(client, f"/api/v1/{name}/")["results"] == []
    assert quote.speaker is not None
    gone = 410 if state == State.RETRACTED else 404
    get(client, f"{QUOTES}{quote.pk}/", gone)
    get(client, f"/api/v1/speakers/{quote.speaker.slug}/", 404)
    get(client, f"/api/v1/articles/{quote.article.pk}/", 404)
    get(client, f"/api/v1/outlets/{quote.outlet.slug}/", 404)


def test_an_embargo_hides_a_published_quote_again(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    quote.article.embargo_until = timezone.now() + timedelta(hours=1)
    quote.article.save()
    get(client, f"{QUOTES}{quote.pk}/", 404)
    assert get(client, QUOTES)["results"] == []


def test_a_retracted_quote_is_gone_with_reason_and_day_but_without_its_words(
    client: Client,
) -> None:
    quote = make_quote(State.RETRACTED, words="The pier stays.")
    response = client.get(f"{QUOTES}{quote.pk}/")
    body = response.json()
    assert (response.status_code, body["status"], body["title"]) == (410, 410, "Gone")
    assert body["reason"] == "The recording shows other words."
    assert body["retracted_at"].startswith(timezone.now().date().isoformat())
    assert response["Content-Type"] == "application/problem+json"
    assert quote.speaker is not None
    assert "pier" not in str(body) and quote.speaker.name not in str(body)


def test_quotes_come_newest_first(client: Client) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 5)]
    for day in days:
        make_quote(State.PUBLISHED, said_on=day)
    listed = [quote["said_on"] for quote in get(client, QUOTES)["results"]]
    assert listed == ["2026-03-09", "2026-03-05", "2026-03-02"]


def test_pages_are_walked_by_their_links_alone_and_keep_the_filters(client: Client) -> None:
    make_many(7)
    make_quote(State.PUBLISHED, words="Nothing of that.")
    seen, address = [], f"{QUOTES}?q=harbour&page_size=3"
    pages = []
    while address:
        pages.append(get(client, address))
        seen += [quote["id"] for quote in pages[-1]["results"]]
        address = pages[-1]["next"]
    assert len(seen) == len(set(seen)) == 7
    assert pages[0]["previous"] is None
    assert get(client, pages[2]["previous"])["results"] == pages[1]["results"]


def test_the_filters_are_those_of_the_page(client: Client) -> None:
    speaker = make_speaker("Ada Quill")
    quote = make_quote(
        State.PUBLISHED, words="The pier stays open.", speaker=speaker, said_on=date(2026, 3, 5)
    )
    make_quote(State.PUBLISHED, words="The pier closes.", said_on=date(2026, 3, 9))
    body = get(
        client,
        QUOTES,
        q='pier "stays open"',
        speaker=speaker.slug,
        outlet="harbour-courier",
        kind="direct",
        said_after="2026-03-05",
        said_before="2026-03-05",
    )
    assert [found["id"] for found in body["results"]] == [quote.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=%00", "q"),
        ("q=%22", "q"),
        ("q=-open", "q"),
        ("q=state:captured", "q"),
        ("q=speaker:nobody", "q"),
        ("q=kind:sung+pier", "q"),
        ("q=" + "x" * 600, "q"),
        ("speaker=nobody", "speaker"),
        ("speaker=%00", "speaker"),
        ("speaker=%25s", "speaker"),
        ("kind=%25s", "kind"),
        ("speaker=%27%3B+DROP+TABLE+quotes_quote%3B--", "speaker"),
        ("organisation=none", "organisation"),
        ("outlet=none&kind=direct", "outlet"),
        ("kind=sung", "kind"),
        ("kind=direct&kind=mixed", "kind"),
        ("said_after=2026-02-30", "said_after"),
        ("said_before=99999-01-01", "said_before"),
        ("said_before=%D9%A2%D9%A0%D9%A2%D9%A6-01-x", "said_before"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=%C2%B2", "page_size"),
        ("page_size=-1", "page_size"),
        ("cursor=zzz", "cursor"),
        ("cursor=%00", "cursor"),
        ("speeker=ada", "speeker"),
        ("format=json", "format"),
        ("page=2", "page"),
        ("%00=1", "\ufffd"),
        ("&".join(f"a{n}=1" for n in range(1200)), None),
    ],
)
def test_a_parameter_that_is_wrong_is_named(client: Client, query: str, field: str | None) -> None:
    make_quote(State.PUBLISHED)
    response = client.get(f"{QUOTES}?{query}")
    body = response.json()
    assert (response.status_code, body["status"]) == (400, 400)
    assert response["Content-Type"] == "application/problem+json"
    assert field is None or [error["field"] for error in body["errors"]] == [field]


NAMES = st.sampled_from([*QuoteSearch.base_filters, "cursor", "page_size"]) | st.text()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(NAMES, st.text() | st.binary()), max_size=4))
def test_no_question_is_a_fault_of_ours(asked: list[tuple[str, str | bytes]]) -> None:
    query = urlencode(
        [(name.encode("utf-8", "surrogatepass"), raw(value)) for name, value in asked]
    )
    with mock.patch.object(Throttle, "allow_request", return_value=True):
        response = Client().get(f"{QUOTES}?{query}")
    assert response.status_code in (200, 400), query


def raw(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def test_a_detail_takes_no_parameters(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    body = get(client, f"{QUOTES}{quote.pk}/", 400, q="pier")
    assert body["errors"][0]["field"] == "q"


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "9" * 5000, "１", "-1", "x", "%00"])
def test_an_id_that_is_none_is_not_found(client: Client, key: str) -> None:
    for name in ("quotes", "articles", "speakers", "outlets"):
        body = get(client, f"/api/v1/{name}/{key}/", 404)
        assert body["title"] == "Not Found"


def test_no_cache_keeps_an_answer(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    for address in (QUOTES, f"{QUOTES}{quote.pk}/", f"{QUOTES}999999/", "/api/v1/nowhere/"):
        assert client.get(address)["Cache-Control"] == "private, no-cache", address


# Speakers, articles, outlets


def test_a_speaker_is_found_by_slug(client: Client) -> None:
    speaker = make_speaker("Ada Quill", description="Mayor of Tarn")
    make_quote(State.PUBLISHED, speaker=speaker)
    assert get(client, f"/api/v1/speakers/{speaker.slug}/") == {
        "id": speaker.pk,
        "name": "Ada Quill",
        "sort_name": "Quill, Ada",
        "slug": speaker.slug,
        "kind": "person",
        "description": "Mayor of Tarn",
        "wikidata_id": "",
        "url": f"{site.SITE_URL}/speakers/{speaker.slug}/",
        "misattributions": [],
    }


def test_a_merged_speaker_leads_to_the_surviving_one(client: Client) -> None:
    survivor, merged = make_speaker("Ada Quill"), make_speaker("A. B. Quill")
    make_quote(State.PUBLISHED, speaker=survivor)
    make_merger(merged, survivor)
    response = client.get(f"/api/v1/speakers/{merged.slug}/")
    assert response.status_code == 301
    assert response["Location"] == f"http://testserver/api/v1/speakers/{survivor.slug}/"


def test_an_article_shows_where_it_is_and_none_of_its_text(client: Client) -> None:
    version = make_version("“The pier stays,” Ada Quill said. A secret aside.")
    quote = make_quote(State.PUBLISHED, version=version, words="The pier stays,")
    body = get(client, f"/api/v1/articles/{quote.article.pk}/")
    assert body["url"] == quote.article.canonical_url
    assert body["outlet"]["slug"] == "harbour-courier"
    assert set(body) == {
        *("id", "headline", "byline", "dateline", "language", "kind", "url", "outlet"),
        *("published_at", "modified_at"),
    }
    assert "secret" not in str(body)


def test_an_article_shows_nothing_of_its_unpublished_quotes(client: Client) -> None:
    version = make_version("“The pier stays,” Ada Quill said. “Off it goes,” said Bo Reed.")
    shown = make_quote(State.PUBLISHED, version=version, words="The pier stays,")
    hidden = make_quote(
        State.VERIFIED, version=version, words="Off it goes,", speaker=make_speaker("Bo Reed")
    )
    assert [found["id"] for found in get(client, QUOTES)["results"]] == [shown.pk]
    names = [found["name"] for found in get(client, "/api/v1/speakers/")["results"]]
    assert hidden.speaker is not None and hidden.speaker.name not in names


def test_speakers_come_in_the_order_of_an_index(client: Client) -> None:
    for name in ("Cy Marsh", "Ada Quill", "Bo Abel"):
        make_quote(State.PUBLISHED, speaker=make_speaker(name))
    first = get(client, "/api/v1/speakers/", page_size=2)
    last = get(client, first["next"])
    names = [speaker["name"] for page in (first, last) for speaker in page["results"]]
    assert names == ["Bo Abel", "Cy Marsh", "Ada Quill"]


def test_an_outlet_is_found_by_slug(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    body = get(client, f"/api/v1/outlets/{quote.outlet.slug}/")
    assert body == {
        "id": quote.outlet.pk,
        "name": "Harbour Courier",
        "slug": "harbour-courier",
        "kind": "newspaper",
    }


# What it costs, and who may do what


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_for_10_and_for_1000_quotes(
    client: Client, name: str
) -> None:
    address = f"/api/v1/{name}/?page_size=100"
    make_many(10)
    few = cost(client, address)
    make_many(990)
    assert Quote.objects.public().count() == 1000
    assert cost(client, address) == few <= 6  # one of them counts the request


def test_a_filtered_list_costs_the_same_queries_for_10_and_for_1000_quotes(
    client: Client,
) -> None:
    make_many(10)
    slug = Speaker.objects.public().order_by("id")[0].slug
    address = (
        f'{QUOTES}?q=harbour+"the+harbour"&speaker={slug}&outlet=harbour-courier&page_size=100'
    )
    few = cost(client, address)
    make_many(990)
    assert cost(client, address) == few


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("name", LISTS)
def test_reading_is_all_that_the_public_may_do(client: Client, name: str, method: str) -> None:
    response = getattr(client, method)(f"/api/v1/{name}/")
    assert response.status_code == 405
    assert response.json()["title"] == "Method Not Allowed"
    assert "GET" in response["Allow"]


def test_what_the_public_reads_is_the_same_for_editors(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    address = f"{QUOTES}{quote.pk}/"
    anonymous = get(client, address)
    client.force_login(make_person("standards editor"))
    assert get(client, address) == anonymous


def test_a_quote_in_two_pieces_shows_both(client: Client) -> None:
    text = "“We will rebuild,” Ada Quill said, “the old pier.”"
    version = make_version(text)
    quote = make_quote(State.CAPTURED, version=version, words="We will rebuild,")
    start = text.index("the old pier.")
    reporter, checker = make_person("reporter"), make_person("checker")
    attribution.amend(quote, by=reporter, changes={"content": [[1, 17], [start, start + 13]]})
    from quotes import verification
    from tests.make import CHECKED

    verification.submit(quote, by=reporter)
    verification.verify(quote, by=checker, basis="article", answers=CHECKED)
    verification.publish(quote, by=make_person("desk editor"))
    body = get(client, f"{QUOTES}{quote.pk}/")
    assert body["pieces"] == ["We will rebuild,", "the old pier."]
    assert body["text"] == "We will rebuild, the old pier."


def test_where_it_was_said_is_told_and_what_the_engine_thought_is_not(client: Client) -> None:
    read = WELL_READ | {"setting": "to reporters", "act": "belief", "caveats": ("denial",)}
    quote = make_found(State.PUBLISHED, read=read)
    shown = get(client, f"{QUOTES}{quote.pk}/")
    assert shown["setting"] == "to reporters"
    assert not {"act", "caveats", "confidence", *SURENESS} & set(shown)
    get(client, QUOTES, 400, act="belief")


def test_where_it_was_said_is_not_told_of_a_source_that_was_named_once(client: Client) -> None:
    read = WELL_READ | {"setting": "at her house on Quill Street"}
    quote = make_found(State.PUBLISHED, read=read)
    changes = {"speaker": None, "descriptor": "an official", "attribution_basis": "background"}
    notice = corrections.propose(
        quote, by=make_person("reporter"), type="update", changes=changes, public_text="Unnamed."
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert get(client, f"{QUOTES}{quote.pk}/")["setting"] == ""


def test_a_corrected_setting_is_told_with_the_correction(client: Client) -> None:
    quote = make_found(State.PUBLISHED, read=WELL_READ | {"setting": "to reporters"})
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes={"setting": "in a statement", "act": "plan", "caveats": ["denial"]},
        public_text="She did not speak to reporters.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    (told,) = get(client, f"{QUOTES}{quote.pk}/")["notices"]
    change = {"name": "Setting", "before": "to reporters", "after": "in a statement"}
    assert told["changes"] == [change]


def test_a_list_says_what_was_read_otherwise_than_typed(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, words="The pier stays.")
    body = get(client, QUOTES, q='pier "stays')
    assert [found["id"] for found in body["results"]] == [quote.pk]
    assert body["notes"] == [
        "The quotation mark at character 6, before “stays”, is not closed; searched as if it "
        "closed at the end."
    ]
    assert get(client, QUOTES, q="pier")["notes"] == []
