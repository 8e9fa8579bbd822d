"""Links that speak for whoever has the letter: signed, each for one purpose, most of them expiring.

Nothing is kept of them. What they name is a random id; once a subscription has stopped, its links
lead to a page that says so.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.core import signing


class Purpose(StrEnum):
    """What a link is good for."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    STOP = "stop"


LIFE = {
    Purpose.CONFIRM: timedelta(days=7),
    Purpose.MANAGE: timedelta(days=365),
    Purpose.STOP: None,  # who gets mail may stop it, however old the letter
}


class BadToken(Exception):  # noqa: N818 - an answer, not a fault
    """A link that is none of ours, is for something else, or has expired."""


def token_for(subscription: UUID, purpose: Purpose) -> str:
    """What a link carries."""
    return signing.dumps(subscription.hex, salt=f"alerts.{purpose}")


def read(token: str, purpose: Purpose) -> UUID:
    """The subscription that a link speaks for; or BadToken."""
    try:
        return UUID(signing.loads(token, salt=f"alerts.{purpose}", max_age=LIFE[purpose]))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        raise BadToken from None
