"""What the API says to a name that it does not know: the nearest one that it does."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR = 60
"""How alike two names are, out of 100, for one to be a likely slip for the other."""

LONGEST = 80  # characters; what is longer is no slip for a name of ours


def nearest(name: str, known: Iterable[str]) -> str:
    """“ Did you mean `speaker`?”, or nothing if no known name is near."""
    if not name or len(name) > LONGEST:
        return ""
    found = process.extractOne(name.lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return f" Did you mean `{found[0]}`?" if found else ""
