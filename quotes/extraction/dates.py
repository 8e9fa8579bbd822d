"""Works out the day on which something was said from the words beside the cue."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.extraction.lexicon import MONTHS

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NUMBER = {name[:3]: n for n, name in enumerate(MONTHS, 1)}
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_A_YEAR = r"(?P<year>(?:19|20)\d\d)"
_COUNT = r"(?P<number>\d{1,2}|an?|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PATTERNS = (
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?! percent| ?%)"
               rf"(?:,? {_A_YEAR})?"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_A_YEAR})?"),
    re.compile(rf"\b{_MONTH},? (?:of )?{_A_YEAR}\b"),
    re.compile(r"\b(?P<word>yesterday|today|tonight|this (?:morning|afternoon|evening)"
               r"|last night|overnight|hours ago|minutes ago)\b"),
    re.compile(rf"\b(?P<lastweek>last week) on (?P<weekday>{_WEEKDAY})\b"),
    re.compile(rf"\b(?P<last>last )?(?P<weekday>{_WEEKDAY})\b(?P<lastweek>,? (?:of )?last week)?"),
    re.compile(r"\bon the (?P<nth>\d{1,2})(?:st|nd|rd|th)\b"),
    re.compile(rf"\b{_COUNT} (?P<unit>day|week|month|year|decade)s? ago\b"),
    re.compile(r"\b(?P<period>last|this|earlier this|later this)"
               r" (?P<unit>week|weekend|month|year)\b"),
    re.compile(r"\b(?P<season>spring|summer|fall|autumn) (?:of|in) " + _A_YEAR),
    re.compile(r"\b(?:last|this) (?P<season>spring|summer|fall|autumn)\b"),
    re.compile(rf"\b(?:in|in early|in late|in mid|last|earlier in|during) {_MONTH}(?=\W|$)"),
    re.compile(r"\b(?:in|back in|during|from|at|of)(?: (?:an?|his|her|their|its|the|early|late))?"
               rf"(?: (?:early|late))? {_A_YEAR}\b"),
    re.compile(r"\b(?P<unclear>(?:the )?(?:next|following|previous) (?:day|morning|week|month|year)"
               rf"|the day (?:before|after)|days (?:later|earlier|before)|{_COUNT} "
               r"(?:hour|day|week|month|year)s? (?:earlier|later|before|after)|at the time"
               r"|(?:earlier|later|early|late) in the day|back then|then$|recent|several \w+ ago"
               r"|in recent \w+|recently|years ago|months ago|weeks ago|days ago|earlier$)\b"),
)  # fmt: skip
"""Surest first. The last names a time that cannot be counted from the story's date."""

_NO_DAY = re.compile(r"(?:USA|Russia|Trending|NBC's|NBC’s|the) T(?:oday|ODAY)|[“\"]Today[”\"]")
"""Newspapers and broadcasts."""

_ANOTHER_TIME = re.compile(
    rf"\b(?:next|coming|upcoming|by|until|till|before|after|since|of|about|for|ahead of|than|on)"
    rf" (?:(?:the|last|this|his|her|their|next) )?(?:{_WEEKDAY}|week|month|year)(?:'s|’s)"
    rf"|\b(?:next|this coming|coming|upcoming|by|until|till|before|after|since|ahead of)"
    rf" (?:the |last )?(?:{_WEEKDAY}|{_MONTH.replace('?P<month>', '?:')}|week|month|year|weekend)"
    rf"(?: \d{{1,2}}\b)?"
)
"""A time that is spoken of, not spoken in: "of Monday's episode", "before Tuesday", "next week"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date and how exact it is: "day", "month" or "year".

    ``how`` tells what it rests on: a day "named" beside the cue or "carried" on from an earlier
    attribution, a "vague" time there ("last week"), the "default" that is the story's own date, or,
    without date, an "unclear" time.
    """

    on: date | None
    precision: str = "day"
    how: str = "named"


UNCLEAR = Day(None, how="unclear")


def read_day(words: str, published_on: date | None) -> Day | None:
    """The day that a few words beside a cue name, or None when they name none.

    A day after the story's own is never given: nobody has spoken then. A time that cannot be
    counted ("the following day") gives a ``Day`` without date.
    """
    low = _ANOTHER_TIME.sub(" ", " ".join(_NO_DAY.sub(" ", words).lower().split()))
    for pattern in _PATTERNS:
        match = pattern.search(low)
        if match:
            return _past(match.groupdict(), published_on)
    return None


def _past(parts: dict[str, str | None], published_on: date | None) -> Day | None:
    try:
        day = _resolve(parts, published_on)
    except (ValueError, OverflowError):
        return None
    if day and day.on and published_on and day.on > published_on:
        return None
    return day


def _resolve(parts: dict[str, str | None], published_on: date | None) -> Day | None:
    year = parts.get("year")
    if parts.get("unclear"):
        return UNCLEAR
    if parts.get("month"):
        return _calendar(parts, published_on)
    if year:
        return Day(date(int(year), 1, 1), "year", "vague")
    if published_on is None:
        return None
    if parts.get("word"):
        shift = -1 if parts["word"] in ("yesterday", "last night") else 0
        return Day(published_on + timedelta(days=shift))
    if parts.get("weekday"):
        return Day(_weekday(parts, published_on))
    if parts.get("nth"):
        return Day(_nth(int(parts["nth"] or "1"), published_on))
    return (
        _season(parts["season"], published_on) if parts.get("season") else _ago(parts, published_on)
    )


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
    return Day(found, "day") if day else Day(found, "month", "vague")


def _weekday(parts: dict[str, str | None], published_on: date) -> date:
    """The latest such day up to the story's own date, or that of the week before."""
    number = _WEEKDAYS.index(parts["weekday"] or "")
    if parts.get("lastweek"):
        return published_on - timedelta(days=published_on.weekday() + 7 - number)
    back = (published_on.weekday() - number) % 7
    return published_on - timedelta(days=7 if parts.get("last") and back == 0 else back)


def _nth(day: int, published_on: date) -> date:
    """The latest day with this number up to the story's own."""
    if day <= published_on.day:
        return published_on.replace(day=day)
    return (published_on.replace(day=1) - timedelta(days=1)).replace(day=day)


def _season(name: str | None, published_on: date) -> Day:
    """The year of the latest spring, summer or autumn that has begun."""
    begins = {"spring": 3, "summer": 6}.get(name or "", 9)
    return Day(date(published_on.year - (published_on.month < begins), 1, 1), "year", "vague")


def _ago(parts: dict[str, str | None], published_on: date) -> Day | None:
    """ "Three days ago", "last month": as exact as the unit it is counted in."""
    unit = parts.get("unit")
    if parts.get("number"):
        number = (parts["number"] or "a").replace("an", "a")
        count = int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    else:
        count = 1 if parts.get("period") == "last" else 0
    if unit == "day":
        return Day(published_on - timedelta(days=count))
    if unit in ("week", "weekend"):
        return _week(published_on, count)
    if unit in ("year", "decade"):
        back = count * (10 if unit == "decade" else 1)
        return Day(date(published_on.year - back, 1, 1), "year", "vague")
    months = published_on.year * 12 + published_on.month - 1 - count
    return Day(date(months // 12, months % 12 + 1, 1), "month", "vague")


def _week(published_on: date, count: int) -> Day | None:
    """The month that a whole week lies in, else its year; a week over New Year gives nothing."""
    first = published_on - timedelta(days=published_on.weekday() + 7 * count)
    last = min(first + timedelta(days=6), published_on)
    if (first.year, first.month) == (last.year, last.month):
        return Day(first.replace(day=1), "month", "vague")
    return Day(date(first.year, 1, 1), "year", "vague") if first.year == last.year else UNCLEAR
