"""What readers ask of the newsroom: that something be corrected."""

from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from quotes.models.quotes import Quote
from quotes.models.record import Notice


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """Questions asked of readers' requests."""

    def waiting(self) -> Self:
        """Requests that nobody has closed."""
        return self.filter(state=CorrectionRequest.State.OPEN)

    def closed(self) -> Self:
        """Requests that were answered or declined."""
        return self.exclude(state=CorrectionRequest.State.OPEN)


@pghistory.track(exclude=["contact", "sender"])
class CorrectionRequest(models.Model):
    """A reader's word that a quote, or a page, is wrong; closed by an editor with a note.

    How to reach the reader is personal: its history is not kept, and it is erased a while after
    the request is closed.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ANSWERED = "answered"
        DECLINED = "declined"

    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="correction_requests"
    )
    page = models.CharField(
        max_length=300, blank=True, help_text="The page it is about, where it is about no quote."
    )
    text = models.TextField()
    contact = models.EmailField("e-mail address", blank=True)
    sender = models.CharField(
        max_length=64, blank=True, help_text="A hash of the network address, to slow floods down."
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.OPEN, db_default=State.OPEN.value
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What was done, for colleagues.")
    notice = models.ForeignKey(
        Notice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correction_requests",
        help_text="The correction that was proposed because of it.",
    )

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="request_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", handled_by=None, handled_at=None, answer="")
                | (
                    Q(state__in=["answered", "declined"])
                    & Q(handled_by__isnull=False, handled_at__isnull=False)
                    & ~Q(answer="")
                ),
                name="request_is_open_or_closed_with_a_note",
            ),
        ]
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(state="open"), name="request_that_waits"),
            models.Index(F("handled_at").desc(), F("id").desc(), name="request_by_closing"),
            models.Index(
                fields=["sender", "at"], condition=~Q(sender=""), name="request_by_sender"
            ),
        ]
        permissions = [("handle_correctionrequest", "Can close a reader's request")]
        triggers = [
            pgtrigger.Protect(name="request_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="request_stays_as_asked", fields=["quote", "page", "text", "at"]
            ),
            pgtrigger.FSM(
                name="request_is_closed_once",
                field="state",
                transitions=[("open", "answered"), ("open", "declined")],
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
