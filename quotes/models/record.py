"""The record: moves that people made, notices to the public, readings by an engine."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from quotes import triggers
from quotes.verification import State, VerificationBasis
from sources.models import ArticleVersion


class Review(models.Model):
    """A move that a person made, and why. Never changed, never deleted."""

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="reviews")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    verification_basis = models.CharField(
        max_length=10, choices=VerificationBasis.choices, blank=True
    )
    revision = models.PositiveIntegerField(help_text="The revision that stands after the move.")
    single_editor = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["by", "at"], name="review_by_person"),
            models.Index(
                fields=["quote"], condition=Q(move="send_back"), name="review_that_sent_back"
            ),
        ]
        triggers = triggers.REVIEW

    def __str__(self) -> str:
        return f"{self.move} by {self.by}"


@pghistory.track()
class Notice(models.Model):
    """A typed, public note on a change to a quote: proposed by one person, approved by another.

    A retraction is decided by a standards editor alone, for a withdrawal must not wait.
    """

    class Type(models.TextChoices):
        """What kind of change it is, in newsroom terms."""

        UPDATE = "update"
        CLARIFICATION = "clarification"
        CORRECTION = "correction"
        RETRACTION = "retraction"

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
        indexes = [models.Index(fields=["quote", "-decided_at"], name="notice_by_quote")]
        triggers = triggers.NOTICE

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
