"""An export into a file: written beside its place, on the disk, and then put there."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quotes.export.formats import FORMATS, Format
from quotes.export.selecting import Selection
from quotes.export.streaming import stream
from sources.refusal import Refusal

PACKED = ".gz"


class Unfit(Refusal):
    """A file whose name does not say in which format it is to be written."""

    def __init__(self, path: Path) -> None:
        endings = ", ".join(form.ending for form in FORMATS.values())
        super().__init__(
            f"{path.name} does not say its format. End the name with one of {endings}; "
            f"{PACKED} after .jsonl or .csv packs it."
        )


def format_of(path: Path) -> tuple[Format, bool]:
    """The format that a file's name says, and whether it is to be packed; or Unfit."""
    is_packed = path.suffix == PACKED
    name = path.with_suffix("").suffix if is_packed else path.suffix
    form = FORMATS.get(name.removeprefix("."))
    if form is None or (is_packed and form.name == "parquet"):
        raise Unfit(path)
    return form, is_packed


def write(selection: Selection, path: Path, *, tell: Callable[[int], None] | None = None) -> int:
    """Write the quotes to a file, whole or not at all; the number of its bytes. OSError if not."""
    form, is_packed = format_of(path)
    with draft_of(path) as draft:
        fill(draft, stream(selection, form, tell=tell), is_packed=is_packed)
        size = draft.stat().st_size
        draft.replace(path)
    return size


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """A file in the same folder, gone if it was not put in place; as readable as others' files."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.fchmod(handle, 0o644)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def fill(draft: Path, pieces: Iterable[bytes], *, is_packed: bool) -> None:
    """Write the pieces; they are on the disk when this returns. The same pieces, the same file."""
    with draft.open("wb") as file:
        packed = gzip.GzipFile("", "wb", 6, file, mtime=0) if is_packed else None
        sink: IO[bytes] | gzip.GzipFile = packed or file
        for piece in pieces:
            sink.write(piece)
        if packed:
            packed.close()
        file.flush()
        os.fsync(file.fileno())
