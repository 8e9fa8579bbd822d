"""Dumps: the public quotes of each month in files of their own, with a manifest of what they hold.

Every run looks at all months in one moment of the database, and writes again only those in which
something changed. A file's name has the start of its hash: a month that changes gets files of new
names, the manifest that names them takes the old one's place, and only then do the old files go.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quotes.export.columns import COLUMNS, SCHEMA_VERSION, json_schema
from quotes.export.files import draft_of, fill
from quotes.export.formats import FORMATS
from quotes.export.selecting import of_month, statement
from quotes.export.streaming import stream
from quotes.models import Quote
from sources.refusal import Refusal

MANIFEST, SCHEMA = "manifest.json", "quote.schema.json"
KINDS = (("jsonl", True), ("parquet", False))
"""The formats of a dump, and whether they are packed; Parquet is so within."""

_OURS = re.compile(r"quotes-\d{4,5}-\d\d\.[0-9a-f]{12}\.(?:jsonl\.gz|parquet)", re.ASCII)
_BLOCK = 1 << 20


class NoDump(Refusal):
    """A file that is none of the dumps."""

    def __init__(self) -> None:
        super().__init__("There is no such dump. The list at /api/v1/dumps/ names those there are.")


class Running(Refusal):
    """Another run writes to the same folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Dumps are being written to {folder} already. Wait until that is done.")


@dataclass(frozen=True)
class File:
    """One file of a dump."""

    name: str
    format: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Month:
    """The quotes said in one month: how many, what tells them from others, and their files."""

    month: str
    rows: int
    fingerprint: str
    files: tuple[File, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """Its first day, and that of the next month."""
        year, month = map(int, self.month.split("-"))
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class Changed:
    """What a run did, or would do: by month, in their order."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    rows: int


def dump(
    folder: Path, *, dry_run: bool = False, tell: Callable[[int, int], None] | None = None
) -> Changed:
    """Write what changed since the last run; `tell` hears how many months are done, of how many.

    OSError where the folder can't be written; Running where another run is at it.
    """
    if dry_run:
        return _changed(_stored(folder), _months(), folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), _one_moment():
        before, months = _stored(folder), _months()
        changed = _changed(before, months, folder)
        after = []
        for number, month in enumerate(months, 1):
            is_new = month.month in changed.written
            after.append(_written(month, folder) if is_new else before[month.month])
            if tell:
                tell(number, len(months))
        _publish(folder, after)
    return changed


def manifest(folder: Path) -> dict[str, Any]:
    """What the last run left, or that there has been none."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError:
        return _manifest([]) | {"generated_at": None}
    return found


def dump_file(folder: Path, name: str) -> tuple[Path, File]:
    """A file that the manifest names, or its schema; NoDump for anything else."""
    told = manifest(folder)
    named = [one for month in told["months"] for one in month["files"]] + [told["schema"]]
    found = next((File(**one) for one in named if one["name"] == name), None)
    if found is None or not (folder / found.name).is_file():
        raise NoDump
    return folder / found.name, found


def _months() -> list[Month]:
    """Every month with public quotes, and a number that any change of what they hold changes."""
    selection = statement(Quote.objects.public().order_by())
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(said_on, 'YYYY-MM'), count(*), "
            "sum(hashtextextended(row_to_json(export)::text, 0))::text "
            f"FROM ({selection.sql}) AS export({names}) GROUP BY 1 ORDER BY 1",
            selection.params,
        )
        return [
            Month(month, rows, f"{SCHEMA_VERSION}:{len(COLUMNS)}:{rows}:{number}")
            for month, rows, number in cursor.fetchall()
        ]


def _stored(folder: Path) -> dict[str, Month]:
    return {
        one["month"]: Month(
            one["month"],
            one["rows"],
            one["fingerprint"],
            tuple(File(**file) for file in one["files"]),
        )
        for one in manifest(folder)["months"]
    }


def _changed(before: Mapping[str, Month], months: list[Month], folder: Path) -> Changed:
    kept = [month for month in months if _stands(before.get(month.month), month, folder)]
    same = {month.month for month in kept}
    now = {month.month for month in months}
    return Changed(
        written=tuple(month.month for month in months if month.month not in same),
        kept=tuple(month.month for month in kept),
        removed=tuple(sorted(set(before) - now)),
        rows=sum(month.rows for month in months),
    )


def _stands(before: Month | None, now: Month, folder: Path) -> bool:
    """Whether a month's files hold what it has now, and are there."""
    if before is None or before.fingerprint != now.fingerprint or not before.files:
        return False
    return all(_size(folder / one.name) == one.bytes for one in before.files)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _written(month: Month, folder: Path) -> Month:
    """The month with its files, written."""
    files = tuple(_write(month, folder, name, is_packed) for name, is_packed in KINDS)
    return Month(month.month, month.rows, month.fingerprint, files)


def _write(month: Month, folder: Path, name: str, is_packed: bool) -> File:
    form = FORMATS[name]
    ending = form.ending + (".gz" if is_packed else "")
    with draft_of(folder / f"quotes-{month.month}{ending}") as draft:
        fill(draft, stream(of_month(*month.days), form), is_packed=is_packed)
        digest, size = _hash(draft), draft.stat().st_size
        found = File(f"quotes-{month.month}.{digest[:12]}{ending}", name, size, digest)
        draft.replace(folder / found.name)
    return found


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _publish(folder: Path, months: list[Month]) -> None:
    """Name the months' files in the manifest, then remove those that nothing names any more."""
    _replace(folder / SCHEMA, _as_text(json_schema()))
    _replace(folder / MANIFEST, _as_text(_manifest(months)))
    named = {file.name for month in months for file in month.files}
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in named:
            path.unlink()


def _manifest(months: list[Month]) -> dict[str, Any]:
    schema = _as_text(json_schema()).encode()
    digest = hashlib.sha256(schema).hexdigest()
    return {
        "generated_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "schema": asdict(File(SCHEMA, "schema", len(schema), digest)),
        "rows": sum(month.rows for month in months),
        "months": [asdict(month) for month in months],
    }


def _as_text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _replace(path: Path, text: str) -> None:
    with draft_of(path) as draft:
        fill(draft, [text.encode()], is_packed=False)
        draft.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time in a folder; the lock goes with its process."""
    lock = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Running(folder) from None
    else:
        yield
    finally:
        os.close(lock)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read is of one moment; within another transaction, of that one's."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
