"""Counts that stop where nobody needs them exact, and say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST = 1000


@dataclass(frozen=True)
class Counted:
    """How many there are: exactly, or at least."""

    number: int
    is_exact: bool = True

    def __str__(self) -> str:
        return f"{self.number:,}" if self.is_exact else f"{self.number:,}+"


def counted(rows: QuerySet[Any], most: int = MOST) -> Counted:
    """How many rows, counted up to a bound."""
    number = rows.order_by().values("pk")[: most + 1].count()
    return Counted(min(number, most), is_exact=number <= most)
