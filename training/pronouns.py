"""Fits the weights by which a pronoun's owner is chosen.

    python -m training.pronouns POLNEAR_DIR BENCH_DIR quotes/extraction/weights.py

Labels are the automatic ones of the bench's scorer (a surname for each source that is a pronoun),
which err in about a fifth of the pronouns; so few features, and a strong pull of every weight
towards zero. Three rounds, since whom a pronoun means depends on those before it.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.extraction import following, pronouns, resolution, weights
from quotes.extraction.findings import Found, Locator
from quotes.extraction.memory import Memory
from quotes.extraction.pronouns import Asked, Choice, features
from quotes.extraction.sentences import read_paragraphs
from training.data import load

PULL = 0.3
"""How strongly a weight is pulled towards zero, against one example's likelihood."""
ROUNDS = 3
FIXED = {"names itself": -2.0, "unnamed": 0.0}
"""Set by hand, since the automatic labels are blind here: they link a pronoun to a name inside its
own speaker's words, and never to somebody unnamed."""
SEEN = 20
"""A feature seen with fewer candidates has no weight."""

Example = tuple[list[list[str]], list[int]]
"""Each candidate's features, and which candidates are right."""


def located(article: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Found], Any]:
    """An article's attributions with their places."""
    paragraphs = read_paragraphs(article["text"])
    locator = Locator(paragraphs)
    marked = article["attributions"]
    found = [
        locator.found(
            [(c["start"], c["end"]) for c in one["content"]],
            _first(one["cue"]),
            _first(one["source"]),
        )
        for one in marked
    ]
    return marked, found, paragraphs


def _first(spans: list[dict[str, int]]) -> tuple[int, int] | None:
    return (spans[0]["start"], spans[0]["end"]) if spans else None


def examples(article: dict[str, Any], silver: Any, last_name: Any) -> list[Example]:
    """The source pronouns of an article whose owner the automatic labels name."""
    marked, found, paragraphs = located(article)
    wanted = {}
    for one in marked:
        if one["source"]:
            name, how = silver.resolve([(s["start"], s["end"]) for s in one["source"]])
            if name and how == "coref":
                wanted[one["source"][0]["start"]] = last_name(name)
    out: list[Example] = []

    def watched(memory: Memory, asked: Asked) -> Choice | None:
        want = wanted.get(asked.point.start)
        if asked.source and want:
            traces = [t for t in memory.recent(asked.point) if pronouns._fits(t, asked)]
            right = [i for i, t in enumerate(traces) if last_name(t.person.name) == want]
            if right and len(traces) > 1:
                lists = [list(features(t, asked, n, memory.latest)) for n, t in enumerate(traces)]
                out.append((lists, right))
        return pronouns.choose(memory, asked)

    following.choose = watched  # type: ignore[attr-defined]
    resolution.speakers(article["text"], paragraphs, found)
    return out


def fit(found: list[Example]) -> dict[str, float]:
    """Weights under which the right candidates are likeliest, by gradient steps."""
    seen = Counter(name for lists, _ in found for names in lists for name in names)
    names = sorted(name for name, n in seen.items() if n >= SEEN or name in FIXED)
    number = {name: i for i, name in enumerate(names)}
    tables = [(_table(lists, number), np.array(right)) for lists, right in found]
    w = np.array([FIXED.get(name, 0.0) for name in names])
    free = np.array([name not in FIXED for name in names])
    speed = np.full(len(names), 1e-6)
    for _ in range(120):
        slope = -PULL * w
        for table, right in tables:
            share = _softmax(table @ w)
            mine = np.zeros(len(share))
            mine[right] = share[right] / share[right].sum()
            slope += table.T @ (mine - share)
        slope *= free
        speed += slope**2
        w += 0.5 * slope / np.sqrt(speed)
    return {name: round(float(w[i]), 2) for name, i in number.items() if abs(w[i]) >= 0.01}


def _table(lists: list[list[str]], number: dict[str, int]) -> NDArray[np.float64]:
    table = np.zeros((len(lists), len(number)))
    for row, names in enumerate(lists):
        for name in names:
            if name in number:
                table[row, number[name]] = 1
    return table


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.exp(scores - scores.max())
    total: NDArray[np.float64] = shares / shares.sum()
    return total


def write(found: dict[str, float], path: Path) -> None:
    """The weights as a module, fit to be read."""
    lines = [f'    "{name}": {value},' for name, value in sorted(found.items())]
    head = (
        '"""What speaks for and against a pronoun\'s meaning somebody; fitted by'
        ' ``training/pronouns.py``."""\n\nWEIGHTS = {\n'
    )
    path.write_text(head + "\n".join(lines) + "\n}\n", encoding="utf-8")


def main(polnear: Path, bench: Path, out: Path) -> None:
    """Fits and writes the weights."""
    ours = {
        name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "quotes"
    }
    sys.path.insert(0, str(bench))
    import score  # type: ignore[import-not-found]

    sys.modules.update(ours)
    articles = load(polnear / "train.jsonl.gz")
    parses = {parse["id"]: parse for parse in load(polnear / "train.tokens.jsonl.gz")}
    silver = {i: score.Silver(parse) for i, parse in parses.items()}
    for turn in range(ROUNDS):
        found = [
            example
            for article in articles
            if article["id"] in silver
            for example in examples(article, silver[article["id"]], score.last_name)
        ]
        fitted = fit(found)
        weights.WEIGHTS.clear()
        weights.WEIGHTS.update(fitted)
        hits = sum(
            max(range(len(lists)), key=lambda i: sum(fitted.get(n, 0) for n in lists[i])) in right
            for lists, right in found
        )
        print(
            f"round {turn + 1}: {len(found)} pronouns, {100 * hits / len(found):.1f} % as labelled"
        )
    write(fitted, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
