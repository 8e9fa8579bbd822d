"""Who did what to a quote, and when, in the few words that the loser of a race reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from quotes.verification.table import MOVES


def last_change(quote: Any, *, since: int) -> str:
    """What happened to a quote after a change number: “verified by Ana Bell at 14:03”."""
    review = quote.reviews.select_related("by").order_by("-pk").first()
    if review is not None and (review.change_number or 0) > since:
        return decision(review)
    return _edit(quote)


def decision(review: Any) -> str:
    """A move that was made: “sent back by Ana Bell at 14:03”."""
    made = MOVES[review.move].past.lower() if review.move in MOVES else review.move
    return f"{made} by {name_of(review.by)} {moment(review.at)}"


def _edit(quote: Any) -> str:
    """The latest change that was no move, as the history has it."""
    events = type(quote).pgh_event_model.objects.filter(pgh_obj=quote.pk)
    event = events.select_related("pgh_context").order_by("-pgh_id").first()
    if event is None:
        return "edited"
    known = (event.pgh_context.metadata if event.pgh_context else {}).get("user")
    person = get_user_model().objects.filter(pk=known).first() if known else None
    by = f" by {name_of(person)}" if person else ""
    return f"edited{by} {moment(event.pgh_created_at)}"


def name_of(person: Any) -> str:
    """A person's name as colleagues read it."""
    return str(person.get_full_name() or person.get_username())


def moment(at: datetime) -> str:
    """A time of today by the clock, an earlier one with its day."""
    local, today = timezone.localtime(at), timezone.localdate()
    if local.date() == today:
        return f"at {local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"on {local.day} {local:%B}{year} at {local:%H:%M}"
