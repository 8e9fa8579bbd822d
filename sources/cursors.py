"""How the place where a page of a list begins is written in an address, and read again."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

LONGEST = 400
"""Characters of a cursor; ours are far shorter."""

LARGEST = 2**63 - 1
"""The largest number that a key can be, and about as large as any other need be."""


def packed(*parts: str | int | float) -> str:
    """A cursor that holds these, in letters that an address takes as they are."""
    written = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def unpacked(cursor: str, *kinds: type[str] | type[int] | type[float]) -> list[Any]:
    """What a cursor holds, if that is of these kinds and a database takes it; else ValueError."""
    if len(cursor) > LONGEST:
        raise ValueError(cursor)
    written = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    try:
        parts = json.loads(written)
    except RecursionError:
        raise ValueError(cursor) from None
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise ValueError(cursor)
    if not all(_fits(part) for part in parts):
        raise ValueError(cursor)
    return parts


def _fits(part: str | int | float) -> bool:
    if isinstance(part, float):
        return math.isfinite(part) and abs(part) <= LARGEST
    if isinstance(part, int):
        return 0 < part <= LARGEST
    part.encode()  # half of a surrogate pair is a ValueError
    return "\0" not in part
