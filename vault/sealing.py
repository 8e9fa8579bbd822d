"""Sealing a text: AES-256-GCM, bound to its place, padded so that its length tells no name.

A sealed text is the version byte, the key's id, the nonce, and the padded text with its tag. Key
and text are the caller's; nothing here knows rows or settings.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.views.decorators.debug import sensitive_variables

from sources.refusal import Refusal

VERSION = 1
KEY_BYTES = 32
BLOCK = 1024
"""Every text fills whole blocks; a name and a short note fit into one."""

_KEY_ID = 8
_NONCE = 12
_TAG = 16
_LENGTH = 4
_HEADER = 1 + _KEY_ID
OVERHEAD = _HEADER + _NONCE + _TAG


class Unreadable(Refusal):
    """A sealed text that none of the keys opens at the place where it lies."""


@dataclass(frozen=True)
class Key:
    """One key of the vault; it never shows itself."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        """What names the key in a sealed text without telling it."""
        return hashlib.sha256(b"on-record vault key" + self.secret).digest()[:_KEY_ID]


@sensitive_variables()
def seal(text: str, *, key: Key, place: bytes) -> bytes:
    """The text sealed under a key for one place; elsewhere it can't be unsealed."""
    header = bytes([VERSION]) + key.id
    nonce = os.urandom(_NONCE)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, _padded(text), header + place)


@sensitive_variables()
def unseal(sealed: bytes, *, keys: Iterable[Key], place: bytes) -> str:
    """The text again; Unreadable if its key is missing, or anything about it is not as sealed."""
    if sealed[:1] != bytes([VERSION]):
        raise Unreadable("This entry is in a form that this release does not know.")
    key = next((key for key in keys if key.id == key_id(sealed)), None)
    if key is None:
        raise Unreadable(
            "This entry is sealed under a key that is not among the vault's keys. "
            "Whoever keeps the keys has to put the older one back."
        )
    nonce, rest = sealed[_HEADER : _HEADER + _NONCE], sealed[_HEADER + _NONCE :]
    try:
        padded = AESGCM(key.secret).decrypt(nonce, rest, sealed[:_HEADER] + place)
    except (InvalidTag, ValueError):
        raise Unreadable(
            "This entry is not as it was sealed: its text, its quote or the list of who may open "
            "it was changed behind the product's back. Tell whoever keeps the database."
        ) from None
    return padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])].decode()


def key_id(sealed: bytes) -> bytes:
    """The id of the key that a text is sealed under."""
    return sealed[1:_HEADER]


@sensitive_variables()
def _padded(text: str) -> bytes:
    told = text.encode()
    whole = len(told).to_bytes(_LENGTH) + told
    return whole + bytes(-len(whole) % BLOCK)
