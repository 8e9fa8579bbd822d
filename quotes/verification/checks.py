"""Whether a person may make a move on a quote now, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from quotes.verification.refusals import FourEyes, IllegalMove, Incomplete, NotAllowed
from quotes.verification.states import CHECKLIST, AttributionBasis, VerificationBasis
from quotes.verification.table import MOVES, Move


@dataclass(frozen=True)
class Decision:
    """What a person says along with a move."""

    note: str = ""
    basis: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)


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


def moves_open_to(person: Any, quote: Any) -> list[Move]:
    """The moves that this person may make on this quote now, in the table's order.

    `correct` is not among them: it starts with a proposal (see quotes.corrections).
    """
    return [
        move
        for move in MOVES.values()
        if not move.proposed_first
        and quote.state in move.before
        and person.has_perm(f"quotes.{move.permission}")
        and not barred_by_four_eyes(move, quote, by=person)
    ]


def barred_by_four_eyes(move: Move, quote: Any, *, by: Any) -> bool:
    """Whether this person made the earlier move that this one must be checked against."""
    if settings.SINGLE_EDITOR:
        return False
    return made_by_the_same_person(move, quote, by=by)


def made_by_the_same_person(move: Move, quote: Any, *, by: Any) -> bool:
    """Whether this person made the earlier move that this one checks, where that matters."""
    if not move.other_than or not (move.always_other or quote.needs_another_publisher):
        return False
    return last_maker(quote, move.other_than) == by.pk


def last_maker(quote: Any, move_name: str) -> int | None:
    """The id of the person who last made a move on a quote, or None."""
    made = [review for review in quote.reviews.all() if review.move == move_name]
    return max(made, key=lambda review: review.pk).by_id if made else None


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)
