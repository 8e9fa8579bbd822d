"""How many quotes match, by whom, where and when: exact where they are few, else by a sample."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from quotes.models import Speaker, Topic
from quotes.search.matches import Matches, fetched
from quotes.search.results import (
    MOST_COUNTED,
    Counted,
    Facet,
    FacetValue,
    Month,
    Timeline,
)
from quotes.searchkeys import KINDS, SHIFT, Key, number_of
from sources.models import Outlet

MOST_SURVEYED = 5000
"""About how many matches are counted for facets and timeline; if there are more, a sample is."""

OFFERED = 10
"""How many values a facet has at most; of years and months, all."""

CLEARLY_MORE = ((1024, 40), (64, 210))
"""Of which sample how many matches tell beyond doubt that all are more than `MOST_COUNTED`.

With so many matches in all, there would be 10 and 156 of them, give or take 3 and 12.
"""

FACETS = {
    "speaker": Key.SPEAKER,
    "organisation": Key.ORGANISATION,
    "outlet": Key.OUTLET,
    "topic": Key.TOPIC,
    "kind": Key.KIND,
    "year": Key.YEAR,
}

_WHOLE = (Key.YEAR, Key.MONTH)


def count(matches: Matches) -> Counted:
    """How many match, counted up to `MOST_COUNTED`."""
    if matches.are_all:
        number = matches.rows().order_by()[: MOST_COUNTED + 1].count()
    elif _are_clearly_more(matches):
        number = MOST_COUNTED + 1
    else:
        number = matches.rows().count()
    return Counted(min(number, MOST_COUNTED), is_exact=number <= MOST_COUNTED)


def _are_clearly_more(matches: Matches) -> bool:
    (_, many), (rate, enough) = CLEARLY_MORE
    if matches.are_few or matches.sampled.number >= many:
        return not matches.are_few
    return matches.sample(rate).count() >= enough


@dataclass(frozen=True)
class Survey:
    """The keys of all matches or of an even sample of them, counted once for all facets."""

    matches: Matches

    @cached_property
    def rate(self) -> int:
        """One in how many matches is counted."""
        return self.matches.rate_for(MOST_SURVEYED)

    @property
    def is_exact(self) -> bool:
        """Whether all are."""
        return self.rate == 1

    @cached_property
    def _counts(self) -> tuple[int, dict[Key, dict[int, int]]]:
        rows = self.matches.sample(self.rate).order_by().values("keys")
        sql, params = rows.query.sql_with_params()
        wanted = [key.value for key in (*FACETS.values(), Key.MONTH)]
        whole = [key.value for key in _WHOLE]
        counts: dict[Key, dict[int, int]] = defaultdict(dict)
        among = 0
        for tag, key, number in fetched(
            _SURVEY_SQL.format(found=sql, shift=SHIFT), [*params, wanted, whole, OFFERED]
        ):
            if tag is None:
                among = number
            else:
                counts[Key(tag)][number_of(key)] = number
        return among, counts

    @property
    def among(self) -> int:
        """How many were counted."""
        return self._counts[0]

    def of(self, key: Key) -> dict[int, int]:
        """How many of them have each value of a key, those of most first."""
        return self._counts[1].get(key, {})

    def counted(self, number: int) -> Counted:
        """What a number among those counted says of all."""
        return Counted(number * self.rate, is_exact=self.is_exact, is_estimate=not self.is_exact)

    def facets(self, chosen: Mapping[str, Collection[str]]) -> list[Facet]:
        """Every facet that some match has a value of; `chosen` are the values searched for."""
        people = Speaker.objects.in_bulk({*self.of(Key.SPEAKER), *self.of(Key.ORGANISATION)})
        called = {
            "speaker": _entries(people.values()),
            "organisation": _entries(people.values()),
            "outlet": _entries(Outlet.objects.in_bulk(list(self.of(Key.OUTLET))).values()),
            "topic": _entries(Topic.objects.in_bulk(list(self.of(Key.TOPIC))).values()),
            "kind": {number: (kind, _NAMES[kind]) for kind, number in KINDS.items()},
            "year": {year: (str(year), str(year)) for year in self.of(Key.YEAR)},
        }
        found = (self._facet(name, called[name], chosen.get(name, ())) for name in FACETS)
        return [facet for facet in found if facet.values]

    def _facet(
        self, name: str, called: Mapping[int, tuple[str, str]], chosen: Collection[str]
    ) -> Facet:
        values = [
            FacetValue(*called[pk], self.counted(number), called[pk][0] in chosen)
            for pk, number in self.of(FACETS[name]).items()
            if pk in called
        ]
        if name == "year":
            values.sort(key=lambda one: one.value, reverse=True)
        return Facet(name, values, self.is_exact, self.among)

    def timeline(self) -> Timeline:
        """The months of the matches."""
        months = [
            Month(date(*_month(number)), self.counted(found))
            for number, found in sorted(self.of(Key.MONTH).items())
        ]
        return Timeline(months, self.is_exact, self.among)


def _month(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, 12)
    return year, month + 1, 1


def _entries(rows: Iterable[Speaker | Outlet | Topic]) -> dict[int, tuple[str, str]]:
    """The addresses and names of entries, by their ids."""
    return {row.pk: (row.slug, row.name) for row in rows}


_NAMES = {"direct": "Quoted", "mixed": "Partly quoted", "indirect": "Paraphrase"}

_SURVEY_SQL = """
WITH found AS MATERIALIZED ({found})
SELECT NULL AS tag, NULL AS key, count(*) AS number FROM found
UNION ALL (
    SELECT tag, key, number FROM (
        SELECT key >> {shift} AS tag, key, count(*) AS number,
            row_number() OVER (PARTITION BY key >> {shift} ORDER BY count(*) DESC, key) AS place
        FROM found, unnest(keys) AS key WHERE key >> {shift} = ANY(%s) GROUP BY key) counted
    WHERE tag = ANY(%s) OR place <= %s
    ORDER BY tag, number DESC, key)"""
