"""Topics: what quotes are about, as editors tag them."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from quotes import triggers
from quotes.models.quotes import Quote


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions asked of topics."""

    def public(self) -> Self:
        """Topics with something to show: at least one public quote."""
        shown = Quote.objects.public().filter(taggings__topic=OuterRef("pk"))
        return self.filter(Exists(shown))


@pghistory.track()
class Topic(models.Model):
    """What some quotes are about, such as a dispute, a bill or a storm."""

    name = models.CharField(
        max_length=100, unique=True, error_messages={"unique": "There is a topic of this name."}
    )
    slug = models.SlugField(
        max_length=100,
        unique=True,
        error_messages={"unique": "Another topic has this address."},
    )
    description = models.CharField(
        max_length=500, blank=True, help_text="What belongs here, for readers and for who tags."
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="topic_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Tagging(models.Model):
    """That a quote is about a topic, and who said so."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="taggings")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="taggings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "quote"],
                name="one_tagging_per_topic_and_quote",
                violation_error_message="The quote has this topic already.",
            )
        ]
        triggers = triggers.TAGGING

    def __str__(self) -> str:
        return f"quote {self.quote_id} on {self.topic}"
