"""The verb that parts one speaker's quotes in two, where some turn out to be a namesake's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction

from quotes import attribution, corrections, verification
from quotes.merging.distinctions import LONGEST_REASON, tell_apart
from quotes.merging.mergers import check_person, check_reason
from quotes.models import Notice, Quote, Speaker
from quotes.verification import IllegalMove, Incomplete, State
from sources.refusal import Refusal

LARGEST = 500
"""How many quotes one call parts at most."""

MOVED, SENT_BACK, PROPOSED, REFUSED = "moved", "sent back and moved", "proposed", "refused"
OUTCOMES = (MOVED, SENT_BACK, PROPOSED, REFUSED)

_REMEDIES = {
    State.VERIFIED: "Verified: publish it and correct it then, or withhold it.",
    State.WITHHELD: "Withheld: release it and correct it then, or retract it.",
    State.REJECTED: "Rejected: reopen it if it is to be a quote of the other's.",
    State.RETRACTED: "Retracted: reopen it if it is to be a quote of the other's.",
}


@dataclass(frozen=True)
class Part:
    """What came of one quote: moved, sent back and moved, proposed or refused; and why."""

    quote: Quote
    outcome: str
    note: str


@dataclass(frozen=True)
class Split:
    """What came of all of them, or would; a new speaker of a dry run has no entry."""

    speaker: Speaker
    other: Speaker
    parts: list[Part]
    is_dry_run: bool

    def count(self, outcome: str) -> int:
        """How many had an outcome."""
        return sum(part.outcome == outcome for part in self.parts)


def split(
    speaker: Speaker,
    *,
    quotes: Sequence[int],
    by: Any,
    reason: str,
    other: Speaker | None = None,
    new_name: str = "",
    public_text: str = "",
    dry_run: bool = False,
) -> Split:
    """Give some quotes of a speaker to another, or to a new entry, and remember that they are two.

    A captured quote moves. A submitted one is sent back and moves. For a published one the change
    is proposed as a correction, which somebody else approves. The rest is refused, each with the
    remedy. A dry run does all of it and takes it back. Raises NotAllowed, Incomplete or Refusal.
    """
    check_person(by)
    said = check_reason(reason)
    _check_choice(quotes, other, new_name)
    with transaction.atomic(), pghistory.context(user=by.pk, split=speaker.pk, reason=said):
        to = other or _new(new_name, speaker.kind, by=by)
        _check_pair(speaker, to)
        tell_apart(speaker, to, by=by, reason=said[:LONGEST_REASON])
        text = public_text.strip() or _told(speaker, to)
        parts = [
            _part(quote, to, by=by, reason=said, public_text=text)
            for quote in _chosen(speaker, quotes)
        ]
        transaction.set_rollback(dry_run)
    return Split(speaker, to, parts, dry_run)


def _check_choice(quotes: Sequence[int], other: Speaker | None, new_name: str) -> None:
    if not 1 <= len(quotes) <= LARGEST:
        raise Incomplete(f"Choose between one and {LARGEST} quotes.", field="quotes")
    if (other is None) == (not new_name.strip()):
        raise Incomplete("Choose the other speaker, or name a new one; not both.", field="other")


def _new(name: str, kind: str, *, by: Any) -> Speaker:
    """A new entry; whoever may confirm speakers vouches for it by parting the two."""
    made = attribution.propose_speaker(name, kind)
    if by.has_perm("quotes.confirm_speaker"):
        attribution.confirm_speaker(made, by=by)
    return made


def _check_pair(speaker: Speaker, other: Speaker) -> None:
    if speaker.pk == other.pk:
        raise Refusal("Choose a speaker other than this one.", field="other")
    for one in (speaker, other):
        if one.merged_into:
            raise IllegalMove(f"{one} was merged into {one.merged_into}.", field="other")
    if speaker.kind != other.kind:
        raise Refusal("One is a person and the other an organisation.", field="other")


def _told(speaker: Speaker, other: Speaker) -> str:
    if speaker.name == other.name:
        return f"These words were attributed to another {speaker}."
    return f"These words were attributed to {speaker}; they are by {other}."


def _chosen(speaker: Speaker, ids: Iterable[int]) -> list[Quote]:
    """The quotes in the order of locking them; Refusal for one that is not the speaker's."""
    wanted = set(ids)
    own = Quote.objects.by_speaker(speaker).filter(pk__in=wanted)
    found = list(own.select_related("version__article__outlet", "speaker").order_by("pk"))
    stray = wanted - {quote.pk for quote in found}
    if stray:
        raise Refusal(f"Quote {min(stray)} is not one of {speaker}’s.", field="quotes")
    return found


def _part(quote: Quote, to: Speaker, *, by: Any, reason: str, public_text: str) -> Part:
    """One quote by the verb that its state asks for; a refusal takes back that quote alone."""
    try:
        with transaction.atomic():
            if quote.state == State.CAPTURED:
                _move(quote, to)
                return Part(quote, MOVED, "")
            if quote.state == State.SUBMITTED:
                verification.send_back(quote, by=by, note=reason)
                _move(quote, to)
                return Part(quote, SENT_BACK, "It is captured again, for somebody to submit.")
            if quote.state == State.PUBLISHED:
                corrections.propose(
                    quote,
                    by=by,
                    type=Notice.Type.CORRECTION,
                    changes={"speaker": to},
                    public_text=public_text,
                )
                return Part(quote, PROPOSED, "Somebody else approves the correction.")
    except Refusal as refusal:
        return Part(quote, REFUSED, refusal.message)
    return Part(quote, REFUSED, _REMEDIES[State(quote.state)])


def _move(quote: Quote, to: Speaker) -> None:
    locked: Quote = verification.lock(quote)
    if not locked.is_editable:
        raise verification.StaleQuote("Somebody changed this quote meanwhile; look at it again.")
    attribution.apply(locked, {"speaker": to})
    attribution.save(locked)
