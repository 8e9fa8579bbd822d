"""The search as its page shows it: what can be chosen, what was asked, and how to take it back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField, Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify

from quotes import directory
from quotes.models import Quote, QuoteKind, Speaker
from quotes.names import slug_for
from quotes.narrowing import Chart, FacetLinks, chart, facet_links
from quotes.search import BadCursor, Counted, Order, QuoteSearch, Results
from quotes.search.language import Operator
from sources.models import Outlet

PAGE = 20
FEW = 100
"""Up to how many choices a list to choose from is handier than a box to type in."""

NO_SUCH_PAGE = "This address leads to no page of results. Search again, or start with the newest."
_LABELS = {
    "q": "Words",
    "speaker": "Speaker",
    "organisation": "Organisation",
    "outlet": "Outlet",
    "topic": "Topic",
    "role": "Role",
    "kind": "Kind",
    "language": "Language",
    "corrected": "Corrected",
    "said_after": "Said on or after",
    "said_before": "Said on or before",
    "order": "Order",
}
_NAMED = ("speaker", "organisation", "outlet")
_ORDERS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.BEST: "best match first",
}
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
        self.is_typing = given.get("typing") == "1"
        self.search = QuoteSearch(
            self.asked_for, queryset=Quote.objects.public(), is_typing=self.is_typing
        )

    @property
    def form(self) -> Form:
        """The form with its errors."""
        return self.search.form

    @cached_property
    def page(self) -> Results:
        """The page of results; BadCursor if the address leads to none."""
        return self.search.page(self.cursor, size=PAGE)

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
        count = self.search.count()
        if count.number < 2:
            return "1 quote" if count.number else "No quotes"
        return f"{count} quotes, {self._order_told(count)}"

    def _order_told(self, count: Counted) -> str:
        """In which order they come; and of a best match, that not all were ranked."""
        ranked = self.page.ranked
        if ranked is None:
            newest = self.search.ordering != Order.OLDEST
            return _ORDERS[Order.NEWEST if newest else Order.OLDEST]
        if ranked.is_all:
            return _ORDERS[Order.BEST]
        return f"best match first among the newest {ranked.among:,}; older ones are not ranked"

    @cached_property
    def facets(self) -> list[FacetLinks]:
        """What the results have in common, as links that narrow the search."""
        return [] if self.errors else facet_links(self.search.facets(), self._narrowed)

    @cached_property
    def chart(self) -> Chart | None:
        """When the results were said, as a picture."""
        return None if self.errors else chart(self.search.timeline(), self._narrowed)

    @property
    def is_sampled(self) -> bool:
        """Whether facets and picture are of a sample."""
        return not self.search.timeline().is_exact

    @property
    def orders(self) -> list[tuple[str, str, str]]:
        """The orders to choose from: what each is called, its address, and whether it is in use."""
        now = self.search.ordering
        return [
            (
                told.removesuffix(" first").capitalize(),
                self._narrowed({"order": None if order == Order.NEWEST else order.value}),
                "true" if order == now else "",
            )
            for order, told in _ORDERS.items()
            if order != Order.BEST or self.search.query.rank_query
        ]

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
            if name != "order"
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
        """The same, to be followed by a cursor; its pages are those of a word that may go on."""
        typing = "typing=1&" if self.is_typing else ""
        return f"{self.address}{'&' if self.asked_for else '?'}{typing}cursor="

    def _with_words(self, words: str) -> str:
        rest = self.asked_for.copy()
        rest.setlist("q", [words] if words else [])
        return _address(rest)

    def _narrowed(self, changes: Mapping[str, str | None]) -> str:
        """The address of the search with some filters set anew, or taken away."""
        asked = self.asked_for.copy()
        for name, value in changes.items():
            asked.setlist(name, [] if value is None else [value])
        return _address(asked)

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
