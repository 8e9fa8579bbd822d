"""Holds what the network read to the conventions of print that quotation marks follow.

A comma before the closing mark ends the words: what follows says who spoke. A quotation that is
still open at the end of its paragraph goes on where the next paragraph opens one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.extraction.findings import Stretch
from quotes.extraction.lexicon import (
    ADVERB,
    DETERMINER,
    JOINER,
    PREPOSITION,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.marks import Quotation
from quotes.extraction.sentences import Paragraph
from quotes.extraction.tagger import Tagged
from quotes.extraction.vocabulary import NOT_NAMES

_ENDS_WORDS = ","
_LONGEST_NAME = 40
_NAME_BEFORE = re.compile(r"(?<![\w.,’'-])(?:[A-Z][a-zà-ž\u0300-\u036f]+ ){1,2}$")
"""One or two more words of a name, as far as their print tells."""

_NO_NAME = NOT_NAMES | JOINER | SUBORDINATOR | PREPOSITION | DETERMINER | TIME_WORDS | ADVERB

_NEXT_TO = 2
"""Characters at most between a source and its cue."""


def as_printed(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The same attributions, each as far as its marks say."""
    by_start = {q.start: q for paragraph in paragraphs for q in paragraph.quotations}
    cut = [_with_whole_name(text, _cut(text, one, by_start)) for one in found]
    for before, after in _run_on(text, paragraphs):
        _join(cut, before, after)
    return sorted(cut, key=lambda one: one.contents[0])


def _cut(text: str, one: Tagged, by_start: dict[int, Quotation]) -> Tagged:
    """Ends words at the comma that ends them; what was taken with them may be the source."""
    contents, source = [], one.source
    for start, end in one.contents:
        quotation = by_start.get(start)
        if quotation is not None and _closes_with_comma(text, quotation) and quotation.end < end:
            rest = _words_between(text, quotation.end, end)
            if not any(quotation.end <= other < end for other in by_start):
                end = quotation.end
                source = source or _beside_cue(rest, one.cue)
        contents.append((start, end))
    return replace(one, contents=contents, source=source)


def _with_whole_name(text: str, one: Tagged) -> Tagged:
    """A source that begins or ends within a printed name takes the rest of the name in."""
    if one.source is None:
        return one
    start, end = one.source
    taken = [*one.contents, *([one.cue] if one.cue else [])]
    if text[start : start + 1].isupper():
        before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
        if before and not _touches((before.start(), start), taken):
            start -= _name_words(before.group())
    return replace(one, source=(start, end))


def _name_words(run: str) -> int:
    """How many characters at the end of capitalised words can be a name: not "But" or "When"."""
    length = 0
    for word in reversed(run.split()):
        if word.lower() in _NO_NAME:
            break
        length += len(word) + 1
    return length


def _touches(stretch: Stretch, others: Sequence[Stretch]) -> bool:
    return any(stretch[0] < end and start < stretch[1] for start, end in others)


def _closes_with_comma(text: str, quotation: Quotation) -> bool:
    return quotation.closed and text[quotation.end - 2] == _ENDS_WORDS


def _words_between(text: str, start: int, end: int) -> Stretch:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _beside_cue(rest: Stretch, cue: Stretch | None) -> Stretch | None:
    """Words that stand just before or after the cue."""
    if cue is None or rest[0] >= rest[1]:
        return None
    before, after = cue[0] - rest[1], rest[0] - cue[1]
    return rest if 0 <= before <= _NEXT_TO or 0 <= after <= _NEXT_TO else None


def _run_on(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Quotation, Quotation]]:
    """Quotations left open at a paragraph's end, with those that open the next paragraph.

    A mark of another kind that closes within its paragraph opens one inside the first.
    """
    for paragraph, following in pairwise(paragraphs):
        if not paragraph.quotations or not following.quotations:
            continue
        last, first = paragraph.quotations[-1], following.quotations[0]
        runs = not last.closed and last.end == paragraph.end and first.start == following.start
        alike = text[last.start] == text[first.start] or first.end == following.end
        if runs and alike:
            yield last, first


def _join(found: list[Tagged], before: Quotation, after: Quotation) -> None:
    """Makes the attribution of one quotation go on with the other."""
    one = next((t for t in found if any(_ends_in(s, before) for s in t.contents)), None)
    other = next((t for t in found if any(_starts_in(s, after) for s in t.contents)), None)
    if one is None or one is other or (other is not None and _spoken_by_two(one, other)):
        return
    if other is None:
        more, surest = [(after.start, after.end)], one
    else:
        more, surest = other.contents, max(one, other, key=_sourced)
        found.remove(other)
    joined = replace(surest, contents=sorted({*one.contents, *more}))
    found[next(n for n, t in enumerate(found) if t is one)] = joined


def _spoken_by_two(one: Tagged, other: Tagged) -> bool:
    """Two sources of their own outweigh a mark that is missing."""
    return bool(one.source and other.source and one.source != other.source)


def _sourced(one: Tagged) -> tuple[bool, float]:
    return one.source is not None, one.sure_source


def _ends_in(stretch: Stretch, quotation: Quotation) -> bool:
    return quotation.start < stretch[1] <= quotation.end


def _starts_in(stretch: Stretch, quotation: Quotation) -> bool:
    return quotation.start <= stretch[0] < quotation.end
