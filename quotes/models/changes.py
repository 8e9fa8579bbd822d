"""What became of the public quotes, one row a change, for whoever keeps a copy of the record."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from quotes import triggers
from quotes.models.quotes import Quote
from sources.models import Outlet


class PublicChangeQuerySet(models.QuerySet["PublicChange"]):
    """Questions asked of public changes."""

    def told(self) -> Self:
        """Those that the public is told; a quote that was never public is in none of them."""
        return self.exclude(kind=PublicChange.Kind.WAITS)

    def since(self, number: int) -> Self:
        """Those after a number, in the order in which they became so."""
        return self.filter(pk__gt=number).order_by("pk")

    def due(self) -> Self:
        """The last word on quotes whose embargo has run out since."""
        later = PublicChange.objects.filter(quote=OuterRef("quote"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), returns_at__lte=Now())


class PublicChange(models.Model):
    """That a quote became public, changed while it was, or is public no more.

    Written by the database at the end of the transaction that made it so, see
    quotes.triggers.changes; never changed. There is no constraint on the quote: to check it at the
    end of a transaction would mean to wait for others while they wait for us.
    """

    class Kind(models.TextChoices):
        """What became of a quote."""

        PUBLISHED = "published"
        CHANGED = "changed"
        GONE = "gone"
        WAITS = "waits", "Waits for its embargo; told to nobody"

    quote = models.ForeignKey(
        "quotes.Quote",
        models.DO_NOTHING,
        related_name="public_changes",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())
    returns_at = models.DateTimeField(
        null=True, help_text="When the embargo ends that hides a published quote."
    )
    digest = models.CharField(max_length=32, help_text="Of what the public reads of the quote.")

    objects = PublicChangeQuerySet.as_manager()

    quote_now: Quote | None = None
    """The quote as it stands, where somebody fetched it for a run of changes."""

    class Meta:
        indexes = [
            models.Index(fields=["quote", "-id"], name="public_change_by_quote"),
            models.Index(fields=["at", "id"], name="public_change_by_time"),
            models.Index(
                fields=["returns_at"],
                condition=Q(returns_at__isnull=False),
                name="public_change_that_waits",
            ),
        ]
        triggers = triggers.append_only("public_change")

    def __str__(self) -> str:
        return f"quote {self.quote_id} {self.kind}"


class OutletName(Outlet):
    """An outlet as far as what is public depends on it: here its changes are told of its quotes."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.CHANGES_OF_AN_OUTLET
