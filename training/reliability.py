"""Draws how well told confidence holds: one panel a field, told across, right upwards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

SIDE, GAP = 190, 46
BINS = 10
FEWEST = 5
"""Readings below which a bin is left out: its share says nothing."""

Tried = Sequence[tuple[float, bool]]


def draw(fields: Mapping[str, Tried], out: Path) -> None:
    """Writes an SVG; the area of a dot grows with the readings it stands for."""
    width = len(fields) * (SIDE + GAP) + GAP
    panels = [_panel(name, tried, n) for n, (name, tried) in enumerate(fields.items())]
    out.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {SIDE + 2 * GAP}" '
        'font-family="sans-serif" font-size="12" role="img" '
        'aria-label="Share of right readings by told confidence, a panel for each field">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n',
        "utf-8",
    )


def _panel(name: str, tried: Tried, number: int) -> str:
    x, y = GAP + number * (SIDE + GAP), GAP
    corner = f"{x},{y + SIDE} {x + SIDE},{y}"
    dots = "".join(
        f'<circle cx="{x + told * SIDE:.1f}" cy="{y + (1 - right) * SIDE:.1f}" '
        f'r="{2 + (count / 25) ** 0.5:.1f}" fill="#1d4e89"/>'
        for told, right, count in _bins(tried)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
        f'<polyline points="{corner}" stroke="#999" stroke-dasharray="4 4"/>{dots}'
        f'<text x="{x}" y="{y - 10}">{name}</text>'
        f'<text x="{x}" y="{y + SIDE + 16}">0</text>'
        f'<text x="{x + SIDE - 8}" y="{y + SIDE + 16}">1</text>'
        f'<text x="{x + SIDE / 2 - 14}" y="{y + SIDE + 16}">told</text>'
        f'<text x="{x - 34}" y="{y + SIDE / 2}">right</text>'
    )


def _bins(tried: Tried) -> list[tuple[float, float, int]]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for told, right in tried:
        bins[min(BINS - 1, int(told * BINS))].append((told, right))
    return [
        (sum(t for t, _ in own) / len(own), sum(r for _, r in own) / len(own), len(own))
        for _, own in sorted(bins.items())
        if len(own) >= FEWEST
    ]
