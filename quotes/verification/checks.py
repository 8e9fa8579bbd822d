"""Whether a person may make a move on a quote now, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from quotes.verification import telling
from quotes.verification.refusals import (
    FourEyes,
    IllegalMove,
    Incomplete,
    NotAllowed,
    Refusal,
    StaleQuote,
    UnknownQuestion,
)
from quotes.verification.states import (
    NOT_APPLICABLE,
    REASONS,
    AttributionBasis,
    Reason,
    VerificationBasis,
)
from quotes.verification.table import MOVES, TAKE_BACK, Move


@dataclass(frozen=True)
class Decision:
    """What a person says along with a move."""

    note: str = ""
    basis: str = ""
    answers: Mapping[str, bool | str] = field(default_factory=dict)
    reason: str = ""

    def reason_for(self, move: Move) -> str:
        """The typed reason that a move keeps: of one that takes none, none."""
        return (self.reason or Reason.OTHER) if move.takes_reason else ""


def check(quote: Any, move: Move, decision: Decision, *, by: Any) -> None:
    """Raise the first reason why this person may not make this move now."""
    if quote.state not in move.before:
        raise IllegalMove(
            f"A {quote.get_state_display().lower()} quote can't be handled by "
            f"“{move.label.lower()}”; that needs one that is "
            f"{_either(state.label.lower() for state in move.before)}.{_last_told(quote)}"
        )
    if move.name == TAKE_BACK:
        _check_taking_back(quote, by=by)
        return
    if not by.has_perm(f"quotes.{move.permission}"):
        raise NotAllowed(f"Your role does not include “{move.label.lower()}”.")
    if barred_by_four_eyes(move, quote, by=by):
        raise FourEyes(_four_eyes(move, quote, by=by))
    _check_why(move, decision)
    for needed in _NEEDS.get(move.name, ()):
        needed(quote, decision)


def _check_why(move: Move, decision: Decision) -> None:
    reason = decision.reason_for(move)
    if move.takes_reason and reason not in dict(REASONS):
        raise Incomplete(f"Choose a reason: {_either(dict(REASONS))}.", field="reason")
    if move.needs_note and reason in ("", Reason.OTHER) and not decision.note.strip():
        raise Incomplete(f"“{move.label}” needs a note: {move.note_label.lower()}.", field="note")


def _last_told(quote: Any) -> str:
    """What the last decision was, for somebody who comes too late."""
    last = last_review(quote)
    return f" This one was {telling.decision(last)}." if last else ""


def _check_taking_back(quote: Any, *, by: Any) -> None:
    """Raise unless this person made the last decision just now, and nothing has happened since."""
    last = last_review(quote)
    move = MOVES.get(last.move) if last else None
    if move is None or not move.may_be_taken_back:
        stands = f" This quote was {telling.decision(last)}, and that stands." if last else ""
        raise IllegalMove(f"There is nothing here to take back.{stands}")
    if last.by_id != by.pk:
        raise NotAllowed(
            f"This quote was {telling.decision(last)}; only who decided takes a decision back."
        )
    if not by.has_perm(f"quotes.{move.permission}"):
        raise NotAllowed(f"Your role does not include “{move.label.lower()}” any more.")
    if last.change_number != quote.change_number:
        raise StaleQuote("The quote has changed since you decided; that stands now.")
    if timezone.now() - last.at > timedelta(minutes=settings.TAKE_BACK_MINUTES):
        raise IllegalMove(
            f"A decision is taken back within {settings.TAKE_BACK_MINUTES} minutes; this quote was "
            f"{telling.decision(last)}."
        )


def last_review(quote: Any) -> Any:
    """The latest decision on a quote, or None."""
    return max(quote.reviews.all(), key=lambda review: review.pk, default=None)


_FOUR_EYES = {
    "verify": "You submitted this quote{back}; somebody else verifies it.",
    "publish": "You verified this quote{back}, and its source is unnamed or it is legally flagged; "
    "somebody else publishes it.",
    "release": "You withheld this quote; somebody else releases it.",
}


def _four_eyes(move: Move, quote: Any, *, by: Any) -> str:
    """Why this move is somebody else's: what this person made stands, or was taken back."""
    stands = any(stands and review.by_id == by.pk for review, stands in _made(quote, move))
    return _FOUR_EYES[move.name].format(back="" if stands else " and took it back")


def _needs_attribution(quote: Any, decision: Decision) -> None:
    if not quote.speaker_id and not quote.descriptor:
        raise Incomplete("Name the speaker, or describe one left unnamed.", field="speaker")
    if quote.speaker_id and quote.descriptor:
        raise Incomplete("Name the speaker or describe an unnamed one, not both.", field="speaker")
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
    items = quote.checklist()
    unknown = set(decision.answers) - {item.key for item in items}
    if unknown:
        raise UnknownQuestion(min(unknown))
    for item in items:
        if item.applies_to(quote, decision.basis):
            _check_answer(item, decision.answers.get(item.key))


def _check_answer(item: Any, answer: Any) -> None:
    """Raise unless a question is answered as it may be: True, or that it does not arise."""
    if answer is True or (answer == NOT_APPLICABLE and item.may_not_apply):
        return
    if answer == NOT_APPLICABLE:
        raise Incomplete(f"This always arises: {item.question}.", field="answers")
    if item.required:
        raise Incomplete(f"Not confirmed yet: {item.question}.", field="answers")
    if answer not in (None, False):
        raise Incomplete(f"Answer true, or leave it out: {item.question}.", field="answers")


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
    article = quote.article_as_it_stands()
    if article.publish_status != article.PublishStatus.USABLE:
        raise Incomplete("The source has withdrawn this article.", field="article")
    for subject, until in (("quote", quote.embargo_until), ("article", article.embargo_until)):
        if until and until > timezone.now():
            raise Incomplete(
                f"The {subject} is under embargo until {until:%-d %B %Y, %H:%M %Z}.",
                field="embargo_until",
            )


def _needs_words_of_its_own(quote: Any, decision: Decision) -> None:
    """A joined quote starts over once the quote it was joined into has given its words back."""
    last = last_review(quote)
    into = last.joined_into if last is not None else None
    if into is not None and into.shares_words_with(quote):
        raise IllegalMove(
            f"These words are part of quote {into.pk} now, into which this one was joined. "
            "Split that one, and they are a quote again."
        )


_NEEDS = {
    "reopen": (_needs_words_of_its_own,),
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
    return [move for move in MOVES.values() if not move.own_verb and _is_open(move, quote, person)]


def _is_open(move: Move, quote: Any, person: Any) -> bool:
    if quote.state not in move.before:
        return False
    if move.name == TAKE_BACK:
        return may_take_back(quote, by=person)
    may = person.has_perm(f"quotes.{move.permission}")
    return bool(may) and not barred_by_four_eyes(move, quote, by=person)


def may_take_back(quote: Any, *, by: Any) -> bool:
    """Whether this person may take the quote's last decision back now."""
    try:
        _check_taking_back(quote, by=by)
    except Refusal:
        return False
    return True


def barred_by_four_eyes(move: Move, quote: Any, *, by: Any) -> bool:
    """Whether this person made the earlier move that this one must be checked against."""
    if settings.SINGLE_EDITOR:
        return False
    return made_by_the_same_person(move, quote, by=by)


def made_by_the_same_person(move: Move, quote: Any, *, by: Any) -> bool:
    """Whether this person made the earlier move that this one checks, where that matters."""
    if not move.other_than or not (move.always_other or quote.needs_another_publisher):
        return False
    return by.pk in {review.by_id for review, _ in _made(quote, move)}


def _made(quote: Any, move: Move) -> list[tuple[Any, bool]]:
    """What must be by somebody else than who makes this move, the latest first; whether it stands.

    The last one that was not taken back, and also each since the last but one that was: taking a
    move back opens no way round four eyes.
    """
    made = sorted(quote.reviews.all(), key=lambda review: review.pk, reverse=True)
    taken_back = {review.takes_back_id for review in made}
    found: list[tuple[Any, bool]] = []
    for review in made:
        if review.move != move.other_than:
            continue
        stands = review.pk not in taken_back
        if stands and any(stood for _, stood in found):
            break
        found.append((review, stands))
    return found


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)
