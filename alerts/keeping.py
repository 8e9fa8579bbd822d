"""Secrets that must be read again, sealed under keys derived from the site's secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from sources.refusal import Refusal


class Unreadable(Refusal):
    """What was sealed under a secret key that is not there any more."""


def seal(value: bytes) -> bytes:
    """Seal under the key in use."""
    return _keys().encrypt(value)


def unseal(sealed: bytes | memoryview) -> bytes:
    """What was sealed, under this key or one of SECRET_KEY_FALLBACKS; or Unreadable."""
    try:
        return _keys().decrypt(bytes(sealed))
    except InvalidToken:
        raise Unreadable(
            "The secret was sealed under another SECRET_KEY. Put that into SECRET_KEY_FALLBACKS, "
            "or rotate the secret."
        ) from None


def _keys() -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in known])


def _derived(key: str) -> bytes:
    drawn = HKDF(SHA256(), length=32, salt=None, info=b"alerts.secrets").derive(key.encode())
    return base64.urlsafe_b64encode(drawn)
