"""Pages of matches in three orders, each bounded: the newest, the oldest, the best of the newest.

Each page begins where the last ended. That place is a row's, so that rows which come or go
meanwhile move nothing: what is there throughout is met exactly once.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Now

from quotes.models.search import SearchRowQuerySet
from quotes.search.matches import RARE, Matches, fetched, within_months
from quotes.search.paging import BadCursor, packed, unpacked
from quotes.search.results import Ranked

RANKED = 2000
"""How many of the newest matches are ranked."""

ENOUGH = 3
"""How many rows of the rarest sample the months of a page hold at first."""

ENOUGH_TO_RANK = 5
"""How many, where `RANKED` matches are wanted."""

MORE = 4
"""By how much more is looked at when that was not enough."""


@dataclass(frozen=True)
class Place:
    """Where a row stands in the order of news."""

    said_on: date
    pk: int

    @classmethod
    def read(cls, said_on: object, pk: object) -> Place:
        """The place that a cursor names; BadCursor if it is none."""
        if not isinstance(said_on, str) or type(pk) is not int or not 0 <= pk < 2**63:
            raise BadCursor
        try:
            return cls(date.fromisoformat(said_on), pk)
        except ValueError:
            raise BadCursor from None

    @property
    def written(self) -> tuple[str, int]:
        """The same for a cursor."""
        return self.said_on.isoformat(), self.pk


@dataclass(frozen=True)
class Found:
    """The ids of a page in its order, and the cursors of its neighbours."""

    ids: list[int]
    next: str | None = None
    previous: str | None = None
    ranked: Ranked | None = None


def in_order_of_news(matches: Matches, cursor: str | None, size: int, *, newest: bool) -> Found:
    """A page of the newest matches, or of the oldest."""
    side, place = _read_place(cursor) if cursor else ("after", None)
    backwards = side == "before"
    descending = newest != backwards
    places = run(matches, place, size + 1, descending=descending)
    more, places = len(places) > size, places[:size]
    if backwards:
        places.reverse()
    has_next = bool(places) and (more or backwards)
    has_previous = bool(places) and (more if backwards else place is not None)
    return Found(
        [one.pk for one in places],
        next=packed("after", *places[-1].written) if has_next else None,
        previous=packed("before", *places[0].written) if has_previous else None,
    )


def _read_place(cursor: str) -> tuple[str, Place]:
    side, *rest = unpacked(cursor)
    if side not in ("after", "before") or len(rest) != 2:
        raise BadCursor
    return str(side), Place.read(*rest)


def run(matches: Matches, place: Place | None, size: int, *, descending: bool) -> list[Place]:
    """The matches that follow a place, or the first of all, as many as asked for."""
    rows = matches.rows()
    if place:
        rows = _beyond(rows, place, descending=descending)
    if matches.are_all:
        return _first(rows, size, descending=descending)
    for window in _windows(matches, place, ENOUGH, descending=descending):
        found = _first(within_months(rows, *window), size, descending=descending)
        if len(found) == size:
            return found
    return _first(rows, size, descending=descending, looks_at_all=True)


def _beyond(rows: SearchRowQuerySet, place: Place, *, descending: bool) -> SearchRowQuerySet:
    """The rows past a place; the outer bound is what lets an index find its start."""
    sign = "lt" if descending else "gt"
    bound = Q(**{f"said_on__{sign}e": place.said_on})
    return rows.filter(
        bound, Q(**{f"said_on__{sign}": place.said_on}) | Q(**{f"pk__{sign}": place.pk})
    )


def _windows(
    matches: Matches, place: Place | None, enough: int, *, descending: bool
) -> Iterator[tuple[date, date]]:
    """Periods that hold more and more of the matches past a place; none where they are few."""
    first, last = matches.extent
    if place and descending:
        last = min(last, place.said_on)
    elif place:
        first = max(first, place.said_on)
    ahead = matches.sampled.within(first, last)
    while ahead.number > max(RARE, enough):
        edge = ahead.reaches(enough, latest=descending)
        yield (edge, last) if descending else (first, _last_day(edge))
        enough *= MORE


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _first(
    rows: SearchRowQuerySet, size: int, *, descending: bool, looks_at_all: bool = False
) -> list[Place]:
    """The first rows in an order; to look at all of them keeps from walking the days instead."""
    sql, params = rows.order_by().values("quote_id", "said_on").query.sql_with_params()
    barrier = "OFFSET 0" if looks_at_all else ""
    way = "DESC" if descending else "ASC"
    found = fetched(_FIRST_SQL.format(found=sql, barrier=barrier, way=way), [*params, size])
    return [Place(said_on, pk) for said_on, pk in found]


@dataclass(frozen=True)
class _Rank:
    """A place among what was ranked; and the oldest match that was, from which on all are.

    Rows that come later do not push that one out: its rank is its own.
    """

    rank: float
    place: Place
    oldest: Place | None

    @classmethod
    def read(cls, rank: object, said_on: object, pk: object, *oldest: object) -> _Rank:
        if not isinstance(rank, float | int) or not math.isfinite(rank) or abs(rank) > 1e30:
            raise BadCursor
        return cls(float(rank), Place.read(said_on, pk), Place.read(*oldest) if oldest else None)

    def write(self, side: str) -> str:
        return packed(
            side, self.rank, *self.place.written, *(self.oldest.written if self.oldest else ())
        )


def best(matches: Matches, cursor: str | None, size: int) -> Found:
    """A page of the best of the newest matches."""
    side, start = _read_rank(cursor) if cursor else ("after", None)
    backwards = side == "before"
    ranking = _ranking(matches, start, size, backwards=backwards)
    more, rows = len(ranking.rows) > size, ranking.rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more or backwards)
    has_previous = bool(rows) and (more if backwards else start is not None)
    return Found(
        [one.place.pk for one in rows],
        next=rows[-1].write("after") if has_next else None,
        previous=rows[0].write("before") if has_previous else None,
        ranked=Ranked(ranking.among, is_all=ranking.is_all),
    )


def _read_rank(cursor: str) -> tuple[str, _Rank]:
    side, *rest = unpacked(cursor)
    if side not in ("after", "before") or len(rest) not in (3, 5):
        raise BadCursor
    return str(side), _Rank.read(*rest)


@dataclass(frozen=True)
class _Ranking:
    """A run of ranked matches, and among how many they were ranked."""

    rows: list[_Rank]
    among: int
    is_all: bool


def _ranking(matches: Matches, start: _Rank | None, size: int, *, backwards: bool) -> _Ranking:
    page = _Page(matches, start, size + 1, backwards=backwards)
    if start:
        return page.of(*_since(matches, start.oldest))
    for window in _windows(matches, None, ENOUGH_TO_RANK, descending=True):
        ranking = page.of(within_months(matches.rows(), *window), RANKED)
        if ranking.among == RANKED:
            return ranking
    return page.of(matches.rows(), RANKED, looks_at_all=True)


def _since(matches: Matches, oldest: Place | None) -> tuple[SearchRowQuerySet, int]:
    """What was ranked for the first page, with what has come since; that is little, or cut off."""
    rows = matches.rows()
    if oldest:
        rows = within_months(rows, oldest.said_on, max(oldest.said_on, matches.extent[1]))
        rows = rows.filter(Q(said_on__gt=oldest.said_on) | Q(pk__gte=oldest.pk))
    return rows, 2 * RANKED


@dataclass(frozen=True)
class _Page:
    """Which of the ranked matches are wanted."""

    matches: Matches
    start: _Rank | None
    size: int
    backwards: bool

    def of(self, rows: SearchRowQuerySet, most: int, *, looks_at_all: bool = False) -> _Ranking:
        """Those of some rows, of which the newest are ranked."""
        asked = rows.annotate(asked=self.matches.query.rank_query)
        found = asked.values("quote_id", "said_on", "search", "asked")
        sql, params = found.query.sql_with_params()
        where, bounds = self._bounds()
        answer = fetched(
            _RANKED_SQL.format(
                found=sql,
                barrier="OFFSET 0" if looks_at_all else "",
                rank="ts_rank" if self.matches.query.is_or else "ts_rank_cd",
                where=where,
                way="ASC" if self.backwards else "DESC",
            ),
            [*params, most, *bounds, self.size],
        )
        among = answer[0][3] if answer else 0
        is_all = among < RANKED if looks_at_all else bool(self.start and not self.start.oldest)
        oldest = Place(*answer[0][4:]) if answer and not is_all else None
        if self.start:
            oldest = self.start.oldest
        places = [_Rank(rank, Place(said_on, pk), oldest) for rank, said_on, pk, *_ in answer]
        return _Ranking(places, among, is_all)

    def _bounds(self) -> tuple[str, list[object]]:
        if self.start is None:
            return "true", []
        sign = ">" if self.backwards else "<"
        return (
            f"(rank, said_on, quote_id) {sign} (%s::real, %s, %s)",
            [self.start.rank, self.start.place.said_on, self.start.place.pk],
        )


def all_of(matches: Matches, size: int, *, newest: bool) -> Iterator[list[int]]:
    """The ids of every match, in batches; each starts where the last one ended."""
    place: Place | None = None
    while places := run(matches, place, size, descending=newest):
        yield [one.pk for one in places]
        place = places[-1]


def since(matches: Matches, moment: datetime, size: int) -> Iterator[list[int]]:
    """The ids of the matches that readers can see since a later moment, the earliest first."""
    at, pk = moment, 2**63 - 1
    while True:
        rows = matches.rows().filter(published_at__gte=at, published_at__lte=Now())
        rows = rows.filter(Q(published_at__gt=at) | Q(pk__gt=pk)).order_by("published_at", "pk")
        found = list(rows.values_list("published_at", "pk")[:size])
        if not found:
            return
        yield [one for _, one in found]
        at, pk = found[-1]


_FIRST_SQL = """
SELECT said_on, quote_id FROM ({found} {barrier}) found
ORDER BY said_on {way}, quote_id {way} LIMIT %s"""

_RANKED_SQL = """
SELECT rank, said_on, quote_id, among, oldest_on, oldest FROM (
    SELECT {rank}(search, asked) AS rank, said_on, quote_id, count(*) OVER () AS among,
        last_value(said_on) OVER news AS oldest_on, last_value(quote_id) OVER news AS oldest
    FROM (SELECT * FROM ({found} {barrier}) found
        ORDER BY said_on DESC, quote_id DESC LIMIT %s) newest
    WINDOW news AS (ORDER BY said_on DESC, quote_id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) ranked
WHERE {where} ORDER BY rank {way}, said_on {way}, quote_id {way} LIMIT %s"""
