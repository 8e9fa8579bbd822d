"""What the record has of mergers: those of a speaker, the one that stands, quotes to part."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from quotes.merging.rules import RELATIONS
from quotes.models import Merger, Quote, Speaker

LISTED = 200
"""How many quotes a page offers to part at most: the latest."""


def speaker_with_id(pk: int | str) -> Speaker | None:
    """A speaker, merged or not, by the id as an address or a form sends it; None if it is none."""
    text = str(pk)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Speaker.objects.select_related("merged_into").filter(pk=text).first()


def merger_with_id(pk: int) -> Merger | None:
    """A merger by its id."""
    return Merger.objects.select_related("loser", "winner", "by").filter(pk=pk).first()


def standing(speaker: Speaker) -> list[Merger]:
    """The mergers that stand of which a speaker is one, the latest first."""
    mergers = Merger.objects.filter(Q(loser=speaker) | Q(winner=speaker))
    undone = mergers.filter(undoes=None, undone_by=None)
    return list(undone.select_related("loser", "winner", "by").order_by("-pk"))


def merger_of(loser: Speaker) -> Merger | None:
    """The merger that stands by which a speaker leads to another."""
    return next((one for one in standing(loser) if one.loser_id == loser.pk), None)


def quotes_of(speaker: Speaker) -> QuerySet[Quote]:
    """The latest quotes of a speaker, for a person to part."""
    return Quote.objects.by_speaker(speaker).with_context().newest_first()[:LISTED]


def moved_by(merger: Merger) -> list[tuple[str, int]]:
    """What a merger moved: each sort of row as a person reads it, and how many."""
    counts = merger.moved.values_list("relation").annotate(number=Count("pk"))
    found = dict(counts.values_list("relation", "number"))
    return [(rule.label, found[name]) for name, rule in RELATIONS.items() if name in found]


def speaker_at(slug: str) -> Speaker | None:
    """A speaker, merged or not, by the end of the address; None if it is none's."""
    return Speaker.objects.select_related("merged_into").filter(slug=slug).first()
