"""`manage.py add_article`: a story from a file, a page or standard input, and its quotes."""

import sys
from argparse import ArgumentTypeError
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from quotes import intake
from quotes.models import Quote
from sources import ingest
from sources.commands import OneLineCommand
from sources.ingest import Added
from sources.reading import MAX_BYTES
from sources.refusal import Refusal


def moment(value: str) -> datetime:
    """A date or date and time of ISO 8601; a bare date is its midnight in the newsroom's zone."""
    try:
        day = parse_date(value)
        found = datetime.combine(day, time()) if day else parse_datetime(value)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError(f"{value!r} is no date; write it as 2025-04-08.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(OneLineCommand):
    """Adds one story and lists the quotes captured from it."""

    help = "Add a story from a file, a page's address, or standard input (-), and read its quotes."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to add, and what the story itself may not say."""
        parser.add_argument("what", metavar="FILE|URL|-", help="where the story is")
        parser.add_argument("--outlet", default="", help="who published it")
        parser.add_argument("--published", type=moment, metavar="DATE", help="such as 2025-04-08")
        parser.add_argument("--headline", default="")
        parser.add_argument("--url", default="", help="the story's address, for a file")
        parser.add_argument("--external-id", default="", help="the outlet's own id for it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it, read it, say what was found."""
        with pghistory.context(command="add_article"):
            added = _add(options)
            reading = intake.read(added.version)
        if reading.failed:
            raise CommandError(f"The story is kept, but could not be read: {reading.failed}")
        self.stdout.write(_what_came_of_it(added))
        for quote in added.version.quotes.in_story_order().select_related("speaker"):
            self.stdout.write(_line(quote))


def _add(options: dict[str, Any]) -> Added:
    what, outlet = options["what"], options["outlet"]
    said = {"headline": options["headline"], "published_at": options["published"]}
    if what.startswith(("http://", "https://")):
        return ingest.add_from_web(what, outlet=outlet, **said)
    return ingest.add_story(
        _bytes(what), outlet=outlet, url=options["url"], external_id=options["external_id"], **said
    )


def _bytes(what: str) -> bytes:
    """The file's bytes, or one more than is allowed of a file that is too large."""
    if "://" in what:
        raise Refusal(f"Only http and https addresses are fetched, not {what}.", field="what")
    try:
        if what == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(what).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refusal(f"{what} can't be read: {error.strerror}.", field="what") from error


def _what_came_of_it(added: Added) -> str:
    article, number = added.article, added.version.number
    if added.article_is_new:
        return f"Added article {article.pk}: {article} ({article.outlet})"
    if added.version_is_new:
        return f"Added version {number} of article {article.pk}: {article} ({article.outlet})"
    return f"On record already, as version {number} of article {article.pk}: {article}"


def _line(quote: Quote) -> str:
    who = str(quote.speaker) if quote.speaker else quote.descriptor or "speaker not clear"
    role = f", {quote.role_as_printed}" if quote.role_as_printed else ""
    sure = f"  ({quote.confidence:.2f})" if quote.confidence is not None else ""
    return f"  {quote.kind:<8}  {who}{role}, {quote.said_on}{sure}: {quote.words}"
