"""The table of moves: from where to where, who may, what each needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotes.verification.states import State


@dataclass(frozen=True)
class Move:
    """One row of the table.

    `after` is None for a move that returns to the state before an earlier one. `other_than` names
    the earlier move whose maker may not make this one, `always_other` whether that holds for every
    quote or only for those with an unnamed source or a legal flag. `takes_reason` marks a move
    whose note is needed only where no typed reason says why. `may_be_taken_back` marks a move that
    its maker may undo while nothing else has happened: nobody outside has seen what it did.
    `own_verb` marks a move that `make` does not make: `correct` is proposed and approved in
    quotes.corrections, `join` and `split` follow from places in the text, in quotes.reshaping.
    """

    name: str
    label: str
    past: str
    before: tuple[State, ...]
    after: State | None
    permission: str
    needs_note: bool = False
    note_label: str = "Note"
    other_than: str = ""
    always_other: bool = True
    takes_reason: bool = False
    may_be_taken_back: bool = False
    own_verb: bool = False

    def transitions(self) -> list[tuple[str, str]]:
        """Pairs of states this move leads between."""
        return [(start, end) for start, end, _ in self.rows()]

    def rows(self) -> list[tuple[str, str, str]]:
        """The same, each with the permission it needs: to take a move back, that of the move."""
        if self.name == TAKE_BACK:
            return [
                (end, start, move.permission)
                for move in MOVES.values()
                if move.may_be_taken_back
                for start, end in move.transitions()
            ]
        ends = (State.VERIFIED, State.PUBLISHED) if self.after is None else (self.after,)
        return [(start.value, end.value, self.permission) for start in self.before for end in ends]


TAKE_BACK = "take_back"


_TABLE = (
    Move(
        "submit",
        "Submit",
        "Submitted",
        (State.CAPTURED,),
        State.SUBMITTED,
        "submit_quote",
        may_be_taken_back=True,
    ),
    Move(
        "send_back",
        "Send back",
        "Sent back",
        (State.SUBMITTED,),
        State.CAPTURED,
        "send_back_quote",
        needs_note=True,
        note_label="What needs mending",
        may_be_taken_back=True,
    ),
    Move(
        "verify",
        "Verify",
        "Verified",
        (State.SUBMITTED,),
        State.VERIFIED,
        "verify_quote",
        other_than="submit",
        may_be_taken_back=True,
    ),
    Move(
        "publish",
        "Publish",
        "Published",
        (State.VERIFIED,),
        State.PUBLISHED,
        "publish_quote",
        other_than="verify",
        always_other=False,
    ),
    Move(
        "reject",
        "Reject",
        "Rejected",
        (State.CAPTURED, State.SUBMITTED),
        State.REJECTED,
        "reject_quote",
        needs_note=True,
        note_label="Reason",
        takes_reason=True,
        may_be_taken_back=True,
    ),
    Move(
        "withhold",
        "Withhold",
        "Withheld",
        (State.VERIFIED, State.PUBLISHED),
        State.WITHHELD,
        "withhold_quote",
        needs_note=True,
        note_label="Reason",
    ),
    Move(
        "release",
        "Release",
        "Released",
        (State.WITHHELD,),
        None,
        "release_quote",
        needs_note=True,
        other_than="withhold",
    ),
    Move(
        "correct",
        "Correct",
        "Corrected",
        (State.PUBLISHED,),
        State.PUBLISHED,
        "approve_correction",
        own_verb=True,
    ),
    Move(
        "retract",
        "Retract",
        "Retracted",
        (State.PUBLISHED, State.WITHHELD),
        State.RETRACTED,
        "retract_quote",
        needs_note=True,
        note_label="Reason, shown to the public",
    ),
    Move(
        "reopen",
        "Reopen",
        "Reopened",
        (State.REJECTED, State.RETRACTED),
        State.CAPTURED,
        "reopen_quote",
        needs_note=True,
    ),
    Move(
        TAKE_BACK,
        "Take back",
        "Taken back",
        (State.CAPTURED, State.SUBMITTED, State.VERIFIED, State.REJECTED),
        None,
        "",
    ),
    Move(
        "join",
        "Join",
        "Joined",
        (State.CAPTURED,),
        State.REJECTED,
        "change_quote",
        own_verb=True,
    ),
    Move(
        "split",
        "Split off again",
        "Split off again",
        (State.REJECTED,),
        State.CAPTURED,
        "change_quote",
        own_verb=True,
    ),
)
MOVES: Mapping[str, Move] = {move.name: move for move in _TABLE}


GROUPS: Mapping[str, tuple[str, ...]] = {
    "reporter": ("submit_quote", "propose_correction"),
    "checker": (
        "send_back_quote",
        "verify_quote",
        "reject_quote",
        "reopen_quote",
        "propose_correction",
    ),
    "desk editor": (
        "publish_quote",
        "withhold_quote",
        "release_quote",
        "propose_correction",
        "approve_correction",
    ),
    "standards editor": (
        "withhold_quote",
        "release_quote",
        "propose_correction",
        "approve_correction",
        "retract_quote",
    ),
}
"""The permissions that each group holds over moves; a person may be in several groups."""

PERMISSIONS = sorted({name for names in GROUPS.values() for name in names})
