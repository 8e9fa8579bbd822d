"""Corrections of published quotes: one person proposes, another approves, the public is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from quotes import attribution, refiling, verification
from quotes.models import Notice, Quote, Speaker
from quotes.verification import FourEyes, IllegalMove, Incomplete, NotAllowed, StaleQuote, State
from sources.refusal import Refusal

TOGETHER = (
    {"content", "kind"},
    {"said_on", "said_on_precision"},
    {"role_as_printed", "no_role_printed"},
    {"speaker", "descriptor", "anonymity_reason"},
)
"""Fields that mean something only together: a notice that tells of one tells of all of them."""

CORRECTABLE = tuple(
    name for name in attribution.AMENDABLE if name not in ("embargo_until", "legal_flag")
)
TYPES = (
    Notice.Type.UPDATE,
    Notice.Type.CLARIFICATION,
    Notice.Type.CORRECTION,
    Notice.Type.REFILE,
)
MUST_CHANGE = {
    Notice.Type.CORRECTION: "A correction changes something; this one does not.",
    Notice.Type.REFILE: "A refile mends a spelling or a mark; this one changes nothing.",
}


@transaction.atomic
def propose(
    quote: Quote,
    *,
    by: Any,
    type: str,
    changes: Mapping[str, Any],
    public_text: str,
    expected: int | None = None,
) -> Notice:
    """Propose a change to a published quote, with the words in which the public will read of it.

    An update or clarification may leave the quote as it is and only say something about it. A
    refile may mend spelling, marks and spacing only, and is not announced (see quotes.refiling).
    Raises NotAllowed, IllegalMove, StaleQuote, Incomplete or Refusal.
    """
    if not by.has_perm("quotes.propose_correction"):
        raise NotAllowed("Your role does not include proposing corrections.")
    locked: Quote = verification.lock(quote, expected=expected)
    _must_be_published(locked)
    _check_notice(type, public_text)
    before, position = _as_json(locked, changes), locked.position_id
    _correct(locked, changes)
    after = _as_json(locked, changes)
    _check_change(type, before, after, is_same_office=locked.position_id == position)
    try:
        with transaction.atomic():
            return locked.notices.create(
                type=type,
                before=before,
                after=after,
                public_text=public_text.strip(),
                proposed_by=by,
            )
    except IntegrityError as error:
        raise IllegalMove("A correction of this quote waits for approval already.") from error


def _check_change(
    type: str, before: dict[str, Any], after: dict[str, Any], *, is_same_office: bool
) -> None:
    if type in MUST_CHANGE and before == after:
        raise Incomplete(MUST_CHANGE[Notice.Type(type)], field="changes")
    if type == Notice.Type.REFILE:
        refiling.check(before, after, is_same_office=is_same_office)


def _check_notice(type: str, public_text: str) -> None:
    if type not in TYPES:
        raise Incomplete("Choose update, clarification, correction or refile.", field="type")
    if not public_text.strip():
        raise Incomplete("Write what the public will read.", field="public_text")


@transaction.atomic
def approve(notice: Notice, *, by: Any) -> None:
    """Carry out a proposed correction: the quote's next revision, its Review, its notice.

    Raises NotAllowed, FourEyes (the proposer can't approve), IllegalMove or Refusal.
    """
    quote, open_notice = _locked(notice)
    if not by.has_perm("quotes.approve_correction"):
        raise NotAllowed("Your role does not include approving corrections.")
    verification.respect(quote, by=by)
    alone = open_notice.proposed_by_id == by.pk
    if alone and not settings.SINGLE_EDITOR:
        raise FourEyes("You proposed this correction; somebody else approves it.")
    _must_be_published(quote)
    if _as_json(quote, open_notice.before) != open_notice.before:
        raise StaleQuote(
            "The quote has changed since this was proposed. Decline it, and propose it anew."
        )
    open_notice.approved_by, open_notice.decided_at = by, timezone.now()
    open_notice.revision = quote.revision + 1
    open_notice.single_editor = alone
    open_notice.save()
    quote.reviews.create(
        move="correct",
        from_state=quote.state,
        to_state=quote.state,
        by=by,
        note=open_notice.public_text,
        revision=open_notice.revision,
        single_editor=alone,
    )
    _correct(quote, _from_json(open_notice.after))
    quote.revision = open_notice.revision
    quote.single_editor = quote.single_editor or alone
    quote.save(update_fields=[*CORRECTABLE, "words", "position", "revision", "single_editor"])
    notice.refresh_from_db()


@transaction.atomic
def decline(notice: Notice, *, by: Any, reason: str) -> None:
    """Turn a proposed correction down; it stays on record with the reason.

    The proposer may withdraw a proposal of their own this way. It can be done in any state, for a
    quote may be withheld or retracted while a proposal waits.
    """
    quote, open_notice = _locked(notice)
    own = open_notice.proposed_by_id == by.pk
    if not own and not by.has_perm("quotes.approve_correction"):
        raise NotAllowed("Your role does not include declining corrections.")
    verification.respect(quote, by=by)
    if not reason.strip():
        raise Incomplete("Say why it is declined.", field="reason")
    open_notice.declined_by, open_notice.decided_at = by, timezone.now()
    open_notice.decline_reason = reason.strip()
    open_notice.save()
    notice.refresh_from_db()


def _locked(notice: Notice) -> tuple[Quote, Notice]:
    """The quote, then its open notice, locked in that order as everywhere."""
    quote: Quote = verification.lock(notice.quote)
    fresh = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if fresh.decided_at is not None:
        raise IllegalMove("This proposal has been decided already.")
    return quote, fresh


def _must_be_published(quote: Quote) -> None:
    if quote.state != State.PUBLISHED:
        state = quote.get_state_display().lower()
        raise IllegalMove(f"Corrections are for published quotes; this one is {state}.")


def _correct(quote: Quote, changes: Mapping[str, Any]) -> None:
    """Apply changes in memory; the result must still be fit to stand published."""
    unknown = set(changes) - set(CORRECTABLE)
    if unknown:
        raise Refusal(f"{min(unknown)!r} can't be corrected.", field=min(unknown))
    attribution.apply(quote, changes)
    verification.check_published(quote)
    attribution.validate(quote)


def _as_json(quote: Quote, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under change as they stand on the quote, with those that belong to them."""
    told = set(changes).union(*(group for group in TOGETHER if group & set(changes)))
    values = {name: _plain(getattr(quote, name)) for name in CORRECTABLE if name in told}
    return values | ({"words": quote.words} if "content" in told else {})


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return {"id": value.pk, "name": str(value)}
    return value.isoformat() if isinstance(value, date | datetime) else value


def _from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    changes = {name: value for name, value in values.items() if name in CORRECTABLE}
    if changes.get("speaker"):
        changes["speaker"] = Speaker.objects.get(pk=changes["speaker"]["id"])
    if changes.get("said_on"):
        changes["said_on"] = date.fromisoformat(changes["said_on"])
    return changes
