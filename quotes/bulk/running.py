"""Working a run off row by row, each in its own transaction: acted upon once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pghistory
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from quotes.bulk.moves import OFFERED
from quotes.models import BulkRow, BulkRun
from quotes.verification import IllegalMove, NotAllowed
from sources.refusal import Refusal

log = logging.getLogger(__name__)

INLINE = 50
"""Rows that are worked off at once, in the request; more are left to the worker."""

REFUSED = "The database refused this."
NOT_TRIED = "Not attempted: when it was tried, the answer was “{why}”"

Stage, Result = BulkRun.Stage, BulkRow.Result
AFTER = {Stage.TRYING: Stage.TRIED, Stage.RUNNING: Stage.DONE}


class _Undone(Exception):  # noqa: N818 - it says that a trial went well
    """Takes back what was done on trial."""


def go(run: BulkRun, *, by: Any) -> None:
    """Have a run that was tried act; a second call does nothing more. Its owner alone may."""
    _must_own(run, by)
    begun = BulkRun.objects.filter(pk=run.pk, stage=Stage.TRIED).update(stage=Stage.RUNNING)
    run.refresh_from_db()
    if begun:
        work_if_short(run)
    elif run.stage in (Stage.TRYING, Stage.STOPPED):
        state = run.get_stage_display().lower()
        raise IllegalMove(f"This run is {state}; it can be run once it has been tried.")


def stop(run: BulkRun, *, by: Any) -> None:
    """Let a run act on no further quote; what it has done stays."""
    _must_own(run, by)
    going = BulkRun.objects.filter(pk=run.pk, stage__in=[*BulkRun.AT_WORK, Stage.TRIED])
    going.update(stage=Stage.STOPPED, ended_at=timezone.now())
    run.refresh_from_db()


def _must_own(run: BulkRun, by: Any) -> None:
    if run.by_id != by.pk:
        raise NotAllowed("Only the person who set it up may run or stop it.")


def work_if_short(run: BulkRun) -> None:
    """Work a short run off now."""
    if run.rows.count() <= INLINE:
        work(run)


def work_waiting() -> int:
    """Go on with every run that is unfinished, the oldest first; how many rows were worked off.

    Any number of workers may: a row that one is at is skipped by the others, and one whose worker
    is killed is as it was.
    """
    return sum(work(run) for run in BulkRun.objects.unfinished().select_related("by", "to"))


def work(run: BulkRun, *, after_each: Callable[[BulkRow], None] | None = None) -> int:
    """Try or act on the rows that wait, until none does; how many were worked off here."""
    count = 0
    with pghistory.context(user=run.by_id, bulk_run=run.pk):
        while (row := _next_row(run)) is not None:
            count += 1
            if after_each:
                after_each(row)
        _finish(run)
    run.refresh_from_db()
    return count


@transaction.atomic
def _next_row(run: BulkRun) -> BulkRow | None:
    """Work off the next row that nobody is at; None once there is none, or the run was stopped."""
    stage = BulkRun.objects.values_list("stage", flat=True).get(pk=run.pk)
    if stage not in AFTER:
        return None
    waiting = run.rows.waiting(stage).select_related("quote")
    row = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    if stage == Stage.TRYING:
        _try(row, run)
    else:
        _act(row, run)
    return row


def _try(row: BulkRow, run: BulkRun) -> None:
    row.forecast_why = _attempt(row, run, keep=False)
    row.forecast = Result.REFUSED if row.forecast_why else Result.DONE
    row.save(update_fields=["forecast", "forecast_why"])


def _act(row: BulkRow, run: BulkRun) -> None:
    """What was refused on trial is not attempted: a person agreed to what they were shown."""
    if row.forecast == Result.DONE:
        row.outcome_why = _attempt(row, run, keep=True)
    else:
        row.outcome_why = NOT_TRIED.format(why=row.forecast_why)
    row.outcome = Result.REFUSED if row.outcome_why else Result.DONE
    row.at = timezone.now()
    row.save(update_fields=["outcome", "outcome_why", "at"])


def _attempt(row: BulkRow, run: BulkRun, *, keep: bool) -> str:
    """Make the move by its verb, and take it back unless it is to be kept; why not, if not.

    The very verb runs in both cases, down to the last deferred trigger, so that a trial knows
    every rule there is.
    """
    try:
        with transaction.atomic():
            OFFERED[run.move].make(row, run)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if not keep:
                raise _Undone
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except _Undone:
        return ""
    except Refusal as refusal:
        return refusal.message
    except (IntegrityError, ProgrammingError, DataError):
        log.exception("The database refused row %s of bulk run %s", row.number, run.pk)
        return REFUSED
    return ""


def _finish(run: BulkRun) -> None:
    """Close the stage whose rows are all worked off; another worker may be at the last."""
    stage = BulkRun.objects.values_list("stage", flat=True).get(pk=run.pk)
    if stage not in AFTER or run.rows.waiting(stage).exists():
        return
    ended = timezone.now() if stage == Stage.RUNNING else None
    BulkRun.objects.filter(pk=run.pk, stage=stage).update(stage=AFTER[Stage(stage)], ended_at=ended)


def summary(run: BulkRun) -> dict[str, int]:
    """How many rows there are, were tried and acted upon, with what result: one query."""
    is_done, is_refused = Q(outcome=Result.DONE), Q(outcome=Result.REFUSED)
    counted: dict[str, int] = run.rows.aggregate(
        all=Count("pk"),
        would=Count("pk", filter=Q(forecast=Result.DONE)),
        would_not=Count("pk", filter=Q(forecast=Result.REFUSED)),
        done=Count("pk", filter=is_done),
        refused=Count("pk", filter=is_refused),
    )
    return counted
