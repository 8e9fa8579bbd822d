"""An organisation: what it said, and who spoke for it in which position."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q

from quotes import directory
from quotes.models import Position, Quote, Speaker

SPOKESPEOPLE = 50


@dataclass
class Spokesperson:
    """Somebody who was quoted while holding a position there, with those positions."""

    speaker: Speaker
    positions: list[Position] = field(default_factory=list)


def organisation_named(slug: str) -> Speaker:
    """The public organisation an address leads to, through every merger; or Speaker.DoesNotExist.

    It is public if it, or somebody who spoke for it, has a public quote; or if it was wrongly
    named once.
    """
    found = directory.survivor(slug)
    if found.kind != Speaker.Kind.ORGANISATION or not _is_public(found):
        raise Speaker.DoesNotExist
    return found


def _is_public(organisation: Speaker) -> bool:
    return bool(with_a_page([organisation.pk]) or directory.misattributions(organisation))


def with_a_page(organisations: Collection[int]) -> set[int]:
    """Which of some organisations spoke, or had somebody speak for them, publicly."""
    public = Quote.objects.public()
    ours = Exists(public.filter(speaker=OuterRef("pk")))
    through = Exists(public.filter(position__organisation=OuterRef("pk")))
    shown = Speaker.objects.filter(ours | through, pk__in=organisations)
    return set(shown.values_list("pk", flat=True)) if organisations else set()


def spokespeople(organisation: Speaker) -> list[Spokesperson]:
    """Who was publicly quoted in a position there, whoever took it up last first."""
    spoken = Quote.objects.public().filter(position=OuterRef("pk"))
    held = (
        Position.objects.filter(Exists(spoken), Q(speaker__merged_into=None))
        .filter(organisation=organisation)
        .select_related("speaker")
        .order_by(F("start").desc(nulls_last=True), "id")
    )
    found: dict[int, Spokesperson] = {}
    for position in held[:SPOKESPEOPLE]:
        person = found.setdefault(position.speaker_id, Spokesperson(position.speaker))
        person.positions.append(position)
    return list(found.values())
