"""Runs the whole product from one command: database, web server, worker, in one process group.

A part that dies is started again, so that a crash costs seconds; a part that keeps dying stops the
product with its reason. Ctrl-C, a closed terminal or `make stop` stops all of it.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

RESTARTS = 5
WITHIN = 30.0  # seconds
STOPS_WITHIN = 20.0  # seconds


@dataclass
class Part:
    """One child process of the product."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))

    def start(self) -> None:
        """Start it in our process group."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command)  # noqa: S603

    def keeps_dying(self) -> bool:
        """Whether it has been started too often of late."""
        full = len(self.starts) == RESTARTS
        return full and time.monotonic() - self.starts[0] < WITHIN

    def has_ended(self) -> bool:
        """Whether it is not running any more."""
        return self.process is not None and self.process.poll() is not None


class Stop(Exception):  # noqa: N818 - a request, not a fault
    """Somebody asked the product to stop."""


def main() -> int:
    """Serve until told to stop; the exit status says whether that went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        return _fail(f"PORT must be a number from 1 to 65535, not {port!r}.")
    if not _is_free(host, int(port)):
        return _fail(
            f"Port {port} is taken. Choose another: make run PORT={int(port) + 1} "
            "(`make stop` clears away what a killed run of this project left behind)"
        )
    os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    parts = [_web(host, port), _worker()]
    try:
        return _run(parts)
    except Stop:
        return 0
    except (ImproperlyConfigured, EnvError) as error:
        return _fail(f"The settings can't be used: {error}")
    finally:
        _stop(parts)


def _run(parts: list[Part]) -> int:
    import django

    django.setup()
    from django.conf import settings

    roster = settings.STATE_DIR / "serve.pids"
    if not _claim(roster.with_name("serve.lock")):
        return _fail("The product runs here already. `make stop` ends it.")
    _keep_database()
    for part in parts:
        part.start()
    _write(roster, parts)
    atexit.register(roster.unlink, missing_ok=True)
    _announce(settings.SITE_URL)
    while True:
        time.sleep(0.5)
        _keep_database()
        for part in filter(Part.has_ended, parts):
            if part.keeps_dying():
                return _fail(f"The {part.name} keeps dying; its messages above say why.")
            print(f"The {part.name} died and is started again.", flush=True)
            part.start()
            _write(roster, parts)


def _claim(place: Path) -> bool:
    """Hold a lock for as long as this process lives; False when another product holds it."""
    lock = os.open(place, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _web(host: str, port: str) -> Part:
    options = ["--bind", f"{host}:{port}", "--workers", os.environ.get("WEB_WORKERS", "2")]
    options += ["--threads", "4", "--worker-class", "gthread", "--graceful-timeout", "10"]
    options += ["--no-control-socket"]  # it would lie in the home, which may be read-only
    options += [
        "--max-requests",
        "20000",
        "--max-requests-jitter",
        "2000",
        "--log-level",
        "warning",
    ]
    return Part("web server", [sys.executable, "-m", "gunicorn", *options, "config.wsgi"])


def _worker() -> Part:
    return Part(
        "worker",
        [sys.executable, "manage.py", "procrastinate", "worker", "--delete-jobs", "successful"],
    )


def _keep_database() -> None:
    """The embedded server is started again here should it die; another server is not ours."""
    from django.conf import settings

    if settings.EMBEDDED:
        from config.embedded.base import server

        server.ensure()


def _announce(url: str) -> None:
    from django.core.management import call_command

    print(f"\nOn Record is at {url}/  (the newsroom: {url}/admin/)\n", flush=True)
    call_command("sample_newsroom", "--logins")
    print("\nCtrl-C stops it.", flush=True)


def _write(roster: Path, parts: list[Part]) -> None:
    """Leave the process ids where scripts/stop finds them, should we be killed."""
    running = [part.process.pid for part in parts if part.process]
    roster.write_text("".join(f"{pid}\n" for pid in [os.getpid(), *running]))


def _stop(parts: list[Part]) -> None:
    """End the children, then leave the database, which stops when nobody else uses it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    running = [part.process for part in parts if part.process and not part.has_ended()]
    for process in running:
        process.terminate()
    until = time.monotonic() + STOPS_WITHIN
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        if process.poll() is None:
            process.kill()
            process.wait()


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _fail(message: str) -> int:
    print(message, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
