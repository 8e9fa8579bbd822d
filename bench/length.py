"""Shows that the engine's time grows with the length of a story and no faster.

    python bench/length.py STORIES.jsonl[.gz] [--times 1 10 100] [--repeat 3]

STORIES holds one story a line: {"text": …}. Set one after another they make texts of 1, 10 and 100
times 4,000 characters, about one story. The least processor time of the repeats is shown, and that
for a thousand characters, which stays alike if time is linear. Three more texts are built to be
hard: nothing but quotation marks, one endless line, and one transcript of many turns.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.extraction import read
from quotes.extraction import extract

BASE = 4_000
"""Characters of the shortest text."""

_TURN = "ROE: Is the bridge safe?\n\nEK: It is. We look at it every day, and so does the city.\n\n"
_SAID = "“It is late,” Jane Roe said, and Bo Ek said it was not. "
HARD: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda size: '"' * size,
    "one line": lambda size: ("“It is late,” Jane Roe said, and Bo Ek said it was not. " * size)[
        :size
    ],
    "turns": lambda size: (_TURN * size)[:size],
}


def main() -> None:
    """Prints one line for each text and length."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    stories = [story["text"] for story in read(options.stories)]
    extract(stories[0])
    print("| text | characters | seconds | ms a thousand characters | attributions |")
    print("|---|---|---|---|---|")
    for name, text in texts(stories, options.times):
        seconds, found = timed(text, options.repeat if len(text) < 100 * BASE else 1)
        pace = 1e6 * seconds / len(text)
        print(f"| {name} | {len(text):,} | {seconds:.2f} | {pace:.1f} | {found} |", flush=True)


def texts(stories: list[str], times: list[int]) -> Iterator[tuple[str, str]]:
    """Every text with its name: stories set one after another, then the hard ones."""
    running = "\n\n".join(stories)
    for factor in times:
        size = factor * BASE
        whole = "\n\n".join([running] * (1 + size // len(running)))
        yield f"stories × {factor}", whole[:size]
    for name, build in HARD.items():
        for factor in times:
            yield f"{name} × {factor}", build(factor * BASE)


def timed(text: str, repeat: int) -> tuple[float, int]:
    """The best time of some readings, and how many attributions each found."""
    best, found = float("inf"), 0
    for _ in range(repeat):
        begun = time.process_time()
        found = len(extract(text))
        best = min(best, time.process_time() - begun)
    return best, found


if __name__ == "__main__":
    main()
