"""The states of a quote, and on which terms and by what it is known to have been said."""

from collections.abc import Mapping

from django.db import models


class State(models.TextChoices):
    """Where a quote is in the workflow."""

    CAPTURED = "captured"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHHELD = "withheld"
    RETRACTED = "retracted"


class VerificationBasis(models.TextChoices):
    """What a checker held the quote against: how we know that they said it."""

    ARTICLE = "article", "Matched to the article"
    RECORDING = "recording", "Matched to a transcript or recording"
    SPEAKER = "speaker", "Confirmed with the speaker"


class AttributionBasis(models.TextChoices):
    """The terms on which a source spoke."""

    ON_RECORD = "on_record", "On the record"
    BACKGROUND = "background", "On background"
    DEEP_BACKGROUND = "deep_background", "On deep background"
    OFF_RECORD = "off_record", "Off the record"


VOUCHED = (State.VERIFIED, State.PUBLISHED, State.WITHHELD, State.RETRACTED)
"""States that a quote reaches only once somebody has verified it."""


CHECKLIST: Mapping[str, str] = {
    "exact_words": "The words are exactly those of the source",
    "context": "The words before and after do not change the meaning",
    "speaker": "The speaker is the right person, and the name is spelled right",
    "role": "The role is the one held on that day",
}
