"""What the fields of a search ask, once whom and what they name is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from rapidfuzz import fuzz

from quotes.models import Quote, Topic
from quotes.search.conditions import Condition
from quotes.search.language.fields import DATES, Operator
from quotes.search.language.naming import MOST_ALIKE, Named, alike, bearers
from quotes.search.language.notes import cut, listed
from sources.models import Outlet

MOST_NAMED = 20
"""How many speakers one name may stand for."""

_CANDIDATES = 200
_ALIKE = 60.0

_NOBODY = (
    "%(field)s: at character %(place)d: no %(what)s with quotes here is called “%(value)s”.%(else)s"
)
_MANY = (
    "%(field)s: at character %(place)d: “%(value)s” stands for more than %(most)d, such as "
    "%(some)s. Give more of the name."
)


@dataclass
class Reading:
    """The conditions of a search, what each field was read as, and the notes on that."""

    conditions: list[Condition] = field(default_factory=list)
    meanings: dict[Operator, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def conditions(operators: Sequence[Operator], among: QuerySet[Quote]) -> Reading:
    """What fields ask of quotes; ValidationError if one names what the base has no quote of.

    A field given twice asks for any of its values; before and after hold each.
    """
    reading = Reading()
    found = [(_key(one, place), one) for place, one in enumerate(operators)]
    found.sort(key=lambda pair: pair[0])
    for (name, is_excluded, _), group in groupby(found, key=lambda pair: pair[0]):
        values = [value for _, one in group for value in _values(one, among, reading)]
        reading.conditions.append(Condition(name, tuple(dict.fromkeys(values)), is_excluded))
    return reading


def _key(operator: Operator, place: int) -> tuple[str, bool, int]:
    """What fields share that are alternatives of one another."""
    is_bound = operator.name in ("before", "after")
    name = "said" if operator.name in DATES else operator.name
    return name, operator.is_excluded, place + 1 if is_bound else 0


def _values(operator: Operator, among: QuerySet[Quote], reading: Reading) -> list[Any]:
    if operator.name in DATES:
        return [operator.period]
    if operator.name == "role":
        return [f'"{operator.value}"']  # as a phrase: a secretary general is no general secretary
    if operator.name not in _NAMED:
        return [operator.value.lower()]
    found = _NAMED[operator.name](operator, among)
    if len(found) > MOST_NAMED:
        some = listed([name for _, name in found[:MOST_ALIKE]])
        raise _error(_MANY, operator, some=some, most=MOST_NAMED)
    names = [name for _, name in found]
    reading.meanings[operator] = listed(names, joined_by="or")
    if len(names) > 1 or names[0].lower() != operator.value.lower():
        typed = f"{operator.name}:{cut(operator.value)}"
        reading.notes.append(f"{typed} was read as {listed(names, joined_by='or')}.")
    return [pk for pk, _ in found]


def _error(message: str, operator: Operator, **told: object) -> ValidationError:
    params = {"field": operator.name, "place": operator.start + 1, "value": operator.value[:80]}
    return ValidationError(message, code="nobody", params=params | told)


Found = list[tuple[int, str]]
"""Ids and names of what a value stands for."""


def _speakers(operator: Operator, among: QuerySet[Quote]) -> Found:
    return _found(operator, among, what="speaker", are_bodies=False)


def _organisations(operator: Operator, among: QuerySet[Quote]) -> Found:
    return _found(operator, among, what="organisation", are_bodies=True)


def _found(operator: Operator, among: QuerySet[Quote], *, what: str, are_bodies: bool) -> Found:
    found = bearers(operator.value, among, are_bodies=are_bodies)
    if not found:
        near = alike(operator.value, among, are_bodies=are_bodies)
        raise _error(_NOBODY, operator, what=what, **{"else": _did_you_mean(_told(near))})
    return [(one.pk, one.name) for one in found]


def _told(entries: Sequence[Named]) -> list[str]:
    return [f"{one.name} (speaker:{one.slug})" for one in entries]


def _did_you_mean(names: Sequence[str]) -> str:
    return f" Did you mean {listed(names, joined_by='or')}?" if names else ""


def _outlets(operator: Operator, among: QuerySet[Quote]) -> Found:
    return _by_address(
        operator,
        Outlet.objects.all(),
        lambda pk: among.order_by().filter(version__article__outlet=pk),
    )


def _topics(operator: Operator, among: QuerySet[Quote]) -> Found:
    return _by_address(
        operator, Topic.objects.all(), lambda pk: among.order_by().filter(taggings__topic=pk)
    )


def _by_address(
    operator: Operator, entries: QuerySet[Any], quotes_of: Callable[[int], QuerySet[Quote]]
) -> Found:
    """The entry with this address or name, or those whose address begins with it."""
    slug = slugify(operator.value)
    exact = entries.filter(Q(slug=slug) | Q(name=operator.value))
    begins = entries.filter(slug__startswith=f"{slug}-").order_by("slug") if slug else exact
    for candidates in (exact, begins):
        rows = candidates.values_list("pk", "name")[: MOST_NAMED + 1]
        found = [(pk, name) for pk, name in rows if quotes_of(pk).exists()]
        if found:
            return found
    nearest = _nearest(slug, entries.filter(slug__startswith=slug[:1])) if slug else []
    near = [f"{name} ({operator.name}:{slug})" for pk, slug, name in nearest if _has(quotes_of, pk)]
    told = {"what": operator.name, "else": _did_you_mean(near)}
    raise _error(_NOBODY, operator, **told)


def _has(quotes_of: Callable[[int], QuerySet[Quote]], pk: int) -> bool:
    return quotes_of(pk).exists()


def _nearest(slug: str, entries: QuerySet[Any]) -> list[tuple[int, str, str]]:
    rows = entries.order_by("slug").values_list("pk", "slug", "name")[:_CANDIDATES]
    ranked = sorted(((fuzz.ratio(slug, row[1]), row) for row in rows), reverse=True)
    return [row for likeness, row in ranked[:MOST_ALIKE] if likeness >= _ALIKE]


_NAMED: dict[str, Callable[[Operator, QuerySet[Quote]], Found]] = {
    "speaker": _speakers,
    "organisation": _organisations,
    "outlet": _outlets,
    "topic": _topics,
}
