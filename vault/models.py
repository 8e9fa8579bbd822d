"""Sealed entries, the people named for each, and the log of everything done with them.

None of it is tracked by pghistory: a history of sealed texts would outlive their destruction and
every rotation of keys. The log is the history. None of it is registered with the admin, and no
relation leads here from a quote.
"""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now

from quotes.models import Quote
from vault import triggers
from vault.sealing import BLOCK, OVERHEAD, VERSION


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions asked of entries; none of them reads what is sealed."""

    def standing(self) -> Self:
        """Those that were not destroyed."""
        return self.filter(destroyed_at=None)

    def of_story(self, version_id: int, person: Any) -> Self:
        """Those of a story's quotes, with how many may open each and whether this person may."""
        mine = Keyholder.objects.filter(entry=OuterRef("pk"), person=person.pk)
        return (
            self.standing()
            .filter(quote__version=version_id)
            .with_people()
            .annotate(is_mine=Exists(mine))
            .defer("sealed")
        )

    def with_people(self) -> Self:
        """With how many people, of those who work here now, may open each."""
        active = Q(keyholders__person__is_active=True, keyholders__person__is_staff=True)
        return self.annotate(people=Count("keyholders", filter=active))

    def for_check(self) -> Self:
        """With what a check of the vault looks at."""
        return self.with_people().select_related("quote")

    def for_page(self) -> Self:
        """With what a page shows besides: the quote and its story, not the sealed text."""
        return self.select_related("quote__speaker", "quote__version__article", "recorded_by").only(
            *("destroyed_at", "recorded_at", "recorded_by", "quote__words", "quote__descriptor"),
            *("quote__anonymity_reason", "quote__state", "quote__speaker__name"),
            *("quote__version__article__headline", "quote__version__number"),
        )


class Entry(models.Model):
    """Who one unnamed source is, as a sealed text bound to this row, its quote and its people."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    destroyed_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(destroyed_at=None),
                name="one_standing_entry_per_quote",
            ),
            models.CheckConstraint(
                condition=Q(sealed=None, destroyed_at__isnull=False)
                | Q(sealed__isnull=False, destroyed_at=None),
                name="entry_is_sealed_or_destroyed",
            ),
            models.CheckConstraint(
                condition=Q(sealed=None) | Q(sealed__looks_sealed=True),
                name="entry_looks_sealed",
            ),
        ]
        triggers = triggers.ENTRY

    def __str__(self) -> str:
        return f"vault entry of quote {self.quote_id}"


@models.BinaryField.register_lookup
class LooksSealed(models.Lookup[Any]):
    """Whether bytes have a sealed text's version and length; words in clear have not."""

    lookup_name = "looks_sealed"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQL of our own constants."""
        column, params = self.process_lhs(compiler, connection)
        return (
            f"(octet_length({column}) >= {OVERHEAD + BLOCK} AND get_byte({column}, 0) = {VERSION}"
            f" AND (octet_length({column}) - {OVERHEAD}) %% {BLOCK} = 0)",
            (*params, *params, *params),
        )


class Keyholder(models.Model):
    """One person who may open an entry. Who they are is sealed into the entry as well."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="keyholders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="keyholder_is_named_once")
        ]
        triggers = triggers.KEYHOLDER

    def __str__(self) -> str:
        return f"{self.person} for {self.entry}"


class AccessQuerySet(models.QuerySet["Access"]):
    """Questions asked of the log."""

    def visible_to(self, person: Any, *, reads_all: bool) -> Self:
        """What somebody may read of the log: their own entries', or all of it."""
        if reads_all:
            return self
        mine = Keyholder.objects.filter(entry=OuterRef("entry"), person=person.pk)
        return self.filter(Exists(mine))

    def latest_first(self) -> Self:
        """In the order of a log's page; unique."""
        return (
            self.select_related("by", "person", "entry")
            .defer("entry__sealed")
            .order_by("-at", "-id")
        )


class Access(models.Model):
    """What somebody did with an entry or was refused. Never changed, never deleted."""

    sealed_when = ""
    """SQL: from when on the ledger takes a row in; empty for at once."""

    class Deed(models.TextChoices):
        """What was done, or tried."""

        RECORDED = "recorded"
        OPENED = "opened"
        SHARED = "shared"
        UNSHARED = "unshared", "Taken back"
        DESTROYED = "destroyed"
        REFUSED = "refused"
        WRONG_PASSWORD = "password", "Wrong password"

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="accesses")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    whence = models.CharField(max_length=100, blank=True, help_text="The address it came from.")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    why = models.CharField(max_length=500, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("read_vault_log", "Can read the whole log of the vault")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deed__in=["opened", "destroyed", "refused"]) | ~Q(why=""),
                name="access_says_why",
            ),
            models.CheckConstraint(
                condition=Q(deed__in=["shared", "unshared"], person__isnull=False)
                | (~Q(deed__in=["shared", "unshared"]) & Q(person=None)),
                name="sharing_names_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "-at", "-id"], name="access_by_entry"),
            models.Index(fields=["by", "deed", "at"], name="access_by_person"),
            models.Index(fields=["-at", "-id"], name="access_newest_first"),
        ]
        triggers = triggers.ACCESS

    def __str__(self) -> str:
        return f"{self.get_deed_display()} by {self.by}"
