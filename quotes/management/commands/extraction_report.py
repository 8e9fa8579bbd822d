"""`manage.py extraction_report`: the engine, measured on what this newsroom's editors judged."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from quotes import measurement
from quotes.management.commands.add_article import moment
from quotes.measurement import Measure, Report, Share
from sources.commands import OneLineCommand

NOTHING = (
    "No quote that fits has been judged yet. The report counts quotes that were verified or "
    "rejected, and those that somebody added to a story which the engine had read."
)
_NAMES = {
    "span": "words",
    "speaker": "speaker",
    "sure_speaker": "speaker, where sure",
    "role": "role",
    "date": "date",
}
_HEAD = f"  {'':<20}{'right':>7}{'wrong':>7}{'open':>7}   right of those given"


class Command(OneLineCommand):
    """Prints the report; changes nothing."""

    help = (
        "Measure the engine on the quotes that editors have judged: what it captured beside what "
        "stood when it was verified. Rejected quotes are false alarms; quotes added by hand are "
        "misses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which quotes, and in which form."""
        parser.add_argument("--outlet", default="", help="an outlet's name or slug")
        parser.add_argument("--revision", default="", help="a revision of the engine")
        parser.add_argument(
            "--since", type=moment, metavar="DATE", help="captured since, such as 2026-03-01"
        )
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print it."""
        asked = {name: options[name] for name in ("outlet", "revision", "since")}
        made = measurement.report(**asked)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(made), ensure_ascii=False, indent=2))
        elif not made.total.judged:
            self.stdout.write(NOTHING)
        else:
            self.stdout.write("\n".join(_lines(made)))


def _lines(made: Report) -> Iterator[str]:
    yield from _block("All", made.total)
    for title, measures in (("Outlet", made.outlets), ("Engine", made.revisions)):
        for name, measure in sorted(measures.items()):
            yield ""
            yield from _block(f"{title}: {name}", measure)


def _block(title: str, measure: Measure) -> Iterator[str]:
    yield f"{title}: {measure.judged} judged"
    yield f"  kept {measure.kept}, false alarms {measure.rejected}, missed {measure.missed}"
    if measure.reasons:
        reasons = ", ".join(f"{name} {count}" for name, count in measure.reasons.most_common())
        yield f"  false alarms by reason     {reasons}"
    if measure.joined:
        yield f"  joined into another quote  {measure.joined}"
    yield f"  quotes among the findings  {_told(measure.precision)}"
    yield f"  quotes found               {_told(measure.recall)}"
    yield _HEAD
    for name, tally in measure.fields.items():
        counts = f"{tally.right:>7}{tally.wrong:>7}{tally.left_open:>7}"
        yield f"  {_NAMES[name]:<20}{counts}   {_told(tally.of_those_given)}"


def _told(share: Share) -> str:
    if share.rate is None or share.between is None:
        return "none"
    low, high = share.between
    return f"{share.part}/{share.whole} = {share.rate:.1%} (95%: {low:.1%} to {high:.1%})"


def _as_json(made: Report) -> dict[str, Any]:
    return {
        "total": _measure(made.total),
        "outlets": {name: _measure(one) for name, one in sorted(made.outlets.items())},
        "revisions": {name: _measure(one) for name, one in sorted(made.revisions.items())},
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "judged": measure.judged,
        "kept": measure.kept,
        "false_alarms": measure.rejected,
        "reasons": dict(measure.reasons),
        "joined": measure.joined,
        "missed": measure.missed,
        "precision": _share(measure.precision),
        "recall": _share(measure.recall),
        "fields": {
            name: {
                **vars(tally),
                "of_those_given": _share(tally.of_those_given),
                "of_all": _share(tally.of_all),
            }
            for name, tally in measure.fields.items()
        },
    }


def _share(share: Share) -> dict[str, Any]:
    return {**vars(share), "rate": share.rate, "between": share.between}
