"""Where a measurement takes place: a database of its own, on this machine, and where results go.

Each size has a cluster of the embedded PostgreSQL under var/bench; the product's own is never
touched. `open_database` comes before any import of the product, which reads its settings once.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "bench"
RESULTS = ROOT / "bench" / "results"

SETTINGS = {
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "1GB",
    "random_page_cost": "1.1",
    "effective_cache_size": "8GB",
    "jit": "off",
    "max_wal_size": "8GB",
    "max_parallel_workers_per_gather": "0",
}
"""What differs from the server's defaults; the results say so too. One core does a search."""


def state_of(number: int) -> Path:
    """The state folder of the database with so many quotes."""
    return PLACE / str(number)


def open_database(number: int) -> None:
    """Have Django use the database with so many quotes, its server started and set up."""
    if not 1000 <= number <= 20_000_000:
        raise SystemExit("Say how many quotes: N from 1000 to 20000000.")
    for name in ("DATABASE_URL", "SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ["STATE_DIR"] = str(state_of(number))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["API_ANON_RATE"] = os.environ["API_USER_RATE"] = "100000000/min"
    sys.path.insert(0, str(ROOT))
    state_of(number).mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    _set_up_server()


def _set_up_server() -> None:
    """Give the server its settings; it is started again where they need that."""
    from django.db import connection

    from config.embedded.base import server

    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("SHOW shared_buffers")
        is_new = cursor.fetchone()[0] != SETTINGS["shared_buffers"]
    connection.close()
    if is_new:
        server.stop()
        server.ensure()


def is_loaded() -> bool:
    """Whether the generator has finished here."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_loaded') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def need_loaded(number: int) -> None:
    """Stop with what to do where there is nothing to measure."""
    if not is_loaded():
        raise SystemExit(f"There are no quotes to measure on. First: make bench-data N={number}")


def drop(number: int) -> None:
    """Stop the server of a size and remove its data."""
    sys.path.insert(0, str(ROOT))
    from config.embedded import EmbeddedServer

    found = EmbeddedServer(state_of(number))
    if found.data.exists():
        found.stop()
        shutil.rmtree(found.home)
    shutil.rmtree(state_of(number), ignore_errors=True)


def machine() -> dict[str, Any]:
    """What it was measured on, and how busy that was."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": cpu[1] if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": server.split()[0],
        "settings": SETTINGS,
        "revision": _revision(),
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def _revision() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()


def write(name: str, number: int, figures: dict[str, Any]) -> Path:
    """Leave the figures of a measurement in its file, and say where that is."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{number}.json"
    told = {"quotes": number, "machine": machine(), **figures}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    print(f"\nWritten to {path.relative_to(ROOT)}")
    return path


def number_asked(default: int = 200_000) -> int:
    """The size that the command line asks for."""
    given = next((one for one in sys.argv[1:] if not one.startswith("-")), str(default))
    given = given.replace("_", "").replace(",", "")
    if not given.isdigit():
        raise SystemExit(f"{given!r} is not a number of quotes.")
    return int(given)
