"""Pages of matches in three orders, each bounded: the newest, the oldest, the best of the newest.

Each page begins where the last ended. That place is a row's, so that rows which come or go
meanwhile move nothing: what is there throughout is met exactly once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from quotes.search.matches import RARE, Matches, Rows
from quotes.search.paging import BadCursor
from quotes.search.results import Ranked
from sources.cursors import packed, unpacked

RANKED = 2000
"""How many of the newest matches are ranked."""

WALKED = 1500
"""Among how many of the next rows matches are looked for before anything is planned."""

ENOUGH = 2
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
    def read(cls, said_on: str, pk: int) -> Place:
        """The place that a cursor names; ValueError if it is none."""
        return cls(date.fromisoformat(said_on), pk)

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
    try:
        side, said_on, pk = unpacked(cursor, str, str, int)
        place = Place.read(said_on, pk)
    except ValueError:
        raise BadCursor from None
    return _checked_side(side), place


def _checked_side(side: str) -> str:
    if side not in ("after", "before"):
        raise BadCursor
    return side


def run(matches: Matches, place: Place | None, size: int, *, descending: bool) -> list[Place]:
    """The matches that follow a place, or the first of all, as many as asked for."""
    rows = _beyond(matches.rows, place, descending=descending)
    if matches.are_all:
        return _first(rows, size, descending=descending)
    walked = _walked(matches, place, size, descending=descending)
    if len(walked) == size:
        return walked
    for window in _windows(matches, place, ENOUGH, descending=descending):
        found = _first(rows.within_months(*window), size, descending=descending)
        if len(found) == size:
            return found
    return _first(rows.all_of_them(), size, descending=descending)


def _beyond(rows: Rows, place: Place | None, *, descending: bool) -> Rows:
    """The rows past a place."""
    if place is None:
        return rows
    sign = "<" if descending else ">"
    rows = rows.where(f"said_on {sign}= %s", place.said_on)
    return rows.where(f"(said_on, quote_id) {sign} (%s, %s)", place.said_on, place.pk)


def _walked(matches: Matches, place: Place | None, size: int, *, descending: bool) -> list[Place]:
    """Those among the rows that come next, as far as many are looked at: enough if many match."""
    way, sign = ("DESC", "<") if descending else ("ASC", ">")
    beyond = f"(said_on, quote_id) {sign} (%s, %s)" if place else "true"
    bounds = [place.said_on, place.pk] if place else []
    rows = matches.rows.drawn_from(_NEXT_SQL.format(beyond=beyond, way=way), *bounds, WALKED)
    return _first(rows, size, descending=descending)


def _windows(
    matches: Matches, place: Place | None, enough: int, *, descending: bool
) -> Iterator[tuple[date, date]]:
    """Periods that hold more and more of the matches past a place; none where they are few."""
    first, last = matches.sampled.extent
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


def _first(rows: Rows, size: int, *, descending: bool) -> list[Place]:
    """The first rows in an order."""
    found = rows.fetch(_FIRST_SQL, size, way="DESC" if descending else "ASC")
    return [Place(said_on, pk) for said_on, pk in found]


@dataclass(frozen=True)
class _Rank:
    """A place among what was ranked; and the first day of that, where there is more before it.

    On later pages whatever was said since then is ranked, so that rows which come meanwhile push
    none of the others out.
    """

    rank: float
    place: Place
    first: date | None

    @classmethod
    def read(cls, rank: float, first: str, said_on: str, pk: int) -> _Rank:
        """The rank and place that a cursor names; ValueError if it is none."""
        return cls(rank, Place.read(said_on, pk), date.fromisoformat(first) if first else None)

    def write(self, side: str) -> str:
        first = self.first.isoformat() if self.first else ""
        return packed(side, self.rank, first, *self.place.written)


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
    try:
        side, rank, *where = unpacked(cursor, str, float, str, str, int)
        start = _Rank.read(rank, *where)
    except ValueError:
        raise BadCursor from None
    return _checked_side(side), start


@dataclass(frozen=True)
class _Ranking:
    """A run of ranked matches, and among how many they were ranked."""

    rows: list[_Rank]
    among: int
    is_all: bool


def _ranking(matches: Matches, start: _Rank | None, size: int, *, backwards: bool) -> _Ranking:
    page = _Page(matches, start, size + 1, backwards=backwards)
    if start:
        return page.of(_since(matches, start.first), 2 * RANKED)
    for window in _windows(matches, None, ENOUGH_TO_RANK, descending=True):
        ranking = page.of(matches.rows.within_months(*window), RANKED)
        if ranking.among == RANKED:
            return ranking
    return page.of(matches.rows.all_of_them(), RANKED)


def _since(matches: Matches, first: date | None) -> Rows:
    """What was ranked for the first page, with what has come since; that is little, or cut off."""
    if first is None:
        return matches.rows.all_of_them()
    since = matches.rows.where("said_on >= %s", first)
    if matches.are_few:
        return since.all_of_them()
    return since.within_months(first, max(first, matches.sampled.extent[1]))


@dataclass(frozen=True)
class _Page:
    """Which of the ranked matches are wanted."""

    matches: Matches
    start: _Rank | None
    size: int
    backwards: bool

    def of(self, rows: Rows, most: int) -> _Ranking:
        """Those of some rows, of which the newest are ranked."""
        (where, bounds), (asked, params) = self._bounds(), self.matches.rank_query()
        answer = rows.fetch(
            _RANKED_SQL,
            *(most, *bounds, self.size),
            rank="ts_rank" if self.matches.query.is_or else "ts_rank_cd",
            before=params,
            asked=asked,
            where=where,
            way="ASC" if self.backwards else "DESC",
        )
        among = answer[0][3] if answer else 0
        is_all = rows.looks_at_all and among < most
        first = answer[0][4] if answer and not is_all else None
        if self.start:
            is_all, first = self.start.first is None, self.start.first
        places = [_Rank(rank, Place(said_on, pk), first) for rank, said_on, pk, *_ in answer]
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
        rows = matches.rows.where("published_at BETWEEN %s AND now()", at)
        rows = rows.where("(published_at, quote_id) > (%s, %s)", at, pk)
        found = rows.fetch(_SINCE_SQL, size)
        if not found:
            return
        yield [one for _, one in found]
        at, pk = found[-1]


_SINCE_SQL = """
SELECT published_at, quote_id FROM {rows} ORDER BY published_at, quote_id LIMIT %s"""

_NEXT_SQL = """
SELECT * FROM quotes_searchrow WHERE {beyond} ORDER BY said_on {way}, quote_id {way} LIMIT %s"""

_FIRST_SQL = """
SELECT said_on, quote_id FROM {rows}
ORDER BY said_on {way}, quote_id {way} LIMIT %s"""

_RANKED_SQL = """
SELECT rank, said_on, quote_id, among, first FROM (
    SELECT {rank}(search, {asked}) AS rank, said_on, quote_id, count(*) OVER () AS among,
        min(said_on) OVER () AS first
    FROM (SELECT * FROM {rows} ORDER BY said_on DESC, quote_id DESC LIMIT %s) newest) ranked
WHERE {where} ORDER BY rank {way}, said_on {way}, quote_id {way} LIMIT %s"""
