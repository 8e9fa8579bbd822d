"""Reads a story from the bytes of a page or a text: no Django, no network, no clock."""

from .decoding import decode
from .model import Reading, Unreadable
from .plain import read_text

__all__ = ["MAX_BYTES", "Reading", "Unreadable", "read"]

MAX_BYTES = 5_000_000


def read(raw: bytes, *, media_type: str = "", charset: str = "", url: str = "") -> Reading:
    """The story in a file or a page; the same bytes always give the same reading.

    `media_type`, `charset` and `url` are what the server said, where there was one. Raises
    `Unreadable`, and nothing else, with a message for an editor.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("too big")
    return read_text(decode(raw, charset))
