"""What a reader follows, how often they are told, and whether they still want to be."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Frequency(models.TextChoices):
    """How often somebody is told."""

    AT_ONCE = "at once", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"


class Pause(models.TextChoices):
    """Why nothing is sent until the reader starts it again."""

    LEADS_NOWHERE = "leads nowhere", "What is followed leads nowhere any more"
    REFUSED = "refused", "Mail to the address does not arrive"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Questions asked of subscriptions."""

    def active(self) -> Self:
        """Those that are confirmed and neither paused nor stopped."""
        return self.filter(confirmed_at__isnull=False, stopped_at=None, paused_because="")

    def due(self, now: datetime, newest: int) -> Self:
        """Active ones whose time has come; of those at once, where something has happened."""
        has_news = Q(read_to__lt=newest) | ~Q(frequency=Frequency.AT_ONCE)
        return self.active().filter(has_news, next_at__lte=now).order_by("next_at", "pk")

    def of(self, address_hash: str) -> Self:
        """Those of an address that were not stopped."""
        return self.filter(address_hash=address_hash, stopped_at=None)

    def never_confirmed(self, before: datetime) -> Self:
        """Those asked for before a moment and not confirmed since."""
        return self.filter(confirmed_at=None, stopped_at=None, asked_at__lt=before)


class Subscription(models.Model):
    """A search, a speaker or an office that somebody follows by e-mail.

    Speakers and organisations are kept as the addresses that were followed, not as rows: whoever
    is merged away leads to the survivor, by the search's own rules. Once stopped, only the hash of
    the address is left.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.CharField("e-mail address", max_length=254, blank=True)
    address_hash = models.CharField(max_length=64)
    query = models.CharField(
        max_length=2000, blank=True, help_text="A search, as its page's address has it."
    )
    title = models.CharField(max_length=200, blank=True, help_text="Of an office.")
    organisation = models.CharField(
        max_length=200, blank=True, help_text="Where that office is: the organisation's slug."
    )
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    paused_because = models.CharField(max_length=20, choices=Pause.choices, blank=True)
    since = models.BigIntegerField(default=0, help_text="The last public change before it began.")
    read_to = models.BigIntegerField(default=0, help_text="The last public change looked at.")
    next_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash", "query", "title", "organisation"],
                condition=Q(stopped_at=None),
                name="followed_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None)
                | Q(email="", query="", title="", organisation="", next_at=None),
                name="stopped_subscription_is_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(title="", organisation="") | (Q(query="") & ~Q(organisation="")),
                name="subscription_is_of_a_search_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(confirmed_at__isnull=False),
                name="nothing_is_due_before_it_is_confirmed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(next_at__isnull=False, paused_because=""),
                name="subscription_that_is_due",
            ),
            models.Index(
                fields=["asked_at"],
                condition=Q(confirmed_at=None, stopped_at=None),
                name="subscription_unconfirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.query or self.title or 'every quote'}, {self.frequency}"

    @property
    def is_active(self) -> bool:
        """Whether it is confirmed and neither paused nor stopped."""
        return bool(self.confirmed_at and not self.stopped_at and not self.paused_because)


class Knock(models.Model):
    """That the form was sent from a network address: only a hash, for a day, to slow floods."""

    sender = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["sender", "at"], name="knock_by_sender")]

    def __str__(self) -> str:
        return f"knock at {self.at}"
