"""The conditions of a search as the database is asked: of quotes, and of the rows to search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Exists, F, OuterRef, Q

from quotes.models import Notice, Position, Tagging
from quotes.search.language.conditions import Condition
from quotes.search.language.fields import Period
from quotes.searchkeys import KINDS, Key, language_number
from quotes.typography import plain, plain_column


def on_quotes(condition: Condition) -> Q:
    """What a quote must be for a condition to hold."""
    asked = _ON_QUOTES[condition.name](condition.values)
    return ~asked if condition.is_excluded else asked


def on_rows(condition: Condition) -> Q:
    """The same of a row to search; an editor's condition is none of its matters."""
    asked = _ON_ROWS[condition.name](condition.values)
    return ~asked if condition.is_excluded else asked


def _by_organisation(ids: Iterable[int]) -> Q:
    """Said by an organisation, or by who held a position in it: each of two indexes serves."""
    ids = list(ids)
    held = list(Position.objects.filter(organisation__in=ids).values_list("pk", flat=True))
    return Q(speaker__in=ids) | Q(position__in=held)


def _said(periods: Iterable[Period]) -> Q:
    return reduce(or_, (_within(first, last) for first, last in periods))


def _within(first: Any, last: Any) -> Q:
    days = Q(said_on__gte=first) if first else Q()
    return days & Q(said_on__lte=last) if last else days


def _by_language(codes: Iterable[str]) -> Q:
    """The language, in any of its regions."""
    asked = (Q(language__iexact=code) | Q(language__istartswith=f"{code}-") for code in codes)
    return reduce(or_, asked)


def _by_role(roles: Iterable[str]) -> Q:
    """A role as printed; what a row to search has of it besides is known to that alone."""
    vector = SearchVector(plain_column(F("role_as_printed")), config="english")
    asked = [Q(SearchVectorExact(vector, _role_query(role))) for role in roles]
    return reduce(or_, asked)


def _role_query(role: str) -> SearchQuery:
    return SearchQuery(plain(role), config="english", search_type="phrase")


def _corrected(values: Iterable[str]) -> Q:
    told = Notice.objects.announced().filter(quote=OuterRef("pk"), revision__isnull=False)
    return Q(Exists(told))


_ON_QUOTES: dict[str, Callable[[Iterable[Any]], Q]] = {
    "speaker": lambda ids: Q(speaker__in=list(ids)),
    "organisation": _by_organisation,
    "outlet": lambda ids: Q(version__article__outlet__in=list(ids)),
    "topic": lambda ids: Q(pk__in=Tagging.objects.filter(topic__in=list(ids)).values("quote")),
    "kind": lambda kinds: Q(kind__in=list(kinds)),
    "language": _by_language,
    "role": _by_role,
    "said": _said,
    "is": _corrected,
    "state": lambda states: Q(state__in=list(states)),
    "act": lambda acts: Q(act__in=list(acts)),
    "caveat": lambda caveats: Q(caveats__overlap=list(caveats)),
}


def _keys(key: Key) -> Callable[[Iterable[int]], Q]:
    return lambda numbers: Q(keys__overlap=[key.of(number) for number in numbers])


_ON_ROWS: dict[str, Callable[[Iterable[Any]], Q]] = {
    "speaker": _keys(Key.SPEAKER),
    "organisation": lambda ids: Q(
        keys__overlap=[key.of(pk) for pk in ids for key in (Key.SPEAKER, Key.ORGANISATION)]
    ),
    "outlet": _keys(Key.OUTLET),
    "topic": _keys(Key.TOPIC),
    "kind": lambda kinds: _keys(Key.KIND)([KINDS[kind] for kind in kinds]),
    "language": lambda codes: _keys(Key.LANGUAGE)([language_number(code) for code in codes]),
    "role": lambda roles: reduce(or_, (Q(role=_role_query(role)) for role in roles)),
    "said": _said,
    "is": lambda values: _keys(Key.CORRECTED)([1]),
}
