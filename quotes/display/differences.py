"""What readers see otherwise in one of two revisions, with the words that differ told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.display.words import as_printed, day, who
from quotes.models import Quote
from sources.history import Run, sides


@dataclass(frozen=True)
class Difference:
    """One part of a quote in two revisions; a side without any words says so."""

    name: str
    before: list[Run]
    after: list[Run]


def differences(older: Quote, newer: Quote) -> list[Difference]:
    """What readers see otherwise in the newer of two revisions, word by word, and all of it."""
    return [
        _told(name, before, after)
        for (name, before), (_, after) in zip(_parts(older), _parts(newer), strict=True)
        if before != after
    ]


def _told(name: str, before: str, after: str) -> Difference:
    both = sides(before, after, is_whole=True)
    return Difference(name, both.before, both.after)


def _parts(quote: Quote) -> Iterator[tuple[str, str]]:
    said_on = day(quote.said_on, quote.said_on_precision) if quote.said_on else ""
    yield "Wording", as_printed(quote)
    yield "Kind", quote.get_kind_display()
    yield "Speaker", who(quote)
    yield "Role", quote.role_as_printed
    yield "Said on", said_on
    yield "Setting", quote.setting
    yield "Why not named", quote.anonymity_reason
    yield "Basis", quote.get_attribution_basis_display()
