"""The verbs of the vault: record, open, share, take back, destroy; each leaves its row in the log.

Opening, sharing, taking back and destroying are for the people named for the entry, who give their
password again each time. Being an administrator opens nothing. What was refused is logged too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from quotes import verification
from quotes.models import Quote
from quotes.verification import name_of
from sources.refusal import NotAllowed, Refusal
from vault import contents, keys
from vault.contents import Identity
from vault.models import Access, Entry, Keyholder
from vault.register import holds, is_staff, may_record
from vault.sealing import Unreadable

Done = TypeVar("Done")

TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)


class WrongPassword(NotAllowed):
    """The password given again was not this person's."""


@sensitive_variables("identity", "note", "told")
def record(
    quote: Quote,
    *,
    identity: str,
    by: Any,
    note: str = "",
    open_to: Iterable[Any] = (),
    whence: str = "",
) -> Entry:
    """Seal who the unnamed source of a quote is; the recorder and the people named may open it.

    Raises NotAllowed, keys.Closed or Refusal; nothing is kept then.
    """
    if not may_record(by):
        raise NotAllowed("Your role does not include recording who a source is.")
    told = contents.tidy(identity, note)
    people = {by.pk: by} | {person.pk: _entitled(person) for person in open_to}
    key = keys.newest(keys.ring(is_new=not Entry.objects.standing().exists()))
    with transaction.atomic():
        _must_be_unnamed(verification.lock(quote))
        if Entry.objects.standing().filter(quote=quote).exists():
            raise Refusal("An identity is on record for this quote already.", field="identity")
        entry = Entry(quote=quote, recorded_by=by)
        contents.put(entry, told, people=people, key=key)
        entry.save(force_insert=True)
        _log(entry, Access.Deed.RECORDED, by=by, whence=whence)
        for person in people.values():
            Keyholder.objects.create(entry=entry, person=person)
            if person.pk != by.pk:
                _log(entry, Access.Deed.SHARED, by=by, whence=whence, person=person)
    return entry


@sensitive_variables()
def open(entry: Entry, *, by: Any, password: str, reason: str, whence: str = "") -> Identity:
    """Who the source is. The log's row is committed before anything is given out.

    Raises NotAllowed, Unreadable, keys.Closed or Refusal, which is logged as well.
    """

    @sensitive_variables()
    def opened(locked: Entry) -> Identity:
        told = contents.read(locked)
        why = contents.reason_without_name(reason, told)
        _log(locked, Access.Deed.OPENED, by=by, whence=whence, why=why)
        return told

    return _attempt(entry, "open", opened, by=by, password=password, whence=whence)


@sensitive_variables("password")
def share(entry: Entry, *, with_: Any, by: Any, password: str, whence: str = "") -> None:
    """Let one more person open an entry; it is sealed anew with that person's name in the list."""

    def shared(locked: Entry) -> None:
        people = contents.people_of(locked)
        if with_.pk in people:
            raise Refusal(f"{name_of(with_)} may open this already.", field="person")
        _log(locked, Access.Deed.SHARED, by=by, whence=whence, person=_entitled(with_))
        contents.reseal(locked, people={*people, with_.pk})
        Keyholder.objects.create(entry=locked, person=with_)

    _attempt(entry, "share", shared, by=by, password=password, whence=whence)


@sensitive_variables("password")
def unshare(entry: Entry, *, person: Any, by: Any, password: str, whence: str = "") -> None:
    """Let somebody open an entry no more: the recorder anybody, everybody else themselves."""

    def unshared(locked: Entry) -> None:
        people = contents.people_of(locked)
        if person.pk not in people:
            raise Refusal(f"{name_of(person)} may not open this anyway.", field="person")
        if by.pk not in (locked.recorded_by_id, person.pk):
            raise NotAllowed("Only who recorded it takes it back from others.")
        if len(people) == 1:
            raise Refusal(
                "Nobody could open this any more. Name somebody else first, or destroy it.",
                field="person",
            )
        _log(locked, Access.Deed.UNSHARED, by=by, whence=whence, person=person)
        contents.reseal(locked, people=people - {person.pk})
        locked.keyholders.filter(person=person).delete()

    _attempt(entry, "take back", unshared, by=by, password=password, whence=whence)


@sensitive_variables("password", "told")
def destroy(entry: Entry, *, by: Any, password: str, reason: str, whence: str = "") -> None:
    """Destroy what is sealed, for good; the log stays. It needs no key: a key may be lost."""

    def destroyed(locked: Entry) -> None:
        try:
            told = contents.read(locked)
        except (Unreadable, keys.Closed):
            told = Identity("")
        why = contents.reason_without_name(reason, told)
        _log(locked, Access.Deed.DESTROYED, by=by, whence=whence, why=why)
        locked.sealed, locked.destroyed_at = None, timezone.now()
        locked.save(update_fields=["sealed", "destroyed_at"])

    _attempt(entry, "destroy", destroyed, by=by, password=password, whence=whence)


@sensitive_variables()
def _attempt(
    entry: Entry,
    deed: str,
    do: Callable[[Entry], Done],
    *,
    by: Any,
    password: str,
    whence: str,
) -> Done:
    """Do it, or log that it was refused; either way the log is committed before we answer."""
    with transaction.atomic(durable=True):
        locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        try:
            with transaction.atomic():
                _must_hold(locked, by)
                _must_be(by, password)
                return do(locked)
        except Refusal as refusal:
            wrong = isinstance(refusal, WrongPassword)
            kind = Access.Deed.WRONG_PASSWORD if wrong else Access.Deed.REFUSED
            why = f"Asked to {deed}. {refusal.message}"[: contents.LONGEST_REASON]
            _log(locked, kind, by=by, whence=whence, why=why)
            refused = refusal
    raise refused


def _must_hold(entry: Entry, by: Any) -> None:
    if not holds(entry, by):
        raise NotAllowed("You are not among the people who may open this.")
    if entry.destroyed_at:
        raise Refusal("What was sealed here was destroyed.")


@sensitive_variables("password")
def _must_be(by: Any, password: str) -> None:
    """Make sure that it is this person who sits there, and not who found the screen unlocked."""
    lately = Access.objects.filter(
        by=by, deed=Access.Deed.WRONG_PASSWORD, at__gt=timezone.now() - TRIES_WITHIN
    )
    if lately.count() >= TRIES:
        raise NotAllowed("Too many wrong passwords. Try again in a quarter of an hour.")
    if not by.has_usable_password():
        raise NotAllowed("Your account has no password of its own here; ask for one to be set.")
    if not by.check_password(password):
        raise WrongPassword("This is not your password.", field="password")


def _must_be_unnamed(quote: Quote) -> None:
    if quote.speaker_id or not quote.descriptor:
        raise Refusal("The vault is for sources that a quote describes and does not name.")


def _entitled(person: Any) -> Any:
    if not is_staff(person) or not person.has_perm("quotes.view_quote"):
        raise Refusal(f"{name_of(person)} is not active staff who may see quotes.", field="person")
    return person


def _log(
    entry: Entry,
    deed: Access.Deed,
    *,
    by: Any,
    whence: str,
    person: Any = None,
    why: str = "",
) -> None:
    Access.objects.create(
        entry=entry, deed=deed, by=by, whence=whence[:100], person=person, why=why
    )
