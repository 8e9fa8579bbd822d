"""`python -m bench.export N`: rows a second of an export, beside COPY of the same rows alone.

Memory is this process's largest resident size before and after: it stays flat if all is streamed.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import Any

from bench.place import need_loaded, number_asked, open_database, write

RUNS = 3


def main() -> None:
    """Measure COPY alone, then every format."""
    number = number_asked()
    open_database(number)
    need_loaded(number)
    from quotes import export
    from quotes.models import Quote
    from quotes.search import QuoteSearch

    search = QuoteSearch({}, queryset=Quote.objects.public())
    search.is_valid()
    selection = export.selected(search)
    alone = _best(lambda: _copy_alone(selection))
    rows = [{"what": "COPY alone", **_told(number, *alone), "of_copy": 1.0}]
    for form in export.FORMATS.values():
        before = _resident()
        taken = _best(lambda form=form: sum(map(len, export.stream(selection, form))))  # type: ignore[misc]
        told = _told(number, *taken)
        told["of_copy"] = round(alone[0] / taken[0], 2)
        told["memory_grew_mib"] = round(_resident() - before, 1)
        rows.append({"what": form.name, **told})
    for row in rows:
        print(row)
    write("export", number, {"runs": RUNS, "target_of_copy": 0.33, "rows": rows})


def _copy_alone(selection: Any) -> int:
    """The database's own text of the same rows, thrown away piece by piece."""
    from django.db import connection

    with connection.cursor() as cursor:
        raw: Any = cursor.cursor
        with raw.copy(f"COPY ({selection.sql}) TO STDOUT", selection.params) as copy:
            return sum(len(piece) for piece in copy)


def _best(work: Callable[[], int]) -> tuple[float, float, int]:
    """The quickest of some runs, in wall time and in this process's own; and the bytes."""
    found = []
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        size = work()
        found.append((time.perf_counter() - wall, time.process_time() - cpu, size))
    return min(found)


def _told(number: int, wall: float, cpu: float, size: int) -> dict[str, Any]:
    return {
        "rows_a_second": round(number / wall),
        "own_cpu_us_a_row": round(cpu / number * 1e6, 2),
        "bytes": size,
    }


def _resident() -> float:
    """Mebibytes at the largest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
