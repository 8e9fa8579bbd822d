"""Makes windows with tags and links out of PolNeAR-shaped articles."""

import gzip
import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotes.extraction.decoding import KINDS, LINKS
from quotes.extraction.pieces import Vocabulary, Word, read_words, windows
from quotes.extraction.tagger import Window, lay_out

IGNORED = -1
NOBODY = 0
"""A link's target: 0 for none, else one more than the number of the word that begins the span."""


@dataclass(slots=True)
class Labelled(Window):
    """A window, and what the annotators marked in it.

    ``links`` are rows of: which link, first word, last word, target.
    """

    tags: list[int] = field(default_factory=list)
    links: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Piece:
    """A span of the gold annotation inside one paragraph, as story word numbers."""

    kind: str
    first: int
    last: int
    attribution: int


def load(path: Path) -> list[dict[str, Any]]:
    """The articles of a file of JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article_windows(
    article: dict[str, Any], text: str, vocabulary: Vocabulary, chance: random.Random | None = None
) -> Iterator[Labelled]:
    """The windows of one article; with ``chance`` the first is of any length, so that cuts move."""
    parts = read_words(text, vocabulary)
    tags, pieces = _tag(article, [w for words in parts for w in words], parts)
    runs = list(_runs(parts, chance))
    start = 0
    for run in runs:
        laid = lay_out(run, vocabulary)
        window = Labelled(laid.words, laid.lengths, laid.pieces, laid.features, laid.at)
        end = start + len(window.words)
        window.tags = _legal(tags[start:end], window.lengths)
        window.links = list(_links(pieces, start, end))
        yield window
        start = end


def _runs(parts: list[list[Word]], chance: random.Random | None) -> Iterator[list[list[Word]]]:
    if chance is None:
        yield from windows(parts)
        return
    first = next(windows(parts, chance.randrange(30, 190)), None)
    if first is None:
        return
    used = sum(map(len, first))
    yield first
    rest = list(parts)
    while rest and used >= len(rest[0]):
        used -= len(rest.pop(0))
    if rest and used:
        rest[0] = rest[0][used:]
    yield from windows(rest)


def _tag(
    article: dict[str, Any], words: list[Word], parts: list[list[Word]]
) -> tuple[list[int], list[Piece]]:
    """Every word's tag, and the spans that remain once one word has one tag."""
    paragraph = [n for n, part in enumerate(parts) for _ in part]
    owner: list[tuple[str, int, int] | None] = [None] * len(words)
    for kind in ("content", "source", "cue"):
        for number, attribution in enumerate(article["attributions"]):
            for piece, span in enumerate(attribution[kind]):
                for n in _inside(words, span["start"], span["end"]):
                    owner[n] = (kind, number, piece)
    tags = [0] * len(words)
    pieces: list[Piece] = []
    for n, own in enumerate(owner):
        if own is None:
            continue
        base = 1 + 2 * KINDS.index(own[0])
        if n and owner[n - 1] == own and paragraph[n - 1] == paragraph[n]:
            tags[n] = base + 1
            pieces[-1].last = n
        else:
            tags[n] = base
            pieces.append(Piece(own[0], n, n, own[1]))
    _share(article, words, pieces)
    return tags, pieces


def _share(article: dict[str, Any], words: list[Word], pieces: list[Piece]) -> None:
    """A source that several attributions share is listed for each of them."""
    have = {(p.kind, p.attribution) for p in pieces}
    by_place = {(p.kind, n): p for p in pieces for n in range(p.first, p.last + 1)}
    for number, attribution in enumerate(article["attributions"]):
        for kind in ("source", "cue"):
            if (kind, number) in have:
                continue
            for span in attribution[kind]:
                inside = [
                    n for n in _inside(words, span["start"], span["end"]) if (kind, n) in by_place
                ]
                if inside:
                    piece = by_place[kind, inside[0]]
                    pieces.append(Piece(kind, piece.first, piece.last, number))


def _inside(words: list[Word], start: int, end: int) -> range:
    """The words that a stretch of letters covers at least half of."""
    first = bisect_right(words, start, key=lambda w: w.end)
    last = bisect_left(words, end, key=lambda w: w.start)
    return range(first, last)


def _legal(tags: list[int], lengths: list[int]) -> list[int]:
    """A span that a window or a paragraph cuts begins anew."""
    tags = list(tags)
    start = 0
    for length in lengths:
        if length and tags[start] and tags[start] % 2 == 0:
            tags[start] -= 1
        start += length
    return tags


def _links(pieces: list[Piece], start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """What each content and cue of one window points to, as numbers of its words."""
    by: dict[tuple[str, int], list[Piece]] = {}
    for piece in pieces:
        by.setdefault((piece.kind, piece.attribution), []).append(piece)
    for (kind, number), group in by.items():
        if kind == "source":
            continue
        before: Piece | None = None
        for piece in sorted(group, key=lambda p: p.first):
            if piece.last < start or piece.first >= end:
                before = piece
                continue
            first, last = max(piece.first, start) - start, min(piece.last, end - 1) - start
            if kind == "content":
                yield (
                    LINKS.index("content-cue"),
                    first,
                    last,
                    _target(by, "cue", number, start, end),
                )
                yield (
                    LINKS.index("content-source"),
                    first,
                    last,
                    _target(by, "source", number, start, end),
                )
                ahead = NOBODY if before is None else _place(before, start, end)
                yield LINKS.index("content-before"), first, last, ahead
                before = piece
            else:
                yield (
                    LINKS.index("cue-source"),
                    first,
                    last,
                    _target(by, "source", number, start, end),
                )


def _target(
    by: dict[tuple[str, int], list[Piece]], kind: str, number: int, start: int, end: int
) -> int:
    found = by.get((kind, number))
    if not found:
        return NOBODY
    return _place(min(found, key=lambda p: p.first), start, end)


def _place(piece: Piece, start: int, end: int) -> int:
    return piece.first - start + 1 if start <= piece.first < end else IGNORED


def noisy(text: str, chance: random.Random) -> str:
    """The same letters with other marks: what newsrooms' files look like. Offsets stay."""
    roll = chance.random()
    if roll < 0.25:
        text = text.translate(_STRAIGHT)
    elif roll < 0.40:
        text = text.translate(_BRITISH)
    elif roll < 0.45:
        text = text.translate(_BRITISH_STRAIGHT)
    elif roll < 0.52:
        text = "".join(" " if c in '”"' and chance.random() < 0.1 else c for c in text)
    if chance.random() < 0.06:
        head, line, rest = text.partition("\n")
        if len(head.upper()) == len(head):
            text = head.upper() + line + rest
    return text


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_BRITISH = str.maketrans('“”"', "‘’'")
_BRITISH_STRAIGHT = str.maketrans('“”‘’"', "'''''")
