"""Judges how the engine reads a list of hard cases, one line each.

    python bench/tricky.py GOLD.jsonl[.gz] CASES.md

CASES.md holds a table whose rows name an article and an attribution of it ("E25: …"), or
characters that must stay unread ("quoted 110-128"). GOLD's attributions may say who the "speaker"
is; where they do not, the words of the source must be met.

A case is *right* when the words are (nine tenths of them in common, or in two readings of the same
speaker) and the right speaker is named, or nobody where nobody is. It is *unsure* when each field
that is wrong is said to be doubtful: no speaker and a confidence under 0.9, or a sureness of the
speaker under 0.5; of the words under 0.6. It is *partly* right with the speaker right and the words
not, *wrong* with another speaker, and *missed* when nothing was read, or only words around it.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.extraction import published, read, shared, stretches
from quotes.extraction import Attribution, extract
from training.judged import same_name

_ROW = re.compile(r"\| (\d+) \| ([^|]+) \| (\S+) \| ([^|]+) \|")
UNSURE, UNSURE_WORDS, NOBODY = 0.5, 0.6, 0.9
"""A speaker and words under these are said to be doubtful; so is nobody named under the last."""


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
    content = stretches(gold["content"])
    touching = [one for one in found if shared(_spans(one.content), content)]
    best = max(touching, key=lambda one: likeness(one, content), default=None)
    if best is None or (not gold["source"] and likeness(best, content) < _AROUND):
        return "missed", best
    spoke = speaker_right(article, gold, best)
    same = [one for one in touching if one.speaker == best.speaker]
    if spoke and max(likeness(best, content), covered(same, content)) > _WHOLE:
        return "right", best
    doubted = (not best.speaker and best.confidence < NOBODY) or best.sureness.speaker < UNSURE
    if doubted if not spoke else best.sureness.span < UNSURE_WORDS:
        return "unsure", best
    return ("partly" if spoke else "wrong"), best


_WHOLE, _AROUND = 0.9, 0.2


def likeness(one: Attribution, content: list[tuple[int, int]]) -> float:
    """What two contents share, over their mean length."""
    both = sum(b - a for a, b in content) + sum(b - a for a, b in _spans(one.content))
    return 2 * shared(_spans(one.content), content) / both


def covered(found: list[Attribution], content: list[tuple[int, int]]) -> float:
    """The share of some words that several readings hold together, if they hold little else."""
    spans = sorted({span for one in found for span in _spans(one.content)})
    both = sum(b - a for a, b in content) + sum(b - a for a, b in spans)
    return 2 * shared(spans, content) / both if both else 0.0


def speaker_right(article: dict[str, Any], gold: dict[str, Any], one: Attribution) -> bool:
    """Whether the right one is named or described, as far as GOLD tells; nobody without a source.

    A described speaker is right when the words of the source are met.
    """
    met = shared(_spans(one.source), stretches(gold["source"])) > 0
    if not gold["source"]:
        return not one.speaker
    if one.speaker and gold.get("speaker"):
        printed = " ".join(article["text"][s["start"] : s["end"]] for s in gold["source"])
        return same_name(one.speaker, gold["speaker"]) or same_name(one.speaker, printed)
    return met


def _inside(one: Attribution, place: list[tuple[int, int]]) -> bool:
    """Whether an attribution is about these characters alone, not a wider one around them."""
    return sum(b - a for a, b in _spans(one.content)) <= 2 * shared(_spans(one.content), place)


def _spans(spans: Any) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


if __name__ == "__main__":
    main()
