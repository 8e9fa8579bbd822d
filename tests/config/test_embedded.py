"""The embedded PostgreSQL: started on demand, shared, recovered after a crash, stopped at last."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import EmbeddedError, EmbeddedServer

HOLD = """
import sys, time
from pathlib import Path
from config.embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.ensure()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A cluster of this test's own, in a folder with a space in its name."""
    server = EmbeddedServer(tmp_path / "a state")
    yield server
    server.leave()
    server.stop()
    shutil.rmtree(server.home)


def holder(server: EmbeddedServer) -> subprocess.Popen[str]:
    """Another process that uses the server until its standard input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(server.state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def query(server: EmbeddedServer, sql: str) -> object:
    """The first value that a statement returns on a new connection."""
    with psycopg.connect(
        host=str(server.sockets), user="postgres", dbname="on_record"
    ) as connection:
        cursor = connection.execute(sql.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def until(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true within some seconds."""
    deadline = time.monotonic() + 15
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_it_starts_on_demand_and_has_the_database(server: EmbeddedServer) -> None:
    assert not server.answers()
    server.ensure()
    assert query(server, "SELECT current_database()") == "on_record"
    assert str(query(server, "SHOW server_version")).startswith("18")


def test_the_last_to_leave_stops_it(server: EmbeddedServer) -> None:
    server.ensure()
    other = holder(server)
    server.leave()
    assert server.answers()
    other.communicate()
    assert not server.answers()


def test_a_killed_user_is_not_counted(server: EmbeddedServer) -> None:
    server.ensure()
    other = holder(server)
    other.kill()
    other.wait()
    server.leave()
    assert not server.answers()


def test_it_comes_back_with_its_data_after_it_is_killed(server: EmbeddedServer) -> None:
    server.ensure()
    query(server, "CREATE TABLE kept (n int)")
    query(server, "INSERT INTO kept VALUES (1) RETURNING n")
    pid = server.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not server.answers())
    server.ensure()
    assert query(server, "SELECT n FROM kept") == 1


def test_two_processes_that_start_it_at_once_share_one(server: EmbeddedServer) -> None:
    server.ensure()
    server.leave()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(server.state)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    assert query(server, "SELECT 1") == 1
    for process in processes:
        process.communicate()
    assert not server.answers()


def test_an_initialisation_cut_short_is_done_again(server: EmbeddedServer) -> None:
    server.ensure()
    server.leave()
    server.data.rename(server.home / "data.unfinished")
    (server.home / "data.unfinished" / "PG_VERSION").unlink()
    server.ensure()
    assert query(server, "SELECT 1") == 1


def test_no_other_user_can_reach_its_folder(server: EmbeddedServer) -> None:
    server.ensure()
    assert server.home.stat().st_mode & 0o777 == 0o700


def test_folders_above_the_state_keep_their_modes(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    server = EmbeddedServer(private / "state")
    try:
        server.ensure()
        assert private.stat().st_mode & 0o777 == 0o700
    finally:
        server.leave()
        shutil.rmtree(server.home)


def test_a_folder_put_there_by_somebody_else_is_refused(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.ensure()
    server.leave()
    monkeypatch.setattr(server, "_uid", lambda: 12345)
    with pytest.raises(EmbeddedError, match="belongs to another user"):
        server.ensure()


def test_a_server_that_cannot_start_says_why(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.ensure()
    server.leave()
    monkeypatch.setattr("config.embedded.START_WITHIN", 0.1)
    (server.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedError, match="no_such_setting"):
        server.ensure()
