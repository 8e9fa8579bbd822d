"""The quote that an address for machines asks for: public, withdrawn, or not there at all."""

from __future__ import annotations

from quotes import display
from quotes.models import Notice, Quote


def standing(pk: int) -> Quote | None:
    """The public quote of that number, with all that is told of it."""
    found = Quote.objects.public().with_context().prefetch_related("notices")
    return found.filter(pk=pk).first()


def retraction(pk: int) -> Notice | None:
    """Why the quote of that number was withdrawn, if the public is told so."""
    fallen = Quote.objects.tombstones().prefetch_related("notices").filter(pk=pk).first()
    return next(iter(display.retractions(fallen)), None) if fallen else None
