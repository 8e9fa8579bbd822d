"""Searches of many rows: what is bounded says so, and a walk meets every row once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from quotes.models import Quote, SearchRow
from quotes.search import BadCursor, QuoteSearch, counting, finding, matches
from quotes.searchkeys import SAMPLES, Key, month_number
from quotes.verification import State
from tests.make import make_quote

pytestmark = pytest.mark.django_db

MANY = 3000


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Quote:
    """Rows by the thousand beside one quote: every third says pier, every 500th quay.

    They stand for quotes that are not there, so that pages are compared by their ids. The rarest
    sample is one in four, for so few rows to have one.
    """
    monkeypatch.setattr(matches, "RAREST", SAMPLES[0])
    monkeypatch.setattr(finding, "RANKED", 40)
    monkeypatch.setattr(finding, "WALKED", 5)
    monkeypatch.setattr(counting, "MOST_SURVEYED", 100)
    quote = make_quote(State.PUBLISHED, words="Nothing of that.", said_on=date(2001, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_MANY_SQL, [date(2016, 1, 1), MANY])
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE quotes_searchrow")
    return quote


_MANY_SQL = f"""
INSERT INTO quotes_searchrow SELECT id, said_on, mod(id, 7), 1, 'direct',
    ARRAY[{Key.SPEAKER.first} | mod(id, 7), {Key.YEAR.first} | extract(year FROM said_on)::bigint,
        {Key.MONTH.first} | (extract(year FROM said_on) * 12 + extract(month FROM said_on)
            - 1)::bigint] || CASE WHEN mod(id, 4) = 1 THEN ARRAY[{Key.SAMPLE.of(4)}] ELSE '{{}}' END
        || CASE WHEN mod(id, 16) = 1 THEN ARRAY[{Key.SAMPLE.of(16)}] ELSE '{{}}' END,
    'epoch', 'epoch', to_tsvector('english', words), to_tsvector('simple', words), ''
FROM (SELECT (1000000 + n)::bigint AS id, %s::date + n AS said_on,
    concat_ws(' ', 'fog', CASE WHEN mod(n, 3) = 0 THEN repeat('pier ', 1 + mod(n, 5)) END,
        CASE WHEN mod(n, 500) = 0 THEN 'quay' END) AS words
    FROM generate_series(1, %s) n) many"""  # noqa: S608 - our own keys


def search(**given: str) -> QuoteSearch:
    data = QueryDict(mutable=True)
    data.update(given)
    searched = QuoteSearch(data, queryset=Quote.objects.public())
    assert searched.is_valid(), searched.errors
    return searched


def walk(order: str = "newest", size: int = 50, **given: str) -> Iterator[int]:
    """The ids of all pages of an order, each page by a search of its own."""
    cursor: str | None = ""
    while cursor is not None:
        page = found(order, cursor, size, **given)
        yield from page.ids
        cursor = page.next


def found(order: str, cursor: str | None, size: int = 50, **given: str) -> finding.Found:
    asked = search(**given).matches
    if order == "best":
        return finding.best(asked, cursor, size)
    return finding.in_order_of_news(asked, cursor, size, newest=order == "newest")


def matching(word: str) -> list[int]:
    """What a plain query finds, the newest first."""
    rows = SearchRow.objects.filter(search=word).newest_first()
    return list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("word", ["pier", "quay", "fog"])
def test_walks_in_both_orders_meet_every_match_once(many: Quote, word: str) -> None:
    expected = matching(word)
    assert list(walk("newest", 170, q=word)) == expected
    assert list(walk("oldest", 170, q=word)) == expected[::-1]


def test_a_walk_without_words_meets_everything(many: Quote) -> None:
    assert list(walk("newest", 500)) == list(
        SearchRow.objects.newest_first().values_list("pk", flat=True)
    )


def test_a_page_looks_at_no_more_months_than_it_needs(many: Quote) -> None:
    with CaptureQueriesContext(connection) as queries:
        found("newest", "", 4, q="pier")
    assert len(queries) == 4  # the tree of the query, a few rows, the sample, the page
    assert "OFFSET 0" not in queries[-1]["sql"]
    assert f"'{{{Key.MONTH.of(month_number(2024, 3))}" in queries[-1]["sql"].replace("[", "'{")


def test_pages_lead_back_as_they_led_on(many: Quote) -> None:
    for order in ("newest", "oldest", "best"):
        pages = [found(order, "", 7, q="pier")]
        for _ in range(3):
            pages.append(found(order, pages[-1].next, 7, q="pier"))
        for here, before in zip(pages[:0:-1], pages[-2::-1], strict=True):
            assert found(order, here.previous, 7, q="pier").ids == before.ids, order
        assert found(order, pages[1].previous, 7, q="pier").previous is None


def test_the_best_of_the_newest_are_ranked_and_it_says_so(many: Quote) -> None:
    page = found("best", "", 10, q="pier")
    assert page.ranked is not None
    assert (page.ranked.among, page.ranked.is_all) == (40, False)
    newest = matching("pier")[:40]
    assert list(walk("best", 9, q="pier"))[:40] == sorted(
        newest, key=lambda pk: (-((pk - 1000000) % 5), -pk)
    )
    few = found("best", "", 10, q="quay").ranked
    assert few is not None and (few.among, few.is_all) == (6, True)


@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
def test_what_stays_is_met_once_while_rows_come_and_go(many: Quote, order: str) -> None:
    before = list(walk(order, 20, q="pier"))
    gone, seen, cursor = set(before[5::7]), [], ""
    with connection.cursor() as database:
        database.execute("SET LOCAL session_replication_role = replica")
        for turn in range(len(before)):
            page = found(order, cursor, 20, q="pier")
            seen += page.ids
            if page.next is None:
                break
            cursor = page.next
            leaving = [pk for pk in gone if pk not in seen][:2]
            database.execute("DELETE FROM quotes_searchrow WHERE quote_id = ANY(%s)", [leaving])
            database.execute(_ADD_SQL, [2000000 + turn, date(2024, 1, 1) - timedelta(days=turn)])
            database.execute(_ADD_SQL, [3000000 + turn, date(2025, 1, 1)])
    assert len(seen) == len(set(seen))
    assert set(before) - gone <= set(seen)
    assert [pk for pk in seen if pk in set(before)] == [pk for pk in before if pk in set(seen)]


_ADD_SQL = """
INSERT INTO quotes_searchrow SELECT %s, day, 1, 1, 'direct', ARRAY[
    (7::bigint << 40) | extract(year FROM day)::bigint,
    (8::bigint << 40) | (extract(year FROM day) * 12 + extract(month FROM day) - 1)::bigint],
    'epoch', 'epoch', to_tsvector('english', 'pier pier'), to_tsvector('simple', 'pier'), ''
FROM (SELECT %s::date AS day) d"""


@pytest.mark.parametrize(
    "cursor", ["x", "WyJhZnRlciJd", "WyJhZnRlciIsIk5hTiIsMSwxLDFd", "W10", "a" * 500, "bnVsbA"]
)
@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
def test_a_cursor_that_no_page_gave_out_is_refused(many: Quote, order: str, cursor: str) -> None:
    with pytest.raises(BadCursor):
        found(order, cursor, q="pier")


def test_counting_stops_and_says_so(many: Quote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "CLEARLY_MORE", ((4, 400), (16, 400)))
    assert str(search(q="quay").count()) == "6"
    assert str(search(q="pier").count()) == "1,000"
    monkeypatch.setattr(counting, "MOST_COUNTED", 100)
    for clearly in (((4, 200), (16, 50)), ((4, 400), (16, 50)), ((4, 400), (16, 400))):
        monkeypatch.setattr(counting, "CLEARLY_MORE", clearly)
        assert str(search(q="pier").count()) == "100+"
    assert str(search().count()) == "100+"
    assert str(search(q="quay").count()) == "6"


def test_few_matches_are_counted_exactly_and_many_by_an_even_sample(many: Quote) -> None:
    few = search(q="quay").timeline()
    assert few.is_exact
    assert [(one.month, str(one.count)) for one in few.months][:1] == [(date(2017, 5, 1), "1")]
    years = search(q="pier").timeline()
    assert not years.is_exact
    about = sum(one.count.number for one in years.months)
    assert 900 < about < 1100
    assert years.months[0].month < date(2016, 4, 1) and years.months[-1].month > date(2024, 1, 1)


def test_the_years_of_a_sample_are_those_of_all_matches(many: Quote) -> None:
    (facet,) = [one for one in search(q="pier").facets() if one.name == "year"]
    assert not facet.is_exact and facet.among < MANY / 8
    assert [value.value for value in facet.values] == [str(year) for year in range(2024, 2015, -1)]
    for value in facet.values[1:]:
        assert 60 < value.count.number < 190
        assert str(value.count).startswith("about ")
