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
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

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
    assert product.process.stdout is not None
    assert "Traceback" not in product.process.stdout.read()
    assert until(lambda: not any(map(alive, parts.values())), 10)
    assert not product.server.answers()
    assert not (product.server.state / "serve.pids").exists()


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_killed_part_is_started_again(product: Product, part: str) -> None:
    killed = product.parts()[part]
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: product.parts()[part] != killed and product.answers())
    assert stop(product) == 0


def drive(env: dict[str, str], work: str, number: int = 3) -> str:
    """Do some work on the product's database; what it printed."""
    command = [sys.executable, "-m", "tests.product.drive", work, str(number)]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return done.stdout


class Killer(Thread):
    """Kills the web server's processes and the database in turn, for as long as it is open."""

    def __init__(self, product: Product) -> None:
        super().__init__(daemon=True)
        self.product = product
        self.count = 0
        self.ended = Event()

    def run(self) -> None:
        """Kill, wait until the product answers again, and kill the next."""
        victims = cycle([self.web_worker, self.product.server.pid, self.web_server])
        while not self.ended.wait(0.4) and self.count < 6:
            victim = next(victims)()
            if victim:
                os.kill(victim, signal.SIGKILL)
                self.count += 1
            until(self.product.answers)

    def web_server(self) -> int:
        """Gunicorn's master."""
        return self.product.parts()["web"]

    def web_worker(self) -> int | None:
        """The first of the processes that answer requests."""
        children = Path(f"/proc/{self.web_server()}/task/{self.web_server()}/children")
        found = children.read_text().split() if children.exists() else []
        return int(found[0]) if found else None

    def __enter__(self) -> "Killer":
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.ended.set()
        self.join()


def publish_over_http(product: Product, token: str) -> set[int]:
    """Publish all that is verified as an integrator would: ask again until it is answered."""
    api = f"http://127.0.0.1:{product.port}/api/v1"
    client = httpx.Client(headers={"Authorization": f"Token {token}"}, timeout=10)
    published: set[int] = set()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            page = client.get(f"{api}/desk/quotes/", params={"state": "verified", "page_size": 5})
            waiting = page.json()["results"] if page.status_code == 200 else None
            for quote in waiting or []:
                said = {"expected": quote["change_number"]}
                reply = client.post(f"{api}/quotes/{quote['id']}/publish/", json=said)
                assert reply.status_code in (200, 409, 503), reply.text
                published.add(quote["id"])
                time.sleep(0.1)
        except httpx.HTTPError:
            continue
        if waiting == []:
            return published
    raise AssertionError("it did not get through")


def test_the_worker_reads_what_is_added(product: Product) -> None:
    drive(product.env, "add")
    assert until(lambda: json.loads(drive(product.env, "count"))["readings"] == 3)
    assert stop(product) == 0


def test_a_worker_that_is_killed_at_its_reading_loses_and_doubles_nothing(product: Product) -> None:
    drive(product.env, "add", 40)
    for _ in range(3):
        worker = product.parts()["worker"]
        time.sleep(1.5)
        os.kill(worker, signal.SIGKILL)
        assert until(lambda killed=worker: product.parts()["worker"] != killed)
    assert until(lambda: json.loads(drive(product.env, "count"))["readings"] == 40)
    report = json.loads(drive(product.env, "count"))
    assert report["quotes"] == report["words"] == 2 * 40
    assert stop(product) == 0


def test_publishing_over_http_survives_kills_of_the_web_server_and_the_database(
    product: Product,
) -> None:
    token = drive(product.env, "verify", 20).splitlines()[-1]
    with Killer(product) as killer:
        published = publish_over_http(product, token)
    assert killer.count >= 3
    report = json.loads(drive(product.env, "count"))
    assert (report["torn"], report["doubled"]) == (0, 0)
    assert report["public"] == report["quotes"] >= len(published) > 0
    assert report["reviews"] == 3 * report["quotes"]
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


def test_one_folder_runs_one_product(product: Product) -> None:
    before = product.parts()
    process = serve(environment(product.server.state, free_port()))
    output, _ = process.communicate(timeout=40)
    assert process.returncode == 1
    assert "runs here already" in output and "make stop" in output
    assert product.parts() == before
    assert product.answers()


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
