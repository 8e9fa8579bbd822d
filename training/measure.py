"""How well attributions agree with an annotation: contents found, and given to the right source.

Lengths are counted in words and single marks. *Exact*: the same words, once each. *Overlap*: shared
words, over all pairs. *Attribution*: the share of annotated attributions with a source whose best
overlapping reading has a source that touches it. The same counts as Newell, Margolin and Ruths and
the BBC's Citron use.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass
class _Marked:
    content: frozenset[int]
    source: frozenset[int]
    quoted: bool


def measure(articles: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float]:
    """Percentages for all attributions and for those with quoted words."""
    by_id = {row["id"]: row["attributions"] for row in found}
    counts: Counter[str] = Counter()
    for article in articles:
        _count(article, by_id.get(article["id"], []), counts)
    out = {}
    for scope in ("all", "quoted"):
        for name in ("exact", "overlap"):
            out[f"{scope} {name}"] = _f1(counts, f"{scope} {name}")
        right, total = counts[f"{scope} right"], counts[f"{scope} sourced"]
        out[f"{scope} attribution"] = round(100 * right / max(1, total), 1)
    return out


def _f1(counts: Counter[str], key: str) -> float:
    """Twice what is shared over what both sides have."""
    precision = counts[f"{key} shared found"] / max(1, counts[f"{key} found"])
    recall = counts[f"{key} shared gold"] / max(1, counts[f"{key} gold"])
    return round(200 * precision * recall / max(1e-9, precision + recall), 1)


def _count(article: dict[str, Any], predicted: list[dict[str, Any]], counts: Counter[str]) -> None:
    tokens = [m.span() for m in _TOKEN.finditer(article["text"])]
    place = {i: n for n, (a, b) in enumerate(tokens) for i in range(a, b)}
    marks = _inside_marks(article["text"])
    gold = [_marked(one, place, one["kind"] != "indirect") for one in article["attributions"]]
    ours = [_marked(one, place, _touches(one, marks, article["text"])) for one in predicted]
    gold, ours = ([one for one in side if one.content] for side in (gold, ours))
    for scope in ("all", "quoted"):
        mine = [one for one in ours if scope == "all" or one.quoted]
        theirs = [one for one in gold if scope == "all" or one.quoted]
        counts[f"{scope} exact found"] += len(mine)
        counts[f"{scope} exact gold"] += len(theirs)
        same = Counter(one.content for one in mine) & Counter(one.content for one in theirs)
        counts[f"{scope} exact shared found"] += same.total()
        counts[f"{scope} exact shared gold"] += same.total()
        shared = sum(len(a.content & b.content) for a in mine for b in theirs)
        counts[f"{scope} overlap found"] += sum(len(one.content) for one in mine)
        counts[f"{scope} overlap gold"] += sum(len(one.content) for one in theirs)
        counts[f"{scope} overlap shared found"] += shared
        counts[f"{scope} overlap shared gold"] += shared
        for one in theirs:
            if one.source:
                best = max(ours, key=lambda p: len(p.content & one.content), default=None)
                hit = best and best.content & one.content and best.source & one.source
                counts[f"{scope} sourced"] += 1
                counts[f"{scope} right"] += bool(hit)


def _marked(one: dict[str, Any], place: dict[int, int], quoted: bool) -> _Marked:
    def words(spans: list[dict[str, int]]) -> frozenset[int]:
        return frozenset(place[i] for s in spans for i in range(s["start"], s["end"]) if i in place)

    return _Marked(words(one["content"]), words(one["source"]), quoted)


def _inside_marks(text: str) -> list[tuple[int, int]]:
    from quotes.extraction.sentences import read_paragraphs

    return [(q.start, q.end) for part in read_paragraphs(text) for q in part.quotations]


def _touches(one: dict[str, Any], marks: list[tuple[int, int]], text: str) -> bool:
    return any(
        max(a, s["start"]) < min(b, s["end"])
        and any(map(str.isalnum, text[max(a, s["start"]) : min(b, s["end"])]))
        for s in one["content"]
        for a, b in marks
    )
