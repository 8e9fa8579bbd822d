"""Invented words with the frequencies of a language, and what is made of them, from one seed."""

from __future__ import annotations

from functools import cached_property

import numpy as np

WORDS = 60_000
SHIFT = 60
"""Zipf–Mandelbrot: with it the commonest words occur in about one quote in twenty."""

GLUE = (
    *("the", "of", "to", "and", "a", "in", "that", "is", "for", "we", "it", "not", "will", "be"),
    *("on", "with", "they", "this", "our", "have", "are", "at", "by", "from", "was", "would"),
)
"""Words that mean little and make up much: every language has them."""

_STARTS = ("b", "br", "d", "dr", "f", "g", "gl", "h", "j", "k", "kr", "l", "m", "n", "p", "pl")
_STARTS += ("qu", "r", "s", "sk", "st", "t", "tr", "v", "w", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
_ENDS = ("", "", "l", "m", "n", "r", "rt", "sk", "th", "x", "nd")


class Vocabulary:
    """The words, from the commonest to the rarest, and chance."""

    def __init__(self, seed: int = 20_26) -> None:
        self.chance = np.random.default_rng(seed)
        self.words = self._invented(WORDS)
        weights = 1.0 / (np.arange(WORDS) + 1 + SHIFT)
        self._sums = np.cumsum(weights / weights.sum())

    def _invented(self, number: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < number:
            syllables = self.chance.integers(2, 5)
            found["".join(self._syllable() for _ in range(syllables))] = None
        return list(found)

    def _syllable(self) -> str:
        parts = (_STARTS, _VOWELS, _ENDS)
        return "".join(part[self.chance.integers(len(part))] for part in parts)

    def ranks(self, number: int) -> np.ndarray:
        """So many words by their places in the vocabulary, as often as their frequency has it."""
        return np.minimum(np.searchsorted(self._sums, self.chance.random(number)), WORDS - 1)

    @cached_property
    def phrases(self) -> list[str]:
        """Stock phrases of two to five words."""
        return [
            " ".join(self.words[one] for one in self.ranks(int(self.chance.integers(2, 6))))
            for _ in range(5_000)
        ]

    def sentences(self, number: int) -> list[str]:
        """So many sayings: words with glue between them, and now and then a stock phrase."""
        lengths = self.chance.integers(6, 26, number)
        ranks = iter(self.ranks(int(lengths.sum())).tolist())
        glue = self.chance.integers(0, len(GLUE) * 2, int(lengths.sum())).tolist()
        stock = zipf(self.chance, len(self.phrases), number, shift=20).tolist()
        has_stock = (self.chance.random(number) < 0.3).tolist()
        place, told = 0, []
        for i, length in enumerate(lengths.tolist()):
            parts = []
            for _ in range(length):
                parts.append(self.words[next(ranks)])
                if glue[place] < len(GLUE):
                    parts.append(GLUE[glue[place]])
                place += 1
            if has_stock[i]:
                parts.insert(length // 2, self.phrases[stock[i]])
            told.append(" ".join(parts).capitalize())
        return told

    def names(self, number: int, parts: int = 2) -> list[str]:
        """So many names."""
        picked = self.chance.integers(200, WORDS, (number, parts)).tolist()
        return [" ".join(self.words[one].capitalize() for one in row) for row in picked]


def zipf(chance: np.random.Generator, most: int, number: int, *, shift: int = 10) -> np.ndarray:
    """So many picks among 0 … most, the first ones picked most."""
    weights = 1.0 / (np.arange(most) + 1 + shift)
    sums = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(sums, chance.random(number)), most - 1)
