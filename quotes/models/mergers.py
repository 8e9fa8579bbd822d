"""Decisions on who is who: mergers of two entries, what each moved, and who was told apart."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from quotes import triggers
from quotes.models.speakers import Speaker


class Merger(models.Model):
    """That an editor found two entries to be one speaker, or took that back. Never changed.

    A merger stands while no other row undoes it.
    """

    sealed_when = ""

    loser = models.ForeignKey(Speaker, models.PROTECT, related_name="mergers_away")
    winner = models.ForeignKey(Speaker, models.PROTECT, related_name="mergers_here")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mergers")
    at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.TextField()
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    fields = models.JSONField(
        default=dict, help_text="Fields that changed: for each of the two, before and after."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merger_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(loser=F("winner")), name="merger_is_of_two_speakers"
            ),
        ]
        indexes = [
            models.Index(fields=["loser", "-id"], name="merger_by_loser"),
            models.Index(fields=["winner", "-id"], name="merger_by_winner"),
        ]
        triggers = triggers.MERGER

    def __str__(self) -> str:
        done = "parted again from" if self.undoes_id else "merged into"
        return f"{self.loser} {done} {self.winner}"


class Moved(models.Model):
    """One row that a merger, or its undoing, gave to the other speaker. Never changed."""

    sealed_when = ""

    merger = models.ForeignKey(Merger, models.PROTECT, related_name="moved")
    relation = models.CharField(max_length=100, help_text="Such as quotes.Quote.speaker.")
    row = models.BigIntegerField(help_text="The row's id.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merger", "relation", "row"], name="moved_once")
        ]
        triggers = triggers.MOVED

    def __str__(self) -> str:
        return f"{self.relation} {self.row}"


@pghistory.track()
class Distinction(models.Model):
    """That an editor knows two entries to be two speakers: they are not suggested again."""

    one = models.ForeignKey(Speaker, models.PROTECT, related_name="distinctions")
    other = models.ForeignKey(Speaker, models.PROTECT, related_name="distinctions_from")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="distinctions")
    at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="told_apart_once",
                violation_error_message="These two are told apart already.",
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="distinction_names_the_elder_entry_first"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="distinction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"
