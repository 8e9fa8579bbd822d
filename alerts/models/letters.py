"""Letters: each is written down before it is sent, so that none is lost and none sent twice."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alerts.models.subscriptions import Subscription
from alerts.models.webhooks import Endpoint
from quotes.models import Quote


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions asked of letters."""

    def due(self, now: datetime) -> Self:
        """Those to send, the longest waiting first."""
        return self.filter(next_try_at__lte=now).order_by("next_try_at", "pk")


class Letter(models.Model):
    """One mail to a follower or to an endpoint's owner. Its Message-ID is the same at every try."""

    class Kind(models.TextChoices):
        """What a letter is for."""

        CONFIRM = "confirm", "Asks to confirm"
        KNOWN = "known", "Says that this is followed already"
        QUOTES = "quotes", "Brings quotes"
        NOWHERE = "nowhere", "Says that it leads nowhere"
        ENDPOINT = "endpoint", "Says that an endpoint is paused"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, null=True, related_name="letters"
    )
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, null=True, related_name="letters")
    made_at = models.DateTimeField(db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, help_text="Empty once it is sent or given up.")
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="endpoint", endpoint__isnull=False, subscription=None)
                | (~Q(kind="endpoint") & Q(subscription__isnull=False, endpoint=None)),
                name="letter_has_one_addressee",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(next_try_at=None),
                name="letter_is_not_sent_again",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(next_try_at__isnull=False),
                name="letter_that_is_due",
            ),
            models.Index(fields=["made_at"], name="letter_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """That a quote was taken for sending to a follower: once, whatever comes after."""

    if_quote_is_gone = "A letter that was sent stays sent; one that was not leaves the quote out."

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="deliveries")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "quote"], name="quote_is_told_once")
        ]

    def __str__(self) -> str:
        return f"quote {self.quote_id} in letter {self.letter_id}"
