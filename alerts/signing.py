"""Signatures as Standard Webhooks has them: whatever library a receiver uses can check them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
LENGTH = 32


def new_secret() -> bytes:
    """A secret."""
    return secrets.token_bytes(LENGTH)


def written(secret: bytes) -> str:
    """A secret as a receiver is given it."""
    return PREFIX + base64.b64encode(secret).decode()


def headers(message: str, timestamp: int, body: bytes, keys: Iterable[bytes]) -> dict[str, str]:
    """The headers of a call, with a signature by each secret that is valid."""
    signed = b".".join([message.encode(), str(timestamp).encode(), body])
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in keys),
    }


def _signature(key: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
