"""The life of a quote: its states, its moves, who may make them and what each needs.

One table, MOVES, feeds the verbs here, the triggers in the database, the desk's buttons, the API's
verbs and the desk guide. Nothing here knows the models; they meet it as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from sources.refusal import Refusal


class State(models.TextChoices):
    """Where a quote is in the workflow."""

    CAPTURED = "captured"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHHELD = "withheld"
    RETRACTED = "retracted"


class VerificationBasis(models.TextChoices):
    """What a checker held the quote against: how we know that they said it."""

    ARTICLE = "article", "Matched to the article"
    RECORDING = "recording", "Matched to a transcript or recording"
    SPEAKER = "speaker", "Confirmed with the speaker"


class AttributionBasis(models.TextChoices):
    """The terms on which a source spoke."""

    ON_RECORD = "on_record", "On the record"
    BACKGROUND = "background", "On background"
    DEEP_BACKGROUND = "deep_background", "On deep background"
    OFF_RECORD = "off_record", "Off the record"


CHECKLIST: Mapping[str, str] = {
    "exact_words": "The words are exactly those of the source",
    "context": "The words before and after do not change the meaning",
    "speaker": "The speaker is the right person, and the name is spelled right",
    "role": "The role is the one held on that day",
}


class IllegalMove(Refusal):
    """The table has no such move from the state the quote is in."""


class NotAllowed(Refusal):
    """This person may not make this move."""


class FourEyes(NotAllowed):
    """The move needs a person other than the one who made an earlier one."""


class StaleQuote(Refusal):
    """The quote has changed since the caller read it."""


class Incomplete(Refusal):
    """Something the move needs is missing; `field` says what."""


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

VOUCHED = (State.VERIFIED, State.PUBLISHED, State.WITHHELD, State.RETRACTED)

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


@dataclass(frozen=True)
class Decision:
    """What a person says along with a move."""

    note: str = ""
    basis: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)


def moves_open_to(person: Any, quote: Any) -> list[Move]:
    """The moves that this person may make on this quote now, in the table's order.

    `correct` is not among them: it starts with a proposal (see quotes.corrections).
    """
    return [
        move
        for move in _TABLE
        if not move.proposed_first
        and quote.state in move.before
        and person.has_perm(f"quotes.{move.permission}")
        and not barred_by_four_eyes(move, quote, by=person)
    ]


def barred_by_four_eyes(move: Move, quote: Any, *, by: Any) -> bool:
    """Whether this person made the earlier move that this one must be checked against."""
    if settings.SINGLE_EDITOR:
        return False
    return _made_by_the_same_person(move, quote, by=by)


def _made_by_the_same_person(move: Move, quote: Any, *, by: Any) -> bool:
    if not move.other_than or not (move.always_other or quote.needs_another_publisher):
        return False
    return last_maker(quote, move.other_than) == by.pk


def last_maker(quote: Any, move_name: str) -> int | None:
    """The id of the person who last made a move on a quote, or None."""
    made = [review for review in quote.reviews.all() if review.move == move_name]
    return max(made, key=lambda review: review.pk).by_id if made else None


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
) -> None:
    """Make a move in one transaction: lock, check, write the Review, then the state.

    `expected` is the quote's change_number as the caller last read it. Raises IllegalMove,
    NotAllowed, FourEyes, StaleQuote or Incomplete, and then changes nothing. `quote` is refreshed.
    """
    decision = decision or Decision()
    move = MOVES[name]
    if move.proposed_first:
        raise IllegalMove("A correction is proposed by one person and approved by another.")
    with transaction.atomic():
        locked = lock(quote, expected=expected)
        check(locked, move, decision, by=by)
        after = move.after or _state_before_withholding(locked)
        _record(locked, move, after, decision, by=by)
        _carry_out(locked, move, after, decision, by=by)
    quote.refresh_from_db()


def lock(quote: Any, *, expected: int | None = None) -> Any:
    """Take the row for this transaction; StaleQuote if it is not as the caller last read it."""
    locked = type(quote).objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if expected is not None and locked.change_number != expected:
        state = locked.get_state_display().lower()
        raise StaleQuote(
            f"This quote has changed since you opened it; it is now {state}. "
            "Look at it again before you decide.",
        )
    return locked


def check(quote: Any, move: Move, decision: Decision, *, by: Any) -> None:
    """Raise the first reason why this person may not make this move now."""
    if quote.state not in move.before:
        raise IllegalMove(
            f"A {quote.get_state_display().lower()} quote can't be handled by "
            f"“{move.label.lower()}”; that needs one that is "
            f"{_either(state.label.lower() for state in move.before)}."
        )
    if not by.has_perm(f"quotes.{move.permission}"):
        raise NotAllowed(f"Your role does not include “{move.label.lower()}”.")
    if barred_by_four_eyes(move, quote, by=by):
        raise FourEyes(_FOUR_EYES[move.name])
    if move.needs_note and not decision.note.strip():
        raise Incomplete(f"“{move.label}” needs a note: {move.note_label.lower()}.", field="note")
    for needed in _NEEDS.get(move.name, ()):
        needed(quote, decision)


_FOUR_EYES = {
    "verify": "You submitted this quote; somebody else verifies it.",
    "publish": "You verified this quote, and its source is unnamed or it is legally flagged; "
    "somebody else publishes it.",
    "release": "You withheld this quote; somebody else releases it.",
}


def _needs_attribution(quote: Any, decision: Decision) -> None:
    if bool(quote.speaker_id) == bool(quote.descriptor):
        raise Incomplete("Name the speaker, or describe an unnamed one; not both.", field="speaker")
    if not quote.role_as_printed and not quote.no_role_printed:
        raise Incomplete(
            "Give the role as printed, or say that the story prints none.", field="role_as_printed"
        )
    if quote.said_on is None:
        raise Incomplete("Say on which day, month or year it was said.", field="said_on")
    if not quote.attribution_basis:
        raise Incomplete(
            "Say on which basis the source spoke (on the record, on background, …).",
            field="attribution_basis",
        )


def _needs_checklist(quote: Any, decision: Decision) -> None:
    if decision.basis not in VerificationBasis.values:
        raise Incomplete("Say what you matched the quote against.", field="basis")
    unknown = set(decision.answers) - set(CHECKLIST)
    if unknown:
        raise Incomplete(f"Unknown checklist item: {min(unknown)}.", field="answers")
    for item, question in CHECKLIST.items():
        if decision.answers.get(item) is not True:
            raise Incomplete(f"Not confirmed yet: {question}.", field="answers")


def _needs_confirmed_speaker(quote: Any, decision: Decision) -> None:
    if quote.speaker_id and not quote.speaker.is_confirmed:
        raise Incomplete(
            f"{quote.speaker} is only proposed. Confirm the speaker first.", field="speaker"
        )


def _needs_publishable_terms(quote: Any, decision: Decision) -> None:
    on_record = quote.attribution_basis == AttributionBasis.ON_RECORD
    unnamed_on_background = (
        quote.attribution_basis == AttributionBasis.BACKGROUND and quote.descriptor
    )
    if not (on_record or unnamed_on_background):
        raise Incomplete(
            "Only what was said on the record, or on background by a source that stays unnamed, "
            "is published.",
            field="attribution_basis",
        )


def _needs_open_source(quote: Any, decision: Decision) -> None:
    article = quote.version.article
    if article.publish_status != article.PublishStatus.USABLE:
        raise Incomplete("The source has withdrawn this article.", field="article")
    for subject, until in (("quote", quote.embargo_until), ("article", article.embargo_until)):
        if until and until > timezone.now():
            raise Incomplete(
                f"The {subject} is under embargo until {until:%-d %B %Y, %H:%M %Z}.",
                field="embargo_until",
            )


_NEEDS = {
    "submit": (_needs_attribution,),
    "verify": (_needs_checklist, _needs_confirmed_speaker),
    "publish": (_needs_publishable_terms, _needs_open_source),
}


def check_published(quote: Any) -> None:
    """Raise Incomplete when a quote, as it stands in memory, is not fit to be published."""
    for needed in (_needs_attribution, _needs_confirmed_speaker, _needs_publishable_terms):
        needed(quote, Decision())


def _state_before_withholding(quote: Any) -> State:
    """Where the last withholding took the quote from."""
    return State(quote.reviews.filter(move="withhold").latest("pk").from_state)


def _record(quote: Any, move: Move, after: State, decision: Decision, *, by: Any) -> None:
    alone = _made_by_the_same_person(move, quote, by=by)
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


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)
