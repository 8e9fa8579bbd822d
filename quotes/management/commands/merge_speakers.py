"""`manage.py merge_speakers`: one entry of the register into another, or what that would do."""

from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser

from quotes import merging
from quotes.models import Speaker
from sources.commands import OneLineCommand


class Command(OneLineCommand):
    """Merges two speakers, given by their numbers or the ends of their addresses."""

    help = "Merge one speaker into another. The first leads to the second from then on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom into whom, by whom and why."""
        parser.add_argument("loser", metavar="LOSER", help="number or slug of the one that goes")
        parser.add_argument("winner", metavar="WINNER", help="number or slug of the one that stays")
        parser.add_argument("--by", default="", metavar="USER", help="who decides it")
        parser.add_argument("--reason", default="", help="why they are one")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what moves and what stands in the way; merge, unless it is a dry run."""
        loser, winner = _speaker(options["loser"]), _speaker(options["winner"])
        plan = merging.plan(loser, into=winner)
        if options["dry_run"]:
            self._tell(plan)
            return
        person = _person(options["by"])
        with pghistory.context(command="merge_speakers", user=person.pk):
            record = merging.merge(loser, into=winner, by=person, reason=options["reason"])
        moved = ", ".join(f"{label} {number}" for label, number in merging.moved_by(record))
        self.stdout.write(
            f"Merger {record.pk}: {loser} ({loser.pk}) into {winner} ({winner.pk}); moved: {moved}."
        )

    def _tell(self, plan: merging.Plan) -> None:
        self.stdout.write(f"{plan.loser} ({plan.loser.pk}) into {plan.winner} ({plan.winner.pk}):")
        for field in plan.fields:
            if field.is_changed:
                self.stdout.write(f"  {field.label}: {field.winner_after}")
        for row in plan.rows:
            self.stdout.write(f"  {row.label}: {row.moving} move, {row.staying} stay")
        if plan.obstacles:
            raise CommandError(" ".join(plan.obstacles))
        self.stdout.write("Nothing was changed.")


def _speaker(given: str) -> Speaker:
    found = merging.speaker_with_id(given) or merging.speaker_at(given)
    if found is None:
        raise CommandError(f"No speaker has the number or slug {given!r}.")
    return found


def _person(name: str) -> Any:
    people = get_user_model()
    try:
        return people._default_manager.get(username=name, is_active=True)
    except people.DoesNotExist:
        raise CommandError(f"--by: there is no active person {name!r}.") from None
