"""What a decision asks of a person, each answer one key away: reasons, checklist, basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.verification import CHECKLIST, VerificationBasis

REASONS: Mapping[str, Sequence[str]] = {
    "reject": (
        "Nobody said this.",
        "No quotation: a title, a name or scare quotes.",
        "Another quote has these words already.",
        "The words are cut wrongly, and are captured anew.",
        "Not ours to keep.",
    ),
    "send_back": (
        "The words are not exactly the source's.",
        "The speaker is not the right one.",
        "The role is not the one printed, or not the one held then.",
        "The date or the setting is wrong.",
        "The basis is not settled.",
    ),
}
"""Reasons that are given often, by move; any other is written out."""

_BASIS_KEYS = {
    VerificationBasis.ARTICLE.value: "a",
    VerificationBasis.RECORDING.value: "r",
    VerificationBasis.SPEAKER.value: "t",
}


@dataclass(frozen=True)
class Item:
    """One answer that a person may give, and the key that gives it."""

    value: str
    label: str
    key: str
    required: bool = True


def checklist() -> list[Item]:
    """The questions before a verification, in order; the first nine have a digit."""
    return [
        Item(name, question, str(place) if place < 10 else "")
        for place, (name, question) in enumerate(CHECKLIST.items(), start=1)
    ]


def bases() -> list[Item]:
    """What a quote may have been held against."""
    return [Item(value, label, _BASIS_KEYS.get(value, "")) for value, label in _choices()]


def reasons(move: str) -> list[Item]:
    """The reasons given often for a move."""
    return [
        Item(reason, reason, str(place))
        for place, reason in enumerate(REASONS.get(move, ()), start=1)
    ]


def _choices() -> list[tuple[str, str]]:
    return [(choice.value, str(choice.label)) for choice in VerificationBasis]
