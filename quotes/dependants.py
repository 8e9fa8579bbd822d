"""What hangs on a quote: listed before it is withheld or retracted, for neither takes it along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import ForeignObjectRel, Model, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from pghistory.models import Event

from quotes.models import Quote

EXAMPLES = 5
"""How many rows of a kind are named; the rest are counted."""

MOST = 1000
"""How far they are counted; the desk says “1000 or more”."""


@dataclass(frozen=True)
class Dependant:
    """One row that hangs on a quote."""

    text: str
    address: str


@dataclass(frozen=True)
class Dependants:
    """Rows of one kind, and what becomes of them."""

    name: str
    note: str
    count: int
    examples: list[Dependant]

    @property
    def is_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count >= MOST

    @property
    def left_out(self) -> int:
        """How many are not among the examples."""
        return self.count - len(self.examples)


def of(quote: Quote) -> list[Dependants]:
    """Every kind of row that hangs on a quote, with some of them by name; nothing is changed.

    Rows of other apps that point to a quote are found by themselves. Their model may word it: its
    `if_quote_is_gone` says in a sentence what becomes of them then.
    """
    found = [*_of_our_own(quote), *_that_point_at(quote)]
    return [one for one in found if one.count]


def _of_our_own(quote: Quote) -> Iterator[Dependants]:
    own = quote.notices
    yield _listed(
        "Open proposals", "It waits until the quote is back.", own.filter(decided_at=None)
    )
    told = own.filter(approved_by__isnull=False).order_by("-pk")
    yield _listed("Notices to the public", "They go from sight with the quote.", told)
    same = Quote.objects.filter(version__article=quote.article, words=quote.words)
    yield _listed(
        "The same words in the story’s other wordings",
        "They stand until they are withheld or retracted themselves.",
        same.exclude(pk=quote.pk),
    )
    if quote.speaker_id:
        yield from _of_the_speaker(quote)


def _of_the_speaker(quote: Quote) -> Iterator[Dependants]:
    """The speaker's page, where this is the one public quote on it."""
    public = Quote.objects.public()
    assert quote.speaker is not None  # noqa: S101 - for the type checker; the caller asked
    if public.filter(pk=quote.pk).exists() and not (
        public.by_speaker(quote.speaker).exclude(pk=quote.pk).exists()
    ):
        page = Dependant(str(quote.speaker), quote.speaker.get_absolute_url())
        yield Dependants("The speaker’s public page", "It has no other quote.", 1, [page])


def _that_point_at(quote: Quote) -> Iterator[Dependants]:
    for relation in Quote._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not _depends(model):
            continue
        rows = model._default_manager.filter(**{relation.field.name: quote})
        note = getattr(model, "if_quote_is_gone", "They keep pointing to the quote.")
        yield _listed(capfirst(str(model._meta.verbose_name_plural)), note, rows)


def _depends(model: Any) -> bool:
    """Whether rows of a model hang on a quote, rather than being of its own record.

    What this app keeps about a quote is its own, unless the model says what becomes of it.
    """
    options = model._meta
    if issubclass(model, Event) or options.auto_created or not options.managed:
        return False
    is_own = options.app_label == Quote._meta.app_label
    return hasattr(model, "if_quote_is_gone") or not is_own


def _listed(name: str, note: str, rows: QuerySet[Any]) -> Dependants:
    examples = [Dependant(str(row), _address(row)) for row in rows[:EXAMPLES]]
    count = rows[:MOST].count() if len(examples) == EXAMPLES else len(examples)
    return Dependants(name, note, count, examples)


def _address(row: Model) -> str:
    """The row's page in the admin; empty where it has none."""
    if not admin.site.is_registered(type(row)):
        return ""
    options = row._meta
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
