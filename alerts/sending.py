"""Letters on their way: each is claimed, sent, and marked; what fails is tried again, not for ever.

The claim is committed before the server of mail is spoken to. A worker that dies between the two
leaves a letter that nobody knows the fate of: it is sent again when the claim has run out, under
the same Message-ID, by which mail servers and programs know it for the same. That is the only way
in which one letter can go out twice; a quote is never in two letters (see alerts.digests).
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from alerts import letters
from alerts.models import Letter, Subscription
from alerts.models.subscriptions import Pause
from quotes.models import Quote

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=15)
"""How long a letter is one worker's; longer than any server may take to answer."""

TRIES = 7
FIRST_WAIT = timedelta(minutes=5)
"""Before the second try; four times as long before each further one: in all about five days."""

REFUSALS = 2
"""How often a server may say for good that it won't have a letter, before it is believed."""

_SENT_BEFORE_CONFIRMING = {Letter.Kind.CONFIRM, Letter.Kind.KNOWN}


class _Cut(Exception):  # noqa: N818 - a state of affairs
    """The connection to the server of mail is gone."""


def send_due(*, most: int = 500, now: datetime | None = None) -> int:
    """Send the letters whose time has come; how many went out.

    While the server can't be reached at all, letters stay where they are: that is nobody's fault
    who gets one.
    """
    sent = 0
    if not Letter.objects.due(now or timezone.now()).exists():
        return sent  # a connection for nothing is an empty file, or a server's time
    connection = get_connection()
    try:
        connection.open()
        for _ in range(most):
            letter = _claim(now or timezone.now())
            if letter is None:
                break
            sent += _send(letter, connection)
    except (_Cut, smtplib.SMTPException, OSError) as error:
        log.warning("The server of mail can't be reached: %s", error)
    finally:
        connection.close()
    return sent


@transaction.atomic
def _claim(now: datetime) -> Letter | None:
    """The next letter, for nobody else to send until the claim has run out."""
    waiting = Letter.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    letter = waiting.select_related("subscription", "endpoint__owner").first()
    if letter is None:
        return None
    letter.tries += 1
    letter.next_try_at = now + CLAIM
    letter.save(update_fields=["tries", "next_try_at"])
    return letter


def _send(letter: Letter, connection: BaseEmailBackend) -> bool:
    """Send one; whether it went out. What nobody should get any more is dropped."""
    if not _is_wanted(letter):
        _close(letter, "Nobody wants it any more.")
        return False
    shown = _public_of(letter)
    if letter.kind == Letter.Kind.QUOTES and not shown:
        _leave_out(letter, [])
        _close(letter, "All its quotes were withdrawn before it was sent.")
        return False
    mail = _mail(letter, shown)
    try:
        connection.send_messages([mail])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        _failed(letter, error)
        return False
    except (smtplib.SMTPException, OSError) as error:
        _failed(letter, error)
        raise _Cut(type(error).__name__) from error
    _sent(letter, shown)
    return True


def _mail(letter: Letter, shown: list[int]) -> EmailMultiAlternatives:
    if letter.kind == Letter.Kind.ENDPOINT:
        return letters.to_owner(letter)
    newest = Quote.objects.public().filter(pk__in=shown).with_context().newest_first()
    quotes = list(newest[: letters.MOST_SHOWN])
    return letters.to_follower(letter, quotes, number=len(shown))


def _is_wanted(letter: Letter) -> bool:
    subscription = letter.subscription
    if letter.kind == Letter.Kind.ENDPOINT:
        return bool(letter.endpoint and letter.endpoint.paused_at)
    if subscription is None or subscription.stopped_at:
        return False
    if letter.kind == Letter.Kind.NOWHERE:
        return subscription.paused_because == Pause.LEADS_NOWHERE
    return letter.kind in _SENT_BEFORE_CONFIRMING or subscription.is_active


def _public_of(letter: Letter) -> list[int]:
    """The letter's quotes that are public now."""
    ids = list(letter.deliveries.values_list("quote", flat=True))
    return list(Quote.objects.public().filter(pk__in=ids).values_list("pk", flat=True))


@transaction.atomic
def _sent(letter: Letter, shown: list[int]) -> None:
    """Mark it sent; what was left out was not told, and may be once it is public again."""
    _leave_out(letter, shown)
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), next_try_at=None, error="")


def _leave_out(letter: Letter, shown: list[int]) -> None:
    letter.deliveries.exclude(quote__in=shown).delete()


def _close(letter: Letter, why: str) -> None:
    Letter.objects.filter(pk=letter.pk).update(next_try_at=None, error=why)


@transaction.atomic
def _failed(letter: Letter, error: Exception) -> None:
    """Try again later; where that is no use any more, pause the subscription."""
    log.warning("Letter %s was not sent: %s", letter.pk, _said(error))
    most = REFUSALS if _is_for_good(error) else TRIES
    is_over = letter.tries >= most
    wait = FIRST_WAIT * 4 ** (letter.tries - 1)
    Letter.objects.filter(pk=letter.pk).update(
        next_try_at=None if is_over else timezone.now() + wait, error=_said(error)
    )
    if is_over and letter.subscription_id:
        active = Subscription.objects.active().filter(pk=letter.subscription_id)
        active.update(paused_because=Pause.REFUSED)


def _is_for_good(error: Exception) -> bool:
    """Whether the server says that this address takes no mail, not that it takes none now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def _said(error: Exception) -> str:
    """What went wrong, without the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"The address was refused ({', '.join(map(str, codes))})."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The server answered {error.smtp_code}."
    return f"The server could not be reached ({type(error).__name__})."
