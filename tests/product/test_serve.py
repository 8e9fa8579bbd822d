"""The product as `make run` serves it: up, up again after a kill, and wholly down when told."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from config.embedded import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Product:
    """A product that is running, in a session of its own."""

    process: subprocess.Popen[str]
    server: EmbeddedServer
    port: int
    env: dict[str, str]

    def answers(self) -> bool:
        """Whether the public page is served."""
        try:
            reply = httpx.get(f"http://127.0.0.1:{self.port}/", timeout=10)
        except httpx.HTTPError:
            return False
        return reply.status_code == 200

    def parts(self) -> dict[str, int]:
        """The process ids of its parts, by name."""
        roster = self.server.state / "serve.pids"
        names = ("supervisor", "web", "worker")
        return dict(zip(names, map(int, roster.read_text().split()), strict=True))


def until(condition: Callable[[], bool], seconds: float = 40) -> bool:
    """Whether a condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def alive(pid: int) -> bool:
    """Whether a process is there and, where that can be told, no zombie."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()
    return state != "Z"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(state: Path, port: int) -> dict[str, str]:
    """What the product is started with."""
    return {**os.environ, "STATE_DIR": str(state), "PORT": str(port), "DATABASE_URL": ""}


def serve(env: dict[str, str]) -> subprocess.Popen[str]:
    """Start the product."""
    return subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder with a migrated database and static files."""
    state = tmp_path_factory.mktemp("product state")
    env = environment(state, 0)
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT,
            env=env,
            check=True,
        )
    yield state
    server = EmbeddedServer(state)
    server.stop()
    shutil.rmtree(server.home)


@pytest.fixture
def product(state: Path) -> Iterator[Product]:
    """A running product, killed at the end if it is still there."""
    port = free_port()
    env = environment(state, port)
    running = Product(serve(env), EmbeddedServer(state), port, env)
    assert until(running.answers), "it did not come up"
    yield running
    if running.process.poll() is None:
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait()


def stop(product: Product) -> int:
    """Press Ctrl-C: the whole process group gets it."""
    os.killpg(product.process.pid, signal.SIGINT)
    return product.process.wait(timeout=40)


def test_ctrl_c_stops_all_of_it(product: Product) -> None:
    parts = product.parts()
    assert stop(product) == 0
    assert until(lambda: not any(map(alive, parts.values())), 10)
    assert not product.server.answers()
    assert not (product.server.state / "serve.pids").exists()


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_killed_part_is_started_again(product: Product, part: str) -> None:
    killed = product.parts()[part]
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: product.parts()[part] != killed and product.answers())
    assert stop(product) == 0


def drive(env: dict[str, str], work: str) -> str:
    """Do some work on the product's database; what it printed."""
    command = [sys.executable, "-m", "tests.product.drive", work, "3"]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def test_the_worker_reads_what_is_added(product: Product) -> None:
    drive(product.env, "add")
    assert until(lambda: json.loads(drive(product.env, "count"))["readings"] == 3)
    assert stop(product) == 0


def test_a_killed_database_is_started_again(product: Product) -> None:
    pid = product.server.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: product.server.pid() not in (None, pid) and product.answers())
    assert stop(product) == 0


def test_make_stop_sweeps_up_after_a_killed_supervisor(product: Product) -> None:
    parts = product.parts()
    os.kill(parts["supervisor"], signal.SIGKILL)
    product.process.wait()
    subprocess.run(["scripts/stop"], cwd=ROOT, env=product.env, check=True)
    assert until(lambda: not any(map(alive, parts.values())), 10)
    assert not product.server.answers()


def test_a_taken_port_is_named_with_a_remedy(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = serve(environment(state, port))
        output, _ = process.communicate(timeout=40)
    assert process.returncode == 1
    assert f"Port {port} is taken" in output and "PORT=" in output


def test_a_port_that_is_none_is_refused(state: Path) -> None:
    process = serve(environment(state, 0) | {"PORT": "eighty"})
    output, _ = process.communicate(timeout=40)
    assert process.returncode == 1 and "PORT must be a number" in output
