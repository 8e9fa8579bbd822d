"""`manage.py bulk`: one move on all the quotes of a queue that match a filter, tried first."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.management.base import CommandError, CommandParser

from quotes import bulk, holds
from quotes.models import BulkRow, BulkRun
from quotes.queues import QUEUES, Listing, QueueFilter
from quotes.queues.table import ALL
from quotes.verification import REASONS, VerificationBasis
from sources.commands import OneLineCommand

EACH = 25


class Command(OneLineCommand):
    """Tries the move on each quote, says what would happen, and unless told otherwise does it."""

    help = "Make one move on all the quotes of a queue that match a filter."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, to which quotes, as whom, with what said along with it."""
        parser.add_argument("move", choices=list(bulk.OFFERED))
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who does it")
        parser.add_argument("--queue", choices=list(QUEUES), default="captured")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"repeat it to narrow further; one of {', '.join(QueueFilter.base_filters)}",
        )
        parser.add_argument("--note", default="", help="the reason, where the move needs one")
        parser.add_argument("--to", default="", metavar="USERNAME", help="for hand_over")
        parser.add_argument("--basis", default="", choices=["", *VerificationBasis.values])
        parser.add_argument(
            "--confirm",
            action="append",
            default=[],
            metavar="QUESTION",
            help="for verify: a question of the checklist that holds for every one of the quotes",
        )
        parser.add_argument(
            "--reason",
            default="",
            choices=["", *dict(REASONS)],
            help="for reject; without one, say it in --note",
        )
        parser.add_argument("--dry-run", action="store_true", help="try it and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try; list; do; list."""
        by, asked = _person(options["by"]), _asked(options)
        listing = _listing(options, by)
        chosen = listing.chosen(bulk.OFFERED[asked.move].most)
        if not chosen:
            whom = "" if listing.scope == ALL else f" for {options['by']}"
            self.stdout.write(f"Nothing waits{whom} in {listing.in_words()}. Nothing was done.")
            return
        with pghistory.context(command="bulk", user=by.pk):
            found_by = f"All of {listing.in_words()}"
            run = bulk.begin(asked, chosen, by=by, found_by=found_by)
            self._work(run, "tried")
            self._report(run, "forecast", "would go through")
            if options["dry_run"]:
                bulk.stop(run, by=by)
                return
            bulk.go(run, by=by)
            self._work(run, "acted upon")
        self._report(run, "outcome", "went through")

    def _work(self, run: BulkRun, what: str) -> None:
        """Work a long run off here, with progress; the worker may help."""
        count = 0

        def after_each(row: BulkRow) -> None:
            nonlocal count
            count += 1
            if count % EACH == 0:
                self.stderr.write(f"{count} {what}")

        bulk.work(run, after_each=after_each)

    def _report(self, run: BulkRun, field: str, good: str) -> None:
        done = 0
        rows = run.rows.order_by("number").select_related("quote").iterator(chunk_size=500)
        for row in rows:
            why = getattr(row, f"{field}_why")
            done += not why
            self.stdout.write(f"quote {row.quote_id}: {f'refused: {why}' if why else good}")
        counts = bulk.summary(run)
        self.stdout.write(
            f"Run {run.pk}: {done} of {counts['all']} {good}, {counts['all'] - done} refused."
        )


def _person(username: str) -> Any:
    found = holds.colleague(username)
    if found is None:
        raise CommandError(
            f"There is no active member of the staff with the user name {username!r}."
        )
    return found


def _asked(options: dict[str, Any]) -> bulk.Asked:
    return bulk.Asked(
        options["move"],
        note=options["note"],
        basis=options["basis"],
        answers=dict.fromkeys(options["confirm"], True),
        reason=options["reason"],
        to=_person(options["to"]) if options["to"] else None,
    )


def _listing(options: dict[str, Any], by: Any) -> Listing:
    listing = Listing(QUEUES[options["queue"]], _filters(options["filter"]), by=by)
    for name, errors in listing.errors.items():
        raise CommandError(f"--filter {name}: {errors[0]}")
    return listing


def _filters(given: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or name not in QueueFilter.base_filters:
            known = ", ".join(QueueFilter.base_filters)
            raise CommandError(f"--filter {one}: write NAME=VALUE, with a name of {known}.")
        if name in found:
            raise CommandError(f"--filter {one}: {name} is given already; give it once.")
        found[name] = value
    return found
