"""Two wordings side by side, with the words that differ told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from quotes.display.words import as_printed, day, who
from quotes.models import Quote

LONGEST = 4000
"""Words; longer wordings are told apart as wholes, for comparing them costs their square."""

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """A run of words that both sides have, or that one of them alone has."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Difference:
    """One part of a quote in two revisions; a side without any words says so."""

    name: str
    before: list[Run]
    after: list[Run]


def differences(older: Quote, newer: Quote) -> list[Difference]:
    """What readers see otherwise in the newer of two revisions, word by word."""
    return [
        Difference(name, *sides(before, after))
        for (name, before), (_, after) in zip(_parts(older), _parts(newer), strict=True)
        if before != after
    ]


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


def sides(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Both wordings as runs of words that are in both or in one."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if len(one) + len(other) > LONGEST:
        return [Run(before, is_changed=True)], [Run(after, is_changed=True)]
    left: list[Run] = []
    right: list[Run] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        changed = kind != "equal"
        if first < last:
            left.append(Run("".join(one[first:last]), changed))
        if start < end:
            right.append(Run("".join(other[start:end]), changed))
    return left, right
