"""Where the bars of a picture stand, in the picture's own units; pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
WIDTH = 100
STEP, THICK = 10, 8
LEAST = 2
"""A count that is not nought stays visible beside a very large one."""


@dataclass(frozen=True)
class Bar:
    """One upright bar."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """Counts side by side: one bar for each that is not nought."""

    bars: list[Bar]
    width: int
    height: int
    largest: int


@dataclass(frozen=True)
class Gauge:
    """A value on a line from nought to the largest, and the stretch that it may lie in."""

    value: float
    low: float
    high: float

    @property
    def stretch(self) -> float:
        """How long that stretch is."""
        return round(self.high - self.low, 2)


def bars(counts: Sequence[int]) -> Bars:
    """Bars as high as their counts; the largest fills the picture."""
    largest = max(counts, default=0)
    made = [
        Bar(place * STEP + (STEP - THICK) / 2, round(HEIGHT - height, 2), THICK, height)
        for place, count in enumerate(counts)
        if count and (height := max(LEAST, round(HEIGHT * count / largest, 2)))
    ]
    return Bars(made, max(len(counts), 1) * STEP, HEIGHT, largest)


def gauge(value: float, low: float, high: float, *, largest: float) -> Gauge:
    """A value's place where `largest` is the end of the line; nothing lies beyond it."""
    if largest <= 0:
        return Gauge(0, 0, 0)
    places = (round(min(one / largest, 1) * WIDTH, 2) for one in (value, low, high))
    return Gauge(*places)
