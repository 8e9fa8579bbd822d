"""Organisations, positions, topics, notices; the shape of answers; requests with a condition."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.utils import timezone

from quotes import changes, corrections, topics, verification
from quotes.api.lists import ChangeViewSet, NoticeViewSet
from quotes.api.public import EXPANSIONS, SpeakerViewSet
from quotes.models import Notice, Quote, Speaker
from quotes.verification import State
from tests.make import (
    make_merger,
    make_outlet,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.test_api_public import cost, get

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def ids(client: Client, name: str, **query: Any) -> list[int]:
    return [row["id"] for row in get(client, f"{API}{name}/", **query)["results"]]


def named(client: Client, address: str, **query: Any) -> list[str]:
    return [row["name"] for row in get(client, f"{API}{address}/", **query)["results"]]


def make_board() -> tuple[Speaker, Quote]:
    """An organisation that is quoted only through its president."""
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    speaker = make_speaker("Ada Quill")
    make_position(speaker, "President", organisation=board, start=date(2020, 1, 1))
    return board, make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="President")


def correct(quote: Quote, kind: str = "correction", **fields: Any) -> Notice:
    notice = corrections.propose(
        quote,
        by=make_person("checker"),
        type=kind,
        changes=fields or {"role_as_printed": "Deputy"},
        public_text="It was otherwise.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()
    return notice


def settle() -> None:
    """Have the end of the transaction come before the end of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# Organisations, positions, topics


def test_an_organisation_is_public_through_its_people(client: Client) -> None:
    board, _ = make_board()
    make_speaker("Silent Board", kind=Speaker.Kind.ORGANISATION)
    assert named(client, "organisations") == ["Harbour Board"]
    shown = get(client, f"{API}organisations/{board.slug}/")
    assert shown["url"] == f"{site.SITE_URL}/organisations/{board.slug}/"
    assert shown["kind"] == "organisation"
    get(client, f"{API}organisations/ada-quill/", 404)


def test_an_organisation_that_was_merged_leads_on(client: Client) -> None:
    board, _ = make_board()
    former = make_speaker("Port Board", kind=Speaker.Kind.ORGANISATION)
    make_merger(former, board)
    response = client.get(f"{API}organisations/{former.slug}/")
    assert response.status_code == 301
    assert response["Location"].endswith(f"{API}organisations/{board.slug}/")


def test_positions_are_found_by_holder_organisation_and_day(client: Client) -> None:
    board, quote = make_board()
    assert quote.speaker
    hidden = make_speaker("Bo Reed")
    make_position(hidden, "Clerk", organisation=board)
    (shown,) = get(client, f"{API}positions/")["results"]
    assert (shown["title"], shown["speaker"]["name"]) == ("President", "Ada Quill")
    assert (shown["organisation"]["slug"], shown["start"]) == (board.slug, "2020-01-01")
    assert get(client, f"{API}positions/{shown['id']}/") == shown
    found = {"speaker": quote.speaker.slug, "organisation": board.slug, "held_on": "2021-01-01"}
    assert ids(client, "positions", **found) == [shown["id"]]
    assert ids(client, "positions", held_on="2019-12-31") == []
    get(client, f"{API}positions/", 400, speaker=hidden.slug)


def test_topics_are_those_of_public_quotes(client: Client) -> None:
    editor = make_person("desk editor")
    shown, hidden = topics.add("Harbour", by=editor), topics.add("Secret", by=editor)
    topics.tag(make_quote(State.PUBLISHED), shown, by=editor)
    topics.tag(make_quote(State.VERIFIED), hidden, by=editor)
    assert named(client, "topics") == ["Harbour"]
    assert get(client, f"{API}topics/harbour/")["url"] == f"{site.SITE_URL}/topics/harbour/"
    get(client, f"{API}topics/secret/", 404)
    topics.rename(shown, "Port", by=editor)
    assert client.get(f"{API}topics/harbour/")["Location"].endswith("/topics/port/")


# Notices


def test_notices_are_those_that_the_public_is_told_of(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    correct(quote)
    correct(quote, "refile", role_as_printed="deputy")
    hidden = make_quote(State.PUBLISHED)
    correct(hidden)
    verification.withhold(hidden, by=make_person("desk editor"), note="A complaint.")
    retracted = make_quote(State.RETRACTED, words="The walrus stays.")
    found = get(client, f"{API}notices/")["results"]
    told = [(one["quote"]["id"], one["type"]) for one in found]
    assert told == [(retracted.pk, "retraction"), (quote.pk, "correction")]
    assert found[0]["changes"] == [] and "walrus" not in str(found)
    assert found[1]["changes"] == [{"name": "Role", "before": "Mayor", "after": "Deputy"}]


def test_notices_are_narrowed_and_never_tell_who_was_retracted(client: Client) -> None:
    speaker, other = make_speaker("Ada Quill"), make_speaker("Bo Reed")
    notice = correct(make_quote(State.PUBLISHED, speaker=speaker))
    make_quote(State.RETRACTED, speaker=speaker)
    elsewhere = make_version("“Hello there,” he said.", outlet="Zoo Gazette")
    second = correct(
        make_quote(State.PUBLISHED, version=elsewhere, words="Hello there,", speaker=other),
        "clarification",
    )
    assert ids(client, "notices", speaker="ada-quill") == [notice.pk]
    assert ids(client, "notices", outlet="zoo-gazette") == [second.pk]
    assert ids(client, "notices", type="clarification") == [second.pk]
    today, tomorrow = (timezone.localdate() + timedelta(days=ahead) for ahead in (0, 1))
    assert len(ids(client, "notices", decided_after=today, decided_before=today)) == 3
    assert ids(client, "notices", decided_after=tomorrow) == []


@pytest.mark.parametrize(
    ("address", "field", "hint"),
    [
        ("notices/?type=correktion", "type", "Did you mean `correction`?"),
        ("notices/?speaker=none", "speaker", ""),
        ("notices/?decided_after=x", "decided_after", ""),
        ("quotes/?kind=derect", "kind", "Did you mean `direct`?"),
        ("quotes/?speeker=ada", "speeker", "Did you mean `speaker`?"),
        ("speakers/?kind=persn", "kind", "Did you mean `person`?"),
        ("outlets/?kind=newspapr", "kind", "Did you mean `newspaper`?"),
        ("articles/?outlet=nowhere", "outlet", "nowhere"),
        ("articles/?published_after=2026-02-30", "published_after", "2026-03-31"),
        ("articles/?published_after=2026-03-02&published_before=2026-03-01", "published_after", ""),
        ("articles/?published_before=9999-12-31", "published_before", "2999"),
        ("positions/?held_on=x", "held_on", ""),
        ("positions/?organisation=none", "organisation", ""),
        ("quotes/?fields=id,txt", "fields", "Did you mean `text`?"),
        ("quotes/?fields=speaker.nam", "fields", "Did you mean `name`?"),
        ("quotes/?fields=id.x", "fields", "has no parts"),
        ("quotes/?fields=topics", "fields", "expand=topics"),
        ("quotes/?fields=", "fields", "separated by commas"),
        ("quotes/?fields=%00", "fields", ""),
        ("quotes/?expand=positon", "expand", "Did you mean `position`?"),
        ("outlets/?expand=owner", "expand", "Unknown parameter"),
        ("topics/?name=harbour", "name", ""),
    ],
)
def test_what_is_unknown_is_named_with_the_nearest_known(
    client: Client, address: str, field: str, hint: str
) -> None:
    make_quote(State.PUBLISHED)
    errors = get(client, f"{API}{address}", 400)["errors"]
    assert [one["field"] for one in errors] == [field]
    assert hint in errors[0]["message"]


# Lists and their filters


def test_speakers_are_found_by_name_and_kind(client: Client) -> None:
    make_quote(State.PUBLISHED, speaker=make_speaker("Ada Quill"))
    fleet = make_speaker("Quill Fleet", kind=Speaker.Kind.ORGANISATION)
    make_quote(State.PUBLISHED, speaker=fleet)
    assert set(named(client, "speakers", name="quill")) == {"Ada Quill", "Quill Fleet"}
    assert named(client, "speakers", name="quill", kind="organisation") == ["Quill Fleet"]


def test_outlets_are_found_by_kind(client: Client) -> None:
    make_quote(State.PUBLISHED)
    make_outlet("Wire", kind="wire")
    assert named(client, "outlets", kind="newspaper") == ["Harbour Courier"]
    assert named(client, "outlets", kind="wire") == []


def test_articles_are_found_by_outlet_and_day(client: Client) -> None:
    version = make_version(
        "“Hello,” she said.",
        outlet="Zoo Gazette",
        published_at=datetime(2026, 3, 9, 23, tzinfo=UTC),
    )
    article = make_quote(State.PUBLISHED, version=version, words="Hello,").article
    make_quote(State.PUBLISHED)
    assert ids(client, "articles", outlet="zoo-gazette") == [article.pk]
    assert ids(client, "articles", published_after="2026-03-09") == [article.pk]
    assert article.pk not in ids(client, "articles", published_before="2026-03-08")
    assert article.pk in ids(client, "articles", published_before="2026-03-09")


def test_an_article_has_its_quotes(client: Client) -> None:
    version = make_version("“Hello,” she said. “Not yet,” said Bo Reed.")
    quote = make_quote(State.PUBLISHED, version=version, words="Hello,")
    make_quote(State.VERIFIED, version=version, words="Not yet,")
    address = f"{API}articles/{quote.article.pk}/quotes/"
    assert [one["id"] for one in get(client, address)["results"]] == [quote.pk]
    slim = get(client, address, fields="id,article.outlet.slug", expand="article.outlet")
    assert slim["results"] == [{"id": quote.pk, "article": {"outlet": {"slug": "harbour-courier"}}}]
    get(client, f"{API}articles/999999/quotes/", 404)


# The shape


def test_fields_leave_out_what_is_not_asked_for(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Ada Quill"))
    correct(quote)
    asked = "id,speaker.name,notices.type,notices.changes.name"
    slim = {
        "id": quote.pk,
        "speaker": {"name": "Ada Quill"},
        "notices": [{"type": "correction", "changes": [{"name": "Role"}]}],
    }
    assert get(client, f"{API}quotes/{quote.pk}/", fields=asked) == slim
    assert get(client, f"{API}quotes/", fields=asked)["results"] == [slim]
    whole = get(client, f"{API}quotes/{quote.pk}/", fields="speaker,speaker.name")
    assert set(whole["speaker"]) == {"id", "name", "slug", "kind", "url"}


def test_expand_fills_in(client: Client) -> None:
    board, quote = make_board()
    editor = make_person("desk editor")
    topics.tag(quote, topics.add("Harbour", by=editor), by=editor)
    correct(quote, setting="to reporters")
    found = get(client, f"{API}quotes/{quote.pk}/", expand=",".join(EXPANSIONS))
    assert found["position"]["organisation"]["slug"] == board.slug
    assert [one["title"] for one in found["speaker"]["positions"]] == ["President"]
    assert found["speaker"]["sort_name"] == "Quill, Ada"
    assert found["article"]["outlet"]["slug"] == "harbour-courier"
    assert [one["slug"] for one in found["topics"]] == ["harbour"]
    assert [one["revision"] for one in found["revisions"]] == [2, 1]
    assert found["revisions"] == get(client, f"{API}quotes/{quote.pk}/revisions/")
    lone = get(client, f"{API}quotes/{quote.pk}/", expand="speaker.positions", fields="speaker")
    assert set(lone["speaker"]) == {"id", "name", "slug", "kind", "url", "positions"}


def test_a_source_that_is_unnamed_is_filled_in_with_nothing(client: Client) -> None:
    quote = make_quote(
        State.PUBLISHED,
        speaker=None,
        descriptor="an official",
        anonymity_reason="Fears",
        attribution_basis="background",
    )
    found = get(client, f"{API}quotes/{quote.pk}/", expand=",".join(EXPANSIONS))
    assert found["speaker"] is None and found["position"] is None


def make_full(number: int) -> None:
    editor = make_person("desk editor")
    board = make_speaker(f"Board {number}", kind=Speaker.Kind.ORGANISATION)
    speaker = make_speaker(f"Ada Quill {number}")
    make_position(speaker, "President", organisation=board, start=date(2020, 1, 1))
    quote = make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="President")
    topics.tag(quote, topics.add(f"Topic {number}", by=editor), by=editor)
    correct(quote, speaker=make_speaker(f"Bo Reed {number}"))
    make_position(quote.speaker, "Clerk", organisation=board)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (f"quotes/?expand={','.join(EXPANSIONS)}", 12),
        (f"quotes/?expand={','.join(EXPANSIONS)}&fields=id,revisions.changes.name", 12),
        (f"speakers/?expand={','.join(SpeakerViewSet.expansions)}", 2),
        ("positions/?expand=speaker,organisation", 1),
        (f"notices/?expand={','.join(NoticeViewSet.expansions)}", 3),
        (f"changes/?expand={','.join(ChangeViewSet.expansions)}", 4),
        ("organisations/", 1),
        ("topics/", 1),
    ],
)
def test_no_shape_costs_more_queries_for_more_rows(client: Client, address: str, most: int) -> None:
    for number in range(2):
        make_full(number)
    settle()
    few = cost(client, API + address)
    for number in range(2, 6):
        make_full(number)
    settle()
    assert cost(client, API + address) == few <= most + 1  # one counts the request


# Conditions


def test_who_has_it_already_is_told_so(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    for address in ("quotes/", f"quotes/{quote.pk}/", "speakers/", f"articles/{quote.article.pk}/"):
        first = client.get(API + address)
        assert first["ETag"].startswith('"') and first["Cache-Control"] == "private, no-cache"
        again = client.get(API + address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
        other = client.get(API + address, headers={"If-None-Match": '"x"'})
        assert (other.status_code, other.content) == (200, first.content)
        head = client.head(API + address, headers={"If-None-Match": first["ETag"]})
        assert head.status_code == 304


@pytest.mark.parametrize("withdraw", ["withhold", "retract"])
def test_what_is_withdrawn_is_never_confirmed(client: Client, withdraw: str) -> None:
    quote = make_quote(State.PUBLISHED)
    addresses = {f"{API}quotes/{quote.pk}/": 404, f"{API}quotes/": 200, f"{API}speakers/": 200}
    had = {address: client.get(address) for address in addresses}
    if withdraw == "withhold":
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    else:
        verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
        addresses[f"{API}quotes/{quote.pk}/"] = 410
    for address, status in addresses.items():
        headers = {
            "If-None-Match": had[address]["ETag"],
            "If-Modified-Since": "Fri, 31 Dec 2100 23:59:59 GMT",
        }
        answer = client.get(address, headers=headers)
        assert answer.status_code == status
        assert answer.content != had[address].content


def test_what_changed_last_is_dated_once_that_is_settled(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = make_quote(State.PUBLISHED)
    settle()
    address = f"{API}quotes/{quote.pk}/"
    assert "Last-Modified" not in client.get(address)
    monkeypatch.setattr(changes, "SETTLED", timedelta(seconds=-5))
    dated = client.get(address)["Last-Modified"]
    since = {"If-Modified-Since": dated}
    assert client.get(address, headers=since).status_code == 304
    assert client.get(f"{API}quotes/", headers=since).status_code == 304
    assert "Last-Modified" not in client.get(address, {"expand": "topics"})
    earlier = {"If-Modified-Since": "Fri, 02 Jan 2026 00:00:00 GMT"}
    assert client.get(address, headers=earlier).status_code == 200
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    assert client.get(address, headers=since).status_code == 404
