"""How sure an attribution is: one honest number from how it was found and who it names."""

from quotes.extraction.resolution import Speaker
from quotes.extraction.threads import Found, strength_of

_BY_PATTERN = {
    "quote-before": 0.98,
    "clause-before": 0.9,
    "clause-after": 0.92,
    "according": 0.95,
    "colon": 0.9,
    "announcement": 0.85,
    "label": 0.75,
    "turn": 0.95,
    "signed": 0.7,
    "same-paragraph": 0.85,
    "next-paragraph": 0.85,
    "orphan": 0.2,
}
_BY_SOURCE = {
    "left": 1.0,
    "right": 0.98,
    "aside": 0.95,
    "shared": 0.85,
    "main": 0.85,
    "relative": 0.85,
    "label": 1.0,
}
_NO_SOURCE = 0.3
_BROKEN = 0.6
"""A quotation whose closing mark is missing and that nothing continues."""


def confidence_of(found: Found, speaker: Speaker, kind: str) -> float:
    """Between 0 and 1: content, source and speaker all right."""
    sure = _BY_PATTERN.get(found.pattern, 0.5) * found.cue.doubt
    if kind == "indirect":
        sure *= 0.2 + 0.8 * strength_of(found)
    elif found.pattern != "orphan":
        sure *= 0.75 + 0.25 * strength_of(found)
    sure *= _BY_SOURCE[found.source.how] if found.source else _NO_SOURCE
    if found.source:
        sure *= 0.35 + 0.65 * speaker.sure
    if found.open_ended:
        sure *= _BROKEN
    return round(max(0.01, min(0.99, sure)), 2)
