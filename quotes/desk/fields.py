"""Form fields for what people write by hand on the desk: places in a text, and partial dates."""

import re
from datetime import date
from typing import Any

from django import forms

from quotes.models import Precision

_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–]\s*(\d{1,9})\s*")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


class SpansField(forms.CharField):
    """Character offsets as a person writes them, such as “0-40, 55-80”."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 2000, "strip": True, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Spans as text."""
        if isinstance(value, list):
            return ", ".join(f"{start}-{end}" for start, end in value)
        return value

    def clean(self, value: Any) -> Any:
        """The text as spans."""
        typed = super().clean(value)
        return [self._span(part) for part in typed.split(",")] if typed else []

    def _span(self, part: str) -> list[int]:
        found = _SPAN.fullmatch(part)
        if not found:
            raise forms.ValidationError(
                "Write places as start-end, with commas between them: 0-40, 55-80."
            )
        return [int(found[1]), int(found[2])]


class PartialDateField(forms.CharField):
    """A day, month or year; what is left out says how exactly the date is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 10, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Date and precision as text."""
        if isinstance(value, tuple):
            day, precision = value
            return day.isoformat()[: _LENGTHS[precision]] if day else ""
        return value

    def clean(self, value: Any) -> Any:
        """The text as a date and its precision."""
        typed = super().clean(value)
        if not typed:
            return None, Precision.DAY.value
        found = _PARTIAL_DATE.fullmatch(typed)
        try:
            if not found:
                raise ValueError(typed)
            year, month, day = (int(part) if part else 0 for part in found.groups())
            known = date(year, month or 1, day or 1)
        except ValueError as error:
            raise forms.ValidationError(
                "Write a date as 2026-03-27, a month as 2026-03 or a year as 2026."
            ) from error
        exact = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return known, exact.value
