"""How often somebody may ask: a number of requests in a span of time."""

from __future__ import annotations

import re
from dataclasses import dataclass

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WRITTEN = re.compile(r"([1-9][0-9]{0,8})/(s|sec|m|min|h|hour|d|day)", re.ASCII)


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    limit: int
    seconds: int


def rate(written: str) -> Rate:
    """A rate as settings write it, such as 120/min; ValueError if it is none."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError("a rate is written as 120/min: a number above 0, then s, min, hour or day")
    return Rate(int(found[1]), SECONDS[found[2][0]])
