"""`manage.py export_training`: what editors judged, as a file to train the engine on."""

import gzip
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from quotes import corpus
from sources.commands import OneLineCommand

NOTHING = (
    "No story fits yet: one whose quotes have all been verified or rejected, and that holds "
    "nothing confidential, withheld or under embargo. Nothing was written."
)


@dataclass
class Counted:
    """How much there is."""

    stories: int = 0
    complete: int = 0
    attributions: int = 0

    def add(self, story: dict[str, Any]) -> None:
        """One more story."""
        self.stories += 1
        self.complete += story["complete"]
        self.attributions += len(story["attributions"])

    def __str__(self) -> str:
        return (
            f"{self.stories} stories ({self.complete} complete) "
            f"with {self.attributions} attributions"
        )


class Command(OneLineCommand):
    """Writes the file whole, or not at all."""

    help = (
        "Write the stories whose quotes have all been judged as JSON lines in PolNeAR's shape, for "
        "training. Rejected quotes are left out; stories with anything confidential or withheld "
        "are left out whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how."""
        parser.add_argument("file", metavar="FILE", type=Path, help="gzipped if it ends with .gz")
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument("--force", action="store_true", help="replace a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, or write."""
        target: Path = options["file"]
        counted = Counted()
        if options["dry_run"]:
            for story in corpus.judged_stories():
                counted.add(story)
            self.stdout.write(f"Would write {counted}." if counted.stories else NOTHING)
            return
        if target.exists() and not options["force"]:
            raise CommandError(f"{target} is there already. Give another name, or --force.")
        try:
            written = _write(target, counted)
        except OSError as error:
            raise CommandError(f"{target} can't be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {counted} to {target}." if written else NOTHING)


def _write(target: Path, counted: Counted) -> bool:
    """Write all lines beside the target and put them in its place; nothing if there are none."""
    with _draft(target) as draft:
        _write_lines(draft, counted, is_packed=target.name.endswith(".gz"))
        if counted.stories:
            draft.replace(target)
        return bool(counted.stories)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A file in the target's folder, for its owner only; gone if it was not put in place."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _write_lines(draft: Path, counted: Counted, *, is_packed: bool) -> None:
    """One story a line, on the disk when this returns."""
    with draft.open("wb") as file:
        packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) if is_packed else None
        for story in corpus.judged_stories():
            line = json.dumps(story, ensure_ascii=False) + "\n"
            (packed or file).write(line.encode())
            counted.add(story)
        if packed is not None:
            packed.close()
        file.flush()
        os.fsync(file.fileno())
