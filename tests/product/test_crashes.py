"""Nothing lost, nothing doubled, nothing half-done when a part is killed at its work."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import EmbeddedServer

STORIES = 12


class Newsroom:
    """A product of its own: its state folder, its database, and processes that work on it."""

    def __init__(self, state: Path) -> None:
        self.server = EmbeddedServer(state)
        self.env = {**os.environ, "STATE_DIR": str(state), "DATABASE_URL": ""}

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a process of the newsroom."""
        return subprocess.Popen(
            [sys.executable, *command],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def drive(self, work: str) -> subprocess.Popen[str]:
        """Start some work."""
        return self.start("-m", "tests.product.drive", work, str(STORIES))

    def finish(self, work: str) -> None:
        """Do the work to its end."""
        process = self.drive(work)
        _, errors = process.communicate()
        assert process.returncode == 0, errors

    def count(self) -> dict[str, int]:
        """What is on record."""
        process = self.drive("count")
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        report: dict[str, int] = json.loads(output)
        return report

    def kill_database(self) -> None:
        """Take the server away as a power cut would."""
        pid = self.server.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom with an empty database, kept running from test to test."""
    newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"))
    newsroom.server.ensure()
    done = newsroom.start("manage.py", "migrate", "--verbosity", "0")
    _, errors = done.communicate()
    assert done.returncode == 0, errors
    yield newsroom
    newsroom.server.leave()
    newsroom.server.stop()
    shutil.rmtree(newsroom.server.home)


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    """Read what a process prints until it is in the middle of its work."""
    assert process.stdout is not None
    for printed in process.stdout:
        if printed.strip() == line:
            return
    raise AssertionError(process.stderr.read() if process.stderr else "it ended early")


def test_work_that_is_killed_is_taken_up_again(migrated: Newsroom) -> None:
    """An import, then a publishing, each cut off twice: with its process, and with the database."""
    importing = migrated.drive("import")
    wait_for(importing, "3")
    importing.kill()
    importing.communicate()
    assert migrated.count()["torn"] == 0

    importing = migrated.drive("import")
    wait_for(importing, "6")
    migrated.kill_database()
    importing.communicate()
    migrated.server.ensure()
    migrated.finish("import")
    report = migrated.count()
    assert report["articles"] == report["versions"] == report["readings"] == STORIES
    assert report["quotes"] == report["words"] == 2 * STORIES

    publishing = migrated.drive("publish")
    wait_for(publishing, "5")
    publishing.kill()
    publishing.communicate()
    report = migrated.count()
    assert (report["torn"], report["doubled"]) == (0, 0)
    assert 5 <= report["public"] < 2 * STORIES

    publishing = migrated.drive("publish")
    wait_for(publishing, "10")
    migrated.kill_database()
    publishing.communicate()
    migrated.server.ensure()
    migrated.finish("publish")
    report = migrated.count()
    assert report["public"] == report["quotes"] == 2 * STORIES
    assert report["reviews"] == 3 * report["public"]
    assert (report["torn"], report["doubled"]) == (0, 0)
