"""Who and what the public may look up: speakers with something to show, and their outlets."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quotes.models import Position, Quote, Speaker
from quotes.names import fold
from quotes.search import public_outlets
from sources.models import Outlet

PAGE = 100
CHOICES = 200
"""How many speakers, organisations or outlets a filter offers at most."""


@dataclass(frozen=True)
class SpeakerPage:
    """A run of the index of speakers; `next` is the slug to go on after."""

    speakers: list[Speaker]
    next: str


def find(slug: str) -> Speaker:
    """The public speaker an address leads to, through every merger; or Speaker.DoesNotExist."""
    speaker = Speaker.objects.get(slug=slug)
    while speaker.merged_into:
        speaker = speaker.merged_into
    return Speaker.objects.public().get(pk=speaker.pk)


def listed(*, name: str = "", after: str = "") -> SpeakerPage:
    """Public speakers in the order of an index, those that bear a name, from one slug on.

    A name matches what a speaker is or was printed as, in part. Unknown slugs start at the top.
    """
    speakers = Speaker.objects.public().order_by("sort_name", "id")
    folded = fold(name.replace("\0", ""))
    if folded:
        speakers = speakers.filter(aliases__folded__contains=folded).distinct()
    last = Speaker.objects.public().filter(slug=after.replace("\0", "")).first()
    if last:
        speakers = speakers.filter(
            Q(sort_name__gt=last.sort_name) | Q(sort_name=last.sort_name, pk__gt=last.pk)
        )
    found = list(speakers[: PAGE + 1])
    return SpeakerPage(found[:PAGE], found[PAGE - 1].slug if len(found) > PAGE else "")


def positions(speaker: Speaker) -> QuerySet[Position]:
    """The positions of a speaker, the latest first."""
    return speaker.positions.select_related("organisation").order_by(
        F("start").desc(nulls_last=True), "id"
    )


def speakers() -> QuerySet[Speaker]:
    """Speakers to choose from, as many as a filter offers."""
    return Speaker.objects.public().order_by("sort_name", "id")[:CHOICES]


def organisations() -> QuerySet[Speaker]:
    """Organisations that spoke, or whose people spoke, publicly."""
    public = Quote.objects.public()
    own = Exists(public.filter(speaker=OuterRef("pk")))
    of_its_people = Exists(public.filter(position__organisation=OuterRef("pk")))
    chosen = Speaker.objects.current().filter(kind=Speaker.Kind.ORGANISATION)
    return chosen.filter(own | of_its_people).order_by("sort_name", "id")[:CHOICES]


def outlets() -> QuerySet[Outlet]:
    """Outlets to choose from, as many as a filter offers."""
    return public_outlets().order_by("name")[:CHOICES]
