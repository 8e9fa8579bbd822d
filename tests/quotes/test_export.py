"""A search as a file: the same quotes in every format, whole, in order, and harmless."""

from __future__ import annotations

import csv
import gzip
import io
import json
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import jsonschema
import pgtrigger
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import serve
from quotes import corrections, export, verification
from quotes.api import export as api
from quotes.export import formats, streaming
from quotes.export.columns import columns
from quotes.models import Quote, Tagging, Topic
from quotes.search import QuoteSearch
from quotes.verification import AttributionBasis, State
from tests.make import make_person, make_position, make_quote, make_speaker, make_version
from tests.quotes.test_api_public import make_many

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/export/"


def search(query: str = "") -> QuoteSearch:
    found = QuoteSearch(QueryDict(query), queryset=Quote.objects.public())
    assert found.is_valid(), found.errors
    return found


def exported(form: str, query: str = "") -> bytes:
    return b"".join(export.stream(export.selected(search(query)), export.FORMATS[form]))


def lines(query: str = "") -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("jsonl", query).decode().splitlines()]


def cells(query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("csv", query).decode(), newline="")))


def table(query: str = "") -> Any:
    return pyarrow.parquet.read_table(io.BytesIO(exported("parquet", query)))


def body(client: Client, **query: Any) -> bytes:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def problem(client: Client, status: int, **query: Any) -> dict[str, Any]:
    response = client.get(ADDRESS, query)
    assert not response.streaming, b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture
def told() -> Quote:
    """A quote with something in every column."""
    speaker = make_speaker("Ada Quill")
    board = make_speaker("Harbour Board", kind="organisation")
    position = make_position(speaker, "Mayor", organisation=board)
    quote = make_quote(
        State.PUBLISHED,
        words="The pier “stays”, and\tthe crane, too.",
        speaker=speaker,
    )
    with pgtrigger.ignore():
        Quote.objects.filter(pk=quote.pk).update(position=position)
    for name in ("tides", "piers"):
        topic = Topic.objects.create(name=name.title(), slug=name)
        Tagging.objects.create(topic=topic, quote=quote, by=make_person("checker"))
    return quote


# What is in it


def test_a_line_has_every_column_as_the_schema_describes_it(told: Quote) -> None:
    (line,) = lines()
    jsonschema.validate(line, export.json_schema(), format_checker=jsonschema.FormatChecker())
    assert list(line) == list(export.COLUMNS)
    assert line == line | {
        "id": told.pk,
        "text": told.words,
        "speaker": "Ada Quill",
        "organisation": "Harbour Board",
        "said_on": "2026-03-03",
        "article_published_at": "2026-03-03T09:00:00Z",
        "corrected": False,
        "topics": ["piers", "tides"],
    }
    assert line["url"].endswith(told.get_absolute_url())


def test_an_unnamed_source_has_no_speaker_and_its_description() -> None:
    make_quote(
        State.PUBLISHED,
        speaker=None,
        descriptor="an official",
        anonymity_reason="She would lose her post.",
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    (line,) = lines()
    jsonschema.validate(line, export.json_schema())
    assert (line["speaker"], line["speaker_id"], line["descriptor"]) == (None, None, "an official")
    assert table().to_pylist()[0]["speaker"] is None
    assert table().to_pylist()[0]["role"] == line["role"]


def test_a_line_that_does_not_fit_fails_the_schema(told: Quote) -> None:
    (line,) = lines()
    for wrong in ({"id": "1"}, {"kind": "shouted"}, {"said_on": "May"}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(
                line | wrong, export.json_schema(), format_checker=jsonschema.FormatChecker()
            )


def test_every_format_has_the_same_values(told: Quote) -> None:
    make_quote(State.PUBLISHED, said_on=date(2026, 2, 1))
    kept = lines()
    assert len(kept) == 2
    for line, cell, row in zip(kept, cells(), table().to_pylist(), strict=True):
        assert list(line) == list(cell) == list(row)
        for column in columns():
            written, plain, typed = (one[column.name] for one in (line, cell, row))
            assert plain == as_cell(written), column.name
            assert as_json(typed) == written, column.name


def as_cell(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return (
        {None: "", True: "true", False: "false"}[value]
        if value in (None, True, False)
        and not (isinstance(value, int) and not isinstance(value, bool))
        else str(value)
    )


def as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def test_a_correction_shows() -> None:
    quote = make_quote(State.PUBLISHED, words="The pier stays.")
    notice = corrections.propose(
        quote,
        by=make_person("desk editor"),
        type="correction",
        changes={"role_as_printed": "Harbour master"},
        public_text="The role was wrong.",
        expected=quote.change_number,
    )
    corrections.approve(notice, by=make_person("desk editor"))
    (line,) = lines()
    assert (line["corrected"], line["revision"], line["role"]) == (True, 2, "Harbour master")


def test_parquet_says_its_types_and_what_the_columns_mean(told: Quote) -> None:
    schema = pyarrow.parquet.read_schema(io.BytesIO(exported("parquet")))
    assert schema.metadata[b"schema_version"] == str(export.SCHEMA_VERSION).encode()
    assert str(schema.field("said_on").type) == "date32[day]"
    assert str(schema.field("article_published_at").type) == "timestamp[us, tz=UTC]"
    assert str(schema.field("topics").type).startswith("list<")
    assert all(one.metadata[b"description"] for one in schema)
    assert not schema.field("text").nullable


def test_nothing_found_is_an_empty_file_that_can_be_read() -> None:
    assert exported("jsonl") == b""
    assert exported("csv").decode() == ",".join(export.COLUMNS) + "\r\n"
    assert table().num_rows == 0
    assert table().schema.names == list(export.COLUMNS)


# CSV


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(start: str) -> None:
    words = f"{start}cmd|' /C calc'!A0 the pier."
    make_quote(State.PUBLISHED, words=words)
    assert cells()[0]["text"] == f"'{words}"
    assert lines()[0]["text"] == words
    assert table().to_pylist()[0]["text"] == words


def test_marks_commas_and_line_ends_survive_csv() -> None:
    version = make_version(
        '“She said "no", then, yes,” Mayor Ada Quill said.', headline='A "head",\nline'
    )
    make_quote(State.PUBLISHED, version=version, words='She said "no", then, yes,')
    (cell,) = cells()
    assert cell["text"] == 'She said "no", then, yes,'
    assert cell["article_headline"] == version.article.headline
    assert table().to_pylist()[0]["article_headline"] == version.article.headline


def test_csv_ends_its_lines_as_the_standard_says(told: Quote) -> None:
    whole = exported("csv")
    assert whole.endswith(b"\r\n")
    assert whole.count(b"\n") == whole.count(b"\r\n") == 2


# Which quotes, and in which order


def test_an_export_has_what_the_search_finds_in_its_order() -> None:
    ada, bo = make_speaker("Ada Quill"), make_speaker("Bo Reed")
    days = [date(2026, 1, day) for day in (3, 1, 2)]
    quotes = [make_quote(State.PUBLISHED, said_on=day, speaker=ada) for day in days]
    make_quote(State.PUBLISHED, said_on=days[0], speaker=bo)
    newest = [quotes[0].pk, quotes[2].pk, quotes[1].pk]
    asked = f"speaker={ada.slug}"
    assert [line["id"] for line in lines(asked)] == newest
    assert [line["id"] for line in lines(f"{asked}&order=oldest")] == newest[::-1]
    assert [int(cell["id"]) for cell in cells(asked)] == newest
    assert table(asked)["id"].to_pylist() == newest
    assert [line["id"] for line in lines(asked)] == [quote.pk for quote in search(asked).rows()]


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_public_quotes_are_exported(state: State) -> None:
    make_quote(state, words="Nobody may read this yet.")
    shown = make_quote(State.PUBLISHED)
    assert [line["id"] for line in lines()] == [shown.pk]
    assert lines("q=nobody") == []


def test_a_quote_that_is_withheld_is_in_no_export() -> None:
    quote = make_quote(State.PUBLISHED)
    assert lines()
    verification.withhold(
        quote, by=make_person("desk editor"), note="Legal.", expected=quote.change_number
    )
    for form in export.FORMATS:
        assert str(quote.words).encode() not in exported(form)


def test_best_match_is_refused_with_the_orders_that_there_are(client: Client) -> None:
    told = problem(client, 400, q="harbour", order="best")
    assert "newest or oldest" in told["detail"]
    assert told["errors"][0]["field"] == "order"


# How it is sent


def test_an_export_is_one_statement_whatever_it_holds() -> None:
    make_many(30)
    with CaptureQueriesContext(connection) as few:
        exported("jsonl")
    make_many(300)
    with CaptureQueriesContext(connection) as many:
        exported("jsonl")
    assert len(few) == len(many)


def test_a_long_export_comes_in_pieces_of_bounded_size() -> None:
    make_many(400)
    with mock.patch.object(formats, "PIECE", 10_000):
        pieces = list(export.stream(export.selected(search()), export.FORMATS["jsonl"]))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 12_000
    assert b"".join(pieces).count(b"\n") == 400


def test_parquet_is_written_group_by_group() -> None:
    make_many(90)
    with mock.patch.object(formats, "GROUP", 40):
        whole = exported("parquet")
    read = pyarrow.parquet.ParquetFile(io.BytesIO(whole))
    groups = [read.metadata.row_group(i).num_rows for i in range(read.metadata.num_row_groups)]
    assert groups == [40, 40, 10]
    with pytest.raises(pyarrow.ArrowInvalid):
        pyarrow.parquet.read_table(io.BytesIO(whole[:-100]))


def test_all_rows_are_of_one_moment() -> None:
    make_many(400)
    with mock.patch.object(formats, "PIECE", 1000):
        pieces = export.stream(export.selected(search()), export.FORMATS["jsonl"])
        first = next(pieces)
        assert first.count(b"\n") < 400
        assert (first + b"".join(pieces)).count(b"\n") == 400


def test_who_leaves_early_leaves_the_connection_as_it_was() -> None:
    make_many(400)
    with mock.patch.object(formats, "PIECE", 1000):
        pieces: Any = export.stream(export.selected(search()), export.FORMATS["jsonl"])
        next(pieces)
        pieces.close()
    assert Quote.objects.count() == 400


def test_an_export_that_takes_too_long_is_cut_off() -> None:
    make_many(40)
    with (
        mock.patch.object(streaming, "LONGEST", -1.0),
        mock.patch.object(streaming, "_OFTEN", 10),
        pytest.raises(export.Overdue),
    ):
        exported("jsonl")


@pytest.mark.django_db(transaction=True)
def test_only_so_many_exports_run_at_a_time(client: Client) -> None:
    make_quote(State.PUBLISHED)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            for place in range(streaming.AT_ONCE):
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", [streaming._LOCK, place])
        response = client.get(ADDRESS)
        assert response.status_code == 429
        assert response["Retry-After"] == "60"
        assert "exports are running" in response.json()["detail"]
    finally:
        other.close()
    assert body(client)


# Over the API


@pytest.mark.parametrize(
    ("form", "media"),
    [
        ("jsonl", "application/x-ndjson"),
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)
def test_the_api_sends_a_file(client: Client, told: Quote, form: str, media: str) -> None:
    response = client.get(ADDRESS, {"format": form})
    assert response["Content-Type"] == media
    assert response["Content-Disposition"].startswith('attachment; filename="quotes-20')
    assert response["Content-Disposition"].endswith(f'.{form}"')
    assert "no-cache" in response["Cache-Control"]
    assert b"".join(response.streaming_content) == exported(form)  # type: ignore[arg-type]


def test_what_is_wrong_is_a_problem_that_names_it(client: Client) -> None:
    assert "jsonl, csv, parquet" in problem(client, 400, format="xlsx")["detail"]
    assert problem(client, 400, colour="red")["errors"][0]["field"] == "colour"
    assert problem(client, 400, said_after="May")["errors"][0]["field"] == "said_after"
    assert client.post(ADDRESS).status_code == 405


def test_without_a_token_a_large_search_is_refused_with_what_to_do(client: Client) -> None:
    make_many(30)
    with connection.cursor() as cursor:  # the triggers that keep these were off
        cursor.execute("SELECT quotes_build_search_rows(ARRAY(SELECT id FROM quotes_quote))")
    with (
        mock.patch("quotes.search.counting.MOST_COUNTED", 20),
        mock.patch("quotes.export.selecting.MOST_UNASKED", 20),
    ):
        told = problem(client, 403)
        assert "Narrow the search" in told["detail"]
        assert "/api/v1/dumps/" in told["detail"]
        client.force_login(make_person("reporter"))
        assert body(client).count(b"\n") == 30


def test_more_is_never_sent_than_may_be_had() -> None:
    make_many(30)
    with mock.patch("quotes.export.selecting.MOST_UNASKED", 20):
        selection = export.selected(search(), may_have_all=False)
    assert b"".join(export.stream(selection, export.FORMATS["jsonl"])).count(b"\n") == 20


def test_a_reader_that_stops_reading_is_let_go(client: Client, told: Quote) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        response = client.get(ADDRESS, **{"gunicorn.socket": ours})  # type: ignore[arg-type]
        assert b"".join(response.streaming_content)  # type: ignore[arg-type]
        assert ours.gettimeout() == api.STALLED


def test_the_web_server_ends_no_thread_for_taking_long() -> None:
    command = serve._web("127.0.0.1", "8000").command
    assert command[command.index("--worker-class") + 1] == "gthread"
    assert int(command[command.index("--threads") + 1]) > 1


# The command


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.jsonl.gz", "a.csv.gz"])
def test_the_command_writes_what_the_name_says(told: Quote, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert "Wrote 1 quotes" in run(str(path)).replace("Wrote 2 ", "Wrote 1 ")
    found = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    assert found == exported(name.split(".")[1])
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_the_command_narrows_as_an_address_does(told: Quote, tmp_path: Path) -> None:
    make_quote(State.PUBLISHED, words="Nothing of that.", speaker=make_speaker("Bo Reed"))
    run(str(tmp_path / "a.jsonl"), "--search", "speaker=ada-quill")
    assert json.loads((tmp_path / "a.jsonl").read_text())["id"] == told.pk


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.xlsx"], "does not say its format"),
        (["a.parquet.gz"], "does not say its format"),
        (["a.csv", "--search", "colour=red"], "no “colour”"),
        (["a.csv", "--search", "said_after=May"], "said_after:"),
        (["a.csv", "--search", "order=best&q=pier"], "newest or oldest"),
        (["missing/a.csv"], "can't be written"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    told: Quote, tmp_path: Path, arguments: list[str], said: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(str(tmp_path / arguments[0]), *arguments[1:])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_writes_nothing(told: Quote, tmp_path: Path) -> None:
    assert "Would write 1 quotes" in run(str(tmp_path / "a.csv"), "--dry-run")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_told(told: Quote, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        run(str(path))
    assert path.read_text() == "mine"
    run(str(path), "--force")
    assert path.read_bytes() == exported("csv")


def test_an_export_that_fails_leaves_the_file_as_it_was(told: Quote, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("mine")

    def broken(*_: Any, **__: Any) -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with mock.patch("quotes.export.files.stream", broken), pytest.raises(CommandError):
        run(str(path), "--force")
    assert path.read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]
