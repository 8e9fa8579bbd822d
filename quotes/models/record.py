"""The record: moves that people made, notices to the public, readings by an engine."""

from collections.abc import Iterable
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Now

from quotes import triggers
from quotes.verification import Reason, State, VerificationBasis
from sources.models import ArticleVersion


class Review(models.Model):
    """A move that a person made, and why. Never changed, never deleted."""

    sealed_when = ""
    """SQL: from when on a row stays as it is and is taken into the ledger; empty for at once."""

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="reviews")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    reason = models.CharField(
        max_length=15,
        choices=Reason.choices,
        blank=True,
        default="",
        db_default="",
        help_text="Why it was rejected.",
    )
    takes_back = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        help_text="The move before, which this one undoes.",
    )
    joined_into = models.ForeignKey(
        "quotes.Quote",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="joinings",
        help_text="The quote that took over these words.",
    )
    answers = models.JSONField(default=dict, blank=True)
    questions = models.JSONField(
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        editable=False,
        help_text="What was asked, in which words; the database writes it down.",
    )
    verification_basis = models.CharField(
        max_length=10, choices=VerificationBasis.choices, blank=True
    )
    revision = models.PositiveIntegerField(help_text="The revision that stands after the move.")
    change_number = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="The quote's change number that stands after the move.",
    )
    single_editor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["", *Reason.values]), name="review_reason_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(takes_back__isnull=True) | Q(move="take_back"),
                name="only_take_back_takes_back",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | Q(move="join", reason="joined"),
                name="only_join_joins",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="review_by_person"),
            models.Index(fields=["move", "at", "quote"], name="review_by_move"),
            models.Index(
                fields=["quote"], condition=Q(move="send_back"), name="review_that_sent_back"
            ),
        ]
        triggers = triggers.REVIEW

    def __str__(self) -> str:
        return f"{self.move} by {self.by}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions asked of notices."""

    def announced(self) -> Self:
        """What the public was told; a refile is on record, and not announced."""
        return self.filter(approved_by__isnull=False).exclude(type=Notice.Type.REFILE)

    def of_speakers(self, ids: Iterable[int]) -> Self:
        """Carried-out changes from or to one of these speakers, by the ids in their wording."""
        known = [str(key) for key in ids]
        return self.alias(was=_speaker_in("before"), became=_speaker_in("after")).filter(
            Q(was__in=known) | Q(became__in=known),
            ~Q(was=F("became")),
            approved_by__isnull=False,
            revision__isnull=False,
        )


def _speaker_in(side: str) -> KeyTextTransform:
    """The id, as text, of the speaker that a notice names before or after it."""
    return KeyTextTransform("id", KeyTransform("speaker", side))


@pghistory.track()
class Notice(models.Model):
    """A typed, public note on a change to a quote: proposed by one person, approved by another.

    A retraction is decided by a standards editor alone, for a withdrawal must not wait. A refile
    mends spelling or marks; it takes two people like the rest, and is not announced.
    """

    sealed_when = "decided_at IS NOT NULL"
    """SQL: from when on a row stays as it is and is taken into the ledger."""

    class Type(models.TextChoices):
        """What kind of change it is, in newsroom terms."""

        UPDATE = "update"
        CLARIFICATION = "clarification"
        CORRECTION = "correction"
        RETRACTION = "retraction"
        REFILE = "refile"

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="notices")
    type = models.CharField(max_length=15, choices=Type.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    public_text = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposed_notices"
    )
    proposed_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_notices",
    )
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="declined_notices",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="The revision that the approved change made."
    )
    single_editor = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(public_text=""), name="notice_has_public_text"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("proposed_by"))
                | Q(single_editor=True)
                | Q(type="retraction"),
                name="notice_is_approved_by_another_person",
                violation_error_message="You proposed this correction; somebody else approves it.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, approved_by=None, declined_by=None)
                | Q(decided_at__isnull=False, approved_by__isnull=False, declined_by=None)
                | Q(decided_at__isnull=False, approved_by=None, declined_by__isnull=False),
                name="notice_is_open_approved_or_declined",
            ),
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(decided_at__isnull=True),
                name="one_open_proposal_per_quote",
                violation_error_message="A correction of this quote waits for approval already.",
            ),
            models.UniqueConstraint(
                fields=["quote", "revision"],
                condition=Q(revision__isnull=False),
                name="one_notice_per_revision",
            ),
        ]
        indexes = [
            models.Index(fields=["quote", "-decided_at"], name="notice_by_quote"),
            models.Index(fields=["type", "decided_at"], name="notice_by_type"),
            models.Index(
                _speaker_in("before"),
                condition=Q(revision__isnull=False),
                name="notice_by_speaker_before",
            ),
            models.Index(
                _speaker_in("after"),
                condition=Q(revision__isnull=False),
                name="notice_by_speaker_after",
            ),
        ]
        triggers = [*triggers.NOTICE, *triggers.NOTICE_ROWS]

    def __str__(self) -> str:
        return f"{self.get_type_display()} of quote {self.quote_id}"


@pghistory.track()
class Extraction(models.Model):
    """That an engine has read a version, or failed to; without this row the version is unread."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="extractions")
    engine = models.CharField(max_length=50)
    revision = models.CharField(max_length=50)
    at = models.DateTimeField(db_default=Now())
    found = models.PositiveIntegerField(default=0)
    failed = models.TextField(blank=True, help_text="Why the engine gave up, if it did.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "engine", "revision"], name="one_reading_per_engine"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.revision} on {self.version}"
