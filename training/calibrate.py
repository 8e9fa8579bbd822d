"""Fits the engine's confidence: how often each field was right in readings like this one.

    python -m training.calibrate GOLD.jsonl[.gz] [--labels LABELS.jsonl] [--replace]

GOLD is PolNeAR-shaped, each attribution with the "speaker" it is known to be, or none where nobody
knows. LABELS are those of bench/roles_and_dates.py; roles and dates are fitted to them. Prints, for
each field, how well the numbers hold when fitted on four fifths of the articles and tried on the
fifth: expected calibration error, and a table by band.
"""

import argparse
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from quotes.extraction.confidence import FIELDS, likely
from quotes.extraction.tagger import NETWORK
from training.data import load
from training.judged import Judged, judge
from training.reliability import draw

FOLDS = 5
EASE = 1.0
"""How strongly weights are drawn to nothing, so that few readings do not decide much."""
BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)


def main() -> None:
    """Fits, tries, prints; with --replace also writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--plot", type=Path, help="where to draw how well it holds, as SVG")
    parser.add_argument("--replace", action="store_true")
    options = parser.parse_args()
    readings = judge(load(options.gold), load(options.labels) if options.labels else [])
    made, held = {}, {}
    for field in (*FIELDS, "whole"):
        rows = [one for one in readings if one.field == field]
        held[field] = list(_tried(rows))
        report(field, held[field])
        made[field] = {k: round(v, 3) for k, v in fit(rows).items()}
    if options.plot:
        draw(held, options.plot)
    if options.replace:
        (NETWORK / "confidence.json").write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def fit(rows: list[Judged]) -> dict[str, float]:
    """Logistic regression by Newton's method, drawn to nothing but for the constant."""
    names = sorted({name for row in rows for name in row.signals})
    x = np.array([[row.signals.get(name, 0.0) for name in names] for row in rows])
    y = np.array([float(row.right) for row in rows])
    ease = np.diag([1e-3 if name == "one" else EASE for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - y) + ease @ weights
        bend = (x * (share * (1 - share))[:, None]).T @ x + ease
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def report(field: str, tried: list[tuple[float, bool]]) -> None:
    """How well numbers fitted elsewhere hold, by band."""
    print(f"\n{field}: {len(tried)} readings, {sum(r for _, r in tried)} right, "
          f"expected calibration error {error(tried):.3f}")  # fmt: skip
    for low, high in itertools.pairwise(BANDS):
        own = [(p, r) for p, r in tried if low <= p < high]
        if own:
            told, right = (sum(side) / len(own) for side in zip(*own, strict=True))
            print(
                f"  {low:.2f}-{min(high, 1):.2f}  {len(own):5}  told {told:.3f}  right {right:.3f}"
            )


def error(tried: list[tuple[float, bool]]) -> float:
    """Mean gap between told and right, over ten bands of equal width, weighted by their size."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for told, right in tried:
        bands[min(9, int(told * 10))].append((told, right))
    gaps = (abs(sum(p - r for p, r in own)) for own in bands.values())
    return sum(gaps) / max(1, len(tried))


def _tried(rows: list[Judged]) -> Iterator[tuple[float, bool]]:
    articles = sorted({row.article for row in rows})
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        weights = fit([row for row in rows if row.article not in out])
        for row in rows:
            if row.article in out:
                yield likely(weights, row.signals), row.right


if __name__ == "__main__":
    main()
