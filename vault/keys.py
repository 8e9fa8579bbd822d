"""The vault's keys: from the environment or a file of their own, never from the database."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from sources.refusal import Refusal
from vault.sealing import KEY_BYTES, Key

HOW_TO_OPEN = (
    "Make a key with `openssl rand -base64 32`, put it in a file that only the product's user may "
    "read, and name the file in VAULT_KEYS_FILE."
)


class Closed(Refusal):
    """The vault has no usable key; everything but the vault works."""


@sensitive_variables()
def ring(*, is_new: bool = False) -> list[Key]:
    """The keys, the one to seal under first. Closed if there is none, or one is no key.

    The default set-up makes its key for a vault that `is_new`, and never for one that holds
    something: a fresh key would hide that the old one is lost.
    """
    given = list(settings.VAULT_KEYS) or _lines_of_file(is_new=is_new)
    if not given:
        raise Closed(f"The vault is closed: it has no key. {HOW_TO_OPEN}")
    return [_key(text, number) for number, text in enumerate(given, start=1)]


@sensitive_variables()
def _lines_of_file(*, is_new: bool) -> list[str]:
    if not settings.VAULT_KEYS_FILE:
        return []
    path = Path(settings.VAULT_KEYS_FILE)
    if not path.exists() and settings.EMBEDDED and is_new:
        _make(path)
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        raise Closed(
            f"The vault is closed: its key file {path} is missing or can't be read. "
            "Put it back from where the keys are kept."
        ) from None
    if stat.S_IMODE(mode) & 0o007:
        raise Closed(
            f"The vault is closed: everybody on the machine may read {path}. "
            f"Run `chmod 600 {path}`, and rotate the key if others had access."
        )
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@sensitive_variables()
def _make(path: Path) -> None:
    """Make the default set-up's own key, whole or not at all; of two at once one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


@sensitive_variables()
def _key(text: str, number: int) -> Key:
    plain = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        secret = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise Closed(
            f"The vault is closed: key {number} is not {KEY_BYTES} bytes in base64. {HOW_TO_OPEN}"
        )
    return Key(secret)


def newest(keys: Sequence[Key]) -> Key:
    """The key that is sealed under from now on."""
    return keys[0]
