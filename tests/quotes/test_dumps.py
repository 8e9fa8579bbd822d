"""Dumps by month: what is public and nothing else, written when it changed, named by its hash."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import jsonschema
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes import export, tasks, verification
from quotes.export import dumps
from quotes.export.formats import arrow_schema
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/dumps/"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DUMPS_DIR = tmp_path / "dumps"
    found: Path = settings.DUMPS_DIR
    return found


def months(folder: Path) -> dict[str, dict[str, Any]]:
    return {one["month"]: one for one in export.manifest(folder)["months"]}


def lines(folder: Path, month: str) -> list[dict[str, Any]]:
    name = next(one["name"] for one in months(folder)[month]["files"] if one["format"] == "jsonl")
    return [json.loads(line) for line in gzip.decompress((folder / name).read_bytes()).splitlines()]


def said(day: date) -> Quote:
    return make_quote(State.PUBLISHED, said_on=day)


def withhold(quote: Quote) -> None:
    quote.refresh_from_db()
    verification.withhold(
        quote, by=make_person("desk editor"), note="Legal.", expected=quote.change_number
    )


@pytest.fixture
def march() -> Quote:
    return said(date(2026, 3, 31))


@pytest.fixture
def april() -> Quote:
    return said(date(2026, 4, 1))


def test_every_file_follows_its_schema_and_the_manifest_tells_it_whole(
    folder: Path, march: Quote, april: Quote
) -> None:
    december = said(date(2025, 12, 31))
    make_quote(State.VERIFIED, said_on=date(2026, 4, 2))
    export.dump(folder)
    schema = json.loads((folder / "quote.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(months(folder)) == ["2025-12", "2026-03", "2026-04"]
    for month, quote in (("2025-12", december), ("2026-03", march), ("2026-04", april)):
        found = lines(folder, month)
        assert [line["id"] for line in found] == [quote.pk]
        for line in found:
            jsonschema.validate(line, schema, format_checker=jsonschema.FormatChecker())
        check_files(folder, months(folder)[month])
    assert export.manifest(folder)["rows"] == 3


def check_files(folder: Path, month: dict[str, Any]) -> None:
    assert {one["format"] for one in month["files"]} == {"jsonl", "parquet"}
    for one in month["files"]:
        content = (folder / one["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
        assert len(content) == one["bytes"]
        if one["format"] == "parquet":
            read = pyarrow.parquet.read_table(io.BytesIO(content))
            assert read.schema.equals(arrow_schema())
            assert read.num_rows == month["rows"]


def test_a_month_in_which_nothing_changed_keeps_its_files(
    folder: Path, march: Quote, april: Quote
) -> None:
    assert export.dump(folder).written == ("2026-03", "2026-04")
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("quotes-*")}
    again = export.dump(folder)
    assert (again.written, again.kept) == ((), ("2026-03", "2026-04"))
    assert {path.name: path.stat().st_mtime_ns for path in folder.glob("quotes-*")} == before
    said(date(2026, 4, 9))
    assert export.dump(folder).written == ("2026-04",)


def test_a_speaker_who_is_renamed_changes_the_month(folder: Path, march: Quote) -> None:
    export.dump(folder)
    assert march.speaker
    type(march.speaker).objects.filter(pk=march.speaker.pk).update(name="Ada Quill-Reed")
    assert export.dump(folder).written == ("2026-03",)
    assert lines(folder, "2026-03")[0]["speaker"] == "Ada Quill-Reed"


def test_a_withdrawn_quote_leaves_its_month_and_the_old_files_go(
    folder: Path, march: Quote
) -> None:
    stays = said(date(2026, 3, 2))
    export.dump(folder)
    before = {path.name for path in folder.glob("quotes-*")}
    withhold(march)
    export.dump(folder)
    after = {path.name for path in folder.glob("quotes-*")}
    assert [line["id"] for line in lines(folder, "2026-03")] == [stays.pk]
    assert not before & after
    assert len(after) == 2


def test_a_month_that_has_nothing_left_is_gone(folder: Path, march: Quote, april: Quote) -> None:
    export.dump(folder)
    withhold(march)
    assert export.dump(folder).removed == ("2026-03",)
    assert list(months(folder)) == ["2026-04"]
    assert not list(folder.glob("quotes-2026-03*"))


def test_a_file_that_went_missing_is_written_again(folder: Path, march: Quote) -> None:
    export.dump(folder)
    next(folder.glob("*.parquet")).unlink()
    assert export.dump(folder).written == ("2026-03",)
    check_files(folder, months(folder)["2026-03"])


def test_a_run_that_fails_leaves_what_was_there(folder: Path, march: Quote) -> None:
    export.dump(folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    said(date(2026, 3, 1))

    def broken(*_: Any, **__: Any) -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with mock.patch.object(dumps, "stream", broken), pytest.raises(OSError, match="No space"):
        export.dump(folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


def test_what_others_put_there_is_left_alone(folder: Path, march: Quote) -> None:
    folder.mkdir()
    (folder / "quotes-mine.txt").write_text("mine")
    export.dump(folder)
    assert (folder / "quotes-mine.txt").read_text() == "mine"


def test_two_runs_do_not_meet(folder: Path, march: Quote) -> None:
    folder.mkdir()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(dumps.Running, match="being written"):
            export.dump(folder)
    assert export.dump(folder).written


def test_looking_for_changes_is_one_query_however_many_months(
    folder: Path, march: Quote, april: Quote
) -> None:
    export.dump(folder)
    with CaptureQueriesContext(connection) as queries:
        export.dump(folder, dry_run=True)
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_run_of_its_own_reads_one_moment(folder: Path) -> None:
    said(date(2026, 3, 31))
    with CaptureQueriesContext(connection) as queries:
        export.dump(folder)
    assert any("REPEATABLE READ" in one["sql"] for one in queries)
    assert lines(folder, "2026-03")


# The command and the clock


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("dump_months", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_wrote(folder: Path, march: Quote) -> None:
    assert "Would write 1 months" in run(str(folder), "--dry-run")
    assert not folder.exists()
    assert "Wrote 1 months, kept 0, removed 0; 1 quotes" in run(str(folder))
    assert "Wrote 0 months, kept 1" in run(str(folder))


def test_a_folder_that_can_not_be_written_is_one_line(tmp_path: Path, march: Quote) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="can't be written"):
        run(str(tmp_path / "file"))


def test_the_clock_writes_where_the_api_reads(client: Client, folder: Path, march: Quote) -> None:
    tasks.dump_months(0)
    assert client.get(ADDRESS).json()["rows"] == 1


# Over the API


def test_the_api_lists_the_dumps_and_serves_them(
    client: Client, folder: Path, march: Quote
) -> None:
    nothing = client.get(ADDRESS).json()
    assert (nothing["generated_at"], nothing["months"]) == (None, [])
    export.dump(folder)
    told = client.get(ADDRESS).json()
    assert told["schema_version"] == export.SCHEMA_VERSION
    files = [*told["months"][0]["files"], told["schema"]]
    assert len(files) == 3
    for one in files:
        response = client.get(one["url"])
        content = b"".join(response.streaming_content)  # type: ignore[arg-type]
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
        assert response["Content-Disposition"] == f'attachment; filename="{one["name"]}"'
        again = client.get(one["url"], headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        ".lock",
        "secret.txt",
        "manifest.json",
        "..%2Fsecret-key",
        "%2Fetc%2Fpasswd",
        "%00",
        "a" * 900,
    ],
)
def test_the_api_serves_nothing_that_the_manifest_does_not_name(
    client: Client, folder: Path, march: Quote, name: str
) -> None:
    export.dump(folder)
    (folder / "secret.txt").write_text("secret")
    (folder.parent / "secret-key").write_text("secret")
    response = client.get(ADDRESS + name)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_file_that_was_replaced_is_gone(client: Client, folder: Path, march: Quote) -> None:
    export.dump(folder)
    url = client.get(ADDRESS).json()["months"][0]["files"][0]["url"]
    withhold(march)
    export.dump(folder)
    assert client.get(url).status_code == 404
