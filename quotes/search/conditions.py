"""What a search asks of the rows to search: each filter as a condition that their indexes serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Max, Min, Q

from quotes.models import SearchRow
from quotes.searchkeys import KINDS, Key, language_number, month_number
from quotes.typography import plain

Period = tuple[date | None, date | None]
"""The first day and the last, both included; None where it is open."""


@dataclass(frozen=True)
class Condition:
    """That a quote has one of some values; or, excluded, none of them.

    `name` is speaker, organisation, outlet or topic, with ids for values; said, with periods; or
    kind, language, role or is.
    """

    name: str
    values: tuple[Any, ...]
    is_excluded: bool = False

    def on_rows(self) -> Q:
        """What a row must be for it to hold."""
        asked = _ON_ROWS[self.name](self.values)
        return ~asked if self.is_excluded else asked


def _keys(key: Key, number: Callable[[Any], int] = int) -> Callable[[Iterable[Any]], Q]:
    """Rows with the key of any of the values; of one value, the database knows how many."""

    def on_rows(values: Iterable[Any]) -> Q:
        found = [key.of(number(value)) for value in values]
        return Q(keys__contains=found) if len(found) == 1 else Q(keys__overlap=found)

    return on_rows


def _said(periods: Iterable[Period]) -> Q:
    return reduce(or_, (_within(first, last) for first, last in periods))


_NO_KEY = 0
"""No row has it."""


def _within(first: date | None, last: date | None) -> Q:
    """Days by their column, which is exact, and by the keys of the months, which the words join."""
    days = Q()
    if first:
        days &= Q(said_on__gte=first)
    if last:
        days &= Q(said_on__lte=last)
    extent = SearchRow.objects.aggregate(first=Min("said_on"), last=Max("said_on"))
    if extent["first"] is None:
        return days
    first = max(first or extent["first"], extent["first"])
    last = min(last or extent["last"], extent["last"])
    return days & Q(keys__overlap=cover(first, last) or [_NO_KEY])


def cover(first: date, last: date) -> list[int]:
    """The keys of the fewest whole years and months that hold all days of a period."""
    keys, month = [], month_number(first.year, first.month)
    end = month_number(last.year, last.month)
    while month <= end:
        year, of_year = divmod(month, 12)
        whole = of_year == 0 and month + 11 <= end
        keys.append(Key.YEAR.of(year) if whole else Key.MONTH.of(month))
        month += 12 if whole else 1
    return keys


def _role(roles: Iterable[str]) -> Q:
    return reduce(or_, (Q(role=role_query(role)) for role in roles))


def role_query(role: str) -> SearchQuery:
    """Words of a role; in quotation marks, in their order."""
    words = plain(role)
    is_phrase = len(words) > 1 and words[0] == words[-1] == '"'
    return SearchQuery(words, config="english", search_type="phrase" if is_phrase else "plain")


_ON_ROWS: dict[str, Callable[[Iterable[Any]], Q]] = {
    "speaker": _keys(Key.SPEAKER),
    "organisation": _keys(Key.ORGANISATION),
    "outlet": _keys(Key.OUTLET),
    "topic": _keys(Key.TOPIC),
    "kind": _keys(Key.KIND, lambda kind: KINDS[kind]),
    "language": _keys(Key.LANGUAGE, language_number),
    "is": _keys(Key.CORRECTED, lambda _: 1),
    "role": _role,
    "said": _said,
}
