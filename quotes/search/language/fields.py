"""The fields that a search may name, such as speaker:, and what each takes."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from quotes.models import Act, Caveat, QuoteKind
from quotes.verification import State

Period = tuple[date | None, date | None]
"""The first day and the last; None where it is open."""

MOST_FIELDS = 20

_DATE = re.compile(r"([12]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """A field: its name before the colon, and how its values are checked.

    `read` answers what is wrong with a value, or nothing. Names of entries are looked up later.
    """

    name: str
    label: str
    read: Callable[[str], str]
    is_for_editors: bool = False


@dataclass(frozen=True)
class Operator:
    """A field with a value, as it stands in a search from one character to another."""

    field: Field
    value: str
    start: int
    end: int
    is_excluded: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"[\s()]", self.value) else self.value
        return f"{'-' if self.is_excluded else ''}{self.field.name}:{value}"

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    @property
    def period(self) -> Period:
        """The days that a field of dates asks for, both included."""
        first, last = days_of(self.value)
        if self.name == "before":
            return None, first - timedelta(days=1)
        if self.name == "after":
            return last + timedelta(days=1), None
        return first, last


def days_of(value: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year; ValueError if it is none."""
    found = _DATE.fullmatch(value)
    if not found:
        raise ValueError(value)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not 1001 <= year <= 2998:
        raise ValueError(value)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _any(value: str) -> str:
    return ""


def _one_of(values: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        is_known = value.lower() in values
        return "" if is_known else f"“{value[:40]}” is none of {', '.join(values)}"

    return read


def _day(value: str) -> str:
    try:
        days_of(value)
    except ValueError:
        return f"“{value[:40]}” is not a date: write 2026, 2026-03 or 2026-03-31"
    return ""


def _year(value: str) -> str:
    is_one = len(value) == 4 and not _day(value)
    return "" if is_one else f"“{value[:40]}” is not a year: write 2026"


def _language(value: str) -> str:
    is_one = _LANGUAGE.fullmatch(value)
    return "" if is_one else f"“{value[:40]}” is not a language: write its code, such as en or de"


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("speaker", "Speaker", _any),
        Field("organisation", "Organisation", _any),
        Field("role", "Role", _any),
        Field("outlet", "Outlet", _any),
        Field("topic", "Topic", _any),
        Field("kind", "Kind", _one_of(QuoteKind.values)),
        Field("language", "Language", _language),
        Field("on", "Said on", _day),
        Field("year", "Said in", _year),
        Field("before", "Said before", _day),
        Field("after", "Said after", _day),
        Field("is", "Is", _one_of(["corrected"])),
        Field("state", "State", _one_of(State.values), is_for_editors=True),
        Field("act", "Act", _one_of(Act.values), is_for_editors=True),
        Field("caveat", "Caveat", _one_of(Caveat.values), is_for_editors=True),
    )
}
SPELLINGS = {"organization": "organisation"}
"""Other spellings of their names."""

DATES = ("on", "year", "before", "after")

_FOR_EDITORS = "“%(name)s:” at character %(place)d is for editors on the desk. Leave it out here."
_WRONG = "%(name)s: at character %(place)d: %(wrong)s."
_TOO_MANY = f"Search by at most {MOST_FIELDS} fields at once."
_BACKWARDS = (
    "after:%(after)s and before:%(before)s leave no day between them. Swap them, or leave one out."
)


def check(operators: Sequence[Operator], *, for_editors: bool) -> None:
    """Refuse values that their field can't have, and a reader's use of an editor's field."""
    if len(operators) > MOST_FIELDS:
        raise ValidationError(_TOO_MANY, code="too_many")
    for one in operators:
        told: dict[str, object] = {"name": one.name, "place": one.start + 1}
        if one.field.is_for_editors and not for_editors:
            raise ValidationError(_FOR_EDITORS, code="for_editors", params=told)
        wrong = one.field.read(one.value)
        if wrong:
            raise ValidationError(_WRONG, code="wrong_value", params=told | {"wrong": wrong})
    _check_order([one for one in operators if not one.is_excluded])


def _check_order(operators: Sequence[Operator]) -> None:
    after = max((one for one in operators if one.name == "after"), key=_bound, default=None)
    before = min((one for one in operators if one.name == "before"), key=_bound, default=None)
    if after and before and _bound(after) > _bound(before):
        told = {"after": after.value, "before": before.value}
        raise ValidationError(_BACKWARDS, code="backwards", params=told)


def _bound(operator: Operator) -> date:
    first, last = operator.period
    return first or last or date.max
