"""What a follower does: ask, confirm, change, start again, stop; and what is forgotten of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone

from alerts.digests import next_time, write
from alerts.following import Followed, newest_change
from alerts.letters import followed
from alerts.models import Knock, Letter, Subscription
from alerts.models.subscriptions import Frequency
from alerts.senders import hash_of_mail, hash_of_network
from alerts.tokens import LIFE, BadToken, Purpose, read
from quotes.verification import Incomplete
from sources.refusal import Refusal

A_DAY = timedelta(days=1)
LIMITS = ((timedelta(hours=1), 10), (A_DAY, 30))
"""How often the form is taken from one network address."""

LETTERS_A_DAY = 3
"""How many letters somebody gets in a day because a form was sent, whoever sent it."""

MOST_FOLLOWED = 50
LETTERS_KEPT = timedelta(days=90)


class TooMany(Refusal):
    """More forms from one network address than are taken."""


class Gone(Refusal):
    """A link that has expired, or whose alerts were stopped."""


@transaction.atomic
def ask(what: Followed, *, email: str, frequency: str, address: str) -> None:
    """Ask for alerts; a letter asks to confirm. Raises Incomplete or TooMany.

    Whoever asks can't tell whether the address is known: all that differs is in the letter.
    """
    email = _checked(email)
    if frequency not in Frequency.values:
        raise Incomplete("Choose at once, daily or weekly.", field="frequency")
    slow_down(address)
    hashed = hash_of_mail(email)
    _one_at_a_time(f"alerts for {hashed}")
    mine = Subscription.objects.of(hashed)
    known = mine.filter(query=what.query, title=what.title, organisation=what.organisation).first()
    if _has_had_enough(hashed) or (known is None and mine.count() >= MOST_FOLLOWED):
        return
    if known is None:
        known = Subscription.objects.create(
            email=email,
            address_hash=hashed,
            query=what.query,
            title=what.title,
            organisation=what.organisation,
            frequency=frequency,
        )
    elif known.confirmed_at is None:
        known.frequency, known.asked_at = frequency, timezone.now()
        known.save(update_fields=["frequency", "asked_at"])
    write(known, Letter.Kind.KNOWN if known.confirmed_at else Letter.Kind.CONFIRM)


def _checked(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Incomplete(
            "Give an e-mail address, such as you@example.org.", field="email"
        ) from None
    if len(email) > 254:
        raise Incomplete("Use an e-mail address of at most 254 letters.", field="email")
    return email


def _has_had_enough(hashed: str) -> bool:
    kinds = (Letter.Kind.CONFIRM, Letter.Kind.KNOWN)
    asked = Letter.objects.filter(kind__in=kinds, made_at__gt=timezone.now() - A_DAY)
    return asked.filter(subscription__address_hash=hashed).count() >= LETTERS_A_DAY


def slow_down(address: str) -> None:
    """Refuse one form too many from a network address; two at once wait for each other."""
    sender = hash_of_network(address)
    _one_at_a_time(f"alerts from {sender}")
    for span, most in LIMITS:
        if Knock.objects.filter(sender=sender, at__gt=timezone.now() - span).count() >= most:
            raise TooMany("That was a lot from one place. Try again later.")
    Knock.objects.create(sender=sender)


def _one_at_a_time(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def find(token: str, purpose: Purpose) -> Subscription:
    """The subscription that a link speaks for; Gone if there is none any more."""
    try:
        found = Subscription.objects.filter(pk=read(token, purpose), stopped_at=None).first()
    except BadToken:
        found = None
    if found is None:
        raise Gone("This link has expired, or these alerts were stopped. Ask for them again.")
    return found


@transaction.atomic
def confirm(token: str) -> Subscription:
    """Begin: from now on, what becomes public and matches is told. Twice is as good as once."""
    found = _locked(find(token, Purpose.CONFIRM))
    if found.confirmed_at is None:
        now = timezone.now()
        found.confirmed_at = found.next_at = now
        if found.frequency != Frequency.AT_ONCE:
            found.next_at = next_time(found.frequency, now)
        found.since = found.read_to = newest_change()
        found.save(update_fields=["confirmed_at", "next_at", "since", "read_to"])
    return found


@transaction.atomic
def change(token: str, *, frequency: str) -> Subscription:
    """Be told more or less often; what has happened meanwhile comes with the next letter."""
    if frequency not in Frequency.values:
        raise Incomplete("Choose at once, daily or weekly.", field="frequency")
    found = _locked(find(token, Purpose.MANAGE))
    found.frequency = frequency
    if found.confirmed_at:
        found.next_at = next_time(frequency, timezone.now())
    found.save(update_fields=["frequency", "next_at"])
    return found


@transaction.atomic
def start_again(token: str) -> Subscription:
    """Go on after a pause, from now on; LeadsNowhere if what is followed still does."""
    found = _locked(find(token, Purpose.MANAGE))
    followed(found).check()
    if found.paused_because:
        found.paused_because, found.read_to = "", newest_change()
        found.next_at = next_time(found.frequency, timezone.now())
        found.save(update_fields=["paused_because", "read_to", "next_at"])
    return found


@transaction.atomic
def stop(token: str, purpose: Purpose = Purpose.STOP) -> None:
    """Stop for good, and forget the address and what was followed. Twice is as good as once."""
    try:
        found = find(token, purpose)
    except Gone:
        read_or_gone(token, purpose)
        return
    _forget(_locked(found))


def read_or_gone(token: str, purpose: Purpose) -> None:
    """Raise Gone unless a link is ours, be it that its alerts were stopped."""
    try:
        read(token, purpose)
    except BadToken:
        raise Gone("This link is not whole. Copy all of it from the letter.") from None


def _locked(subscription: Subscription) -> Subscription:
    found = Subscription.objects.select_for_update().filter(pk=subscription.pk, stopped_at=None)
    row = found.first()
    if row is None:
        raise Gone("These alerts were stopped.")
    return row


def _forget(subscription: Subscription) -> None:
    """All that is left is that somebody with such a hash stopped something, and when."""
    subscription.letters.all().delete()
    subscription.deliveries.all().delete()
    subscription.email = subscription.query = subscription.title = ""
    subscription.organisation = subscription.paused_because = ""
    subscription.next_at, subscription.stopped_at = None, timezone.now()
    subscription.save()


@transaction.atomic
def forget_address(email: str) -> int:
    """Stop and forget everything of a mail address, as its owner may ask; how much there was."""
    mine = Subscription.objects.select_for_update().of(hash_of_mail(email))
    found = list(mine)
    for subscription in found:
        _forget(subscription)
    return len(found)


@transaction.atomic
def erase(now: datetime | None = None) -> int:
    """Erase who never confirmed, old letters, and hashes of networks; how many never confirmed."""
    now = now or timezone.now()
    life = LIFE[Purpose.CONFIRM] or A_DAY
    never = Subscription.objects.never_confirmed(now - life)
    number = never.count()
    never.delete()
    Knock.objects.filter(at__lt=now - A_DAY).delete()
    old = Letter.objects.filter(made_at__lt=now - LETTERS_KEPT, next_try_at=None)
    old.exclude(kind=Letter.Kind.QUOTES).delete()
    return number
