"""The overview: figures against quotes that the verbs made, in words, pictures and tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from quotes import corrections, verification
from quotes.measurement import Share
from quotes.models import Notice, Quote
from quotes.overview import (
    PERIODS,
    Overview,
    age,
    bars,
    gauge,
    overview,
    percent,
    period,
    thousandths,
)
from quotes.overview import figures as module
from quotes.verification import State
from sources.refusal import Refusal
from tests.access.make import make_secret
from tests.make import GROUPS, WELL_READ, make_found, make_person, make_quote, make_speaker

ADDRESS = "/admin/desk/overview/"
API = "/api/v1/desk/overview/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def date_back(quote: Quote, ago: timedelta) -> None:
    """Let a quote's whole life lie back in time, which only a superuser of the database can."""
    statements = (
        "UPDATE quotes_quote SET captured_at = captured_at - %s WHERE id = %s",
        "UPDATE quotes_review SET at = at - %s WHERE quote_id = %s",
        "UPDATE quotes_notice SET decided_at = decided_at - %s WHERE quote_id = %s",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement, [ago, quote.pk])
        cursor.execute("SET session_replication_role = DEFAULT")


def correct(quote: Quote, *, type: str = Notice.Type.CORRECTION, role: str = "Pilot") -> None:
    changes = {} if type == Notice.Type.CLARIFICATION else {"role_as_printed": role}
    notice = corrections.propose(
        quote, by=make_person("reporter"), type=type, changes=changes, public_text="We erred."
    )
    corrections.approve(notice, by=make_person("desk editor"))


def totals(found: Overview) -> tuple[int, ...]:
    return tuple(found.total(name) for name in ("captured", "verified", "published", "corrected"))


@pytest.mark.django_db
class TestByDay:
    """What each day saw."""

    def test_each_move_counts_on_its_day(self) -> None:
        make_quote()
        make_quote(State.VERIFIED)
        old = make_quote(State.PUBLISHED)
        date_back(old, timedelta(days=3))
        found = overview()
        days = {bucket.first: bucket.counts for bucket in found.buckets}
        today = timezone.localdate()
        assert days[today] == {"captured": 2, "verified": 1, "published": 0, "corrected": 0}
        assert days[today - timedelta(days=3)] == {
            **{"captured": 1, "verified": 1, "published": 1, "corrected": 0}
        }
        assert totals(found) == (3, 2, 1, 0)

    def test_a_correction_counts_and_a_clarification_does_not(self) -> None:
        quote = make_quote(State.PUBLISHED)
        correct(quote)
        correct(quote, type=Notice.Type.CLARIFICATION)
        found = overview()
        assert found.total("corrected") == 1
        assert found.ledger.notices == {
            **{"Update": 0, "Clarification": 1, "Correction": 1, "Refile": 0, "Retraction": 0}
        }

    def test_the_first_day_of_the_period_counts_and_the_day_before_does_not(self) -> None:
        for days in (29, 30):
            date_back(make_quote(), timedelta(days=days))
        assert overview(30).total("captured") == 1
        assert overview(90).total("captured") == 2

    @pytest.mark.parametrize("days", PERIODS)
    def test_every_day_is_in_one_bucket(self, days: int) -> None:
        found = overview(days)
        covered = [
            bucket.first + timedelta(days=number)
            for bucket in found.buckets
            for number in range((bucket.last - bucket.first).days + 1)
        ]
        assert covered == [found.first + timedelta(days=number) for number in range(days)]
        assert found.buckets[-1].last == found.last == timezone.localdate()

    def test_a_day_is_the_newsrooms(self) -> None:
        make_quote()
        with timezone.override("Pacific/Kiritimati"):  # fourteen hours ahead
            found = overview(now=timezone.now())
            assert found.buckets[-1].last == timezone.localdate()
            assert found.buckets[-1].counts["captured"] == 1


@pytest.mark.django_db
class TestWaiting:
    """How much waits, and for how long."""

    def test_it_waits_since_its_last_decision(self) -> None:
        for hours in (1, 5, 30):
            date_back(make_quote(State.SUBMITTED), timedelta(hours=hours))
        sent_back = make_quote(State.SUBMITTED)
        date_back(sent_back, timedelta(days=9))
        sent_back.refresh_from_db()
        verification.send_back(sent_back, by=make_person("checker"), note="Mend the role.")
        captured, submitted, *rest = overview().waiting
        assert (submitted.number, captured.number) == (3, 1)
        assert submitted.median is not None
        assert submitted.oldest is not None
        assert captured.oldest is not None
        assert round(submitted.median / timedelta(hours=1)) == 5
        assert round(submitted.oldest / timedelta(hours=1)) == 30
        assert captured.oldest < timedelta(hours=1)
        assert [one.number for one in rest] == [0, 0, 0]
        assert [one.oldest for one in rest] == [None, None, None]

    def test_an_open_proposal_waits_too(self) -> None:
        corrections.propose(
            make_quote(State.PUBLISHED),
            by=make_person("reporter"),
            type=Notice.Type.CORRECTION,
            changes={"role_as_printed": "Pilot"},
            public_text="We erred.",
        )
        assert overview().waiting[-1].number == 1


@pytest.mark.django_db
class TestEngine:
    """What people had to change, by revision."""

    def test_each_field_is_counted_of_what_the_engine_gave(self) -> None:
        read = WELL_READ
        make_found(State.VERIFIED, read=read, revision="7", attribution_basis="on_record")
        make_found(
            State.VERIFIED,
            read=read,
            revision="7",
            speaker=make_speaker("Bo Lind"),
            role_as_printed="Pilot",
        )
        make_found(
            State.VERIFIED,
            read={**read, "role": ""},
            revision="7",
            role_as_printed="Mayor",
        )
        make_found(State.REJECTED, read=read, revision="7")
        make_found(State.VERIFIED, read=read, revision="8")
        found = {row.name: row for row in overview().revisions}
        mended = {one.field: one for one in found["7"].mended}
        assert mended["speaker"].changed == Share(1, 3)
        assert mended["role"].changed == Share(1, 2)
        assert mended["role"].left_open == 1
        assert mended["span"].changed == Share(0, 3)
        assert found["7"].turned_down == Share(1, 4)
        assert {one.changed for one in found["8"].mended if one.changed.part} == set()
        assert overview().judged == 5
        assert overview().is_cut is False

    def test_no_more_than_the_newest_are_measured(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MEASURED", 2)
        for number, revision in enumerate("abc"):
            quote = make_found(State.VERIFIED, read=WELL_READ, revision=revision)
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(
                    "UPDATE quotes_quote SET captured_at = captured_at - %s WHERE id = %s",
                    [timedelta(hours=10 - number), quote.pk],
                )
                cursor.execute(
                    "UPDATE quotes_extraction SET at = at - %s WHERE version_id = %s",
                    [timedelta(hours=9 - number), quote.version_id],
                )
                cursor.execute("SET session_replication_role = DEFAULT")
        found = overview()
        assert [row.name for row in found.revisions] == ["c", "b"]
        assert (found.judged, found.is_cut) == (2, True)


@pytest.mark.django_db
class TestLedger:
    """Corrections of those published."""

    def test_a_quote_counts_once_however_often_it_was_corrected(self) -> None:
        quotes = [make_quote(State.PUBLISHED) for _ in range(4)]
        correct(quotes[0], role="Pilot")
        correct(quotes[0], role="Harbour Master")
        verification.retract(quotes[1], by=make_person("standards editor"), reason="Wrong.")
        correct(quotes[2], type=Notice.Type.CLARIFICATION)
        ledger = overview().ledger
        assert (ledger.corrected, ledger.retracted) == (Share(1, 4), Share(1, 4))

    def test_a_late_correction_of_an_older_quote_is_a_notice_of_this_period_alone(self) -> None:
        old = make_quote(State.PUBLISHED)
        date_back(old, timedelta(days=60))
        correct(old)
        found = overview(30)
        assert found.ledger.corrected == Share(0, 0)
        assert found.ledger.notices["Correction"] == 1
        assert overview(90).ledger.corrected == Share(1, 1)


class TestWords:
    """Figures as people read them."""

    def test_a_share_has_its_interval(self) -> None:
        assert percent(Share(12, 240)) == "5.0 % (95 % interval 2.9–8.5 %)"
        assert thousandths(Share(3, 1240)) == "2.4 per thousand (95 % interval 0.8–7.1)"
        assert percent(Share(0, 0)) == "none yet"

    @pytest.mark.parametrize(
        ("length", "said"),
        [
            (timedelta(seconds=59), "less than a minute"),
            (timedelta(minutes=1), "1 minute"),
            (timedelta(hours=23, minutes=59), "23 hours"),
            (timedelta(days=1, hours=23), "1 day"),
            (timedelta(days=1200), "1,200 days"),
        ],
    )
    def test_an_age_is_told_in_its_largest_unit(self, length: timedelta, said: str) -> None:
        assert age(length) == said

    @pytest.mark.parametrize("typed", ["7", "-30", "30.0", "a", "٣٠", "30 ", "1" * 5000])
    def test_a_period_is_one_of_three(self, typed: str) -> None:
        with pytest.raises(Refusal, match="Choose 30, 90 or 365 days"):
            period(typed)

    def test_no_period_is_the_shortest(self) -> None:
        assert [period(typed) for typed in ("", "30", "90", "365")] == [30, 30, 90, 365]


class TestPictures:
    """Bars and lines stay within their picture."""

    @given(st.lists(st.integers(0, 10**9), max_size=90))
    def test_every_count_has_its_bar_within_the_picture(self, counts: list[int]) -> None:
        drawn = bars(counts)
        assert len(drawn.bars) == sum(1 for count in counts if count)
        for bar in drawn.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= drawn.width
            assert 0 <= bar.y <= bar.y + bar.height <= drawn.height + 0.01
            assert bar.height >= 2

    def test_bars_are_as_high_as_their_counts(self) -> None:
        assert [bar.height for bar in bars([4, 0, 2]).bars] == [100, 50]

    def test_a_gauge_ends_where_the_largest_does(self) -> None:
        drawn = gauge(0.05, 0.03, 0.085, largest=0.1)
        assert (drawn.value, drawn.low, drawn.high, drawn.stretch) == (50, 30, 85, 55)
        assert gauge(1, 1, 9, largest=3).high == 100
        assert gauge(0, 0, 0, largest=0).value == 0


@pytest.mark.django_db
class TestPage:
    """The page on the desk."""

    def test_it_says_each_figure_in_words_and_in_a_table(self) -> None:
        make_found(State.VERIFIED, read=WELL_READ, speaker=make_speaker("Bo Lind"))
        correct(make_quote(State.PUBLISHED))
        body = signed_in(make_person("reporter")).get(ADDRESS).content.decode()
        assert (
            "Of 1 that the engine gave, people changed 1: 100.0 % (95 % interval 20.7–100.0 %)."
            in body
        )
        assert "Of 1 quote published in these 30 days, 1 was corrected since: " in body
        assert body.count("as a table") == 4
        assert "<title" in body
        assert "<desc" in body
        assert "style=" not in body[body.index('class="desk overview"') :].split("</main>")[0]

    def test_an_empty_newsroom_is_told_so(self) -> None:
        page = signed_in(make_person("desk editor")).get(ADDRESS)
        assert "The pictures come with the first story." in page.content.decode()
        assert "<svg viewBox" not in page.content.decode()

    def test_another_period_is_refused_kindly(self) -> None:
        page = signed_in(make_person("reporter")).get(ADDRESS, {"days": "7"})
        assert page.status_code == 422
        assert "Choose 30, 90 or 365 days." in page.content.decode()
        assert page.context["overview"].days == 30

    @pytest.mark.parametrize("group", GROUPS)
    def test_it_is_for_the_newsrooms_groups_and_in_their_menu(self, group: str) -> None:
        page = signed_in(make_person(group)).get(ADDRESS)
        assert page.status_code == 200
        assert f'href="{ADDRESS}"' in page.content.decode()

    def test_it_is_for_nobody_else(self) -> None:
        assert signed_in(make_person()).get(ADDRESS).status_code == 403
        assert Client().get(ADDRESS).status_code == 302
        assert reverse("admin:desk_overview") == ADDRESS

    @pytest.mark.parametrize("days", PERIODS)
    def test_it_costs_the_same_for_few_quotes_and_many(self, days: int) -> None:
        client = signed_in(make_person("reporter"))
        make_found(State.VERIFIED, read=WELL_READ)
        counts = []
        for _ in range(2):
            client.get(ADDRESS, {"days": days})
            with CaptureQueriesContext(connection) as queries:
                client.get(ADDRESS, {"days": days})
            counts.append(len(queries))
            for _ in range(3):
                correct(make_quote(State.PUBLISHED))
                make_found(State.VERIFIED, read=WELL_READ, revision="2")
        assert counts[0] == counts[1]

    def test_the_figures_cost_eight_queries(self, django_assert_num_queries: Any) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        with django_assert_num_queries(8):
            overview(365)


@pytest.mark.django_db
class TestApi:
    """The same figures as JSON."""

    def get(self, person: User, status: int = 200, **query: Any) -> Any:
        token = make_secret(person)
        response = Client().get(API, query, headers={"Authorization": f"Token {token}"})
        assert response.status_code == status, response.content
        return response.json()

    def test_it_tells_what_the_page_tells(self) -> None:
        make_found(State.VERIFIED, read=WELL_READ, speaker=make_speaker("Bo Lind"))
        make_quote(State.SUBMITTED)
        told = self.get(make_person("checker"), days="90")
        assert (told["days"], len(told["buckets"])) == (90, 90)
        assert told["buckets"][-1]["counts"]["captured"] == 2
        assert date.fromisoformat(told["last"]) == datetime.now(UTC).date()
        speaker = told["revisions"][0]["mended"][0]
        assert speaker["field"] == "speaker"
        assert speaker["changed"]["part"] == speaker["changed"]["whole"] == 1
        assert speaker["changed"]["between"][0] == pytest.approx(0.2065, abs=0.001)
        assert told["waiting"][1]["number"] == 1
        assert told["ledger"]["corrected"]["rate"] is None

    def test_another_period_is_a_problem_that_names_the_field(self) -> None:
        told = self.get(make_person("checker"), 400, days="7")
        assert told["errors"][0]["field"] == "days"

    def test_it_is_for_editors(self) -> None:
        assert Client().get(API).status_code == 401
        self.get(make_person(), 403)
