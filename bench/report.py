"""`python -m bench.report`: write what was measured into docs/performance.md, with the machine."""

from __future__ import annotations

import json
from typing import Any

from bench.place import RESULTS, ROOT

PAGE = ROOT / "docs" / "performance.md"
START = "<!-- measured: written by bench/report.py -->"


def main() -> None:
    """Replace what stands below the mark."""
    kept = PAGE.read_text().partition(START)[0]
    found = [json.loads(path.read_text()) | {"of": path.stem} for path in _files()]
    PAGE.write_text(kept + START + "\n\n" + "\n".join(_section(one) for one in found))
    print(f"Written: {PAGE.relative_to(ROOT)}")


def _files() -> list[Any]:
    order = ("load", "search", "export", "serve")
    found = RESULTS.glob("*-*.json")
    return sorted(
        found, key=lambda path: (int(path.stem.split("-")[1]), order.index(path.stem.split("-")[0]))
    )


def _section(told: dict[str, Any]) -> str:
    name = told["of"].split("-")[0]
    machine = told["machine"]
    on = (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, PostgreSQL "
        f"{machine['postgresql']}, Python {machine['python']}; load average "
        f"{machine['load_average']} when it ended; {machine['measured_at']}, {machine['revision']}."
    )
    return f"## {name.capitalize()}, {told['quotes']:,} quotes\n\n{on}\n\n{_TABLES[name](told)}\n"


def _table(heads: list[str], rows: list[list[Any]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def _load(told: dict[str, Any]) -> str:
    rows = [[name, taken] for name, taken in told["seconds"].items()]
    return _table(["step", "seconds"], rows) + f"\n{told['bytes'] / 2**30:.2f} GiB on disk.\n"


def _search(told: dict[str, Any]) -> str:
    heads = ["what", "class", "CPU p50", "CPU p95", "of it database", "wall p95", "tantivy p95"]
    rows = []
    for row in told["rows"]:
        target, reached = row.get("target_p95", ""), row.get("reached")
        overlap = row.get("overlap", {})
        rows.append(
            [
                *(row["what"], row["class"], row["cpu_p50"], row["cpu_p95"], row["database_p95"]),
                *(row["wall_p95"], row.get("tantivy", {}).get("cpu_p95", "")),
                *(target, {True: "yes", False: "no", None: ""}[reached]),
                overlap.get("mean", ""),
            ]
        )
    return _table([*heads, "target", "reached", "overlap of the top 20"], rows)


def _export(told: dict[str, Any]) -> str:
    heads = ["what", "rows a second", "of COPY", "own CPU µs a row", "memory grew MiB"]
    keys = ("what", "rows_a_second", "of_copy", "own_cpu_us_a_row", "memory_grew_mib")
    return _table(heads, [[row.get(key, "") for key in keys] for row in told["rows"]])


def _serve(told: dict[str, Any]) -> str:
    heads = ["what", "a second", "p50 ms", "p95 ms", "failed", "bare view a second", "of bare"]
    rows = [
        [
            *(row["what"], row["a_second"], row["p50_ms"], row["p95_ms"], row["failed"]),
            *(row["bare"]["a_second"], row["of_bare"]),
        ]
        for row in told["rows"]
    ]
    return _table(heads, rows)


_TABLES = {"load": _load, "search": _search, "export": _export, "serve": _serve}


if __name__ == "__main__":
    main()
