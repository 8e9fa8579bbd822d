"""The verb that makes two entries one: all that is the one's becomes the other's, on record."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from quotes.merging.plans import FieldPlan, Unmergeable, obstacles, plan
from quotes.merging.rules import moving, relations, rows_of
from quotes.models import Merger, Moved, Quote, Speaker
from quotes.verification import Incomplete, NotAllowed
from sources.refusal import Refusal

PERMISSION = "quotes.merge_speaker"
LONGEST_REASON = 2000
QUOTES = "quotes.Quote.speaker"


@transaction.atomic
def merge(loser: Speaker, *, into: Speaker, by: Any, reason: str) -> Merger:
    """Make one entry of another: quotes, names and positions go to it, the address leads to it.

    Raises NotAllowed, Incomplete (no reason), or Unmergeable with every obstacle; then nothing is
    changed. Both speakers are refreshed.
    """
    check_person(by)
    said = check_reason(reason)
    here, there = lock(loser, into, quotes=rows_of(QUOTES, loser))
    in_the_way = obstacles(here, there)
    if in_the_way:
        raise Unmergeable(in_the_way, field="into")
    changed = [field for field in plan(here, into=there).fields if field.is_changed]
    record = Merger.objects.create(
        loser=here,
        winner=there,
        by=by,
        reason=said,
        fields={field.name: field.as_kept() for field in changed},
    )
    for name, rule in moving().items():
        ids = rows_of(name, here).exclude(pk__in=rule.staying(here, there))
        move(record, name, list(ids.values_list("pk", flat=True)), to=there)
    _write_fields(here, there, changed)
    loser.refresh_from_db()
    into.refresh_from_db()
    return record


def _write_fields(loser: Speaker, winner: Speaker, changed: list[FieldPlan]) -> None:
    """Both entries' fields; the one that gives up what only one may have goes first."""
    for field in changed:
        setattr(loser, field.name, field.loser_after)
        setattr(winner, field.name, field.winner_after)
    loser.merged_into = winner
    names = [field.name for field in changed]
    loser.save(update_fields=[*names, "merged_into"])
    if names:
        winner.save(update_fields=names)


def check_person(by: Any) -> None:
    """NotAllowed unless this person may merge and part speakers."""
    if not by.has_perm(PERMISSION):
        raise NotAllowed("Your role does not include merging and parting speakers.")


def check_reason(reason: str) -> str:
    """The reason as it is kept; Incomplete or Refusal if there is none, or no end to it."""
    said = reason.replace("\0", "").strip()
    if not said:
        raise Incomplete("Say why.", field="reason")
    if len(said) > LONGEST_REASON:
        raise Refusal(f"A reason has at most {LONGEST_REASON:,} letters.", field="reason")
    return said


def lock(one: Speaker, other: Speaker, *, quotes: QuerySet[Quote]) -> tuple[Speaker, Speaker]:
    """Take both entries for this transaction, as they are now.

    Quotes first, then speakers, each by number: whoever mends a quote takes the quote and then the
    speaker, and two mergers that meet take the same entries in the same order.
    """
    list(quotes.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = Speaker.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk])
    found = {speaker.pk: speaker for speaker in rows.order_by("pk")}
    return found[one.pk], found.get(other.pk, found[one.pk])


def move(record: Merger, name: str, ids: list[int], *, to: Speaker) -> None:
    """Write down which rows move, then move them; the database lets frozen quotes move so only."""
    if not ids:
        return
    Moved.objects.bulk_create(
        [Moved(merger=record, relation=name, row=pk) for pk in ids], batch_size=5000
    )
    relation = relations()[name]
    model: Any = relation.related_model
    model._default_manager.filter(pk__in=ids).update(**{relation.field.name: to})
