"""What a search reads: one narrow row for each quote that is published in a usable article.

Derived, kept by the database in the transaction that changes what it is derived from, and never
edited. It decides nothing: what is shown is read through `Quote.objects.public()` besides.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from quotes import triggers
from quotes.models.quotes import Quote
from sources.models import Article


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    """Questions asked of search rows."""

    def current(self) -> Self:
        """Rows that every embargo has passed."""
        return self.filter(public_from__lte=Now())

    def newest_first(self) -> Self:
        """In the order of news; unique."""
        return self.order_by("-said_on", "-quote_id")


class SearchRow(models.Model):
    """What is searched, filtered and counted of one published quote."""

    quote = models.OneToOneField(Quote, models.CASCADE, primary_key=True, related_name="+")
    said_on = models.DateField()
    speaker_id = models.BigIntegerField(null=True)
    outlet_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    keys = ArrayField(models.BigIntegerField())
    public_from = models.DateTimeField(help_text="When the last embargo ends; 1970 without one.")
    published_at = models.DateTimeField(
        help_text="Since when readers can see it: its publication, or the end of its embargo."
    )
    search = SearchVectorField()
    literal = SearchVectorField()
    role = SearchVectorField(help_text="The role as printed, and the position behind it.")

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(
                fields=["search", "literal", "keys", "role"],
                name="row_by_words_and_keys",
                fastupdate=False,
            ),
            models.Index(F("said_on").desc(), F("quote").desc(), name="row_newest_first"),
            models.Index(
                F("speaker_id"), F("said_on").desc(), F("quote").desc(), name="row_by_speaker"
            ),
            models.Index(fields=["published_at", "quote"], name="row_by_publication"),
        ]

    def __str__(self) -> str:
        return f"search row of quote {self.quote_id}"


class ArticleTerms(Article):
    """An article as far as the search depends on it: here its changes reach the search rows."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ARTICLE_TERMS
