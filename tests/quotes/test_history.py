"""The history of quotes and speakers: why, through which door, and how they stood on each day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import attribution, corrections, history, verification
from quotes.models import Alias, Notice, Position, Quote, Speaker
from quotes.verification import State
from sources.history import Record, article_page
from sources.models import Article, ArticleVersion, Outlet
from tests.make import (
    WELL_READ,
    make_found,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db

WORDS = "We open the harbour at dawn."


def as_a(group: str) -> Client:
    client = Client()
    client.force_login(make_person(group))
    return client


def correct(quote: Quote, text: str, **changes: Any) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes=changes,
        public_text=text,
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()


def date_back(at: datetime, *models: Any) -> None:
    """Date what was recorded within this test's transaction, which a superuser alone can."""
    tables = [model.pgh_event_model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in tables:
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_created_at >= now()",  # noqa: S608
                [at],
            )
        cursor.execute("UPDATE quotes_review SET at = %s WHERE at >= now()", [at])
        cursor.execute("UPDATE quotes_notice SET decided_at = %s WHERE decided_at >= now()", [at])
        cursor.execute("SET session_replication_role = DEFAULT")


RECORDED = (Quote, Notice, Speaker, Alias, Position, Article, ArticleVersion, Outlet)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def facts(record: Record) -> dict[str, str]:
    return {fact.name: fact.value for fact in record.facts}


def section(record: Record, start: str) -> list[str]:
    return next(one.items for one in record.sections if one.heading.startswith(start))


@pytest.fixture
def troubled() -> Quote:
    """Published on the 2nd, corrected on the 4th and the 6th, retracted on the 8th."""
    quote = make_quote(State.PUBLISHED, words=WORDS, speaker=make_speaker("Ines Calloway"))
    date_back(on(2), *RECORDED)
    correct(quote, "We gave the wrong office.", role_as_printed="Harbour Master")
    date_back(on(4), *RECORDED)
    correct(quote, "Somebody else said this.", speaker=make_speaker("Bo Lind"))
    date_back(on(6), *RECORDED)
    verification.retract(quote, by=make_person("standards editor"), reason="Nobody said it.")
    date_back(on(8), *RECORDED)
    return quote


class TestAsItStood:
    """A quote that was corrected twice and then retracted, day by day."""

    def test_it_can_be_read_as_it_stood_on_each_day(self, troubled: Quote) -> None:
        seen = []
        for day in (1, 3, 5, 7, 9):
            record = history.quote_at(troubled, on(day))
            told = facts(record)
            seen.append(
                (
                    told.get("Speaker"),
                    told.get("Role as printed"),
                    told.get("State"),
                    told.get("Revision"),
                    told.get("Shown to the public"),
                    len(section(record, "Notices")) if record.stood else None,
                    len(section(record, "Decisions")) if record.stood else None,
                )
            )
        assert seen == [
            (None, None, None, None, None, None, None),
            ("Ines Calloway", "Mayor", "Published", "1", "yes", 0, 3),
            ("Ines Calloway", "Harbour Master", "Published", "2", "yes", 1, 4),
            ("Bo Lind", "Harbour Master", "Published", "3", "yes", 2, 5),
            ("Bo Lind", "Harbour Master", "Retracted", "3", "no", 3, 6),
        ]

    def test_at_the_very_moment_of_a_change_it_holds(self, troubled: Quote) -> None:
        instant = timedelta(microseconds=1)
        roles = [
            facts(history.quote_at(troubled, at))["Role as printed"]
            for at in (on(4) - instant, on(4))
        ]
        assert roles == ["Mayor", "Harbour Master"]

    def test_the_changes_beside_it_lead_through_its_whole_life(self, troubled: Quote) -> None:
        found, at = [], on(1)
        while (after := history.quote_at(troubled, at).around.next) is not None:
            found.append(after)
            at = after
        assert found == [on(2), on(4), on(6), on(8)]
        back = []
        while (before := history.quote_at(troubled, at).around.previous) is not None:
            back.append(before)
            at = before
        assert back == [on(6), on(4), on(2)]

    def test_the_words_are_shown_in_their_marks_and_the_day_as_known(self, troubled: Quote) -> None:
        told = facts(history.quote_at(troubled, on(3)))
        assert told["Words"] == f"“{WORDS}”"
        assert told["Said on"] == "3 March 2026"
        assert told["Attribution basis"] == "On the record"
        assert "Harbour Courier" in told["Printed in"]

    def test_a_speaker_is_called_what_it_was_called_then(self) -> None:
        speaker = make_speaker("Ines Calloway")
        quote = make_quote(speaker=speaker)
        date_back(on(2), *RECORDED)
        attribution.rename_speaker(speaker, "Ines Marsh", by=make_person("checker"))
        date_back(on(4), *RECORDED)
        names = [facts(history.quote_at(quote, on(day)))["Speaker"] for day in (3, 5)]
        assert names == ["Ines Calloway", "Ines Marsh"]

    def test_a_proposal_is_told_as_far_as_it_had_come(self) -> None:
        quote = make_quote(State.PUBLISHED)
        date_back(on(2), *RECORDED)
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type=Notice.Type.CLARIFICATION,
            changes={},
            public_text="He meant the outer harbour.",
        )
        date_back(on(4), *RECORDED)
        corrections.decline(notice, by=make_person("desk editor"), reason="It was clear.")
        date_back(on(6), *RECORDED)
        told = [section(history.quote_at(quote, on(day)), "Notices") for day in (3, 5, 7)]
        assert told[0] == []
        assert told[1] == ["Clarification, proposed: “He meant the outer harbour.”"]
        assert told[2] == [
            "Clarification, declined (“It was clear.”): “He meant the outer harbour.”"
        ]

    def test_what_the_source_withdrew_was_not_shown(self) -> None:
        quote = make_quote(State.PUBLISHED)
        date_back(on(2), *RECORDED)
        Article.objects.filter(pk=quote.article.pk).update(
            publish_status=Article.PublishStatus.CANCELED
        )
        date_back(on(4), *RECORDED)
        shown = [facts(history.quote_at(quote, on(day)))["Shown to the public"] for day in (3, 5)]
        assert shown == ["yes", "no"]

    def test_a_speaker_had_the_names_and_positions_of_then(self) -> None:
        speaker = make_speaker("Ines Calloway")
        attribution.add_alias(speaker, "I. Calloway", by=make_person("checker"))
        council = make_speaker("Elmsund Council", kind=Speaker.Kind.ORGANISATION)
        position = make_position(speaker, "Mayor", organisation=council)
        date_back(on(2), *RECORDED)
        position.delete()
        speaker.aliases.get(name="I. Calloway").delete()
        attribution.rename_speaker(council, "Elmsund Town Council", by=make_person("checker"))
        make_position(speaker, "Harbour Master", start="2026-03-03")
        date_back(on(4), *RECORDED)
        told = [
            (section(record, "Names"), section(record, "Positions"))
            for record in (history.speaker_at(speaker, on(day)) for day in (3, 5))
        ]
        assert told == [
            (["Ines Calloway", "I. Calloway"], ["Mayor, Elmsund Council"]),
            (["Ines Calloway"], ["Harbour Master (from 3 March 2026)"]),
        ]

    def test_it_costs_the_same_however_long_the_life(self, troubled: Quote) -> None:
        counts = []
        for quote in (make_quote(State.VERIFIED), troubled):
            whole = Quote.objects.with_context().get(pk=quote.pk)
            with CaptureQueriesContext(connection) as queries:
                history.quote_at(whole, datetime.now(UTC))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10


class TestWhy:
    """Each move with what was said for it."""

    def test_every_move_tells_its_reason(self, troubled: Quote) -> None:
        entries = history.quote_page(troubled).entries
        whys = [entry.why for entry in entries if entry.model is Quote and entry.why]
        assert whys == [
            "Retract: Nobody said it.",
            "Correct: Somebody else said this.",
            "Correct: We gave the wrong office.",
            "Publish",
            "Verify, matched to the article",
            "Submit",
            "Captured by a person.",
        ]

    def test_the_same_move_twice_tells_each_reason_once(self) -> None:
        quote = make_quote()
        for note in ("Mend the role.", "Mend the day."):
            verification.submit(quote, by=make_person("reporter"))
            verification.send_back(quote, by=make_person("checker"), note=note)
        whys = [entry.why for entry in history.quote_page(quote).entries]
        assert whys[:4] == [
            "Send back: Mend the day.",
            "Submit",
            "Send back: Mend the role.",
            "Submit",
        ]

    def test_a_move_is_by_whoever_signed_it(self) -> None:
        quote = make_quote()
        checker = make_person("checker", first_name="Bea", last_name="Lund")
        verification.reject(quote, by=checker, note="Nobody said this.")
        entries = history.quote_page(quote).entries
        assert (entries[0].who, entries[-1].who) == ("Bea Lund", "a process of the product")

    def test_a_process_may_say_why(self) -> None:
        other = make_version()
        with pghistory.context(command="mend_headlines", why="The feed cut them short."):
            Article.objects.filter(pk=other.article.pk).update(headline="The lock opens")
        entry = next(
            each for each in article_page(other.article).entries if each.changes and each.why
        )
        assert (entry.why, entry.door) == (
            *("The feed cut them short.", "the command mend_headlines"),
        )

    def test_what_the_engine_found_says_so(self) -> None:
        entries = history.quote_page(make_found(read=WELL_READ)).entries
        assert entries[-1].why == "Found by the engine, 0.90 sure."

    def test_a_door_is_told_by_its_name(self) -> None:
        quote = make_quote()
        client = as_a("reporter")
        client.post(
            reverse("admin:desk_move", args=[quote.pk, "submit"]),
            {"expected": quote.change_number},
        )
        entries = history.quote_page(quote).entries
        assert {entry.door for entry in entries} == {"the desk", "a shell or script"}
        assert entries[-1].door == "a shell or script"


class TestPages:
    """The pages of the admin."""

    def test_words_are_marked_for_eye_and_ear(self, troubled: Quote) -> None:
        address = reverse("admin:quotes_quote_history", args=[troubled.pk])
        body = as_a("reporter").get(address).content.decode()
        assert '<del><span class="history-hidden">[removed: </span>Mayor' in body
        assert '<ins><span class="history-hidden">[added: </span>Harbour Master' in body
        assert "Nobody said it." in body

    @pytest.mark.parametrize(
        ("day", "shown", "hidden"),
        [(3, "Ines Calloway", "Bo Lind"), (7, "Bo Lind", "Ines Calloway")],
    )
    def test_a_quote_is_shown_as_it_stood(
        self, troubled: Quote, day: int, shown: str, hidden: str
    ) -> None:
        address = reverse("admin:quotes_quote_history", args=[troubled.pk])
        page = as_a("reporter").get(address, {"at": f"2026-03-0{day}T12:00"})
        body = page.content.decode()
        assert page.status_code == 200
        assert shown in body
        assert hidden not in body
        assert 'rel="next"' in body

    def test_before_it_was_captured_there_is_nothing(self, troubled: Quote) -> None:
        address = reverse("admin:quotes_quote_history", args=[troubled.pk])
        page = as_a("reporter").get(address, {"at": "2026-03-01"})
        assert "It was not on record then." in page.content.decode()

    @pytest.mark.parametrize("typed", ["x" * 60_000, "0001-01-01T12:00+23:59", "2026-03\0"])
    def test_a_moment_that_cannot_be_read_is_shown_back_no_longer_than_it_may_be(
        self, typed: str
    ) -> None:
        address = reverse("admin:quotes_quote_history", args=[make_quote().pk])
        page = as_a("reporter").get(address, {"at": typed})
        assert page.status_code == 422
        assert "Write a day as 2026-03-27, or a time" in page.content.decode()
        assert page.context["typed"] == typed[:40]
        assert "x" * 41 not in page.content.decode()

    @pytest.mark.parametrize("query", [{"at": "yesterday"}, {"cursor": "made up"}])
    def test_what_cannot_be_read_is_told_and_the_history_still_shown(
        self, query: dict[str, str]
    ) -> None:
        quote = make_quote()
        address = reverse("admin:quotes_quote_history", args=[quote.pk])
        page = as_a("reporter").get(address, query)
        assert page.status_code == 422
        assert 'role="alert"' in page.content.decode()
        assert page.context["entries"]

    def test_older_changes_are_on_the_next_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        speaker = make_speaker("Ines Calloway")
        for number in range(60):
            Speaker.objects.filter(pk=speaker.pk).update(description=f"number {number}")
        client = as_a("reporter")
        address = reverse("admin:quotes_speaker_history", args=[speaker.pk])
        first = client.get(address)
        older = first.context["page"].older
        assert f'href="?cursor={older}"' in first.content.decode()
        second = client.get(address, {"cursor": older})
        seen = [entry for page in (first, second) for entry in page.context["entries"]]
        assert len(seen) == 63  # added, confirmed, its name as an alias, and these
        assert all(one.at >= two.at for one, two in itertools.pairwise(seen))

    def test_every_kind_of_row_can_be_asked_for_a_moment(self) -> None:
        quote = make_quote(State.PUBLISHED)
        correct(quote, "Another office.", role_as_printed="Pilot")
        client = as_a("reporter")
        for name, pk in self._rows(quote):
            page = client.get(reverse(f"admin:{name}_history", args=[pk]), {"at": "2100-01-01"})
            assert page.status_code == 200, name
            assert page.context["record"].stood is not None, name
            assert page.context["record"].facts, name

    @staticmethod
    def _rows(quote: Quote) -> Iterator[tuple[str, int]]:
        yield "quotes_quote", quote.pk
        assert quote.speaker_id
        yield "quotes_speaker", quote.speaker_id
        yield "quotes_notice", quote.notices.get().pk
        yield "sources_article", quote.article.pk
        yield "sources_articleversion", quote.version_id
        yield "sources_outlet", quote.outlet.pk
