"""The table of moves: from where to where, who may, what each needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotes.verification.states import State


@dataclass(frozen=True)
class Move:
    """One row of the table.

    `after` is None for a move that returns to the state before the last withholding. `other_than`
    names the earlier move whose maker may not make this one, `always_other` whether that holds for
    every quote or only for those with an unnamed source or a legal flag. `proposed_first` marks the
    move that only quotes.corrections makes.
    """

    name: str
    label: str
    before: tuple[State, ...]
    after: State | None
    permission: str
    needs_note: bool = False
    note_label: str = "Note"
    other_than: str = ""
    always_other: bool = True
    proposed_first: bool = False

    def transitions(self) -> list[tuple[str, str]]:
        """Pairs of states this move leads between."""
        ends = (State.VERIFIED, State.PUBLISHED) if self.after is None else (self.after,)
        return [(start.value, end.value) for start in self.before for end in ends]


_TABLE = (
    Move("submit", "Submit", (State.CAPTURED,), State.SUBMITTED, "submit_quote"),
    Move(
        "send_back",
        "Send back",
        (State.SUBMITTED,),
        State.CAPTURED,
        "send_back_quote",
        needs_note=True,
        note_label="What needs mending",
    ),
    Move(
        "verify",
        "Verify",
        (State.SUBMITTED,),
        State.VERIFIED,
        "verify_quote",
        other_than="submit",
    ),
    Move(
        "publish",
        "Publish",
        (State.VERIFIED,),
        State.PUBLISHED,
        "publish_quote",
        other_than="verify",
        always_other=False,
    ),
    Move(
        "reject",
        "Reject",
        (State.CAPTURED, State.SUBMITTED),
        State.REJECTED,
        "reject_quote",
        needs_note=True,
        note_label="Reason",
    ),
    Move(
        "withhold",
        "Withhold",
        (State.VERIFIED, State.PUBLISHED),
        State.WITHHELD,
        "withhold_quote",
        needs_note=True,
        note_label="Reason",
    ),
    Move(
        "release",
        "Release",
        (State.WITHHELD,),
        None,
        "release_quote",
        needs_note=True,
        other_than="withhold",
    ),
    Move(
        "correct",
        "Correct",
        (State.PUBLISHED,),
        State.PUBLISHED,
        "approve_correction",
        proposed_first=True,
    ),
    Move(
        "retract",
        "Retract",
        (State.PUBLISHED, State.WITHHELD),
        State.RETRACTED,
        "retract_quote",
        needs_note=True,
        note_label="Reason, shown to the public",
    ),
    Move(
        "reopen",
        "Reopen",
        (State.REJECTED, State.RETRACTED),
        State.CAPTURED,
        "reopen_quote",
        needs_note=True,
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
