"""Looking after the keys: everything sealed anew under the newest, and a check of it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from sources.refusal import Refusal
from vault import contents, keys
from vault.models import Entry
from vault.sealing import key_id

FEWEST_PEOPLE = 2


@dataclass(frozen=True)
class Finding:
    """What a look at one entry showed; it says nothing of what is sealed."""

    entry: Entry
    trouble: str = ""
    warning: str = ""


def rotate(*, dry_run: bool = False) -> Iterator[Finding]:
    """Seal anew whatever is not under the newest key, an entry at a time; each stands by itself.

    Stopped half-way, the next run goes on where it ended. An entry that can't be read is told of,
    and left as it is.
    """
    newest = keys.newest(keys.ring()).id
    for pk, sealed in _sealed():
        if key_id(bytes(sealed)) != newest:
            yield _rotated(pk, dry_run=dry_run)


def _rotated(pk: UUID, *, dry_run: bool) -> Finding:
    with transaction.atomic():
        entry = Entry.objects.select_for_update().get(pk=pk)
        if entry.sealed is None:
            return Finding(entry)
        try:
            contents.read(entry) if dry_run else contents.reseal(entry)
        except Refusal as refusal:
            return Finding(entry, trouble=refusal.message)
    return Finding(entry)


def check() -> Iterator[Finding]:
    """Every entry: whether it can be read, and whether enough people may."""
    keys.ring()
    for pk, _ in _sealed():
        entry = Entry.objects.for_check().get(pk=pk)
        try:
            contents.read(entry)
        except Refusal as refusal:
            yield Finding(entry, trouble=refusal.message)
        else:
            yield Finding(entry, warning=" ".join(_warnings(entry)))


def _warnings(entry: Any) -> Iterator[str]:
    if entry.people < FEWEST_PEOPLE:
        yield f"Only {entry.people} active people may open it; ask them to name another."
    if entry.quote.speaker_id:
        yield "Its quote names a speaker now; ask whether it is still needed."


def _sealed() -> Iterator[tuple[UUID, Any]]:
    rows = Entry.objects.standing().order_by("recorded_at", "pk").values_list("pk", "sealed")
    return rows.iterator(chunk_size=200)
