"""Works out the day on which something was said from the words beside the cue."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.extraction.lexicon import MONTHS

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NUMBER = {name[:3]: n for n, name in enumerate(MONTHS, 1)}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_PATTERNS = (
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"\b{_MONTH} (?P<year>\d{{4}})\b"),
    re.compile(r"\b(?P<word>yesterday|today|tonight|this (?:morning|afternoon|evening))\b"),
    re.compile(r"\b(?P<last>last )?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"),
    re.compile(r"\b(?P<number>\d{1,2}|a|two|three|four|five|six|seven|eight|nine|ten)"
               r" (?P<unit>day|week|month|year)s? (?:ago|earlier)\b"),
    re.compile(r"\b(?P<period>last|this|earlier this) (?P<unit>month|year)\b"),
    re.compile(rf"\b(?:in|last|since) {_MONTH}(?=\W|$)"),
    re.compile(r"\b(?:in|in an?|in his|in her|in their|during an?) (?P<year>(?:19|20)\d\d)\b"),
)  # fmt: skip
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Day:
    """A date and how exact it is: "day", "month" or "year"."""

    on: date | None
    precision: str = "day"


def read_day(words: str, published_on: date | None) -> Day | None:
    """The day that a few words beside a cue name, or None when they name none."""
    low = " ".join(words.lower().split())
    for pattern in _PATTERNS:
        match = pattern.search(low)
        if match:
            try:
                return _resolve(match.groupdict(), published_on)
            except ValueError:
                return None
    return None


def _resolve(parts: dict[str, str | None], published_on: date | None) -> Day | None:
    year = parts.get("year")
    if parts.get("month"):
        return _calendar(parts, published_on)
    if year:
        return Day(date(int(year), 1, 1), "year")
    if published_on is None:
        return None
    if parts.get("word"):
        shift = -1 if parts["word"] == "yesterday" else 0
        return Day(published_on + timedelta(days=shift))
    if parts.get("weekday"):
        return Day(_weekday(parts["weekday"] or "", published_on, bool(parts.get("last"))))
    return _period(parts, published_on)


def _calendar(parts: dict[str, str | None], published_on: date | None) -> Day | None:
    month = _MONTH_NUMBER[(parts["month"] or "")[:3]]
    if parts.get("year"):
        year = int(parts["year"] or "0")
    elif published_on:
        year = published_on.year
    else:
        return None
    day = parts.get("day")
    found = date(year, month, int(day) if day else 1)
    if not parts.get("year") and published_on and found > published_on:
        found = date(year - 1, month, min(found.day, monthrange(year - 1, month)[1]))
    return Day(found, "day" if day else "month")


def _weekday(name: str, published_on: date, strictly_before: bool) -> date:
    """The latest such day up to the story's own date."""
    back = (published_on.weekday() - _WEEKDAYS.index(name)) % 7
    if strictly_before and back == 0:
        back = 7
    return published_on - timedelta(days=back)


def _period(parts: dict[str, str | None], published_on: date) -> Day | None:
    unit = parts.get("unit")
    if parts.get("number"):
        number = parts["number"] or "a"
        count = int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    else:
        count = 1 if parts.get("period") == "last" else 0
    if unit == "day":
        return Day(published_on - timedelta(days=count))
    if unit == "week":
        return Day(published_on - timedelta(weeks=count))
    if unit == "year":
        return Day(date(published_on.year - count, 1, 1), "year")
    months = published_on.year * 12 + published_on.month - 1 - count
    return Day(date(months // 12, months % 12 + 1, 1), "month")
