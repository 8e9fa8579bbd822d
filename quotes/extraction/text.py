"""Cuts a story into paragraphs and words, keeping every offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

LONGEST = 60_000
"""A paragraph longer than this is read in pieces, so one endless line cannot fill memory."""

WRAP = 100
"""A block whose every line is at most this long may be hard-wrapped."""

_BREAKS = re.compile(r"\r(?!\n)|[\u2028\u2029\x85\x0b\x0c]")
"""Line breaks that are not written as such: one character each, so that offsets stay."""

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]+")
_SHORT = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Del|Ald|Atty|Pres|Supt|Amb|Pvt|Cpl|Det|Insp|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Maj|Capt|Cmdr|Adm|Sgt|Rev|Hon"
    "|St|Jr|Sr|Inc|Corp|Co|Ltd|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mass|Calif|Pa|Va"
)
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,8}}|\bNos?\.(?=\s?\d)|\b(?:{_SHORT})\.(?:-(?:{_SHORT})\.)?|\b[A-Z]\.(?=\s[A-Z])|\b[A-Z]-[A-Z][a-z]+\."
    r"|\d+(?:[.,]\d+)+|[@#]?[\w\u0300-\u036f]+(?:(?:[-‑&]|\.(?=[a-z]{2,3}\b)|['’](?!s\b))[\w\u0300-\u036f]+)*"
    r"|['’]s\b|''|``"
    r"|([^\w\s])\1*"
)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a run of one mark, with its place in the story."""

    start: int
    end: int
    text: str
    low: str


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph that has a letter, in order."""
    text = _BREAKS.sub("\n", text)
    found: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        for start, end in _block_paragraphs(text, block.start(), block.end()):
            found.extend(_pieces(text, start, end))
    return found


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``."""
    return [
        Token(m.start(), m.end(), m.group(), intern(m.group().lower().replace("’", "'")))
        for m in _TOKEN.finditer(text, start, end)
    ]


def _block_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
    if len(lines) == 1:
        yield start, end
        return
    if not _hard_wrapped(text, lines):
        yield from lines
        return
    width = max(b - a for a, b in lines)
    first = lines[0][0]
    for (a, b), (c, d) in pairwise(lines):
        if _breaks_here(text, (a, b), (c, d), width):
            yield first, b
            first = c
    yield first, lines[-1][1]


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether line breaks are only where the line was full: most lines stop in mid-sentence."""
    if max(b - a for a, b in lines) > WRAP:
        return False
    open_ends = sum(not _ENDS.search(text[max(a, b - 8) : b].rstrip()) for a, b in lines[:-1])
    return 2 * open_ends >= len(lines) - 1


def _breaks_here(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether a paragraph ends with ``line``: the next word would still have fitted on it."""
    shown = text[line[0] : line[1]].rstrip()
    following = text[after[0] : after[1]].split(None, 1)
    word = following[0] if following else ""
    fitted = len(shown) + 1 + len(word) <= width
    ended = bool(_ENDS.search(shown[-8:])) or not any(c.isalnum() for c in shown)
    heading = word[:1].isupper() and len(shown) < 0.6 * width
    return fitted and (ended or heading or not any(c.isalnum() for c in word))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph itself, or stretches of it cut at spaces when it is endless."""
    while end - start > LONGEST:
        cut = text.rfind(". ", start + LONGEST // 2, start + LONGEST)
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) if cut < 0 else cut + 1
        cut = start + LONGEST if cut < 0 else cut
        if any(c.isalnum() for c in text[start:cut]):
            yield start, cut
        start = cut
    if any(c.isalnum() for c in text[start:end]):
        yield start, end


def word_set(block: str) -> frozenset[str]:
    """The words of a written-out list."""
    return frozenset(block.split())
