"""What is known of each of two speakers, read for a whole page of pairs at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch

from quotes.duplicates.candidates import PairIds
from quotes.models import Alias, Position, Quote, Speaker


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one speaker: how likely (0–100), and what speaks for and against."""

    later: Speaker
    elder: Speaker
    score: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass
class Known:
    """A speaker with names, positions and how many quotes there are."""

    speaker: Speaker
    quotes: int = 0
    names: Sequence[Alias] = ()
    positions: Sequence[Position] = ()
    stories: set[int] = field(default_factory=set)


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


def shared_stories(pairs: Sequence[PairIds]) -> dict[PairIds, int]:
    """How many wordings of stories quote both of a pair."""
    ids = {pk for pair in pairs for pk in pair}
    quoted = Quote.objects.filter(speaker__in=ids).values_list("version_id", "speaker_id")
    stories: dict[int, set[int]] = defaultdict(set)
    for version, speaker in quoted.distinct().iterator(chunk_size=5000):
        stories[speaker].add(version)
    return {(one, other): len(stories[one] & stories[other]) for one, other in pairs}
