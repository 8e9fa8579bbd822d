"""The conditions of a search as asked of quotes in any state, which have no rows to search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, F, OuterRef, Q

from quotes.models import Notice, Position, Quote, Tagging
from quotes.search.conditions import Condition, role_query
from quotes.search.language.fields import Period
from quotes.typography import plain_column


def on_quotes(condition: Condition) -> Q:
    """What a quote must be for a condition to hold."""
    asked = _ON_QUOTES[condition.name](condition.values)
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
    """A role as printed, or the position behind it."""
    held = Quote.objects.filter(pk=OuterRef("pk")).alias(
        role_held=SearchVector(
            plain_column(F("role_as_printed")),
            "position__title",
            "position__organisation__name",
            config="english",
        )
    )
    return reduce(or_, (Q(Exists(held.filter(role_held=role_query(role)))) for role in roles))


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
