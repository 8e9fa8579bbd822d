"""“Did you mean”: speakers whose names are near to words that were searched for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from quotes.models import Quote
from quotes.namekeys import sound_of
from quotes.names import fold
from quotes.search.language.grammar import And, Term
from quotes.search.language.naming import (
    ALIKE as ALIKE_IN_PART,
)
from quotes.search.language.naming import (
    MOST_ALIKE,
    SHORTEST_ALIKE,
    Named,
    likeness,
    named_like,
    neighbours,
    quoted,
)
from quotes.search.language.query import Query
from quotes.search.language.tokens import Sort

MOST_WORDS = 6
"""How many words of a search are held against names."""

ALIKE = 80.0
_MOST_COMPARED = 40


@dataclass(frozen=True)
class Suggested:
    """A speaker's name, and the search by that speaker instead of the words that come near it."""

    name: str
    query: str


def suggested(query: Query, among: QuerySet[Quote]) -> list[Suggested]:
    """Speakers with quotes in the base whose names come near to words of a search, nearest first.

    Two queries, whatever the size of the register.
    """
    words = _words(query)
    sounds = {sound for word in words for sound in neighbours(sound_of(_folded(word)))}
    if not sounds:
        return []
    found = [match for entry in named_like(sounds) for match in _matches(entry, words)]
    found.sort(key=lambda match: (-match[0], match[1].name, match[1].pk))
    nearest = found[:_MOST_COMPARED]
    shown = {one.pk for one in quoted([one for _, one, _ in nearest], among)}
    best: dict[int, Suggested] = {}
    for _, one, run in nearest:
        if one.pk in shown:
            best.setdefault(one.pk, Suggested(one.name, _instead(query, run, one.slug)))
    return list(best.values())[:MOST_ALIKE]


def _words(query: Query) -> list[Term]:
    """The words that must all hold, as far as names are as long as they."""
    parts = query.tree.of if isinstance(query.tree, And) else (query.tree,)
    words = [part for part in parts if isinstance(part, Term) and part.sort == Sort.WORD]
    near = [word for word in words if len(_folded(word)) >= SHORTEST_ALIKE]
    return sorted(near, key=lambda word: word.start)[:MOST_WORDS]


def _folded(word: Term) -> str:
    return fold(word.text)


def _matches(entry: Named, words: list[Term]) -> Iterator[tuple[float, Named, list[Term]]]:
    """How near words come to a name: its surname, or that and the word before it."""
    names = entry.folded.split()
    for place, word in enumerate(words):
        near = likeness(_folded(word), names[-1])
        if near < ALIKE:
            continue
        run = [word]
        if place and len(names) > 1:
            before = words[place - 1]
            if max(likeness(_folded(before), name) for name in names[:-1]) >= ALIKE_IN_PART:
                run = [before, word]
                near += 100  # two words of a name are surer than any one
        yield near, entry, run


def _instead(query: Query, run: list[Term], slug: str) -> str:
    """The search with a speaker in the place of some words."""
    start, end = run[0].start, run[-1].end
    return " ".join(f"{query.text[:start]} speaker:{slug} {query.text[end:]}".split())
