"""Reads a story from the bytes of a page or a text: no Django, no network, no clock."""

import json
import re

from .decoding import decode
from .model import Reading, Unreadable
from .page import read_page
from .plain import read_text

__all__ = ["MAX_BYTES", "Reading", "Unreadable", "read"]

MAX_BYTES = 5_000_000

_PASTE = "Paste the story's text instead."
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|br|a|b|i|em|strong|span|article|section|main|h[1-6]|blockquote|[uo]l|li|table"
    r"|meta|script|img|form|input|body|html)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_DATA = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)<(?!html\b|!doctype\s+html)", re.IGNORECASE)


def read(raw: bytes, *, media_type: str = "", charset: str = "", url: str = "") -> Reading:
    """The story in a file or a page; the same bytes always give the same reading.

    `media_type`, `charset` and `url` are what the server said, where there was one. Raises
    `Unreadable`, and nothing else, with a message for an editor.
    """
    if len(raw) > MAX_BYTES:
        most = MAX_BYTES // 1_000_000
        raise Unreadable(f"This is larger than the {most} MB that a story can have. {_PASTE}")
    if not raw.strip():
        raise Unreadable("There is nothing in it. Paste the story's text, or choose another file.")
    text = decode(raw, charset)
    _refuse_data(text, media_type)
    if not _is_page(text, media_type):
        return read_text(text)
    try:
        return read_page(text, url)
    except Unreadable:
        raise
    except Exception as error:  # a parser's own trouble with a page is never the caller's
        raise Unreadable(f"The page's markup is too broken to read. {_PASTE}") from error


def _refuse_data(text: str, media_type: str) -> None:
    """Raise `Unreadable` for what is text, but no story: JSON, a feed, other XML."""
    if media_type.startswith(("image/", "audio/", "video/")):
        raise Unreadable(f"This is {media_type.partition('/')[0]}, not text. {_PASTE}")
    if media_type not in _PAGE_TYPES and _DATA.match(text):
        raise Unreadable(f"This is XML data, such as a feed, not a story. {_PASTE}")
    if media_type.endswith("json") or _is_json(text):
        raise Unreadable(f"This is JSON data, not a story. {_PASTE}")


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_page(text: str, media_type: str) -> bool:
    """Whether a text is HTML: a document by its start, a fragment by its closing tags."""
    if _DOCUMENT.match(text):
        return True
    if media_type == "text/plain":
        return False
    return len(_TAG.findall(text[:200_000])) >= (1 if media_type in _PAGE_TYPES else 3)
