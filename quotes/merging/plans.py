"""What a merger would do, field by field and row by row, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from quotes.merging.rules import FIELDS, moving, rows_of
from quotes.models import Distinction, Notice, Position, Speaker
from quotes.verification import IllegalMove

SHOWN = 10
"""How many numbers of quotes a refusal names."""


class Unmergeable(IllegalMove):
    """Something stands in the way of a merger, or of undoing one; `reasons` has all of it."""

    def __init__(self, reasons: list[str], *, field: str = "") -> None:
        super().__init__(" ".join(reasons), field=field)
        self.reasons = reasons


@dataclass(frozen=True)
class FieldPlan:
    """What becomes of one field: both values as they are, and each as it will be."""

    name: str
    loser: Any
    winner: Any
    loser_after: Any
    winner_after: Any
    why: str

    @property
    def label(self) -> str:
        """The field as a person reads it."""
        return str(getattr(Speaker._meta.get_field(self.name), "verbose_name", self.name))

    @property
    def is_changed(self) -> bool:
        """Whether either entry gets another value."""
        return (self.loser, self.winner) != (self.loser_after, self.winner_after)

    @property
    def shown(self) -> dict[str, str]:
        """Both values, and the survivor's afterwards, as a person reads them."""
        values = {"loser": self.loser, "winner": self.winner, "after": self.winner_after}
        return {name: _readable(value) for name, value in values.items()}

    def as_kept(self) -> dict[str, list[Any]]:
        """Before and after of both, as the record of the merger keeps it."""
        return {
            "loser": [self.loser, self.loser_after],
            "winner": [self.winner, self.winner_after],
        }


def _readable(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    return str(value) if value else "nothing"


@dataclass(frozen=True)
class RowsPlan:
    """How many rows of a relation move, how many stay behind, and by which rule."""

    name: str
    label: str
    moving: int
    staying: int
    why: str


@dataclass(frozen=True)
class Plan:
    """A merger before it happens."""

    loser: Speaker
    winner: Speaker
    fields: list[FieldPlan]
    rows: list[RowsPlan]
    obstacles: list[str]

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.obstacles


def plan(loser: Speaker, *, into: Speaker) -> Plan:
    """Say what merging one entry into another would do. Changes nothing."""
    return Plan(
        loser,
        into,
        [_field(name, loser, into) for name in FIELDS if name not in ("id", "merged_into")],
        _rows(loser, into),
        obstacles(loser, into),
    )


def _field(name: str, loser: Speaker, winner: Speaker) -> FieldPlan:
    rule = FIELDS[name]
    theirs, ours = getattr(loser, name), getattr(winner, name)
    fills = rule.action == "fill" and theirs and not ours
    return FieldPlan(
        name,
        theirs,
        ours,
        "" if fills and rule.gives_up else theirs,
        theirs if fills else ours,
        rule.why,
    )


def _rows(loser: Speaker, winner: Speaker) -> list[RowsPlan]:
    planned = []
    for name, rule in moving().items():
        staying = len(rule.staying(loser, winner))
        total = rows_of(name, loser).count()
        planned.append(RowsPlan(name, rule.label, total - staying, staying, rule.why))
    return planned


def obstacles(loser: Speaker, winner: Speaker) -> list[str]:
    """What stands in the way of a merger, each with its remedy."""
    if loser.pk == winner.pk:
        return ["A speaker can't be merged into itself. Choose another one."]
    found = [_is_merged(one) for one in (loser, winner) if one.merged_into]
    if found:
        return found
    return [
        *_differing(loser, winner),
        *_unconfirmed(loser, winner),
        *_held_in_each_other(loser, winner),
        *_told_apart(loser, winner),
        *open_corrections(Q(before__speaker__id=loser.pk) | Q(after__speaker__id=loser.pk)),
    ]


def _is_merged(speaker: Speaker) -> str:
    return (
        f"{speaker} was merged into {speaker.merged_into} already. Merge "
        f"{speaker.merged_into}, or undo that merger first."
    )


def _differing(loser: Speaker, winner: Speaker) -> list[str]:
    if loser.kind != winner.kind:
        return ["One is a person and the other an organisation; put the wrong one right first."]
    return [
        f"They have different Wikidata ids, {loser.wikidata_id} and {winner.wikidata_id}. If one "
        "is wrong, take it out first."
        for name, rule in FIELDS.items()
        if rule.must_agree
        and getattr(loser, name)
        and getattr(winner, name)
        and getattr(loser, name) != getattr(winner, name)
    ]


def _unconfirmed(loser: Speaker, winner: Speaker) -> list[str]:
    if loser.is_confirmed and not winner.is_confirmed:
        return [f"{winner} is only proposed and {loser} is confirmed. Confirm {winner} first."]
    return []


def _held_in_each_other(loser: Speaker, winner: Speaker) -> list[str]:
    held = Position.objects.filter(
        Q(speaker=loser, organisation=winner) | Q(speaker=winner, organisation=loser)
    )
    if held.exists():
        return ["One holds a position in the other. Put that position right first."]
    return []


def _told_apart(loser: Speaker, winner: Speaker) -> list[str]:
    one, other = sorted((loser.pk, winner.pk))
    told = Distinction.objects.filter(one=one, other=other).select_related("by").first()
    if told is None:
        return []
    return [
        f"{told.by} told them apart on {told.at:%-d %B %Y}: “{told.reason}”. Take that back first."
    ]


def open_corrections(about: Q) -> list[str]:
    """A refusal if proposals wait that a change of entries would make unfit to be approved."""
    waiting = Notice.objects.filter(about, decided_at=None).order_by("quote_id")
    ids = [str(pk) for pk in waiting.values_list("quote_id", flat=True)[: SHOWN + 1]]
    if not ids:
        return []
    more = " and others" if len(ids) > SHOWN else ""
    noun = "quote" if len(ids) == 1 else "quotes"
    return [
        f"Corrections wait for approval that name them: decide those of {noun} "
        f"{', '.join(ids[:SHOWN])}{more} first."
    ]
