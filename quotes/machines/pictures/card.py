"""What the picture of a quote says; two quotes that say the same have the same picture."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from quotes import display
from quotes.models import Quote


@dataclass(frozen=True)
class Card:
    """The words with their marks, and what stands around them."""

    words: str
    who: str
    role: str
    printed: str
    label: str
    newsroom: str


def card(quote: Quote) -> Card:
    """The card of a public quote."""
    said_on = display.day(quote.said_on, quote.said_on_precision) if quote.said_on else ""
    labels = [display.label(quote), "Corrected" if _is_corrected(quote) else ""]
    return Card(
        words=" ".join(display.as_printed(quote).split()),
        who=display.who(quote),
        role=quote.role_as_printed or ("source not named" if quote.descriptor else ""),
        printed=" · ".join(part for part in (said_on, quote.outlet.name) if part),
        label=" · ".join(label for label in labels if label),
        newsroom=settings.NEWSROOM,
    )


def _is_corrected(quote: Quote) -> bool:
    return any(notice.revision for notice in display.announced(quote))
