"""The search as its page shows it: what can be chosen, what was asked, and how to take it back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.forms import BoundField, Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify

from quotes import directory
from quotes.models import Quote, QuoteKind, QuoteQuerySet, Speaker
from quotes.names import slug_for
from quotes.search import BadCursor, QuotePage, QuoteSearch, page_of
from quotes.search.language import Operator
from sources.models import Outlet

PAGE = 20
COUNTED = 1000
"""Where counting stops; a reader needs no more exact figure, and the database is spared."""

FEW = 100
"""Up to how many choices a list to choose from is handier than a box to type in."""

NO_SUCH_PAGE = "This address leads to no page of results. Search again, or start with the newest."
_LABELS = {
    "q": "Words",
    "speaker": "Speaker",
    "organisation": "Organisation",
    "outlet": "Outlet",
    "kind": "Kind",
    "said_after": "Said on or after",
    "said_before": "Said on or before",
}
_NAMED = ("speaker", "organisation", "outlet")
_SLUG = re.compile(r"[-\w]+", re.ASCII)
_KINDS = {
    QuoteKind.DIRECT: "Quoted",
    QuoteKind.MIXED: "Partly quoted",
    QuoteKind.INDIRECT: "Paraphrase",
}


@dataclass(frozen=True)
class Offer:
    """A value that a filter takes: its name, and how a list that is in order prints that."""

    value: str
    name: str
    listed_as: str


@dataclass(frozen=True)
class Choice:
    """A filter with the values it offers."""

    name: str
    offered: list[Offer]
    values: list[str]
    field: BoundField

    @property
    def names(self) -> dict[str, str]:
        """What each value is called in a sentence."""
        return {offer.value: offer.name for offer in self.offered}

    @property
    def label(self) -> str:
        """What readers call it."""
        return _LABELS[self.name]

    @property
    def is_long(self) -> bool:
        """Whether there is too much to choose from, or a value is not on offer: then one types."""
        return len(self.offered) > FEW or not set(self.names).issuperset(self.values)

    @property
    def value(self) -> str:
        """The value that the field shows."""
        return self.values[0] if self.values else ""

    @property
    def others(self) -> list[str]:
        """Further values, which an address may carry and the form keeps."""
        return self.values[1:]


@dataclass(frozen=True)
class Asked:
    """One part of a search, and the address of the search without it."""

    label: str
    text: str
    address_without: str


class Panel:
    """A search by a reader: its form, its page of results, and what to say about them."""

    def __init__(self, given: QueryDict) -> None:
        self.cursor = given.get("cursor", "")
        self.asked_for = _tidied(given)
        self.search = QuoteSearch(self.asked_for, queryset=Quote.objects.public())

    @property
    def form(self) -> Form:
        """The form with its errors."""
        return self.search.form

    @cached_property
    def page(self) -> QuotePage[Quote]:
        """The page of results; BadCursor if the address leads to none."""
        found = cast(QuoteQuerySet, self.search.marked(self.search.qs))
        return page_of(found.with_context().newest_first(), self.cursor, size=PAGE)

    @cached_property
    def errors(self) -> list[str]:
        """Why the search can't be run, each with the field it is about."""
        wrong = [
            f"{_LABELS.get(name, 'Search')}: {' '.join(str(message) for message in messages)}"
            for name, messages in self.form.errors.items()
        ]
        if wrong:
            return wrong
        try:
            _ = self.page
        except BadCursor:
            return [NO_SUCH_PAGE]
        return []

    @cached_property
    def status(self) -> str:
        """How much was found, said once to a screen reader whenever it changes."""
        if self.errors:
            return "The search was not run."
        count = self.search.qs.order_by()[: COUNTED + 1].count()
        if count > COUNTED:
            return f"More than {COUNTED:,} quotes, newest first"
        if count == 0:
            return "No quotes"
        return "1 quote" if count == 1 else f"{count:,} quotes, newest first"

    @cached_property
    def choices(self) -> list[Choice]:
        """The filters that offer values: only what has something public to show."""
        offered = {
            "speaker": _offers(directory.speakers()),
            "organisation": _offers(directory.organisations()),
            "outlet": _offers(directory.outlets()),
            "kind": [Offer(kind.value, label, label) for kind, label in _KINDS.items()],
        }
        return [
            Choice(name, offers, self.asked_for.getlist(name), self.form[name])
            for name, offers in offered.items()
        ]

    @cached_property
    def active(self) -> list[Asked]:
        """What was asked for, part by part."""
        texts = {choice.name: choice.names for choice in self.choices}
        return [
            Asked(_LABELS[name], texts.get(name, {}).get(value, value), self._without(name, value))
            for name, values in self._parts
            for value in values
        ] + [self._field(one) for one in self.search.query.operators]

    @property
    def _parts(self) -> Iterator[tuple[str, list[str]]]:
        """What was asked for by name; of the words, those that are no fields."""
        query = self.search.query
        for name, values in self.asked_for.lists():
            if name == "q" and query.operators:
                values = [query.words] if query.words else []
            yield name, values

    def _field(self, field: Operator) -> Asked:
        """A field within the words, as a part of its own."""
        told = self.search.reading.meanings.get(field, field.value)
        label = f"Not {field.field.label.lower()}" if field.is_excluded else field.field.label
        return Asked(label, told, self._with_words(self.search.query.without(field)))

    @property
    def has_wrong_filter(self) -> bool:
        """Whether a field among the filters needs mending, so that they must be in sight."""
        return any(name != "q" for name in self.form.errors)

    @property
    def summary(self) -> str:
        """The search in a few words, for the title of the window."""
        return ", ".join(part.text for part in self.active)[:80]

    @property
    def address(self) -> str:
        """The address of this search, without what was left empty."""
        return _address(self.asked_for)

    @property
    def page_address(self) -> str:
        """The same, to be followed by a cursor."""
        return f"{self.address}{'&' if self.asked_for else '?'}cursor="

    def _with_words(self, words: str) -> str:
        rest = self.asked_for.copy()
        rest.setlist("q", [words] if words else [])
        return _address(rest)

    def _without(self, name: str, value: str) -> str:
        query = self.search.query
        if name == "q" and query.operators:
            return self._with_words(" ".join(map(str, query.operators)))
        rest = self.asked_for.copy()
        rest.setlist(name, [other for other in rest.getlist(name) if other != value])
        return _address(rest)


def _tidied(given: QueryDict) -> QueryDict:
    """What the form knows of, without empty fields; a name typed in full becomes its address."""
    kept = QueryDict(mutable=True)
    for name in _LABELS:
        values = [value for value in given.getlist(name) if value.strip()]
        if name in _NAMED:
            values = [_slug_of(name, value) for value in values]
        for value in dict.fromkeys(values):
            kept.appendlist(name, value)
    return kept


def _slug_of(name: str, typed: str) -> str:
    """What is typed, if it is a slug; else the one that its entry was given when it was made."""
    if _SLUG.fullmatch(typed):
        return typed
    return slugify(typed) if name == "outlet" else slug_for(typed, taken=set())


def _address(asked_for: QueryDict) -> str:
    query = asked_for.urlencode()
    return f"{reverse('search')}?{query}" if query else reverse("search")


def _offers(rows: Iterable[Speaker | Outlet]) -> list[Offer]:
    rows = list(rows)
    bearers = Counter(row.name for row in rows)
    return [
        Offer(row.slug, row.name + told, getattr(row, "sort_name", row.name) + told)
        for row in rows
        for told in [_told_apart(row) if bearers[row.name] > 1 else ""]
    ]


def _told_apart(row: Speaker | Outlet) -> str:
    """What tells a speaker from a namesake, to stand behind the name."""
    return f" ({getattr(row, 'description', '') or row.slug})"
