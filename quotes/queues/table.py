"""The table of queues: what is in each, who can do something about it, and since when it waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from quotes.models import Comparison, Hold, Notice, Quote, Review
from quotes.queues import waiting
from quotes.verification import State

Rows = QuerySet[Quote]
OPEN, OWN, ALL = "open", "own", "all"


@dataclass(frozen=True)
class Queue:
    """One queue. `open_to` keeps what a person can see to, `own` what waits for others because of
    what they did themselves; `since` says from when a row waits, `why` what was said about it.
    """

    name: str
    title: str
    about: str
    rows: Callable[[Any], Rows]
    open_to: Callable[[Rows, Any], Rows]
    since: Combinable
    own: Callable[[Rows, Any], Rows] | None = None
    own_label: str = ""
    why: Combinable | None = None
    urgent_by: Combinable | None = None

    def scoped(self, scope: str, by: Any, rows: Rows | None = None) -> Rows:
        """The rows of a scope: open to this person, their own that wait for others, or all."""
        found = self.rows(by) if rows is None else rows
        if scope == OPEN:
            return self.open_to(found, by)
        if scope == OWN:
            return self.own(found, by) if self.own else found.none()
        return found

    def scopes(self) -> list[tuple[str, str]]:
        """What may be shown, with words for it."""
        own = [(OWN, self.own_label)] if self.own else []
        return [(OPEN, "For you"), *own, (ALL, "All")]


def _last(field: str, **which: Any) -> Subquery:
    """A field of a quote's latest review, or of its latest of one move."""
    made = Review.objects.filter(quote=OuterRef("pk"), **which).order_by("-pk")
    return Subquery(made.values(field)[:1])


def _for(*permissions: str) -> Callable[[Rows, Any], Rows]:
    """Open to whoever holds one of these permissions."""

    def keep(rows: Rows, by: Any) -> Rows:
        return rows if any(by.has_perm(f"quotes.{name}") for name in permissions) else rows.none()

    return keep


def _by_another(permission: str, move: str) -> Callable[[Rows, Any], Rows]:
    """Open to whoever holds the permission, unless they made that move themselves."""

    def keep(rows: Rows, by: Any) -> Rows:
        if not by.has_perm(f"quotes.{permission}"):
            return rows.none()
        if settings.SINGLE_EDITOR:
            return rows
        return rows.exclude(_had_a_hand(move, by))

    return keep


def _kept_from(move: str) -> Callable[[Rows, Any], Rows]:
    """What waits for somebody else, because of that move of this person's."""
    return lambda rows, by: rows.filter(_had_a_hand(move, by))


def _had_a_hand(move: str, by: Any) -> Exists:
    """Whether four eyes keep this person from the next move, as `verification` counts it: their
    move stands last, or was taken back since the one that stood before."""
    made = Review.objects.filter(quote=OuterRef("pk"), move=move)
    standing = Review.objects.filter(quote=OuterRef("quote"), move=move, taken_back_by=None)
    before_last = Subquery(standing.order_by("-pk").values("pk")[1:2])
    return Exists(made.filter(by=by.pk, pk__gt=Coalesce(before_last, 0)))


def _made_by(move: str) -> Callable[[Rows, Any], Rows]:
    return lambda rows, by: rows.alias(maker=_last("by", move=move)).filter(maker=by.pk)


def _to_release(rows: Rows, by: Any) -> Rows:
    """A standards editor may retract whatever is withheld, whoever withheld it."""
    if by.has_perm("quotes.retract_quote"):
        return rows
    return _by_another("release_quote", "withhold")(rows, by)


def _to_approve(rows: Rows, by: Any) -> Rows:
    if not by.has_perm("quotes.approve_correction"):
        return rows.none()
    return rows if settings.SINGLE_EDITOR else rows.exclude(pk__in=waiting.proposed_by(by))


def _all(rows: Rows, by: Any) -> Rows:
    return rows


_ANY_WORK = (
    *("change_quote", "submit_quote", "verify_quote", "publish_quote", "withhold_quote"),
    "propose_correction",
)
_LAST_MOVE_AT, _LAST_NOTE = _last("at"), _last("note")
_PROPOSED = Notice.objects.filter(quote=OuterRef("pk"), decided_at__isnull=True)

_TABLE = (
    Queue(
        "captured",
        "Captured, needs a person",
        "The engine or a colleague found these; nobody has vouched for who said them.",
        rows=lambda by: Quote.objects.filter(state=State.CAPTURED),
        open_to=_for("change_quote", "submit_quote", "reject_quote"),
        since=F("captured_at"),
    ),
    Queue(
        "submitted",
        "Submitted, waiting for a second person",
        "Somebody vouched for these; somebody else verifies them.",
        rows=lambda by: Quote.objects.filter(state=State.SUBMITTED),
        open_to=_by_another("verify_quote", "submit"),
        own=_kept_from("submit"),
        own_label="Submitted by you",
        since=_LAST_MOVE_AT,
    ),
    Queue(
        "sent-back",
        "Sent back to me",
        "A checker returned what you submitted, and says what needs mending.",
        rows=lambda by: (
            waiting.sent_back().alias(last_move=_last("move")).filter(last_move="send_back")
        ),
        open_to=_made_by("submit"),
        since=_LAST_MOVE_AT,
        why=_LAST_NOTE,
    ),
    Queue(
        "source-changed",
        "Source changed",
        "The newest wording of the story does not have these words any more.",
        rows=lambda by: waiting.source_changed(),
        open_to=_for(*_ANY_WORK),
        since=Subquery(Comparison.objects.filter(quote=OuterRef("pk")).values("at")[:1]),
    ),
    Queue(
        "corrections",
        "Corrections waiting for approval",
        "Proposed changes of published quotes; a person other than the proposer decides.",
        rows=lambda by: waiting.to_be_corrected(),
        open_to=_to_approve,
        own=lambda rows, by: rows.filter(pk__in=waiting.proposed_by(by)),
        own_label="Proposed by you",
        since=Subquery(_PROPOSED.values("proposed_at")[:1]),
        why=Subquery(_PROPOSED.values("public_text")[:1]),
    ),
    Queue(
        "embargo",
        "Embargo lifting today",
        "Their last embargo ends before midnight, newsroom time.",
        rows=lambda by: waiting.lifting_today(),
        open_to=_for(*_ANY_WORK),
        since=F("captured_at"),
        urgent_by=waiting.LIFTS_AT,
    ),
    Queue(
        "withheld",
        "Withheld",
        "Hidden from the public until somebody else releases them, or they are retracted.",
        rows=lambda by: Quote.objects.filter(state=State.WITHHELD),
        open_to=_to_release,
        own=_kept_from("withhold"),
        own_label="Withheld by you",
        since=_LAST_MOVE_AT,
        why=_LAST_NOTE,
    ),
    Queue(
        "mine",
        "Held by me",
        "What you took, and what was handed over to you.",
        rows=lambda by: waiting.held_by(by),
        open_to=_all,
        since=Subquery(Hold.objects.filter(quote=OuterRef("pk")).values("since")[:1]),
    ),
)
QUEUES: Mapping[str, Queue] = {queue.name: queue for queue in _TABLE}
"""By name, in the order in which the overview shows them."""
