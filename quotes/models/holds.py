"""Who holds a quote now, so that two people do not work on it unknowing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime


class HoldQuerySet(models.QuerySet["Hold"]):
    """Questions asked of holds."""

    def current(self, now: datetime | None = None) -> Self:
        """Holds that have not run out; those that have are as good as given back."""
        return self.filter(until__gt=now or timezone.now())

    def of(self, holder: Any) -> Self:
        """What one person holds."""
        return self.filter(holder=holder)


@pghistory.track()
class Hold(models.Model):
    """That somebody works on a quote, until when, and how it came to them.

    One row a quote: it changes hands by an update and goes with a deletion, and its history keeps
    both. Nothing clears away a hold that has run out; whoever looks compares it with the clock.
    """

    class Came(models.TextChoices):
        """How the holder came by it."""

        TAKEN = "taken"
        HANDED_OVER = "handed_over", "Handed over"
        TAKEN_OVER = "taken_over", "Taken over"

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="holds")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holds")
    since = models.DateTimeField()
    until = models.DateTimeField()
    came = models.CharField(max_length=12, choices=Came.choices, default=Came.TAKEN)
    came_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quote"],
                name="one_hold_per_quote",
                violation_error_message="Somebody holds this quote already.",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="hold_ends_after_start"),
            models.CheckConstraint(
                condition=Q(came="taken", came_from=None)
                | (~Q(came="taken") & Q(came_from__isnull=False)),
                name="hold_says_who_it_came_from",
            ),
        ]
        indexes = [models.Index(fields=["holder", "until"], name="hold_by_holder")]
        permissions = [("take_over_hold", "Can take over what somebody else holds")]

    def __str__(self) -> str:
        return f"{self.holder} until {timezone.localtime(self.until):%H:%M}"
