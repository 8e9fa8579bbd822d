"""Which public pages search engines are asked to leave out, and why."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


@pghistory.track()
class NoIndex(models.Model):
    """That an editor keeps one record out of search engines: a quote, or a speaker.

    The page stays public, and every other page leads to it. A speaker's covers the quotes too, for
    a search for the name would find them. Lifting it deletes the row; its history keeps both.
    """

    quote = models.OneToOneField(
        "quotes.Quote", models.PROTECT, null=True, blank=True, related_name="noindex"
    )
    speaker = models.OneToOneField(
        "quotes.Speaker", models.PROTECT, null=True, blank=True, related_name="noindex"
    )
    reason = models.CharField(max_length=500, help_text="For the newsroom; it is not made public.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "page kept out of search engines"
        verbose_name_plural = "pages kept out of search engines"
        constraints = [
            models.CheckConstraint(
                condition=Q(quote__isnull=False, speaker=None)
                | Q(quote=None, speaker__isnull=False),
                name="noindex_is_of_a_quote_or_a_speaker",
                violation_error_message="Choose a quote or a speaker, and not both.",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="noindex_has_a_reason",
                violation_error_message="Say why search engines are to leave it out.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quote or self.speaker)
