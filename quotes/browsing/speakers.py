"""A speaker's quotes over time, whom they are quoted beside, and what else they are called."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear

from quotes.models import Quote, Speaker

NEWEST = 10_000
"""Of how many quotes, the newest ones, a speaker's years are counted."""

STORIES = 200
"""In how many stories, the latest ones, neighbours are looked for."""

LONGEST_SPAN = 40
"""Years; over a longer time those without a quote are left out."""

NEIGHBOURS = 12
NAMES = 20


@dataclass(frozen=True)
class Year:
    """How many of the counted quotes were said in a year, in hundredths of the most in any."""

    year: int
    count: int
    percent: int


@dataclass(frozen=True)
class Neighbour:
    """Somebody who is quoted in the same stories, and in how many of those looked at."""

    speaker: Speaker
    stories: int


def years(speaker: Speaker) -> list[Year]:
    """Public quotes of a speaker by year, the latest first; years between that have none too."""
    newest = Quote.objects.public().by_speaker(speaker).newest_first().values("pk")[:NEWEST]
    rows = (
        Quote.objects.filter(pk__in=newest, said_on__isnull=False)
        .annotate(year=ExtractYear("said_on"))
        .values_list("year")
        .annotate(number=Count("pk"))
        .order_by("year")
    )
    found: dict[int, int] = dict(rows)
    if not found:
        return []
    most = max(found.values())
    first, last = min(found), max(found)
    told = range(last, first - 1, -1) if last - first < LONGEST_SPAN else sorted(found)[::-1]
    return [Year(year, found.get(year, 0), found.get(year, 0) * 100 // most) for year in told]


def beside(speaker: Speaker) -> list[Neighbour]:
    """Who is publicly quoted in the same stories, those who are so most first."""
    newest = Quote.objects.public().by_speaker(speaker).newest_first()
    stories = list(newest.values_list("version__article", flat=True)[:STORIES])
    others = Quote.objects.public().filter(version__article__in=set(stories))
    rows = (
        others.filter(speaker__isnull=False)
        .exclude(speaker=speaker)
        .values_list("speaker")
        .annotate(number=Count("version__article", distinct=True))
        .order_by("-number", "speaker")[:NEIGHBOURS]
    )
    found: dict[int, int] = dict(rows) if stories else {}
    people = Speaker.objects.in_bulk(found)
    return [Neighbour(people[pk], number) for pk, number in found.items()]


def other_names(speaker: Speaker) -> list[str]:
    """Other names under which a speaker is or was printed: former ones, other spellings."""
    names = speaker.aliases.exclude(name=speaker.name).order_by("name")
    return list(names.values_list("name", flat=True)[:NAMES])
