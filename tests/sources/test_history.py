"""The history: words side by side, rows as they stood, pages that reach the first change."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sources import history, ingest
from sources.cursors import packed
from sources.history.differences import AROUND, LONGEST
from sources.models import Article, Outlet, OutletDomain
from sources.refusal import Refusal
from tests.make import make_outlet, make_version


def told(runs: list[history.Run]) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in runs]


class TestDifferences:
    """Words that went and came, side by side."""

    def test_only_the_words_that_changed_are_marked(self) -> None:
        sides = history.sides("The lock opens at dawn.", "The locks open at dawn.")
        assert told(sides.before) == [
            *(("same", "The "), ("gone", "lock opens "), ("same", "at dawn."))
        ]
        assert told(sides.after) == [
            *(("same", "The "), ("new", "locks open "), ("same", "at dawn."))
        ]

    def test_a_mark_is_no_part_of_a_word(self) -> None:
        sides = history.sides("at dawn", "at dawn, today")
        assert told(sides.before) == [("same", "at dawn")]
        assert told(sides.after) == [("same", "at dawn"), ("new", ", today")]

    def test_what_was_empty_has_no_words(self) -> None:
        assert told(history.sides("", "Mayor").before) == []
        assert told(history.sides("", "Mayor").after) == [("new", "Mayor")]
        assert told(history.sides("Mayor", "").before) == [("gone", "Mayor")]

    def test_a_long_stretch_that_stayed_is_cut_short_and_says_by_how_much(self) -> None:
        same = "word " * 100
        runs = history.sides(f"{same}old", f"{same}new").after
        assert told(runs) == [
            ("same", "word " * AROUND),
            ("left out", f"{100 - 2 * AROUND} words and marks the same"),
            ("same", "word " * AROUND),
            ("new", "new"),
        ]

    def test_of_the_whole_nothing_is_cut_short(self) -> None:
        same = "word " * 100
        runs = history.sides(f"{same}old", f"{same}new", is_whole=True).after
        assert told(runs) == [("same", same), ("new", "new")]

    def test_a_long_text_is_compared_paragraph_by_paragraph(self) -> None:
        story = "\n\n".join(f"Paragraph {number}. " + "Calm water. " * 60 for number in range(200))
        runs = history.sides(story, story.replace("Paragraph 77.", "Section 77.")).after
        assert ("new", "Section ") in told(runs)
        assert sum(len(run.text) for run in runs) < 600

    def test_a_paragraph_too_long_to_compare_counts_as_new(self) -> None:
        words = " ".join(f"w{number}" for number in range(LONGEST))
        assert [run.kind for run in history.sides(words, f"{words} more").after] == ["new"]

    @given(st.text(max_size=80), st.text(max_size=80))
    def test_no_letter_is_lost_or_made_up(self, before: str, after: str) -> None:
        sides = history.sides(before, after)
        assert "".join(run.text for run in sides.before) == before
        assert "".join(run.text for run in sides.after) == after


def shift(model: Any, *moments: datetime) -> None:
    """Date a model's events one by one, which only a superuser of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        table = model.pgh_event_model._meta.db_table
        cursor.execute(f"SELECT pgh_id FROM {table} ORDER BY pgh_id")  # noqa: S608
        keys = [key for (key,) in cursor.fetchall()]
        for key, at in zip(keys, moments, strict=True):
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_id = %s",  # noqa: S608
                [at, key],
            )
        cursor.execute("SET session_replication_role = DEFAULT")


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


INSTANT = timedelta(microseconds=1)


@pytest.mark.django_db
class TestAsItStood:
    """Any tracked row at any moment."""

    def test_a_change_counts_from_its_own_moment_on(self) -> None:
        outlet = Outlet.objects.create(name="Elmsund Gazette", slug="elmsund")
        Outlet.objects.filter(pk=outlet.pk).update(name="The Gazette")
        shift(Outlet, on(1), on(5))
        names = [
            (found := history.as_of(outlet, at)) and found["name"]
            for at in (on(1) - INSTANT, on(1), on(5) - INSTANT, on(5), on(30))
        ]
        assert names == [None, "Elmsund Gazette", "Elmsund Gazette", "The Gazette", "The Gazette"]

    def test_what_was_deleted_stood_until_then(self) -> None:
        outlet = Outlet.objects.create(name="Elmsund Gazette", slug="elmsund")
        domain = OutletDomain.objects.create(outlet=outlet, domain="gazette.example")
        key = domain.pk
        domain.delete()
        shift(OutletDomain, on(2), on(4))
        gone = OutletDomain(pk=key)
        assert history.as_of(gone, on(3)) is not None
        assert history.as_of(gone, on(4)) is None
        for at, number in ((on(1), 0), (on(3), 1), (on(4), 0)):
            assert len(history.parts_of(outlet, OutletDomain, "outlet", at)) == number

    def test_a_part_belongs_to_whom_it_belonged_then(self) -> None:
        first = Outlet.objects.create(name="Elmsund Gazette", slug="elmsund")
        second = Outlet.objects.create(name="Tide Post", slug="tide")
        domain = OutletDomain.objects.create(outlet=first, domain="gazette.example")
        OutletDomain.objects.filter(pk=domain.pk).update(outlet=second)
        shift(OutletDomain, on(2), on(4))
        owned = [
            [len(history.parts_of(one, OutletDomain, "outlet", at)) for one in (first, second)]
            for at in (on(3), on(5))
        ]
        assert owned == [[1, 0], [0, 1]]

    def test_of_two_changes_at_once_the_later_holds(self) -> None:
        outlet = make_outlet("Elmsund Gazette")  # in one transaction, at one moment
        Outlet.objects.filter(pk=outlet.pk).update(name="The Gazette")
        found = history.as_of(outlet, datetime.now(UTC))
        assert found is not None
        assert found["name"] == "The Gazette"

    def test_an_article_had_the_wording_and_the_terms_of_then(self) -> None:
        article = make_version("The lock opens at dawn.").article
        Article.objects.filter(pk=article.pk).update(headline="The lock opens")
        shift(Article, on(1), on(3))
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE sources_articleversion SET read_at = %s", [on(1)])
            cursor.execute("SET session_replication_role = DEFAULT")
        ingest.add_reading(
            ingest.Reading(text="The lock opens at noon."),
            raw=b"x",
            outlet=article.outlet,
            given=ingest.Given(url=article.canonical_url, published_at=article.published_at),
        )
        then = history.article_at(article, on(2))
        assert [section.text for section in then.sections] == ["The lock opens at dawn."]
        assert "The lock opens" not in {fact.value for fact in then.facts}
        now = history.article_at(article, datetime.now(UTC))
        assert [section.text for section in now.sections] == ["The lock opens at noon."]
        texts = [
            (change.before, change.after)
            for entry in history.article_page(article).entries
            for change in entry.changes
            if change.name == "Text"
        ]
        assert sorted(texts) == [
            ("", "The lock opens at dawn."),
            ("The lock opens at dawn.", "The lock opens at noon."),
        ]

    def test_its_neighbours_are_the_changes_beside_the_one_that_holds(self) -> None:
        outlet = Outlet.objects.create(name="One", slug="one")
        for name in ("Two", "Three"):
            Outlet.objects.filter(pk=outlet.pk).update(name=name)
        shift(Outlet, on(1), on(2), on(3))
        beside = [
            (around.previous, around.next)
            for at in (on(1) - INSTANT, on(1), on(2, 20), on(9))
            if (around := history.neighbours(outlet, at))
        ]
        assert beside == [(None, on(1)), (None, on(2)), (on(1), on(3)), (on(2), None)]


class TestMoments:
    """A moment as people write it."""

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("2026-03-27T12:00", datetime(2026, 3, 27, 12, tzinfo=UTC)),
            (" 2026-03-27 12:00 ", datetime(2026, 3, 27, 12, tzinfo=UTC)),
            ("2026-03-27T12:00:00.000001Z", datetime(2026, 3, 27, 12, 0, 0, 1, tzinfo=UTC)),
            ("2026-03-27", datetime(2026, 3, 27, 23, 59, 59, 999999, tzinfo=UTC)),
        ],
    )
    def test_a_day_or_a_time_of_it(self, typed: str, meant: datetime) -> None:
        assert history.moment(typed) == meant

    @pytest.mark.parametrize(
        "typed",
        [
            *("", "yesterday", "2026-02-30", "27.3.2026", "0001-01-01", "9999-12-31", "2026\0"),
            *("2026-03-27T25:00", "2026-03-27T12:00+99:99", "9999-12-31T00:00Z"),
            *("0001-01-02T00:00+00:01", "0001-01-01T00:00+23:59", "9999-12-30T23:59-00:01"),
            *("2026-03-27T12:00:00." + "0" * 40, "9" * 5000, "2026-03-27" + "x" * 60_000),
        ],
    )
    def test_anything_else_is_refused_with_the_remedy(self, typed: str) -> None:
        with pytest.raises(Refusal, match="2026-03-27T12:00") as refused:
            history.moment(typed)
        assert refused.value.field == "at"

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "typed", ["2026-03-27T12:00+23:59:59.9", "0001-01-03T00:00+23:59", "9999-12-29T00:00-23:59"]
    )
    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
    def test_any_moment_can_be_asked_for_and_shown(self, typed: str, zone: str) -> None:
        """The database itself takes no difference from UTC of sixteen hours or more."""
        at = history.moment(typed)
        outlet = Outlet.objects.create(name="Elmsund Gazette", slug="elmsund")
        assert (history.record_at(outlet, at).stood is not None) == (at.year == 9999)
        assert timezone.localtime(at, ZoneInfo(zone)) == at

    def test_a_naive_time_is_the_newsrooms(self, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Amsterdam"
        with timezone.override("Europe/Amsterdam"):
            assert history.moment("2026-03-27T12:00") == datetime(2026, 3, 27, 11, tzinfo=UTC)


@pytest.mark.django_db
class TestPages:
    """Every change is reached, none twice."""

    def outlet(self, changes: int) -> Outlet:
        outlet = Outlet.objects.create(name="Name 0", slug="name")
        for number in range(1, changes):
            Outlet.objects.filter(pk=outlet.pk).update(name=f"Name {number}")
            OutletDomain.objects.create(outlet=outlet, domain=f"n{number}.example")
        return outlet

    def test_pages_reach_the_first_change_and_back(self) -> None:
        """All at one moment, so that the order rests on more than the time."""
        outlet = self.outlet(9)
        whole = history.page(outlet, parts=[OutletDomain]).entries
        assert len(whole) == 17
        pages, cursor = [], ""
        while True:
            page = history.page(outlet, parts=[OutletDomain], cursor=cursor, size=4)
            pages.append(page)
            if page.older is None:
                break
            cursor = page.older
        assert [entry for page in pages for entry in page.entries] == whole
        assert [len(page.entries) for page in pages] == [4, 4, 4, 4, 1]
        for later, page in itertools.pairwise(pages):
            assert page.newer is not None
            back = history.page(outlet, parts=[OutletDomain], cursor=page.newer, size=4)
            assert back.entries == later.entries
        assert pages[0].newer is None

    def test_a_page_costs_the_same_wherever_it_is(self, django_assert_max_num_queries: Any) -> None:
        outlet = self.outlet(9)
        first = history.page(outlet, parts=[OutletDomain], size=3)
        assert first.older
        for cursor in ("", first.older):
            with django_assert_max_num_queries(
                3
            ):  # its events, its domains' events, the outlet's name
                history.page(outlet, parts=[OutletDomain], cursor=cursor, size=3)

    @pytest.mark.parametrize(
        "cursor",
        [
            *("x", "WyJvbGRlciJd", "é", "W10", "x" * 500, "bnVsbA"),
            packed("beside", "2026-03-27T12:00Z", 1, "quotes.Quote"),
            packed("older", "2026-03-27T12:00", 1, "quotes.Quote"),
            packed("older", "0001-01-01T00:00+23:59", 1, "quotes.Quote"),
            packed("older", "9999-12-31T23:59-23:59", 1, "quotes.Quote"),
        ],
    )
    def test_a_made_up_cursor_is_refused(self, cursor: str) -> None:
        with pytest.raises(Refusal, match="cursor"):
            history.page(Outlet(pk=1), cursor=cursor)

    def test_a_cursor_far_from_utc_leads_to_a_page(self) -> None:
        cursor = packed("older", "2026-03-27T12:00+23:59", 1, "quotes.Quote")
        assert history.page(Outlet(pk=1), cursor=cursor).entries == []
