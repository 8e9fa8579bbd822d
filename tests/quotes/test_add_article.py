"""`manage.py add_article`: a story from a file, a pipe or a page; one line for what goes wrong."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quotes.models import Quote
from sources.models import Article, ArticleVersion, Outlet

pytestmark = pytest.mark.django_db

STORY = """PORT ELDER (CW) — The ferry line will close in June.

“We have no ships left,” Director Ines Holm told reporters on Tuesday.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in a file."""
    path = tmp_path / "a story.txt"
    path.write_text(STORY)
    return path


def add(what: object, *options: str, outlet: str = "Coast Wire", on: str = "2026-03-04") -> str:
    """Run the command; what it printed."""
    out = StringIO()
    call_command(
        "add_article", str(what), "--outlet", outlet, "--published", on, *options, stdout=out
    )
    return out.getvalue()


def test_a_file_is_added_and_its_quotes_are_listed(story: Path) -> None:
    printed = add(story)
    assert "Added article" in printed
    assert "Ines Holm, Director, 2026-03-03" in printed
    assert Quote.objects.get().words == "We have no ships left"


def test_the_same_file_again_says_so(story: Path) -> None:
    add(story)
    assert "On record already, as version 1" in add(story)
    assert ArticleVersion.objects.count() == Quote.objects.count() == 1


def test_a_changed_file_is_a_new_version(story: Path) -> None:
    add(story, "--url", "https://coast.example/ferry")
    story.write_text(STORY.replace("June", "July"))
    assert "Added version 2" in add(story, "--url", "https://coast.example/ferry")
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing in it"),
        (b"%PDF-1.7 \x00\x01" + b"\x00" * 500, "PDF"),
        (b"\x00\xff\xfe\x01" * 300, ""),
        (b"a word " * 800_000, ""),
        ("wörter".encode("utf-16") + b"\xff", ""),
    ],
)
def test_a_bad_file_is_one_clear_line_and_leaves_nothing(
    story: Path, content: bytes, says: str
) -> None:
    story.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        add(story)
    assert says.lower() in str(refused.value).lower() and "\n" not in str(refused.value)
    assert not Article.objects.exists() and not Outlet.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        add(tmp_path / "nothing.txt")


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        add(tmp_path)


def test_a_story_without_an_outlet_is_refused(story: Path) -> None:
    with pytest.raises(CommandError, match="Name the outlet"):
        add(story, outlet="")


@pytest.mark.parametrize("on", ["yesterday", "2026-02-31", "", "08/04/2025"])
def test_a_date_that_is_none_is_refused(story: Path, on: str) -> None:
    with pytest.raises(CommandError, match="is no date"):
        add(story, on=on)


def test_a_private_address_is_refused() -> None:
    with pytest.raises(CommandError):
        add("http://169.254.169.254/latest/meta-data")
    assert not Article.objects.exists()


def test_bad_input_ends_with_a_status_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "add_article", str(tmp_path / "nothing.txt")],
        capture_output=True,
        text=True,
        env={**os.environ},
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and "nothing.txt" in done.stderr


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://courier.example/story"])
def test_only_the_web_is_fetched(address: str) -> None:
    with pytest.raises(CommandError, match="Only http and https"):
        call_command("add_article", address)
