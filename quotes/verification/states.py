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


class Reason(models.TextChoices):
    """Why a quote was turned down."""

    SCARE_QUOTE = "scare_quote", "Scare quote: words in marks that are nobody's statement"
    NOT_A_QUOTATION = "not_a_quotation", "Not a quotation"
    WRONG_WORDS = "wrong_words", "Wrong words"
    DUPLICATE = "duplicate", "Duplicate"
    NOT_OURS = "not_ours", "Not ours to keep"
    JOINED = "joined", "Joined into another quote"
    OTHER = "other", "Another reason"


REASONS = [(reason.value, reason.label) for reason in Reason if reason != Reason.JOINED]
"""The reasons that a person chooses among; joining two quotes gives its own."""


class Applies(models.TextChoices):
    """When a question of the checklist is asked."""

    ALWAYS = "always", "Always"
    TRANSLATED = "translated", "The quote is a translation, or not in English"
    RECORDING = "recording", "It is matched to a transcript or recording"
    SPEAKER = "speaker", "It is confirmed with the speaker"
    UNNAMED = "unnamed", "The source is unnamed"
    LEGAL = "legal", "There is a legal flag"


NOT_APPLICABLE = "not_applicable"
"""The answer to a question that allows it, where it does not arise; the other one is true."""

CHECKLIST: Mapping[str, str] = {
    "exact_words": "The words are exactly those of the source",
    "context": "The words before and after do not change the meaning",
    "speaker": "The speaker is the right person, and the name is spelled right",
    "role": "The role is the one held on that day",
    "place": "The place or event is right",
    "translation": "The original language was checked, and the translator is known",
    "heard": "The recording was heard, or the transcript read",
    "terms": "The source agreed to the basis on which this is used",
}
"""The questions that a newsroom starts with; those it asks now are its ChecklistItems."""
