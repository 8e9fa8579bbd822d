"""The verb that takes a merger back as a whole: what it moved returns, what came later stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from quotes import names
from quotes.merging.mergers import QUOTES, check_person, check_reason, lock, move
from quotes.merging.plans import Unmergeable, open_corrections
from quotes.merging.rules import FIELDS, RELATIONS, relations
from quotes.models import Alias, Merger, Quote, Speaker
from quotes.verification import VOUCHED


@dataclass(frozen=True)
class Undoing:
    """What came of undoing a merger: its record, and in words what did not return."""

    record: Merger
    left: list[str]


@transaction.atomic
def undo(merger: Merger, *, by: Any, reason: str) -> Undoing:
    """Part two entries again: every row that the merger moved returns, and every field.

    What was added to the survivor since stays there. A moved row that somebody has since deleted or
    given to a third speaker stays so, and is listed. Raises NotAllowed, Incomplete or Unmergeable
    with every obstacle; then nothing is changed.
    """
    check_person(by)
    said = check_reason(reason)
    rows = merger.moved.filter(relation=QUOTES).values("row")
    loser, winner = lock(merger.loser, merger.winner, quotes=Quote.objects.filter(pk__in=rows))
    in_the_way = obstacles(merger, loser=loser, winner=winner)
    if in_the_way:
        raise Unmergeable(in_the_way)
    record = Merger.objects.create(
        loser=loser,
        winner=winner,
        by=by,
        reason=said,
        undoes=merger,
        fields=_fields_back(merger, loser, winner),
    )
    left = _restore_fields(record, loser, winner)
    left += _confirm_if_needed(merger, loser, winner, by=by)
    for name in RELATIONS:
        left += _give_back(merger, record, name, loser, winner)
    for speaker in (loser, winner):
        _bears_its_own_name(speaker)
    return Undoing(record, left)


def obstacles(merger: Merger, *, loser: Speaker, winner: Speaker) -> list[str]:
    """What stands in the way of undoing a merger, each with its remedy."""
    if merger.undoes_id:
        return ["This takes a merger back already. To merge the two again, merge them anew."]
    if Merger.objects.filter(undoes=merger).exists():
        return ["This merger was undone already."]
    if winner.merged_into:
        return [
            f"{winner} was itself merged into {winner.merged_into} since. Undo that merger first."
        ]
    rows = merger.moved.filter(relation=QUOTES).values("row")
    waiting = open_corrections(
        Q(quote__in=rows) & (Q(before__speaker__id=winner.pk) | Q(after__speaker__id=winner.pk))
    )
    return [*waiting, *_values_taken(merger, loser, winner)]


def _values_taken(merger: Merger, loser: Speaker, winner: Speaker) -> list[str]:
    """A value that only one may have, and that a third speaker has by now."""
    found = []
    for name, values in merger.fields.items():
        was = values["loser"][0]
        others = Speaker.objects.exclude(pk__in=[loser.pk, winner.pk])
        holder = others.filter(**{name: was}).first() if FIELDS[name].gives_up else None
        if holder:
            label = Speaker._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            found.append(f"{holder} has the {label} {was} by now. Take it out there first.")
    return found


def _fields_back(merger: Merger, loser: Speaker, winner: Speaker) -> dict[str, Any]:
    """Each field that changes: of both, what it is and what it will be.

    The survivor keeps a value that somebody has changed since.
    """
    back = {}
    for name, values in merger.fields.items():
        now, (before, after) = getattr(winner, name), values["winner"]
        back[name] = {
            "loser": [getattr(loser, name), values["loser"][0]],
            "winner": [now, before if now == after else now],
        }
    return back


def _restore_fields(record: Merger, loser: Speaker, winner: Speaker) -> list[str]:
    left = []
    for name, values in record.fields.items():
        setattr(winner, name, values["winner"][1])
        setattr(loser, name, values["loser"][1])
        if values["winner"][0] == values["winner"][1]:
            label = Speaker._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            left.append(f"{winner} keeps the {label}, which was changed since.")
    if record.fields:
        winner.save(update_fields=list(record.fields))
    loser.merged_into = None
    loser.save(update_fields=[*record.fields, "merged_into"])
    return left


def _confirm_if_needed(merger: Merger, loser: Speaker, winner: Speaker, *, by: Any) -> list[str]:
    """A verified quote is of a confirmed speaker: who parts the two vouches for both."""
    rows = merger.moved.filter(relation=QUOTES).values("row")
    vouched = Quote.objects.filter(pk__in=rows, speaker=winner, state__in=VOUCHED)
    if loser.is_confirmed or not vouched.exists():
        return []
    loser.confirmed_at, loser.confirmed_by = timezone.now(), by
    loser.save(update_fields=["confirmed_at", "confirmed_by"])
    return [f"{loser} is confirmed now, for quotes of it were verified since."]


def _give_back(
    merger: Merger, record: Merger, name: str, loser: Speaker, winner: Speaker
) -> list[str]:
    moved = list(merger.moved.filter(relation=name).values_list("row", flat=True))
    if not moved:
        return []
    relation = relations()[name]
    model: Any = relation.related_model
    found = model._default_manager.filter(pk__in=moved, **{relation.field.name: winner})
    returning = list(found.order_by("pk").values_list("pk", flat=True))
    move(record, name, returning, to=loser)
    gone = sorted(set(moved) - set(returning))
    if not gone:
        return []
    numbers = ", ".join(str(pk) for pk in gone[:10]) + (" and others" if len(gone) > 10 else "")
    return [
        f"Not returned, for somebody deleted them or gave them to another speaker since: "
        f"{RELATIONS[name].label} {numbers}."
    ]


def _bears_its_own_name(speaker: Speaker) -> None:
    """A speaker's own name is one of its aliases, whoever deleted or took which since."""
    Alias.objects.get_or_create(
        speaker=speaker, folded=names.fold(speaker.name), defaults={"name": speaker.name}
    )
