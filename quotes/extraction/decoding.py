"""Turns the tagger's numbers into spans, and joins the spans that make up one attribution."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

OTHER = 0
KINDS = ("source", "cue", "content")
TAGS = 1 + 2 * len(KINDS)
"""Other, then for each kind the tag that begins a span and the one that goes on in it."""

LINKS = ("content-cue", "content-source", "content-before", "cue-source")
REACH = 16
"""Steps of distance that a link tells apart, to either side; each is half as far again."""

NOBODY_PENALTY = 4.0
"""How much likelier a source has to be to be left out; found on the development split."""

CUE_WEIGHT = 0.5
"""How much the cue's own link to a source counts beside the content's."""

_FORBIDDEN = -1e4


@dataclass(slots=True)
class Span:
    """A run of words with one kind; ``first`` and ``last`` count the window's words.

    ``sure`` is how likely both its ends are, as the tagger sees it.
    """

    kind: str
    first: int
    last: int
    sure: float = 1.0


@dataclass(slots=True)
class Group:
    """One attribution's spans, and how likely its source is by the content's link and the cue's."""

    contents: list[Span]
    cue: Span | None
    source: Span | None
    sure_source: float
    sure_through_cue: float


@dataclass(frozen=True)
class Learned:
    """Numbers beside the network: tags by tags, links by steps, links."""

    transitions: Numbers
    distances: Numbers
    nobody: Numbers


def allowed() -> NDArray[np.bool_]:
    """Which tag may follow which: a span goes on only where one of its kind has begun."""
    may = np.ones((TAGS, TAGS), dtype=bool)
    for kind in range(len(KINDS)):
        goes_on = 2 + 2 * kind
        may[:, goes_on] = False
        may[goes_on - 1, goes_on] = may[goes_on, goes_on] = True
    return may


def best_tags(runs: Sequence[Numbers], transitions: Numbers) -> list[list[int]]:
    """The best legal sequence of tags for every paragraph, by Viterbi over all of them at once.

    Each run is words by tags; ``transitions`` is tags by tags.
    """
    if not runs:
        return []
    order = sorted(range(len(runs)), key=lambda n: -len(runs[n]))
    longest = len(runs[order[0]])
    steps = np.where(allowed(), transitions, np.float32(_FORBIDDEN)).T[None]
    best = np.stack([runs[n][0] for n in order])
    best[:, 2::2] = _FORBIDDEN
    back = np.zeros((longest, len(runs), TAGS), dtype=np.int8)
    live = len(runs)
    for step in range(1, longest):
        while len(runs[order[live - 1]]) <= step:
            live -= 1
        paths = best[:live, None, :] + steps
        back[step, :live] = paths.argmax(2)
        best[:live] = paths.max(2) + np.stack([runs[n][step] for n in order[:live]])
    out: list[list[int]] = [[] for _ in runs]
    for row, n in enumerate(order):
        out[n] = _trace(back[: len(runs[n]), row], int(best[row].argmax()))
    return out


def _trace(back: NDArray[np.int8], tag: int) -> list[int]:
    tags = [tag]
    for step in back[:0:-1]:
        tag = int(step[tag])
        tags.append(tag)
    return tags[::-1]


def spans_of(tags: list[int], scores: Numbers, offset: int = 0) -> list[Span]:
    """The spans that a paragraph's tags mark; ``offset`` is its first word's number."""
    likely = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    found: list[Span] = []
    for n, tag in enumerate(tags):
        if tag == OTHER:
            continue
        if tag % 2 == 1:
            kind = KINDS[(tag - 1) // 2]
            found.append(Span(kind, offset + n, offset + n, float(likely[n, tag])))
        else:
            found[-1].last = offset + n
    for span in found:
        last = span.last - offset
        goes_on = 2 + 2 * KINDS.index(span.kind)
        if last + 1 < len(tags):
            span.sure *= float(1 - likely[last + 1, goes_on])
        if last > span.first - offset:
            span.sure *= float(likely[last, goes_on])
    return found


def step_of(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words between two places as a step from 0 to 2 × REACH; REACH itself is the same place."""
    far = np.minimum(np.ceil(np.log1p(np.abs(distance)) / np.log(1.5)), REACH).astype(np.int64)
    return REACH + np.sign(distance) * far


class Linker:
    """Joins one window's spans.

    ``pointers`` has one row more than the window has words, the first standing for nobody; each row
    is 3 (from a span's first word, from its last, to a span) by links by width.
    """

    def __init__(self, learned: Learned, pointers: Numbers) -> None:
        self.learned, self.pointers = learned, pointers

    def groups(self, spans: list[Span]) -> list[Group]:
        """The attributions of the window, in the order of their first contents."""
        contents, cues, sources = (
            [s for s in spans if s.kind == kind] for kind in ("content", "cue", "source")
        )
        if not contents:
            return []
        to_cue = self._links("content-cue", contents, cues)
        to_source = self._links("content-source", contents, sources)
        of_cue = self._links("cue-source", cues, sources)
        groups = []
        for members in self._threads(contents):
            links = to_cue[members].mean(0)
            cue = int(links.argmax()) - 1
            own = to_source[members].mean(0)
            through = of_cue[cue] if cue >= 0 else own
            source = _best_source(own, through) - 1
            groups.append(
                Group(
                    [contents[n] for n in members],
                    cues[cue] if cue >= 0 else None,
                    sources[source] if source >= 0 else None,
                    float(np.exp(own[source + 1])),
                    float(np.exp(through[source + 1])),
                )
            )
        return groups

    def _threads(self, contents: list[Span]) -> list[list[int]]:
        """Contents that go on with one before them stand together."""
        before = self._links("content-before", contents, contents)
        home: list[int] = []
        threads: list[list[int]] = []
        for n in range(len(contents)):
            best = int(before[n, : n + 1].argmax()) - 1
            if best < 0:
                home.append(len(threads))
                threads.append([n])
            else:
                home.append(home[best])
                threads[home[best]].append(n)
        return threads

    def _links(self, link: str, spans: list[Span], targets: list[Span]) -> Numbers:
        """Log-probabilities: spans by one more than targets, the first being nobody."""
        number = LINKS.index(link)
        own = self.pointers[:, :, number]
        first = np.array([s.first for s in spans], dtype=np.int64)
        last = np.array([s.last for s in spans], dtype=np.int64)
        places = np.array([t.first for t in targets], dtype=np.int64)
        query = own[first + 1, 0] + own[last + 1, 1]
        keys = own[np.concatenate(([0], places + 1)), 2]
        scores = query @ keys.T / np.sqrt(own.shape[-1])
        scores[:, 0] += self.learned.nobody[number]
        scores[:, 1:] += self.learned.distances[number][step_of(places[None] - first[:, None])]
        likely: Numbers = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
        return likely


def _best_source(own: Numbers, through: Numbers) -> int:
    """The likeliest source, by the content's links and its cue's; 0 is nobody."""
    scores = own + CUE_WEIGHT * through
    scores[0] -= NOBODY_PENALTY
    return int(scores.argmax())
