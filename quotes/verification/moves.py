"""The verbs: each locks the quote, checks, writes the Review, then the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from quotes.verification.checks import Decision, check, made_by_the_same_person
from quotes.verification.refusals import IllegalMove, StaleQuote
from quotes.verification.states import State
from quotes.verification.table import MOVES, Move


def submit(quote: Any, *, by: Any, expected: int | None = None) -> None:
    """Vouch for a captured quote's speaker, role, date and basis."""
    make(quote, "submit", by=by, expected=expected)


def send_back(quote: Any, *, by: Any, note: str, expected: int | None = None) -> None:
    """Return a submitted quote to be mended."""
    make(quote, "send_back", Decision(note=note), by=by, expected=expected)


def verify(
    quote: Any,
    *,
    by: Any,
    basis: str,
    answers: Mapping[str, bool],
    note: str = "",
    expected: int | None = None,
) -> None:
    """Confirm that the speaker said these words; a person other than the submitter does it."""
    make(quote, "verify", Decision(note, basis, answers), by=by, expected=expected)


def publish(quote: Any, *, by: Any, expected: int | None = None) -> None:
    """Show a verified quote to the public."""
    make(quote, "publish", by=by, expected=expected)


def reject(quote: Any, *, by: Any, note: str, expected: int | None = None) -> None:
    """Decide that a captured or submitted quote is none, or not ours to keep."""
    make(quote, "reject", Decision(note=note), by=by, expected=expected)


def withhold(quote: Any, *, by: Any, note: str, expected: int | None = None) -> None:
    """Hide a verified or published quote at once."""
    make(quote, "withhold", Decision(note=note), by=by, expected=expected)


def release(quote: Any, *, by: Any, note: str, expected: int | None = None) -> None:
    """Return a withheld quote to the state it was withheld from."""
    make(quote, "release", Decision(note=note), by=by, expected=expected)


def retract(quote: Any, *, by: Any, reason: str, expected: int | None = None) -> None:
    """Withdraw a published quote for good; its page stays and gives the reason."""
    make(quote, "retract", Decision(note=reason), by=by, expected=expected)


def reopen(quote: Any, *, by: Any, note: str, expected: int | None = None) -> None:
    """Start over with a rejected or retracted quote."""
    make(quote, "reopen", Decision(note=note), by=by, expected=expected)


def make(
    quote: Any,
    name: str,
    decision: Decision | None = None,
    *,
    by: Any,
    expected: int | None = None,
    rereads: bool = True,
) -> None:
    """Make a move in one transaction: lock, check, write the Review, then the state.

    `expected` is the quote's change_number as the caller last read it. Raises IllegalMove,
    NotAllowed, FourEyes, StaleQuote or Incomplete, and then changes nothing. `quote` is refreshed,
    unless a caller that reads it anew itself says that it need not be.
    """
    decision = decision or Decision()
    move = MOVES[name]
    if move.proposed_first:
        raise IllegalMove("A correction is proposed by one person and approved by another.")
    with transaction.atomic():
        locked = lock(quote, expected=expected)
        if move.other_than:
            prefetch_related_objects([locked], "reviews")
        check(locked, move, decision, by=by)
        after = move.after or _state_before_withholding(locked)
        _record(locked, move, after, decision, by=by)
        _carry_out(locked, move, after, decision, by=by)
    if rereads:
        quote.refresh_from_db()


def lock(quote: Any, *, expected: int | None = None) -> Any:
    """Take the row for this transaction; StaleQuote if it is not as the caller last read it."""
    rows = type(quote).objects.select_for_update(of=("self",))
    with_context = rows.select_related("speaker", "version__article")
    lean = with_context.defer("version__raw", "version__credit")
    locked = lean.get(pk=quote.pk)
    if expected is not None and locked.change_number != expected:
        state = locked.get_state_display().lower()
        raise StaleQuote(
            f"This quote has changed since you opened it; it is now {state}. "
            "Look at it again before you decide.",
        )
    return locked


def _state_before_withholding(quote: Any) -> State:
    """Where the last withholding took the quote from."""
    made = [review for review in quote.reviews.all() if review.move == "withhold"]
    return State(max(made, key=lambda review: review.pk).from_state)


def _record(quote: Any, move: Move, after: State, decision: Decision, *, by: Any) -> None:
    alone = made_by_the_same_person(move, quote, by=by)
    quote.reviews.create(
        move=move.name,
        from_state=quote.state,
        to_state=after,
        by=by,
        note=decision.note.strip(),
        answers=dict(decision.answers),
        verification_basis=decision.basis,
        revision=quote.revision,
        single_editor=alone,
    )
    quote.single_editor = quote.single_editor or alone


def _carry_out(quote: Any, move: Move, after: State, decision: Decision, *, by: Any) -> None:
    quote.state = after
    if move.name == "verify":
        quote.verification_basis = decision.basis
    elif move.name == "reopen":
        quote.verification_basis = ""
    elif move.name == "retract":
        _leave_a_tombstone(quote, decision, by=by)
    quote.save(update_fields=["state", "verification_basis", "single_editor"])


def _leave_a_tombstone(quote: Any, decision: Decision, *, by: Any) -> None:
    quote.notices.create(
        type="retraction",
        public_text=decision.note.strip(),
        proposed_by=by,
        approved_by=by,
        decided_at=timezone.now(),
    )
