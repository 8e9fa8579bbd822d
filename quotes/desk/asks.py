"""What a decision asks of a person, each answer one key away: reasons, checklist, basis."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.models import Quote
from quotes.verification import REASONS as TYPED
from quotes.verification import Reason, VerificationBasis

REASONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "reject": [(value, label) for value, label in TYPED if value != Reason.OTHER],
    "send_back": [
        (reason, reason)
        for reason in (
            "The words are not exactly the source's.",
            "The speaker is not the right one.",
            "The role is not the one printed, or not the one held then.",
            "The date or the setting is wrong.",
            "The basis is not settled.",
        )
    ],
}
"""Reasons that are given often, by move, as value and words; any other is written out."""

MOST_PLACES = 150
_WORD = re.compile(r"[^\s“”\"]\S*")
_ENDED = re.compile(r"[.!?…][”’\"')]*\s+$")

_BASIS_KEYS = {
    VerificationBasis.ARTICLE.value: "a",
    VerificationBasis.RECORDING.value: "r",
    VerificationBasis.SPEAKER.value: "t",
}


@dataclass(frozen=True)
class Item:
    """One answer that a person may give, and the key that gives it.

    `when` names the basis on which alone the question is asked; `may_not_apply` whether "does not
    apply" answers it too.
    """

    value: str
    label: str
    key: str
    required: bool = True
    may_not_apply: bool = False
    when: str = ""


def checklist(quote: Quote) -> list[Item]:
    """The questions before this quote is verified; the first nine have a digit.

    In their order, but those that hang on the basis come last, so that digits stay as they are.
    """
    asked = [item for item in quote.checklist() if item.may_be_asked_of(quote)]
    asked.sort(key=lambda item: item.hangs_on_basis)
    return [
        Item(
            item.key,
            item.question,
            str(place) if place < 10 else "",
            required=item.required,
            may_not_apply=item.may_not_apply,
            when=item.applies if item.hangs_on_basis else "",
        )
        for place, item in enumerate(asked, start=1)
    ]


def split_places(quote: Quote) -> list[tuple[int, str]]:
    """Where a quote may be parted: each word but the first, by its place, with what follows.

    Of a very long quote only the words after a sentence's end.
    """
    text = quote.version.text
    found = [
        (start + word.start(), text[start + word.start() : end])
        for start, end in quote.content
        for word in _WORD.finditer(text[start:end])
    ][1:]
    if len(found) > MOST_PLACES:
        found = [(at, rest) for at, rest in found if _ENDED.search(text[:at][-4:])]
    return [(at, " ".join(rest.split()[:6])) for at, rest in found[:MOST_PLACES]]


def bases() -> list[Item]:
    """What a quote may have been held against."""
    return [Item(value, label, _BASIS_KEYS.get(value, "")) for value, label in _choices()]


def in_words(quote: Quote, ticked: Sequence[str]) -> str:
    """Ticked answers as the person read them; what the checklist does not have is left out."""
    if not ticked:
        return ""
    questions = {item.key: item.question for item in quote.checklist()}
    answers = [
        (questions.get(key, ""), na) for key, _, na in (one.partition(":") for one in ticked)
    ]
    return "\n".join(
        f"{question}: does not apply" if na else question for question, na in answers if question
    )


def reasons(move: str) -> list[Item]:
    """The reasons given often for a move."""
    return [
        Item(value, label, str(place))
        for place, (value, label) in enumerate(REASONS.get(move, ()), start=1)
    ]


def _choices() -> list[tuple[str, str]]:
    return [(choice.value, str(choice.label)) for choice in VerificationBasis]
