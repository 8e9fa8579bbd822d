"""Setting up a run: what is to be done, to which quotes as they stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from quotes.bulk.moves import OFFERED, Offer
from quotes.bulk.running import work_if_short
from quotes.models import BulkRow, BulkRun, ChecklistItem, Quote
from quotes.verification import (
    REASONS,
    Applies,
    Incomplete,
    NotAllowed,
    Reason,
    UnknownQuestion,
    VerificationBasis,
)
from sources.refusal import Refusal

Chosen = Sequence[tuple[int, int]]
"""Quotes by id, each with its change number as it was seen when it was chosen."""


@dataclass(frozen=True)
class Asked:
    """A move that somebody asks for on many quotes, with what they say along with it."""

    move: str
    note: str = ""
    basis: str = ""
    answers: Mapping[str, bool | str] = field(default_factory=dict)
    reason: str = ""
    to: Any = None


def begin(asked: Asked, chosen: Chosen, *, by: Any, found_by: str = "") -> BulkRun:
    """Set a run up and try it: a short one at once, a long one by the worker. Nothing is changed.

    Raises NotAllowed, Incomplete or Refusal.
    """
    offer = _offer(asked.move)
    expected = dict(chosen)
    _check(offer, asked, expected, by=by)
    with transaction.atomic():
        run = BulkRun.objects.create(
            by=by,
            move=offer.name,
            note=asked.note.strip(),
            basis=asked.basis,
            answers=dict(asked.answers),
            reason=asked.reason,
            to=asked.to,
            found_by=found_by,
        )
        rows = (
            BulkRow(run=run, number=number, quote_id=pk, expected=change)
            for number, (pk, change) in enumerate(expected.items(), start=1)
        )
        BulkRow.objects.bulk_create(rows, batch_size=1000)
    work_if_short(run)
    return run


def _offer(move: str) -> Offer:
    if move not in OFFERED:
        raise Refusal(f"“{move}” is none of {', '.join(OFFERED)}.", field="move")
    return OFFERED[move]


def _check(offer: Offer, asked: Asked, expected: Mapping[int, int], *, by: Any) -> None:
    """What is wrong whatever the quotes are; what each of them lacks, its own row will say."""
    if offer.permission and not by.has_perm(f"quotes.{offer.permission}"):
        raise NotAllowed(f"Your role does not include “{offer.label.lower()}”.", field="move")
    if not expected:
        raise Incomplete("Choose at least one quote.", field="quotes")
    if len(expected) > offer.most:
        raise Refusal(
            f"“{offer.label}” is for at most {offer.most:,} quotes at once. Choose fewer, or "
            "narrow the filter.",
            field="quotes",
        )
    if asked.reason and not (offer.takes_reason and asked.reason in dict(REASONS)):
        raise Refusal(f"“{offer.label}” knows no reason “{asked.reason}”.", field="reason")
    if offer.needs_note and not asked.note.strip() and asked.reason in ("", Reason.OTHER):
        raise Incomplete(f"{offer.note_label}: this move needs it.", field="note")
    if offer.needs_person and asked.to is None:
        raise Incomplete("Say to whom.", field="to")
    if offer.needs_checklist:
        _check_answers(asked)
    known = Quote.objects.filter(pk__in=expected).values_list("pk", flat=True)
    unknown = set(expected) - set(known)
    if unknown:
        raise Refusal(f"There is no quote {min(unknown)}.", field="quotes")


def _check_answers(asked: Asked) -> None:
    if asked.basis not in VerificationBasis.values:
        raise Incomplete("Say what you matched the quotes against.", field="basis")
    items = list(ChecklistItem.objects.in_use())
    unknown = set(asked.answers) - {item.key for item in items}
    if unknown:
        raise UnknownQuestion(min(unknown))
    for item in items:
        always = item.required and item.applies == Applies.ALWAYS
        if always and not asked.answers.get(item.key):
            raise Incomplete(f"Not confirmed yet: {item.question}.", field="answers")
