"""What may be done to many quotes at once: moves of the table, and who holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quotes import holds, verification
from quotes.models import BulkRow, BulkRun
from quotes.verification import MOVES, Decision

MOST = 5000
"""Quotes of one run; who has more narrows the filter, so that each list can still be looked at."""

AT_ONCE_FOR_VERIFYING = 25
"""The checklist is confirmed of every single quote, so no more than a person can have checked."""


@dataclass(frozen=True)
class Offer:
    """A move that may be made on many quotes, and what it asks for."""

    name: str
    label: str
    note_label: str = ""
    permission: str = ""
    needs_note: bool = False
    takes_reason: bool = False
    needs_checklist: bool = False
    needs_person: bool = False
    most: int = MOST

    @property
    def asks(self) -> bool:
        """Whether a person says anything along with it."""
        return self.needs_note or self.needs_checklist or self.needs_person

    def make(self, row: BulkRow, run: BulkRun) -> None:
        """Make it on a row's quote, by its verb. Raises whatever the verb does."""
        quote, by, expected = row.quote, run.by, row.expected
        if self.name in MOVES:
            decision = Decision(run.note, run.basis, run.answers, run.reason)
            verification.make(quote, self.name, decision, by=by, expected=expected)
        elif self.name == "hand_over":
            holds.hand_over(quote, to=run.to, by=by, expected=expected)
        else:
            _HOLDS[self.name](quote, by=by, expected=expected)


_HOLDS: Mapping[str, Any] = {"take": holds.take, "give_back": holds.give_back}


def _of_the_table(name: str, **more: Any) -> Offer:
    move = MOVES[name]
    return Offer(
        name,
        move.label,
        note_label=move.note_label,
        permission=move.permission,
        needs_note=move.needs_note,
        takes_reason=move.takes_reason,
        **more,
    )


# To retract or reopen is decided quote by quote.
_OFFERS = (
    Offer("take", "Take"),
    Offer("hand_over", "Hand over", needs_person=True),
    Offer("give_back", "Give back"),
    _of_the_table("submit"),
    _of_the_table("send_back"),
    _of_the_table("verify", needs_checklist=True, most=AT_ONCE_FOR_VERIFYING),
    _of_the_table("publish"),
    _of_the_table("reject"),
    _of_the_table("withhold"),
    _of_the_table("release"),
)
OFFERED: Mapping[str, Offer] = {offer.name: offer for offer in _OFFERS}
