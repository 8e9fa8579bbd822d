"""Two wordings side by side: which words went, which came, which stayed; it knows no rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "gone", "new", "left out"]

LONGEST = 3000
"""Words of changed paragraphs that are compared word by word; longer ones count as new."""

AROUND = 12
"""Words shown at each end of a stretch that stayed as it was; a long middle is left out."""

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*\s*|[^\w\s]\s*|\s+")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True)
class Run:
    """Words in a row that share a fate."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Sides:
    """What stood before, with what went of it; what stood after, with what came."""

    before: list[Run]
    after: list[Run]


def sides(before: str, after: str, *, is_whole: bool = False) -> Sides:
    """The differences between two texts, by word; what is long and the same is cut short.

    `is_whole` cuts nothing short. Paragraphs are compared first, so that a long text costs little
    where it stayed as it was.
    """
    left: list[Run] = []
    right: list[Run] = []
    for old, new in _changed_blocks(before, after):
        for is_same, gone, come in _by_word(old, new):
            left.append(Run("same" if is_same else "gone", gone))
            right.append(Run("same" if is_same else "new", come))
    told = _joined(left), _joined(right)
    return Sides(*told) if is_whole else Sides(*map(_shortened, told))


def _changed_blocks(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Stretches of paragraphs, before and after."""
    old, new = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    for _, i, j, k, m in _steps(old, new):
        yield "".join(old[i:j]), "".join(new[k:m])


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What to do to the one to make the other; blanks at the end of a part do not matter."""
    parts = ([part.strip() for part in old], [part.strip() for part in new])
    return SequenceMatcher(None, *parts, autojunk=False).get_opcodes()


def _by_word(before: str, after: str) -> Iterator[tuple[bool, str, str]]:
    """Stretches of words, before and after, and whether they stayed."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if before == after or len(old) + len(new) > LONGEST:
        yield before == after, before, after
        return
    for step, i, j, k, m in _steps(old, new):
        yield step == "equal", "".join(old[i:j]), "".join(new[k:m])


def _joined(runs: list[Run]) -> list[Run]:
    told = [run for run in runs if run.text]
    return [
        Run(kind, "".join(run.text for run in group))
        for kind, group in groupby(told, key=lambda run: run.kind)
    ]


def _shortened(runs: list[Run]) -> list[Run]:
    """With the middle of long stretches that stayed left out, but for how many words it had."""
    if len(runs) < 2:
        return runs
    return [part for run in runs for part in (_ends(run) if run.kind == "same" else [run])]


def _ends(run: Run) -> list[Run]:
    words = _WORD.findall(run.text)
    left_out = len(words) - 2 * AROUND
    if left_out < AROUND:
        return [run]
    return [
        Run("same", "".join(words[:AROUND])),
        Run("left out", f"{left_out:,} words and marks the same"),
        Run("same", "".join(words[-AROUND:])),
    ]
