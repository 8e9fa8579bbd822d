"""The verbs: each locks the quote, checks, writes the Review, then the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from quotes.verification import holds, telling
from quotes.verification.checks import Decision, check, last_review, made_by_the_same_person
from quotes.verification.refusals import IllegalMove, StaleQuote
from quotes.verification.states import Reason, State
from quotes.verification.table import MOVES, TAKE_BACK, Move


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
    answers: Mapping[str, bool | str],
    note: str = "",
    expected: int | None = None,
) -> None:
    """Confirm that the speaker said these words; a person other than the submitter does it."""
    make(quote, "verify", Decision(note, basis, answers), by=by, expected=expected)


def publish(quote: Any, *, by: Any, expected: int | None = None) -> None:
    """Show a verified quote to the public."""
    make(quote, "publish", by=by, expected=expected)


def reject(
    quote: Any, *, by: Any, note: str = "", reason: str = "", expected: int | None = None
) -> None:
    """Decide that a captured or submitted quote is none, or not ours to keep.

    `reason` is a `Reason`; another one than those is told in the note.
    """
    make(quote, "reject", Decision(note=note, reason=reason), by=by, expected=expected)


def mark_scare_quote(quote: Any, *, by: Any, note: str = "", expected: int | None = None) -> None:
    """Decide that these words stand in marks without being anybody's statement."""
    reject(quote, by=by, note=note, reason=Reason.SCARE_QUOTE, expected=expected)


def take_back(quote: Any, *, by: Any, expected: int | None = None) -> None:
    """Undo one's own last decision while nothing else has happened, as if it had not been made.

    Only what nobody outside has seen is taken back: `submit`, `send_back`, `verify` and `reject`.
    What is published was read, so that withdrawing it is a decision of its own with its own reason.
    To withhold, release or retract answers a complaint, an agency or a court, and reopening undoes
    a rejection already: they stand, each with its counterpart.
    """
    make(quote, TAKE_BACK, by=by, expected=expected)


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
    refresh: bool = True,
) -> None:
    """Make a move in one transaction: lock, check, write the Review, then the state.

    `expected` is the quote's change_number as the caller last read it. Raises IllegalMove,
    NotAllowed, FourEyes, Held, StaleQuote or Incomplete, and then changes nothing. `quote`, of
    which only the id counts, is refreshed unless the caller reads it anew.
    """
    decision = decision or Decision()
    move = MOVES[name]
    if move.own_verb:
        raise IllegalMove(_NOT_HERE[name])
    with transaction.atomic():
        locked = lock(quote, expected=expected)
        holds.settle(locked, name, by=by)
        if name in _LOOK_BACK:
            prefetch_related_objects([locked], "reviews")
        check(locked, move, decision, by=by)
        after = move.after or _state_before(locked, move)
        _record(locked, move, after, decision, by=by)
        _carry_out(locked, move, after, decision, by=by)
    if refresh:
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
            f"This quote has changed since you opened it: "
            f"{telling.last_change(locked, since=expected)}; it is now {state}. "
            "Look at it again before you decide.",
        )
    return locked


_LOOK_BACK = {move.name for move in MOVES.values() if move.other_than} | {TAKE_BACK, "reopen"}
"""Moves that hang on what was decided before."""

_NOT_HERE = {
    "correct": "A correction is proposed by one person and approved by another.",
    "join": "Say which two quotes to join.",
    "split": "Split the quote that this one was joined into, at the place where it began.",
}


def _state_before(quote: Any, move: Move) -> State:
    """Where the last decision, or the last withholding, took the quote from."""
    if move.name == TAKE_BACK:
        return State(last_review(quote).from_state)
    held = [review for review in quote.reviews.all() if review.move == "withhold"]
    return State(max(held, key=lambda review: review.pk).from_state)


def _record(quote: Any, move: Move, after: State, decision: Decision, *, by: Any) -> None:
    alone = made_by_the_same_person(move, quote, by=by)
    quote.reviews.create(
        move=move.name,
        from_state=quote.state,
        to_state=after,
        by=by,
        note=decision.note.strip(),
        reason=decision.reason_for(move),
        takes_back=last_review(quote) if move.name == TAKE_BACK else None,
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
    elif move.name in ("reopen", TAKE_BACK):
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
