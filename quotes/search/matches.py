"""The rows that match a search, and about how many there are when: all else is planned by that.

PostgreSQL finds, ranks and counts in time that grows with the matches. What is asked of it here is
bounded: a small even sample tells how the matches lie over the months, and then only as many months
are looked at as hold enough of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncMonth

from quotes.models import SearchRow
from quotes.models.search import SearchRowQuerySet
from quotes.search.conditions import Condition, cover
from quotes.search.language import Query
from quotes.searchkeys import SAMPLES, Key

RARE = 8
"""Up to how many rows of the rarest sample may match for all matches to be looked at."""

RAREST = SAMPLES[-1]


@dataclass(frozen=True)
class Sampled:
    """How many rows of the rarest sample match, by month, the latest month first."""

    months: tuple[tuple[date, int], ...]

    @property
    def number(self) -> int:
        """How many match in all of the sample."""
        return sum(count for _, count in self.months)

    def within(self, first: date, last: date) -> Sampled:
        """The same of the months of a period only."""
        since = first.replace(day=1)
        return Sampled(tuple(one for one in self.months if since <= one[0] <= last))

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

    @cached_property
    def condition(self) -> Q:
        """All that is asked of a row."""
        asked = self.query.match()
        for condition in self.conditions:
            asked &= condition.on_rows()
        return asked

    def rows(self) -> SearchRowQuerySet:
        """The rows that match, in no order."""
        found = SearchRow.objects.current().filter(self.condition)
        speaker = self._only_speaker
        return found if speaker is None else found.filter(speaker_id=speaker)

    @property
    def _only_speaker(self) -> int | None:
        """The one speaker that is asked for, whose quotes an index of their own has in order."""
        for one in self.conditions:
            if one.name == "speaker" and not one.is_excluded and len(one.values) == 1:
                return int(one.values[0])
        return None

    def sample(self, rate: int) -> SearchRowQuerySet:
        """One in so many of them, wherever they lie; a rate of 1 is all."""
        found = self.rows()
        return found if rate == 1 else found.filter(keys__contains=[Key.SAMPLE.of(rate)])

    @cached_property
    def sampled(self) -> Sampled:
        """How the matches lie over the months, by the rarest sample."""
        found = self.sample(RAREST).annotate(month=TruncMonth("said_on"))
        months = found.values("month").annotate(n=Count("pk")).order_by("-month")
        return Sampled(tuple(months.values_list("month", "n")))

    @cached_property
    def extent(self) -> tuple[date, date]:
        """The first and the last day on which any public quote was said."""
        ends = SearchRow.objects.aggregate(first=Min("said_on"), last=Max("said_on"))
        return ends["first"] or date.max, ends["last"] or date.min

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


def within_months(rows: SearchRowQuerySet, first: date, last: date) -> SearchRowQuerySet:
    """The rows of some months: by their keys, which the words join, and by their days."""
    return rows.filter(keys__overlap=cover(first, last), said_on__gte=first)


def fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
