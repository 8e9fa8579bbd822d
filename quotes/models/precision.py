"""How exactly a day is known, as wire copy and registers tell it."""

from django.db import models


class Precision(models.TextChoices):
    """How exactly a date is known; the unknown parts of the stored day are its first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
