"""The trained network: a story in, each attribution's content, cue and source as stretches out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from quotes.extraction.decoding import (
    LINKS,
    Group,
    Learned,
    Linker,
    Numbers,
    Span,
    best_tags,
    spans_of,
)
from quotes.extraction.findings import Stretch
from quotes.extraction.pieces import Vocabulary, Word, read_words, windows

NETWORK = Path(__file__).parent / "network"
BATCH = 32
"""Windows whose numbers are held at once, so that an endless story needs no endless memory."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as the network sees it, each part as characters of the story."""

    contents: list[Stretch]
    cue: Stretch | None
    source: Stretch | None
    sure_span: float
    sure_source: float
    sure_through_cue: float


@dataclass(slots=True)
class Window:
    """What the network reads at once: words in paragraphs, as rows of pieces."""

    words: list[Word]
    lengths: list[int]
    pieces: list[int]
    features: list[int]
    at: list[int]


class Tagger:
    """Reads stories with one network; keeps no state between them.

    It computes on one thread, so that its numbers never depend on how many there are; more cores
    are used by more processes. A window is read by itself: the network's 8-bit numbers are scaled
    by what it reads at once.
    """

    def __init__(self, folder: Path = NETWORK) -> None:
        self.vocabulary = Vocabulary(folder / "vocabulary.txt")
        beside = json.loads((folder / "links.json").read_text("utf-8"))
        self.learned = Learned(**{k: np.array(v, dtype=np.float32) for k, v in beside.items()})
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        self.network = onnxruntime.InferenceSession(
            folder / "tagger.onnx", options, providers=["CPUExecutionProvider"]
        )

    def read(self, text: str) -> Iterator[Tagged]:
        """Every attribution of a story, window by window."""
        waiting: list[Window] = []
        for run in windows(read_words(text, self.vocabulary)):
            waiting.append(lay_out(run, self.vocabulary))
            if len(waiting) == BATCH:
                yield from self._read(waiting)
                waiting = []
        yield from self._read(waiting)

    def _read(self, batch: list[Window]) -> Iterator[Tagged]:
        numbers = [self._run(window) for window in batch]
        runs = [
            (n, start, scores[start : start + length])
            for n, (window, (scores, _)) in enumerate(zip(batch, numbers, strict=True))
            for start, length in _paragraphs(window.lengths)
        ]
        tags = best_tags([scores for _, _, scores in runs], self.learned.transitions)
        spans: list[list[Span]] = [[] for _ in batch]
        for (n, start, scores), own in zip(runs, tags, strict=True):
            spans[n].extend(spans_of(own, scores, start))
        for window, (_, pointers), found in zip(batch, numbers, spans, strict=True):
            for group in Linker(self.learned, pointers).groups(found):
                yield _tagged(group, window.words)

    def _run(self, window: Window) -> tuple[Numbers, Numbers]:
        """The scores of the window's words, and the pointers of nobody and of its words."""
        scores, pointers = self.network.run(
            None, {"pieces": np.array([window.pieces]), "features": np.array([window.features])}
        )
        rows = [0, *window.at]
        return scores[0, window.at], pointers[0, rows].reshape(len(rows), 3, len(LINKS), -1)


@cache
def tagger() -> Tagger:
    """The one network of this process, loaded when a story is first read."""
    return Tagger()


def lay_out(run: list[list[Word]], vocabulary: Vocabulary) -> Window:
    """Some paragraphs in a row, as the network reads them."""
    window = Window([], [], [vocabulary.first], [0], [])
    for part in run:
        window.lengths.append(len(part))
        for word in part:
            window.words.append(word)
            window.at.append(len(window.pieces))
            window.pieces.extend(word.pieces)
            window.features.extend([word.feature] * len(word.pieces))
        window.pieces.append(vocabulary.paragraph)
        window.features.append(0)
    window.pieces[-1] = vocabulary.last
    return window


def _paragraphs(lengths: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for length in lengths:
        if length:
            yield start, length
        start += length


def _tagged(group: Group, words: list[Word]) -> Tagged:
    def stretch(span: Span) -> Stretch:
        return words[span.first].start, words[span.last].end

    return Tagged(
        [stretch(span) for span in group.contents],
        stretch(group.cue) if group.cue else None,
        stretch(group.source) if group.source else None,
        float(np.prod([span.sure for span in group.contents])),
        group.sure_source,
        group.sure_through_cue,
    )
