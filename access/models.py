"""Who may ask the API, the counters of how often they did, and answers kept for repeated writes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from access import triggers
from access.scopes import Scope

KEPT_FOR = timedelta(hours=24)
"""How long the answer to a write can be had again under its key."""


class ClientQuerySet(models.QuerySet["Client"]):
    """Clients."""

    def personal(self, person: object) -> ClientQuerySet:
        """The client that stands for a person's own programs."""
        return self.filter(owner=person, is_personal=True)

    def shared_by(self, person: object) -> ClientQuerySet:
        """The others that a person answers for."""
        return self.filter(owner=person, is_personal=False).order_by("name", "pk")

    def named(self, name: str) -> ClientQuerySet:
        """The client of this name, personal ones apart, which have their person's."""
        return self.filter(name__iexact=name, is_personal=False)


@pghistory.track()
class Client(models.Model):
    """A program that speaks to the API, and who answers for it.

    With an owner it may act on the desk, as that person. An integrator's program, which reads only,
    has none.
    """

    name = models.CharField(max_length=200)
    contact = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whom to write to when it misbehaves: an e-mail address, a telephone number.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In whose name it may work on the desk; nobody, if it only reads.",
    )
    is_personal = models.BooleanField(default=False, editable=False)
    active = models.BooleanField(
        default=True, help_text="Switched off, none of its tokens is good for anything."
    )
    rate = models.PositiveIntegerField(
        "requests a minute",
        null=True,
        blank=True,
        help_text="Empty: what all clients may (API_USER_RATE).",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_personal=True), name="one_personal_client_each"
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(is_personal=False),
                name="client_name_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(is_personal=False) | Q(owner__isnull=False),
                name="personal_client_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(rate=None) | Q(rate__gt=0),
                name="client_rate_is_above_zero",
                violation_error_message="Give at least one request a minute, or nothing.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClientTokenQuerySet(models.QuerySet["ClientToken"]):
    """Tokens."""

    def with_digest(self, digest: str) -> ClientTokenQuerySet:
        """The one that has this digest, with all that is asked of it, in one query."""
        return self.filter(digest=digest).select_related("client__owner")

    def usable(self, now: datetime) -> ClientTokenQuerySet:
        """Those neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def latest_first(self) -> ClientTokenQuerySet:
        """As pages list them."""
        return self.select_related("client", "created_by").order_by("-created_at", "-pk")


@pghistory.track(exclude=["digest", "last_used_at"])
class ClientToken(models.Model):
    """A secret that a program sends. Only its digest is kept, so that it is shown once.

    The secret is 256 random bits, not a password that somebody thought of: there is nothing to
    guess, and so nothing that a slow hash would slow down. One SHA-256 is enough, is found by an
    index, and costs each request nothing.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=128, unique=True, editable=False)
    start = models.CharField(
        max_length=24, editable=False, help_text="How it begins: enough to tell it by."
    )
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ClientTokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-created_at"], name="token_by_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]),
                name="token_has_known_scopes",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="token_expires_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False),
                name="who_revoked_a_token_did_so_at_some_time",
            ),
        ]
        triggers = triggers.TOKEN

    def __str__(self) -> str:
        return f"{self.start}…"


class CounterQuerySet(models.QuerySet["Counter"]):
    """Counters."""

    def run_out(self, now: datetime) -> CounterQuerySet:
        """Those that bear on no request any more."""
        return self.filter(until__lt=now)


class Counter(models.Model):
    """How often somebody asked in this window of time and in the one before.

    The table is unlogged: its changes wait for no disk, and after a crash counting starts anew.
    The key is a keyed hash: no address of a reader is kept.
    """

    key = models.CharField(max_length=32, primary_key=True)
    number = models.BigIntegerField()
    used = models.IntegerField()
    before = models.IntegerField()
    let_in = models.BooleanField()
    until = models.DateTimeField()

    objects = CounterQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Kept answers."""

    def run_out(self, now: datetime) -> KeptAnswerQuerySet:
        """Those whose time is over."""
        return self.filter(made_at__lte=now - KEPT_FOR)

    def standing(self, holder: str, key: str, now: datetime) -> KeptAnswerQuerySet:
        """The one under this holder's key, while its time lasts."""
        return self.filter(holder=holder, key=key, made_at__gt=now - KEPT_FOR)


class KeptAnswer(models.Model):
    """The first answer to a write, for whoever sends the same again under the same key."""

    holder = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_default=Now())

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["made_at"], name="kept_answer_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["holder", "key"], name="one_answer_for_each_key"),
            models.CheckConstraint(
                condition=Q(status__gte=200, status__lt=500), name="faults_of_ours_are_not_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.key}"
