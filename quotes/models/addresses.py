"""Addresses that topics had, so that old links lead on."""

import pghistory
from django.db import models

from quotes.models.topics import Topic


@pghistory.track()
class FormerAddress(models.Model):
    """An address that a topic had before it was renamed, or that was another's merged into it."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="former_addresses")
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.slug
