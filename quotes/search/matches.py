"""The rows that match a search, and about how many there are when: all else is planned by that.

PostgreSQL finds, ranks and counts in time that grows with the matches. What is asked of it here is
bounded: a small even sample tells how the matches lie over the months, and then only as many months
are looked at as hold enough of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from quotes.models import SearchRow
from quotes.search.conditions import Condition, cover
from quotes.search.language import Query
from quotes.searchkeys import SAMPLES, Key

RARE = 3
"""Up to how many rows of the rarest sample may match for all matches to be looked at."""

RAREST = SAMPLES[-1]


@dataclass(frozen=True)
class Rows:
    """Rows to search as SQL: made once by the ORM, narrowed by what an index serves."""

    sql: str
    params: tuple[Any, ...]
    looks_at_all: bool = False

    def where(self, condition: str, *params: Any) -> Rows:
        """Those of them that meet a condition."""
        sql = _WHERE_SQL.format(rows=self.sql, condition=condition)
        return replace(self, sql=sql, params=(*self.params, *params))

    def with_key(self, key: int) -> Rows:
        """Those with a key."""
        return self.where("keys @> %s::bigint[]", [key])

    def within_months(self, first: date, last: date) -> Rows:
        """Those of whole months, by their keys, which the index joins with the words."""
        return self.where("keys && %s::bigint[]", cover(first, last))

    def drawn_from(self, source: str, *params: Any) -> Rows:
        """Those among some rows of the table, which are found first, whatever is asked of them."""
        sql = self.sql.replace(_TABLE, f"FROM ({source}) quotes_searchrow", 1)
        return replace(self, sql=sql, params=(*params, *self.params))

    def all_of_them(self) -> Rows:
        """The same, all looked at: the database is kept from walking the days instead."""
        return replace(self, looks_at_all=True)

    def fetch(
        self, statement: str, *more: Any, before: Sequence[Any] = (), **parts: str
    ) -> list[tuple[Any, ...]]:
        """What a statement selects `FROM {rows}`; `before` are the parameters ahead of that."""
        rows = f"({self.sql} OFFSET 0) found" if self.looks_at_all else f"({self.sql}) found"
        with connection.cursor() as cursor:
            cursor.execute(statement.format(rows=rows, **parts), [*before, *self.params, *more])
            return list(cursor.fetchall())


@dataclass(frozen=True)
class Sampled:
    """How many rows of the rarest sample match, by month, the latest month first.

    `extent` is from the first to the last day on which any public quote was said.
    """

    months: tuple[tuple[date, int], ...]
    extent: tuple[date, date]

    @property
    def number(self) -> int:
        """How many match in all of the sample."""
        return sum(count for _, count in self.months)

    def within(self, first: date, last: date) -> Sampled:
        """The same of the months of a period only."""
        since = first.replace(day=1)
        return replace(self, months=tuple(one for one in self.months if since <= one[0] <= last))

    def reaches(self, number: int, *, latest: bool) -> date:
        """The month by which so many match, from the latest on or the earliest."""
        months = self.months if latest else self.months[::-1]
        counted = accumulate(count for _, count in months)
        return next(
            (month for (month, _), so_far in zip(months, counted, strict=True) if so_far >= number),
            months[-1][0],
        )


@dataclass(frozen=True)
class Matches:
    """What a search asks: words, and conditions that all hold."""

    query: Query
    conditions: Sequence[Condition] = ()

    @property
    def are_all(self) -> bool:
        """Whether nothing is asked, so that every public quote matches."""
        return not self.conditions and not self.query.match()

    @property
    def found(self) -> QuerySet[SearchRow]:
        """The rows that match, in no order, as the ORM asks for them."""
        asked = self.query.match()
        for condition in self.conditions:
            asked &= condition.on_rows()
        found = SearchRow.objects.current().filter(asked)
        if self._only_speaker is not None:
            found = found.filter(speaker_id=self._only_speaker)
        return found

    @cached_property
    def rows(self) -> Rows:
        """The same as SQL."""
        columns = self.found.values("quote_id", "said_on", "published_at", "keys", "search")
        sql, params = columns.query.sql_with_params()
        return Rows(sql, tuple(params))

    def rank_query(self) -> tuple[str, Sequence[Any]]:
        """What to rank the rows' words by, as SQL."""
        query = SearchRow.objects.all().query
        asked = self.query.rank_query.resolve_expression(query)  # type: ignore[union-attr]
        sql, params = query.get_compiler(connection=connection).compile(asked)
        return sql, list(params)

    @property
    def _has_prefix(self) -> bool:
        """Whether a word may go on: to find those, the index reads all words that begin so."""
        return any(":*" in param for param in self.rows.params if isinstance(param, str))

    @property
    def _only_speaker(self) -> int | None:
        """The one speaker that is asked for, whose quotes an index of their own has in order."""
        for one in self.conditions:
            if one.name == "speaker" and not one.is_excluded and len(one.values) == 1:
                return int(one.values[0])
        return None

    def sample(self, rate: int) -> Rows:
        """One in so many of them, wherever they lie; a rate of 1 is all."""
        rows = self.rows.all_of_them()
        return rows if rate == 1 else self.rows.with_key(Key.SAMPLE.of(rate))

    @cached_property
    def sampled(self) -> Sampled:
        """How the matches lie over the months, by the rarest sample."""
        if self._has_prefix:
            rows = self.rows.drawn_from(_RAREST_SQL, [Key.SAMPLE.of(RAREST)])
        else:
            rows = self.sample(RAREST)
        found = rows.fetch(_SAMPLED_SQL)
        extent = found[0][2:] if found else (date.min, date.max)
        return Sampled(tuple((month, number) for month, number, *_ in found), extent)

    @property
    def are_few(self) -> bool:
        """Whether so few match that all of them may be looked at."""
        return self.sampled.number <= RARE

    def rate_for(self, most: int) -> int:
        """The largest sample that has hardly more than so many matches; 1 for all of them."""
        if self.are_few:
            return 1
        about = self.sampled.number * RAREST
        return next((rate for rate in (1, *SAMPLES) if about <= most * rate), RAREST)


_TABLE = 'FROM "quotes_searchrow"'

_RAREST_SQL = "SELECT * FROM quotes_searchrow WHERE keys @> %s::bigint[] OFFSET 0"

_WHERE_SQL = "SELECT * FROM ({rows}) row WHERE {condition}"

_SAMPLED_SQL = """
SELECT date_trunc('month', said_on)::date AS month, count(*),
    (SELECT min(said_on) FROM quotes_searchrow), (SELECT max(said_on) FROM quotes_searchrow)
FROM {rows} GROUP BY month ORDER BY month DESC"""
