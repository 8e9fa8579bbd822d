"""Endpoints of integrators, what they are told, and how each attempt to tell them went."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from quotes import triggers
from quotes.models import PublicChange, Quote


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Questions asked of endpoints."""

    def listening(self) -> Self:
        """Those that events are kept for; a paused one gets them when it goes on."""
        return self.filter(is_active=True)


class Endpoint(models.Model):
    """An address of an integrator that is told what becomes of public quotes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=100)
    url = models.CharField("address", max_length=2000, help_text="An https:// address.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    query = models.CharField(
        "search",
        max_length=2000,
        blank=True,
        help_text="Only quotes that match: a search as its page's address has it, such as "
        "speaker=ada-quill&kind=direct. Empty for every quote.",
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="Nothing is kept for it while it is switched off."
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    since = models.DateTimeField(
        db_default=Now(), editable=False, help_text="It is told of what happens from then on."
    )
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        permissions = [("operate_endpoint", "Can ping, resume and resend, and rotate secrets")]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_at=None, paused_because="")
                | (Q(paused_at__isnull=False) & ~Q(paused_because="")),
                name="paused_endpoint_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SecretQuerySet(models.QuerySet["Secret"]):
    """Questions asked of secrets."""

    def valid(self, now: datetime) -> Self:
        """Those that sign now, the newest first."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("-pk")


class Secret(models.Model):
    """What signs an endpoint's calls. Sealed: a copy of the database alone forges nothing."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="secrets")
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, help_text="Until then it signs beside the next one.")

    objects = SecretQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], condition=Q(ends_at=None), name="one_lasting_secret"
            )
        ]

    def __str__(self) -> str:
        return f"secret of {self.endpoint}"


class Event(models.Model):
    """What became of one quote, or a test. Never changed; in the order of what happened."""

    if_quote_is_gone = "Another event says that it is gone."

    class Type(models.TextChoices):
        """What happened, as the payload names it."""

        PUBLISHED = "quote.published"
        CORRECTED = "quote.corrected"
        UPDATED = "quote.updated"
        WITHDRAWN = "quote.withdrawn"
        RETRACTED = "quote.retracted"
        PING = "ping"

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    type = models.CharField(max_length=20, choices=Type.choices)
    change = models.OneToOneField(PublicChange, models.PROTECT, null=True, related_name="+")
    quote = models.ForeignKey(Quote, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(type="ping", change=None, quote=None)
                | (~Q(type="ping") & Q(change__isnull=False, quote__isnull=False)),
                name="event_is_of_a_change_or_a_ping",
            )
        ]
        triggers = triggers.append_only("event")

    def __str__(self) -> str:
        return f"{self.type} {self.quote_id or ''}".strip()

    @property
    def message_id(self) -> str:
        """What a receiver tells calls apart by: the same at every attempt."""
        return f"evt_{self.uuid.hex}"


class CallQuerySet(models.QuerySet["Call"]):
    """Questions asked of calls."""

    def due(self, now: datetime) -> Self:
        """Those to make now: of each endpoint and quote the earliest that waits."""
        earlier = Call.objects.filter(
            endpoint=OuterRef("endpoint"),
            quote=OuterRef("quote"),
            event__lt=OuterRef("event"),
            done_at=None,
        )
        return self.filter(
            ~Exists(earlier),
            done_at=None,
            next_try_at__lte=now,
            endpoint__is_active=True,
            endpoint__paused_at=None,
        ).order_by("next_try_at", "event")

    def waiting(self) -> Self:
        """Those that did not arrive yet."""
        return self.filter(done_at=None)


class Call(models.Model):
    """One event for one endpoint, until it has arrived."""

    if_quote_is_gone = "Whoever was told of the quote is told that it is gone."

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="calls")
    event = models.ForeignKey(Event, models.PROTECT, related_name="calls")
    quote = models.ForeignKey(Quote, models.PROTECT, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    first_try_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField("arrived", null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="event_once_per_endpoint"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False, next_try_at=None)
                | Q(done_at=None, next_try_at__isnull=False),
                name="call_waits_or_has_arrived",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "event"],
                condition=Q(done_at=None),
                name="call_that_waits",
            ),
            models.Index(fields=["endpoint", "quote", "event"], name="call_by_quote"),
            models.Index(fields=["done_at"], name="call_by_arrival"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} of event {self.event_id}"


class Attempt(models.Model):
    """How one attempt at a call went."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(db_default=Now())
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, help_text="Empty where none came.")
    answer = models.CharField(max_length=500, blank=True, help_text="Its first 500 characters.")
    error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ("view",)
        indexes = [models.Index(fields=["call", "-id"], name="attempt_by_call")]

    def __str__(self) -> str:
        return f"{self.status or self.error}"
