"""`python -m bench.serve N`: requests a second over HTTP, beside a bare view with the same bytes.

gunicorn runs as the product runs it: two processes of four threads. Fifty clients ask on and on,
from the same machine, each by a connection of its own that it keeps.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench.place import PLACE, ROOT, need_loaded, number_asked, open_database, write

CLIENTS, SECONDS, PORT = 50, 10.0, 8791
ADDRESSES = {"quote page": "/quotes/{pk}/", "search": "/?q={word}", "API list": "/api/v1/quotes/"}


def main() -> None:
    """Measure each address, then the bare view with the bytes that it sent."""
    number = number_asked()
    open_database(number)
    need_loaded(number)
    from django.core.management import call_command

    from bench.vocabulary import Vocabulary

    call_command("collectstatic", interactive=False, verbosity=0)
    words = Vocabulary().words
    rows = []
    for name, address in ADDRESSES.items():
        asked = [
            address.format(pk=1 + i * 997 % number, word=words[40 + i % 400]) for i in range(400)
        ]
        rows.append(_row(name, asked))
        print(rows[-1])
    write("serve", number, {"clients": CLIENTS, "seconds": SECONDS, "rows": rows})


def _row(name: str, asked: list[str]) -> dict[str, Any]:
    with _Server("config.wsgi") as server:
        status, body = server.get(asked[0])
        assert status == 200, (asked[0], status)  # noqa: S101
        ours = _load(asked)
    sample = PLACE / "body"
    sample.write_bytes(body)
    with _Server("bench.bare:application", BENCH_BODY=str(sample)) as server:
        bare = _load(["/"])
    share = round(ours["a_second"] / bare["a_second"], 3)
    return {"what": name, "bytes": len(body), **ours, "bare": bare, "of_bare": share}


class _Server:
    """gunicorn with an application, as `config.serve` starts it."""

    def __init__(self, application: str, **environment: str) -> None:
        self.application, self.environment = application, environment

    def __enter__(self) -> _Server:
        from config import serve

        command = serve._web("127.0.0.1", str(PORT)).command[:-1]
        environment = {**os.environ, "SITE_URL": f"http://127.0.0.1:{PORT}", **self.environment}
        self.process = subprocess.Popen([*command, self.application], cwd=ROOT, env=environment)
        for _ in range(300):
            time.sleep(0.2)
            try:
                self.get("/robots.txt")
            except OSError:
                continue
            return self
        raise SystemExit("The web server did not start.")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def get(self, address: str) -> tuple[int, bytes]:
        """A page."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.read()


def _load(asked: list[str]) -> dict[str, Any]:
    """Ask from many clients at once for some seconds."""
    taken: list[float] = []
    failed: list[str] = []
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=_client, args=(asked, i, until, taken, failed))
        for i in range(CLIENTS)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - began
    return {
        "a_second": round(len(taken) / spent, 1),
        "p50_ms": round(statistics.median(taken) * 1e3, 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1] * 1e3, 1),
        "failed": len(failed),
        "failures": sorted(set(failed))[:3],
    }


def _client(
    asked: list[str], start: int, until: float, taken: list[float], failed: list[str]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    place = start * 7
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            connection.request("GET", asked[place % len(asked)])
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                failed.append(str(response.status))
        except (OSError, http.client.HTTPException) as error:
            failed.append(type(error).__name__)
            connection.close()
        taken.append(time.monotonic() - began)
        place += 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(ROOT)))
    main()
