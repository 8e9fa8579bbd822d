"""Shows how the engine reads a list of hard cases, one line each, for a person to judge.

    python bench/tricky.py GOLD.jsonl[.gz] CASES.md

CASES.md holds a table whose rows name an article and an attribution of it ("E25: …"), or
characters that must stay unread ("quoted 110-128").
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.extraction import published, read, shared, stretches
from quotes.extraction import Attribution, extract

_ROW = re.compile(r"\| (\d+) \| ([^|]+) \| (\S+) \| ([^|]+) \|")
UNSURE = 0.5
"""An attribution under this confidence is said to be unsure."""


def main() -> None:
    """Prints each case's verdict, then how many of each there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("cases", type=Path)
    options = parser.parse_args()
    articles = {article["id"]: article for article in read(options.gold)}
    totals: dict[str, int] = {}
    for number, trouble, name, offsets in _ROW.findall(options.cases.read_text("utf-8")):
        article = articles[name]
        found = extract(article["text"], published_on=published(article))
        verdict, one = judge(article, offsets, found)
        totals[verdict] = totals.get(verdict, 0) + 1
        shown = f"{one.speaker or one.descriptor or '–'} {one.confidence:.2f}" if one else "–"
        print(f"{number:>2} {verdict:<8} {shown:<40.40} {trouble}")
    print(totals)


def judge(
    article: dict[str, Any], offsets: str, found: list[Attribution]
) -> tuple[str, Attribution | None]:
    """Right, unsure, partly or wrong; and the attribution that was judged."""
    quoted = re.match(r"quoted (\d+)-(\d+)", offsets)
    if quoted:
        place = [(int(quoted[1]), int(quoted[2]))]
        inside = [one for one in found if _spans(one.content) and _inside(one, place)]
        return ("wrong", inside[0]) if inside else ("right", None)
    gold = next(a for a in article["attributions"] if a["id"] == offsets.split(":")[0])
    content, source = stretches(gold["content"]), stretches(gold["source"])
    best = max(found, key=lambda one: shared(_spans(one.content), content), default=None)
    if best is None or not shared(_spans(best.content), content):
        return "missed", None
    placed = (not source and not best.source) or shared(_spans(best.source), source) > 0
    both = sum(b - a for a, b in content) + sum(b - a for a, b in _spans(best.content))
    whole = 2 * shared(_spans(best.content), content) / both > 0.9
    if placed and whole:
        return "right", best
    if best.confidence < UNSURE:
        return "unsure", best
    return ("partly" if placed else "wrong"), best


def _inside(one: Attribution, place: list[tuple[int, int]]) -> bool:
    """Whether an attribution is about these characters alone, not a wider one around them."""
    return sum(b - a for a, b in _spans(one.content)) <= 2 * shared(_spans(one.content), place)


def _spans(spans: Any) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


if __name__ == "__main__":
    main()
