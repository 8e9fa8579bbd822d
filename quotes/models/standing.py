"""What is looked up ahead of the queues: wordings that changed, and who is quoted much."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.models import ArticleVersion


@pghistory.track()
class Comparison(models.Model):
    """Whether a quote's words stand in the newest wording of its article.

    One row a quote, from the day its article has a later wording; looked up by the queue, which
    would otherwise read every such story in full. A person settles what does not stand any more.
    """

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="comparisons")
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="comparisons")
    words = models.TextField(help_text="The quote's words when they were compared.")
    stands = models.BooleanField()
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote"], name="one_comparison_per_quote"),
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None, note="")
                | (Q(settled_by__isnull=False, settled_at__isnull=False) & ~Q(note="")),
                name="comparison_is_settled_with_a_note",
            ),
        ]
        indexes = [
            models.Index(
                fields=["at", "quote"],
                condition=Q(stands=False, settled_at__isnull=True),
                name="comparison_to_settle",
            )
        ]

    def __str__(self) -> str:
        return f"quote {self.quote_id} {'stands' if self.stands else 'is not'} in {self.version}"


class Prominence(models.Model):
    """How often a speaker has been quoted in public of late: counted by the clock, never edited.

    It has no history: it follows from the quotes, and is counted anew every hour.
    """

    speaker = models.OneToOneField("quotes.Speaker", models.CASCADE, primary_key=True)
    published = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "prominence"

    def __str__(self) -> str:
        return f"{self.speaker}: {self.published}"
