"""The formats of an export: how the database writes a row, and what becomes of that on the way.

The database itself writes JSON and CSV; here rows are only gathered into pieces. Parquet is made
from its CSV, a group of rows at a time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from quotes.export.columns import COLUMNS, SCHEMA_VERSION, Kind, columns
from quotes.export.selecting import Selection

Rows = Iterable[bytes]
"""Rows as the database sends them, each with its line end."""

PIECE = 1 << 16  # bytes
GROUP = 50_000
"""Rows of a row group: what of a Parquet file is in memory at a time."""

_NO_QUOTE, _NO_DELIMITER = "E'\\x01'", "E'\\x02'"
"""JSON never holds these as they are, so that COPY leaves each line as it is."""

_FORMULA = r"E'^[-=+@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]'"


@dataclass(frozen=True)
class Format:
    """A format: its name and media type, the statement that has its rows, how they are sent."""

    name: str
    media_type: str
    copy: Callable[[Selection], str]
    pieces: Callable[[Rows], Iterator[bytes]]

    @property
    def ending(self) -> str:
        """What the name of such a file ends with."""
        return f".{self.name}"


def _named(selection: Selection) -> str:
    """The selection as a table whose columns bear the names of the export."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    return f"({selection.sql}) AS export({names})"


def _json_lines(selection: Selection) -> str:
    return (
        f"COPY (SELECT row_to_json(export) FROM {_named(selection)}) TO STDOUT "
        f"(FORMAT csv, QUOTE {_NO_QUOTE}, DELIMITER {_NO_DELIMITER})"
    )


def _csv(selection: Selection) -> str:
    shown = ", ".join(_SHOWN[column.kind].format(f'"{column.name}"') for column in columns())
    return f"COPY (SELECT {shown} FROM {_named(selection)}) TO STDOUT (FORMAT csv, HEADER)"


def _plain_csv(selection: Selection) -> str:
    shown = ", ".join(_PLAIN[column.kind].format(f'"{column.name}"') for column in columns())
    return f"COPY (SELECT {shown} FROM {_named(selection)}) TO STDOUT (FORMAT csv)"


_PLAIN = {
    Kind.INTEGER: "{0}",
    Kind.TEXT: "{0}",
    Kind.BOOLEAN: "{0}::text AS {0}",
    Kind.DAY: "{0}",
    Kind.MOMENT: "{0}",
    Kind.TEXTS: "array_to_string({0}, ' ') AS {0}",
}

# A cell that a spreadsheet would take for a formula begins with an apostrophe, which it hides.
_SHOWN = _PLAIN | {
    Kind.TEXT: f"CASE WHEN {{0}} ~ {_FORMULA} THEN '''' || {{0}} ELSE {{0}} END AS {{0}}"
}


def _gathered(rows: Rows, end: bytes = b"\n") -> Iterator[bytes]:
    """Rows in pieces that are worth sending, each row with the line end that its format has."""
    held: list[bytes] = []
    size = 0
    for row in rows:
        held.append(bytes(row)[:-1])
        size += len(row)
        if size >= PIECE:
            held.append(b"")
            yield end.join(held)
            held, size = [], 0
    if held:
        yield end.join([*held, b""])


def _csv_pieces(rows: Rows) -> Iterator[bytes]:
    """With the line ends of RFC 4180."""
    return _gathered(rows, b"\r\n")


def arrow_schema() -> pyarrow.Schema:
    """The columns as Parquet has them, with what they mean."""
    version = {"schema_version": str(SCHEMA_VERSION)}
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                _ARROW[column.kind],
                nullable=column.is_nullable,
                metadata={"description": column.about},
            )
            for column in columns()
        ],
        metadata=version,
    )


_ARROW = {
    Kind.INTEGER: pyarrow.int64(),
    Kind.TEXT: pyarrow.string(),
    Kind.BOOLEAN: pyarrow.bool_(),
    Kind.DAY: pyarrow.date32(),
    Kind.MOMENT: pyarrow.timestamp("us", tz="UTC"),
    Kind.TEXTS: pyarrow.list_(pyarrow.string()),
}


class _Sink(io.RawIOBase):
    """What the Parquet writer has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Hold it."""
        self._held.append(bytes(data))  # type: ignore[call-overload]
        return len(self._held[-1])

    def take(self) -> bytes:
        """What is held; it is held no longer."""
        held, self._held = b"".join(self._held), []
        return held


def _parquet_pieces(rows: Rows) -> Iterator[bytes]:
    """A Parquet file, a row group at a time; its end is what makes it readable."""
    sink, schema = _Sink(), arrow_schema()
    with pyarrow.parquet.ParquetWriter(
        pyarrow.PythonFile(sink, mode="w"), schema, compression="zstd"
    ) as writer:
        for group in _groups(rows):
            writer.write_table(_table(group, schema), row_group_size=GROUP)
            yield sink.take()
    yield sink.take()


def _groups(rows: Rows) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    for row in rows:
        held.append(bytes(row))
        if len(held) == GROUP:
            yield held
            held = []
    if held:
        yield held


def _table(rows: Sequence[bytes], schema: pyarrow.Schema) -> pyarrow.Table:
    """Rows of the database's CSV as a table; an empty text is no null, for it is quoted."""
    types = {one.name: pyarrow.string() if _is_list(one) else one.type for one in schema}
    found = pyarrow.csv.read_csv(
        pyarrow.BufferReader(b"".join(rows)),
        read_options=pyarrow.csv.ReadOptions(column_names=list(COLUMNS), use_threads=False),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    made = [_split(found[one.name]) if _is_list(one) else found[one.name] for one in schema]
    return pyarrow.table(made, schema=schema)


def _is_list(field: pyarrow.Field) -> bool:
    return bool(pyarrow.types.is_list(field.type))


def _split(texts: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Lists of words; of an empty text, none."""
    lists = pyarrow.compute.split_pattern(texts, " ")
    none = pyarrow.scalar([], type=pyarrow.list_(pyarrow.string()))
    return pyarrow.compute.if_else(pyarrow.compute.equal(texts, ""), none, lists)


FORMATS = {
    one.name: one
    for one in (
        Format("jsonl", "application/x-ndjson", _json_lines, _gathered),
        Format("csv", "text/csv; charset=utf-8; header=present", _csv, _csv_pieces),
        Format("parquet", "application/vnd.apache.parquet", _plain_csv, _parquet_pieces),
    )
}
"""The formats by their names."""
