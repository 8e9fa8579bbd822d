"""One move on many quotes: who asked for it, and what came of it for each of them."""

from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now


class BulkRunQuerySet(models.QuerySet["BulkRun"]):
    """Questions asked of runs."""

    def unfinished(self) -> Self:
        """Runs with something to try or to do, the oldest first."""
        return self.filter(stage__in=BulkRun.AT_WORK).order_by("pk")

    def of_note_to(self, person: Any) -> Self:
        """Without tries that came to nothing: what was stopped before anything was done, and what
        somebody else has only tried.
        """
        stages = BulkRun.Stage
        acted = Exists(BulkRow.objects.filter(run=OuterRef("pk")).exclude(outcome=""))
        kept = self.exclude(~acted, stage=stages.STOPPED)
        return kept.exclude(~Q(by=person), stage__in=[stages.TRYING, stages.TRIED])


@pghistory.track()
class BulkRun(models.Model):
    """A move that somebody asked for on many quotes: tried first, then run when they say so."""

    class Stage(models.TextChoices):
        """How far it is."""

        TRYING = "trying", "Being tried"
        TRIED = "tried", "Tried; nothing has been changed"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    AT_WORK = (Stage.TRYING, Stage.RUNNING)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bulk_runs")
    move = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=30, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_by = models.TextField(blank=True, help_text="The queue and filters they were chosen by.")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.TRYING)
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["done", "stopped"], ended_at__isnull=False)
                | (~Q(stage__in=["done", "stopped"]) & Q(ended_at=None)),
                name="bulk_run_that_ended_says_when",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(stage__in=["trying", "running"]),
                name="bulk_run_at_work",
            ),
            models.Index(fields=["by", "-id"], name="bulk_run_by_person"),
        ]
        triggers = [pgtrigger.Protect(name="bulk_run_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.move} by {self.by}"

    @property
    def is_at_work(self) -> bool:
        """Whether rows are being tried or acted upon."""
        return self.stage in self.AT_WORK


class BulkRowQuerySet(models.QuerySet["BulkRow"]):
    """Questions asked of rows."""

    def waiting(self, stage: str) -> Self:
        """Rows that a stage has not come to yet, in their order."""
        field = "forecast" if stage == BulkRun.Stage.TRYING else "outcome"
        return self.filter(**{field: ""}).order_by("number")


class BulkRow(models.Model):
    """One quote of a run: what would happen to it, and what did. It is acted upon once.

    It is its own record, as a Review is: the database refuses any change to an outcome.
    """

    class Result(models.TextChoices):
        """What came of it."""

        DONE = "done", "Moved"
        REFUSED = "refused"

    run = models.ForeignKey(BulkRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="bulk_rows")
    expected = models.PositiveIntegerField(help_text="The quote's change number when chosen.")
    forecast = models.CharField(max_length=10, choices=Result.choices, blank=True)
    forecast_why = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Result.choices, blank=True)
    outcome_why = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)

    objects = BulkRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "quote"], name="quote_once_per_bulk_run"),
            models.UniqueConstraint(fields=["run", "number"], name="bulk_rows_are_numbered"),
            models.CheckConstraint(
                condition=Q(outcome="", at=None) | (~Q(outcome="") & Q(at__isnull=False)),
                name="bulk_outcome_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run", "number"], condition=Q(outcome=""), name="bulk_row_to_act_on"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="bulk_row_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="bulk_outcome_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.outcome <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of run {self.run_id}"
