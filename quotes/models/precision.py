"""How exactly a day is known, as wire copy and registers tell it."""

from calendar import monthrange
from datetime import date

from django.db import models


class Precision(models.TextChoices):
    """How exactly a date is known; the unknown parts of the stored day are its first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


def last_day(day: date, precision: str) -> date:
    """The last day that a date known to the day, month or year may be."""
    if precision == Precision.YEAR:
        return day.replace(month=12, day=31)
    if precision == Precision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
