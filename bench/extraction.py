"""Measures the extraction engine: how often it is right at each level of confidence, and its pace.

    python bench/extraction.py GOLD.jsonl[.gz] [--every N]

GOLD holds one annotated article a line: {"id", "text", "published", "attributions": [{"source",
"cue", "content"}]}, each of these a list of {"start", "end"} into the text. An attribution counts
as right when half of its content lies in one annotated content, and its source touches that one's
source.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quotes.extraction import Attribution, extract

BANDS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2, 0.0)
Stretches = list[tuple[int, int]]


def main() -> None:
    """Reads the gold and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read only every Nth article")
    arguments = parser.parse_args()
    counts: dict[str, Counter[float]] = defaultdict(Counter)
    articles = seconds = 0.0
    for number, article in enumerate(read(arguments.gold)):
        if number % arguments.every == 0:
            seconds += judge(article, counts)
            articles += 1
    report(counts)
    print(f"\n{articles / seconds:.0f} articles a second")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a file, gzipped or not."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        yield from map(json.loads, lines)


def judge(article: dict[str, Any], counts: dict[str, Counter[float]]) -> float:
    """Counts one article's attributions, right and all, by band; returns the seconds it took."""
    begun = time.perf_counter()
    found = extract(article["text"], published_on=published(article))
    took = time.perf_counter() - begun
    for one in found:
        band = next(b for b in BANDS if one.confidence >= b)
        scope = "quoted" if one.kind != "indirect" else "indirect"
        for name in ("all", scope):
            counts[name][band] += 1
            counts[f"{name} right"][band] += right(one, article["attributions"])
    return took


def published(article: dict[str, Any]) -> date | None:
    """The article's date, when it has a usable one."""
    try:
        return date.fromisoformat(str(article.get("published"))[:10])
    except ValueError:
        return None


def right(one: Attribution, gold: list[dict[str, Any]]) -> bool:
    """Whether some annotation has this content and this source."""
    content = [(s.start, s.end) for s in one.content]
    source = [(s.start, s.end) for s in one.source]
    length = sum(b - a for a, b in content)
    return any(
        2 * shared(content, stretches(g["content"])) >= length
        and (shared(source, stretches(g["source"])) > 0 or not (source or g["source"]))
        for g in gold
    )


def stretches(spans: list[dict[str, int]]) -> Stretches:
    """Spans as pairs."""
    return [(s["start"], s["end"]) for s in spans]


def shared(one: Stretches, other: Stretches) -> int:
    """How many characters two lists of stretches share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def report(counts: dict[str, Counter[float]]) -> None:
    """Prints the table."""
    print("| confidence | quoted | right | indirect | right | all | right |")
    print("|---|---|---|---|---|---|---|")
    top = 1.0
    for band in BANDS:
        cells = []
        for scope in ("quoted", "indirect", "all"):
            n, ok = counts[scope][band], counts[f"{scope} right"][band]
            cells += [f"{n}", f"{100 * ok / n:.0f} %" if n else "–"]
        print(f"| {band:.1f}–{top:.1f} | " + " | ".join(cells) + " |")
        top = band


if __name__ == "__main__":
    main()
