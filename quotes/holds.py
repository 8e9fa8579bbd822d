"""Who works on what: the verbs by which a quote is taken, handed over and given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from quotes import verification
from quotes.models import Hold, Quote
from quotes.verification import TAKE_BACK, NotAllowed, State, name_of
from quotes.verification.holds import current, lasting, refuse_unless_own
from sources.refusal import Refusal

NOTHING_TO_DO = "There is nothing that {who} may do with this quote now."


def colleagues() -> list[tuple[str, str]]:
    """Who is on the staff, by user name and full name, for a form to suggest."""
    staff = _staff().order_by("username")[:300]
    return [(one.get_username(), one.get_full_name()) for one in staff]


def colleague(username: str) -> Any:
    """An active member of the staff, or None."""
    return _staff().filter(username=username.replace("\0", "").strip()).first()


def _staff() -> QuerySet[Any]:
    return get_user_model().objects.filter(is_active=True, is_staff=True)


def has_work(person: Any, quote: Quote) -> bool:
    """Whether somebody could do anything with a quote as it stands."""
    if any(move.name != TAKE_BACK for move in verification.moves_open_to(person, quote)):
        return True
    other = {State.CAPTURED: "change_quote", State.PUBLISHED: "propose_correction"}
    return quote.state in other and bool(
        person.has_perm(f"quotes.{other[State(quote.state)]}")
        or (quote.state == State.PUBLISHED and person.has_perm("quotes.approve_correction"))
    )


def take(quote: Quote, *, by: Any, expected: int | None = None) -> Hold:
    """Take a quote that nobody else holds; taken again, the time starts anew.

    Raises NotAllowed, Held or StaleQuote.
    """
    with transaction.atomic():
        locked = verification.lock(quote, expected=expected)
        _must_have_work(by, locked, by=by)
        held = current(locked)
        if held is not None:
            refuse_unless_own(held, by=by)
        return _hold(locked, by, came=Hold.Came.TAKEN, came_from=None)


def take_over(quote: Quote, *, by: Any, expected: int | None = None) -> Hold:
    """Take a quote from whoever holds it, on record."""
    if not by.has_perm("quotes.take_over_hold"):
        raise NotAllowed("Your role does not include taking over. Ask for it to be handed over.")
    with transaction.atomic():
        locked = verification.lock(quote, expected=expected)
        _must_have_work(by, locked, by=by)
        held = current(locked)
        if held is None or held.holder_id == by.pk:
            return take(quote, by=by)
        return _hold(locked, by, came=Hold.Came.TAKEN_OVER, came_from=held.holder)


def hand_over(quote: Quote, *, to: Any, by: Any, expected: int | None = None) -> Hold:
    """Give a quote to somebody who may do something with it; they find it among what they hold.

    Whoever holds it may, and for what nobody holds, whoever could take it.
    """
    with transaction.atomic():
        locked = verification.lock(quote, expected=expected)
        held = current(locked)
        if held is not None and not by.has_perm("quotes.take_over_hold"):
            refuse_unless_own(held, by=by)
        if held is None:
            _must_have_work(by, locked, by=by)
        _must_have_work(to, locked, by=by)
        if to.pk == by.pk:
            raise Refusal("It is for somebody else that you hand it over.", field="to")
        return _hold(locked, to, came=Hold.Came.HANDED_OVER, came_from=by)


def give_back(quote: Quote, *, by: Any, expected: int | None = None) -> None:
    """Let go of a quote; it waits in its queues for anybody. Held by nobody, it is so already."""
    with transaction.atomic():
        locked = verification.lock(quote, expected=expected)
        held = current(locked)
        if held is not None:
            refuse_unless_own(held, by=by)
            held.delete()


def take_all(quotes: Sequence[Quote], *, by: Any) -> tuple[int, list[str]]:
    """Take several, such as those of one story; how many, and why not the others."""
    taken, refused = 0, []
    for quote in sorted(quotes, key=lambda quote: quote.pk):
        try:
            take(quote, by=by)
        except Refusal as refusal:
            refused.append(refusal.message)
        else:
            taken += 1
    return taken, refused


def _must_have_work(person: Any, quote: Quote, *, by: Any) -> None:
    if not person.is_active or not person.is_staff or not has_work(person, quote):
        who = "you" if person.pk == by.pk else name_of(person)
        raise NotAllowed(NOTHING_TO_DO.format(who=who), field="" if who == "you" else "to")


def _hold(quote: Quote, holder: Any, *, came: str, came_from: Any) -> Hold:
    """Write the hold of a quote that is locked, over one that has run out or changes hands."""
    now = timezone.now()
    values = {
        "holder": holder,
        "since": now,
        "until": now + lasting(),
        "came": came,
        "came_from": came_from,
    }
    return Hold.objects.update_or_create(quote=quote, defaults=values)[0]
