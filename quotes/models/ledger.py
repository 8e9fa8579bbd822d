"""The ledger: one link for each row of the record, each holding the hash of the one before."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from quotes import triggers


class Seal(models.Model):
    """One run that took rows into the ledger; sealed itself as one of them."""

    sealed_when = ""

    made_at = models.DateTimeField(db_default=Now(), editable=False)
    open_since = models.DateTimeField(
        editable=False,
        help_text="The start of the oldest transaction that was still open: whatever is older had "
        "been written by then, and was taken in.",
    )
    tables = ArrayField(
        models.CharField(max_length=100),
        default=list,
        db_default=[],
        editable=False,
        help_text="The tables that were sealed, those without a row too. Empty in a seal from "
        "before this was kept.",
    )

    class Meta:
        triggers = triggers.append_only("seal")

    def __str__(self) -> str:
        return f"seal {self.pk} of {self.made_at:%-d %B %Y}"


class Shape(models.Model):
    """The columns that a table had when rows of it were sealed.

    A column that comes later is no part of what was sealed, and changes no hash.
    """

    table = models.CharField(max_length=100)
    columns = ArrayField(models.TextField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "columns"], name="one_shape_per_set_of_columns"
            )
        ]
        triggers = triggers.append_only("shape")

    def __str__(self) -> str:
        return f"{self.table}: {', '.join(self.columns)}"


class Link(models.Model):
    """One sealed row: the hash of its content, and of that with the hash of the link before."""

    number = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="links")
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+", db_index=False)
    table = models.CharField(max_length=100)
    row = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="a_row_is_sealed_once"),
        ]
        triggers = [
            *triggers.append_only("link"),
            pgtrigger.Trigger(
                name="links_follow_the_last",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="fresh"),
                func=triggers.LINKS_FOLLOW_THE_LAST,
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.number}"
