"""Who holds a quote is asked before anybody else decides on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from quotes.verification.telling import name_of
from sources.refusal import Refusal

NEVER_WAITS = frozenset({"withhold", "retract"})
"""Moves that protect the public: no hold stops them."""


class Held(Refusal):
    """Somebody else holds the quote now."""


def lasting() -> timedelta:
    """How long a hold lasts from when it is taken, or last worked under."""
    return timedelta(minutes=settings.HOLD_MINUTES)


def current(quote: Any) -> Any:
    """The hold on a quote that has not run out, or None; one query."""
    return quote.holds.current().select_related("holder").first()


def respect(quote: Any, *, by: Any) -> None:
    """Refuse this person what somebody else holds; their own holds on the story last on.

    Called by whatever changes a quote, once its row is locked. Raises Held.
    """
    hold = current(quote)
    if hold is None:
        return
    refuse_unless_own(hold, by=by)
    _renew(hold, version=quote.version_id)


def settle(quote: Any, move: str, *, by: Any) -> None:
    """The same before a move, which ends the hold: the next step may be somebody else's."""
    hold = current(quote)
    if hold is None:
        return
    if move not in NEVER_WAITS:
        refuse_unless_own(hold, by=by)
    hold.delete()


def refuse_unless_own(hold: Any, *, by: Any) -> None:
    """Raise Held if it is somebody else's, with what this person can do about it."""
    if hold.holder_id == by.pk:
        return
    or_else = ", or take it over" if by.has_perm("quotes.take_over_hold") else ""
    raise Held(
        f"{name_of(hold.holder)} holds this quote until {_clock(hold.until)}. "
        f"Ask them to hand it over{or_else}."
    )


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _renew(hold: Any, *, version: int) -> None:
    """Once half of the time is gone; not at every stroke, since history keeps each change."""
    now = timezone.now()
    if hold.until - now < lasting() / 2:
        kin = type(hold).objects.current().of(hold.holder_id)
        kin.filter(quote__version=version).update(until=now + lasting())
