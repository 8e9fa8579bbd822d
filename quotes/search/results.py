"""What a search answers: a page, a count, facets, a timeline; each says how far it was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from quotes.models import Quote

MOST_COUNTED = 10_000
"""Where counting stops."""


@dataclass(frozen=True)
class Counted:
    """A number of quotes: exact, at least so many, or about so many as a sample tells."""

    number: int
    is_exact: bool = True
    is_estimate: bool = False

    def __str__(self) -> str:
        if self.is_estimate:
            return f"about {_rounded(self.number):,}"
        return f"{self.number:,}" if self.is_exact else f"{self.number:,}+"


def _rounded(number: int) -> int:
    """To two digits: a sample tells no more."""
    return number if number < 100 else round(number, 2 - len(str(number)))


@dataclass(frozen=True)
class Ranked:
    """Of how many matches, the newest ones, the best come first; and whether those were all."""

    among: int
    is_all: bool


@dataclass(frozen=True)
class Results:
    """A page of quotes, and the cursors of its neighbours; None where there is none."""

    items: list[Quote]
    next: str | None = None
    previous: str | None = None
    ranked: Ranked | None = None


@dataclass(frozen=True)
class FacetValue:
    """A value that matches have, and how many have it."""

    value: str
    name: str
    count: Counted
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """The values of one kind, those of most matches first; years in their order.

    `among` is how many matches were counted; unless `is_exact`, they are a sample of all.
    """

    name: str
    values: list[FacetValue]
    is_exact: bool
    among: int


@dataclass(frozen=True)
class Month:
    """A month, by its first day, and how many matches were said in it."""

    month: date
    count: Counted


@dataclass(frozen=True)
class Timeline:
    """The months in which matches were said, the earliest first; months without any are left out.

    `among` is how many matches were counted; unless `is_exact`, they are a sample of all.
    """

    months: list[Month] = field(default_factory=list)
    is_exact: bool = True
    among: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A speaker who may have been meant: the words of that search, and its query string."""

    name: str
    query: str
    address: str
