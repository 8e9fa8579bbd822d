"""What became of public quotes: each change once, in the order of the commits, and no more."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from access.quota import Throttle
from quotes import changes, corrections, verification
from quotes.models import Notice, PublicChange, Quote, Speaker
from quotes.search import BadCursor
from quotes.triggers.changes import RECORD_CHANGES
from quotes.verification import State
from sources import ingest
from sources.models import Article
from sources.refusal import Refusal
from tests.make import CHECKED, make_merger, make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = "/api/v1/changes/"
Kind = PublicChange.Kind


def told() -> list[tuple[int, str]]:
    """What a reader is told from the first change on."""
    found, cursor = [], ""
    while True:
        page = changes.follow(cursor=cursor, size=3)
        found += [(one.quote_id, one.kind) for one in page.items]
        cursor = page.cursor
        if not page.has_more:
            return found


def correct(quote: Quote, **fields: Any) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("checker"),
        type=Notice.Type.CORRECTION,
        changes=fields or {"role_as_printed": f"Role {random.random()}"},
        public_text="It was otherwise.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()


def withhold(quote: Quote) -> None:
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")


def set_terms(article: Article, status: str = "usable", until: Any = None) -> None:
    ingest.set_terms(
        article, publish_status=status, embargo_until=until, by=make_person("standards editor")
    )


# What is told


def test_a_quote_that_was_never_public_is_told_of_nowhere() -> None:
    for state in (State.CAPTURED, State.SUBMITTED, State.VERIFIED, State.REJECTED):
        make_quote(state)
    verified = make_quote(State.VERIFIED)
    withhold(verified)
    assert told() == []


def test_every_turn_of_a_quote_is_told_in_order() -> None:
    quote = make_quote(State.PUBLISHED)
    correct(quote)
    withhold(quote)
    verification.release(quote, by=make_person("standards editor"), note="It holds.")
    verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
    assert told() == [
        (quote.pk, Kind.PUBLISHED),
        (quote.pk, Kind.CHANGED),
        (quote.pk, Kind.GONE),
        (quote.pk, Kind.PUBLISHED),
        (quote.pk, Kind.GONE),
    ]


def test_a_quote_published_again_after_a_retraction_is_told_again() -> None:
    quote = make_quote(State.RETRACTED)
    verification.reopen(quote, by=make_person("checker"), note="Look again.")
    verification.submit(quote, by=make_person("reporter"))
    verification.verify(quote, by=make_person("checker"), basis="article", answers=CHECKED)
    verification.publish(quote, by=make_person("desk editor"))
    assert [kind for _, kind in told()] == [Kind.PUBLISHED, Kind.GONE, Kind.PUBLISHED]


def test_a_refile_is_a_change() -> None:
    quote = make_quote(State.PUBLISHED, role_as_printed="the mayor")
    notice = corrections.propose(
        quote,
        by=make_person("checker"),
        type=Notice.Type.REFILE,
        changes={"role_as_printed": "The mayor"},
        public_text="Upper case.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert [kind for _, kind in told()] == [Kind.PUBLISHED, Kind.CHANGED]


def test_a_merger_changes_the_quotes_of_the_one_who_goes() -> None:
    loser, winner = make_speaker("A. B. Quill"), make_speaker("Ada Quill")
    moved = make_quote(State.PUBLISHED, speaker=loser)
    stays = make_quote(State.PUBLISHED, speaker=winner)
    make_merger(loser, winner)
    assert told() == [
        (moved.pk, Kind.PUBLISHED),
        (stays.pk, Kind.PUBLISHED),
        (moved.pk, Kind.CHANGED),
    ]


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_a_wire_that_kills_its_story_takes_the_quotes_with_it(status: str) -> None:
    quote = make_quote(State.PUBLISHED)
    set_terms(quote.article, status)
    assert told()[-1] == (quote.pk, Kind.GONE)
    set_terms(quote.article)
    assert told()[-1] == (quote.pk, Kind.PUBLISHED)


def test_an_embargo_hides_until_it_ends_and_the_clock_alone_brings_back() -> None:
    quote = make_quote(State.PUBLISHED)
    soon = timezone.now() + timedelta(seconds=1)
    set_terms(quote.article, until=soon)
    assert told() == [(quote.pk, Kind.PUBLISHED), (quote.pk, Kind.GONE)]
    page = changes.follow()
    while timezone.now() <= soon:
        pass
    after = changes.follow(cursor=page.cursor)
    assert [(one.quote_id, one.kind) for one in after.items] == [(quote.pk, Kind.PUBLISHED)]
    assert changes.follow(cursor=after.cursor).items == []
    assert told().count((quote.pk, Kind.PUBLISHED)) == 2


def test_an_embargo_that_is_put_off_hides_until_its_new_end() -> None:
    quote = make_quote(State.PUBLISHED)
    soon = timezone.now() + timedelta(seconds=1)
    set_terms(quote.article, until=soon)
    set_terms(quote.article, until=timezone.now() + timedelta(days=1))
    while timezone.now() <= soon:
        pass
    assert told() == [(quote.pk, Kind.PUBLISHED), (quote.pk, Kind.GONE)]
    assert not PublicChange.objects.due().exists()


def test_what_an_embargo_hid_and_an_editor_withheld_does_not_come_back() -> None:
    quote = make_quote(State.PUBLISHED)
    soon = timezone.now() + timedelta(seconds=1)
    set_terms(quote.article, until=soon)
    withhold(quote)
    while timezone.now() <= soon:
        pass
    assert told() == [(quote.pk, Kind.PUBLISHED), (quote.pk, Kind.GONE)]
    assert not PublicChange.objects.due().exists()


def test_another_name_of_speaker_outlet_or_story_changes_the_quote() -> None:
    quote = make_quote(State.PUBLISHED)
    assert quote.speaker
    for row, field in (
        (quote.speaker, "name"),
        (quote.outlet, "name"),
        (quote.article, "headline"),
    ):
        setattr(row, field, "Another")
        row.save()
    assert [kind for _, kind in told()] == [Kind.PUBLISHED, *[Kind.CHANGED] * 3]


def test_what_no_reader_sees_is_no_change() -> None:
    quote = make_quote(State.PUBLISHED)
    quote.legal_flag = True
    quote.save()
    quote.article.section = "Politics"
    quote.article.save()
    assert [kind for _, kind in told()] == [Kind.PUBLISHED]


def test_changes_stay_as_they_were_written() -> None:
    make_quote(State.PUBLISHED)
    for change in (lambda rows: rows.update(kind="gone"), lambda rows: rows.delete()):
        with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
            change(PublicChange.objects.all())


# The order


def in_thread(action: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            action()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_transaction_that_began_first_and_commits_last_is_not_skipped() -> None:
    slow, quick = make_quote(State.VERIFIED), make_quote(State.VERIFIED)
    editor = make_person("desk editor")
    published, committed = threading.Event(), threading.Event()

    def take_long() -> None:
        with transaction.atomic():
            verification.publish(slow, by=editor)
            published.set()
            assert committed.wait(30)

    thread = in_thread(take_long)
    assert published.wait(30)
    verification.publish(quick, by=editor)
    first = changes.follow()
    assert [one.quote_id for one in first.items] == [quick.pk]
    committed.set()
    thread.join(30)
    after = changes.follow(cursor=first.cursor)
    assert [one.quote_id for one in after.items] == [slow.pk]


def test_whoever_has_a_number_holds_up_those_who_would_take_a_later_one() -> None:
    """Even one who takes the number long before committing: the later waits, none is skipped."""
    early, late = make_quote(State.VERIFIED), make_quote(State.VERIFIED)
    editor = make_person("desk editor")
    numbered, go_on = threading.Event(), threading.Event()

    def take_a_number() -> None:
        with transaction.atomic():
            verification.publish(early, by=editor)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            numbered.set()
            assert go_on.wait(30)

    first = in_thread(take_a_number)
    assert numbered.wait(30)
    second = in_thread(lambda: verification.publish(late, by=editor))
    second.join(0.5)
    assert second.is_alive()
    seen = changes.follow()
    assert seen.items == []
    go_on.set()
    first.join(30)
    second.join(30)
    after = changes.follow(cursor=seen.cursor)
    assert [one.quote_id for one in after.items] == [early.pk, late.pk]


def test_a_kill_and_a_publication_that_meet_are_told_right() -> None:
    quote = make_quote(State.VERIFIED)
    editor = make_person("desk editor")
    changed, go_on = threading.Event(), threading.Event()

    def kill() -> None:
        with transaction.atomic():
            Article.objects.filter(pk=quote.article.pk).update(publish_status="withheld")
            changed.set()
            assert go_on.wait(30)

    thread = in_thread(kill)
    assert changed.wait(30)
    publishing = in_thread(lambda: _try(lambda: verification.publish(quote, by=editor)))
    publishing.join(0.5)
    go_on.set()
    thread.join(30)
    publishing.join(30)
    public = Quote.objects.public().filter(pk=quote.pk).exists()
    last = told()[-1:]
    assert not public
    assert last in ([], [(quote.pk, Kind.GONE)])


def _try(action: Callable[[], Any]) -> None:
    with contextlib.suppress(Refusal):
        action()


# Cursors


def test_a_cursor_that_is_none_is_refused() -> None:
    for cursor in ("zzz", "W10", "\0", "x" * 500, "WyJjaGFuZ2UiLC0xXQ"):
        with pytest.raises(BadCursor):
            changes.follow(cursor=cursor)


def test_a_moment_leads_to_the_first_change_since() -> None:
    make_quote(State.PUBLISHED)
    between = timezone.now()
    later = make_quote(State.PUBLISHED)
    found = changes.follow(since=between)
    assert [one.quote_id for one in found.items] == [later.pk]
    nothing = changes.follow(since=timezone.now())
    assert nothing.items == []
    newest = make_quote(State.PUBLISHED)
    assert [one.quote_id for one in changes.follow(cursor=nothing.cursor).items] == [newest.pk]


# Over the API


def get(address: str, status: int = 200, **query: Any) -> Any:
    response = Client().get(address, query)
    assert response.status_code == status, response.content
    return response.json()


def test_once_there_is_nothing_more_the_cursor_is_given_to_go_on_with() -> None:
    quotes = [make_quote(State.PUBLISHED) for _ in range(3)]
    first = get(CHANGES, page_size=2)
    assert [one["id"] for one in first["results"]] == [quotes[0].pk, quotes[1].pk]
    last = get(first["next"])
    assert [one["id"] for one in last["results"]] == [quotes[2].pk]
    assert last["next"] is None
    assert get(CHANGES, cursor=last["cursor"])["results"] == []
    assert get(CHANGES, cursor=last["cursor"])["cursor"] == last["cursor"]
    assert get(CHANGES, cursor=first["results"][0]["cursor"], page_size=2)["next"] is None


def test_of_what_is_gone_nothing_is_told_but_its_number() -> None:
    speaker = make_speaker("Zebulon Quist")
    quote = make_quote(State.PUBLISHED, words="The walrus stays.", speaker=speaker)
    shown = get(CHANGES, expand="quote")["results"][0]
    assert shown["quote"]["text"] == "The walrus stays."
    withhold(quote)
    told = get(CHANGES, expand="quote")
    assert "walrus" not in str(told).lower() and "Zebulon" not in str(told)
    assert "quist" not in str(told).lower()
    first, last = told["results"]
    assert (first["change"], first["quote"]) == ("published", None)
    assert {**last, "at": "", "cursor": ""} == {
        "id": quote.pk,
        "change": "gone",
        "at": "",
        "api_url": None,
        "cursor": "",
        "quote": None,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"cursor": "zzz"}, "cursor"),
        ({"since": "yesterday"}, "since"),
        ({"since": "2026-02-30"}, "since"),
        ({"since": "2026-01-01T00:00:00"}, "since"),
        ({"since": "0001-01-01"}, "since"),
        ({"since": "2026-01-01", "cursor": "WyJjaGFuZ2UiLDFd"}, "since"),
        ({"sinse": "2026-01-01"}, "sinse"),
        ({"page_size": "1001"}, "page_size"),
    ],
)
def test_a_question_that_is_wrong_is_named(query: dict[str, str], field: str) -> None:
    assert [one["field"] for one in get(CHANGES, 400, **query)["errors"]] == [field]


# A mirror


class Mirror:
    """A copy that knows the record from its changes alone."""

    def __init__(self) -> None:
        self.quotes: dict[int, Any] = {}
        self.cursor = ""

    def follow(self) -> None:
        """Apply everything that there is for now."""
        address: str | None = f"{CHANGES}?expand=quote&page_size=7&cursor={self.cursor}"
        while address:
            page = get(address)
            for change in page["results"]:
                if change["quote"] is None:
                    self.quotes.pop(change["id"], None)
                else:
                    self.quotes[change["id"]] = change["quote"]
            address, self.cursor = page["next"], page["cursor"]


def public_list() -> dict[int, Any]:
    found, address = {}, "/api/v1/quotes/?page_size=100"
    while address:
        page = get(address)
        found |= {quote["id"]: quote for quote in page["results"]}
        address = page["next"]
    return found


def turns(quote: Quote, chance: random.Random) -> Iterator[None]:
    """One thing that may happen to a quote, whatever its state."""
    if quote.state == State.PUBLISHED:
        chance.choice([correct, withhold, _retract, _kill, _rename])(quote)
    elif quote.state == State.WITHHELD:
        verification.release(quote, by=make_person("standards editor"), note="It holds.")
    elif quote.state == State.VERIFIED:
        verification.publish(quote, by=make_person("desk editor"))
    yield


def _retract(quote: Quote) -> None:
    verification.retract(quote, by=make_person("standards editor"), reason="Not said.")


def _kill(quote: Quote) -> None:
    now = quote.article_as_it_stands()
    set_terms(now, "usable" if now.publish_status != "usable" else "withheld")


def _rename(quote: Quote) -> None:
    assert quote.speaker
    speaker = Speaker.objects.get(pk=quote.speaker.pk)
    Speaker.objects.filter(pk=speaker.pk).update(name=f"{speaker.name} Again")


@pytest.mark.parametrize("seed", range(3))
def test_a_mirror_that_follows_ends_up_equal_to_the_public_list(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Throttle, "allow_request", lambda *_: True)
    chance = random.Random(seed)
    version = make_version(" ".join(f"“Remark {n} here,” she said." for n in range(8)))
    people = {group: make_person(group) for group in ("reporter", "checker", "desk editor")}
    speaker = make_speaker()
    quotes = [
        make_quote(
            chance.choice([State.PUBLISHED, State.VERIFIED, State.CAPTURED]),
            words=f"Remark {n} here,",
            version=version if n % 2 else None,
            speaker=speaker,
            people=people,
        )
        for n in range(8)
    ]
    mirror = Mirror()
    for _ in range(25):
        quote = chance.choice(quotes)
        quote.refresh_from_db()
        _try(lambda quote=quote: list(turns(quote, chance)))
        if chance.random() < 0.4:
            mirror.follow()
    mirror.follow()
    assert mirror.quotes == public_list()


def test_the_function_of_the_database_is_that_of_the_source() -> None:
    """A change of it needs a migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'quotes_record_changes'")
        (body,) = cursor.fetchone()
    assert body == RECORD_CHANGES.split("$$")[1]
