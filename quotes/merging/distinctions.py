"""The verbs by which an editor says that two entries are two speakers, or takes that back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from quotes.models import Distinction, Speaker
from quotes.verification import Incomplete, NotAllowed
from sources.refusal import Refusal

LONGEST_REASON = 500


@transaction.atomic
def tell_apart(one: Speaker, other: Speaker, *, by: Any, reason: str) -> Distinction:
    """Remember that two entries are two speakers; saying it twice is saying it once."""
    _must_keep_the_register(by)
    if one.pk == other.pk:
        raise Refusal("Choose two different speakers.", field="other")
    said = reason.replace("\0", "").strip()
    if not said:
        raise Incomplete("Say how you know that they are two.", field="reason")
    if len(said) > LONGEST_REASON:
        raise Refusal(f"A reason has at most {LONGEST_REASON} letters.", field="reason")
    first, second = sorted((one, other), key=lambda speaker: speaker.pk)
    return Distinction.objects.get_or_create(
        one=first, other=second, defaults={"by": by, "reason": said}
    )[0]


@transaction.atomic
def take_back(distinction: Distinction, *, by: Any) -> None:
    """Forget that two entries are two speakers; the history keeps that it was said."""
    _must_keep_the_register(by)
    Distinction.objects.filter(pk=distinction.pk).delete()


def _must_keep_the_register(by: Any) -> None:
    if not by.has_perm("quotes.change_speaker"):
        raise NotAllowed("Your role does not include changing the register.")
