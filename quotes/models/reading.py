"""What the engine reads of a quote besides who and when, and how sure it is of each part."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from quotes.verification import State


class Act(models.TextChoices):
    """Whether somebody spoke, or only thinks, means to do or feels what the words tell."""

    SPEECH = "speech"
    BELIEF = "belief"
    PLAN = "plan"
    REACTION = "reaction"


class Caveat(models.TextChoices):
    """What an editor must know before printing the words."""

    SECOND_HAND = "second-hand", "Second-hand"
    QUESTION = "question"
    DENIAL = "denial"
    TRANSLATION = "translation"
    ANONYMITY = "anonymity"

    @classmethod
    def ordered(cls, given: Iterable[str]) -> list[str]:
        """Each once, in this order; what is none of them last, for a constraint to refuse."""
        known = {value: place for place, value in enumerate(cls.values)}
        return sorted(set(given), key=lambda value: (known.get(value, len(known)), value))


SURE, LIKELY = 0.85, 0.6
"""Confidences from which the engine's finding is called sure, and likely."""

SURE_OF_SPEAKER = 0.95
"""Below this, the desk asks a person to look whether the engine named the right speaker."""

SURENESS = ("span_confidence", "speaker_confidence", "role_confidence", "date_confidence")
"""How sure the engine was of each part of its finding; like `confidence`, never changed."""


class Band(models.TextChoices):
    """How sure the engine was, in the desk's words."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    CHECK_SPEAKER = "check_speaker", "Check the speaker"
    BY_HAND = "by_hand", "Captured by a person"


BANDS = {
    Band.SURE: Q(confidence__gte=SURE),
    Band.LIKELY: Q(confidence__gte=LIKELY, confidence__lt=SURE),
    Band.DOUBTFUL: Q(confidence__lt=LIKELY),
    Band.CHECK_SPEAKER: Q(
        state__in=[State.CAPTURED, State.SUBMITTED],
        speaker_confidence__lt=SURE_OF_SPEAKER,
        speaker_is_as_captured=True,
    ),
    Band.BY_HAND: Q(confidence=None),
}
"""The quotes in each; asks for `speaker_is_as_captured`."""
