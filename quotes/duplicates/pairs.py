"""What is known of each of two speakers, read for a whole page of pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Prefetch

from quotes.duplicates.candidates import PairIds
from quotes.models import Alias, Position, Quote, Speaker


@dataclass(frozen=True)
class Known:
    """A speaker with names, positions and how many quotes there are."""

    speaker: Speaker
    quotes: int = 0
    names: Sequence[Alias] = ()
    positions: Sequence[Position] = ()


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one speaker: how likely (0–100), and what speaks for and against."""

    later: Known
    elder: Known
    score: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def known(pairs: Iterable[PairIds]) -> dict[int, Known]:
    """What is known of every speaker of some pairs, in a fixed number of queries."""
    ids = {pk for pair in pairs for pk in pair}
    held = Position.objects.select_related("organisation").order_by("pk")
    speakers = Speaker.objects.filter(pk__in=ids).prefetch_related(
        Prefetch("aliases", Alias.objects.order_by("pk")), Prefetch("positions", held)
    )
    counts = dict(
        Quote.objects.filter(speaker__in=ids)
        .values_list("speaker_id")
        .annotate(number=Count("pk"))
        .values_list("speaker_id", "number")
    )
    return {
        speaker.pk: Known(
            speaker,
            counts.get(speaker.pk, 0),
            list(speaker.aliases.all()),
            list(speaker.positions.all()),
        )
        for speaker in speakers
    }


_SHARED = """
    SELECT p.later, p.elder, count(DISTINCT a.version_id)
    FROM unnest(%s::bigint[], %s::bigint[]) AS p(later, elder)
    JOIN quotes_quote a ON a.speaker_id = p.later
    JOIN quotes_quote b ON b.version_id = a.version_id AND b.speaker_id = p.elder
    GROUP BY p.later, p.elder"""


def shared_stories(pairs: Sequence[PairIds]) -> dict[PairIds, int]:
    """How many wordings of stories quote both of a pair; only of those that some do."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [[later for later, _ in pairs], [elder for _, elder in pairs]])
        return {(later, elder): number for later, elder, number in cursor.fetchall()}
