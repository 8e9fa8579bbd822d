"""Gives a quotation to the source that print puts right beside it, before any farther one.

"“Who pays?” Roe asked." has its source; what stands in the next paragraph is another's. A quotation
that fills the paragraph after "Roe wrote:" is Roe's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotes.extraction.findings import Stretch
from quotes.extraction.lexicon import DETERMINER, SUBJECT_PRONOUN, TIME_WORDS
from quotes.extraction.phrases import phrase_ending
from quotes.extraction.sentences import Paragraph, Unit
from quotes.extraction.tagger import Tagged
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import HONORIFICS, TITLES, UNNAMED

VERBS = word_set(
    """
    said says asked asks replied replies added adds wrote writes told answered tweeted shouted
    continued recalled explained
    """
)
_ANNOUNCES = VERBS | word_set("reads read reported reports stated states posted declared")
_LONGEST_SOURCE = 6
_SURE = 0.95
_OPEN = 0.1


@dataclass(frozen=True, slots=True)
class Beside:
    """A quotation with the cue and the source beside it."""

    quotation: Stretch
    cue: Stretch
    source: Stretch


def by_neighbour(
    text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]
) -> list[Tagged]:
    """The attributions, every quotation given to the source beside it."""
    beside = {one.quotation: one for paragraph in paragraphs for one in _in(paragraph)}
    announced = dict(_announced(paragraphs))
    blocks = dict(_blocks(text, paragraphs))
    out: list[Tagged] = []
    for one in found:
        out.extend(_own(_introduced(_kept_out(one, blocks), announced), beside))
    return sorted(out, key=lambda one: one.contents[0])


def _own(one: Tagged, beside: dict[Stretch, Beside]) -> list[Tagged]:
    """An attribution, and apart from it the quotations that another source stands beside."""
    parted = []
    for content in one.contents:
        near = beside.get(content)
        if near and not (one.source and _touch(one.source, near.source)):
            parted.append((content, near))
    rest = [s for s in one.contents if s not in [content for content, _ in parted]]
    kept = [replace(one, contents=rest)] if rest else []
    return kept + [
        replace(
            one, contents=[content], cue=near.cue, source=near.source,
            sure_source=_SURE, sure_through_cue=_SURE,
        )
        for content, near in parted
    ]  # fmt: skip


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _in(paragraph: Paragraph) -> list[Beside]:
    found = []
    for sentence in paragraph.sentences:
        units = sentence.units
        for i, unit in enumerate(units):
            if unit.quotation and unit.last_mark in (",", "?", "!", "—") and i + 2 < len(units):
                who = _subject_first(units, i + 1) or _verb_first(units, i + 1)
                if who:
                    cue, first, last = who
                    found.append(
                        Beside(
                            (unit.start, unit.end), (units[cue].start, units[cue].end),
                            (units[first].start, units[last].end),
                        )
                    )  # fmt: skip
    return found


def _subject_first(units: list[Unit], i: int) -> tuple[int, int, int] | None:
    """ "Jane Roe said", "a reporter asked": the verb, and where its subject begins and ends."""
    for k in range(i + 1, min(i + _LONGEST_SOURCE, len(units))):
        if units[k].low in VERBS:
            return (k, i, k - 1) if _phrase(units[i:k]) and _ends_there(units, k) else None
    return None


def _verb_first(units: list[Unit], i: int) -> tuple[int, int, int] | None:
    """ "Said Jane Roe": as far as the capitals go."""
    if units[i].low not in VERBS:
        return None
    last = i
    while last + 1 < len(units) and (units[last + 1].capital or units[last + 1].low in TITLES):
        last += 1
    return (i, i + 1, last) if last > i and _phrase(units[i + 1 : last + 1]) else None


def _ends_there(units: list[Unit], verb: int) -> bool:
    """Whether nobody is told or asked something else after the verb."""
    return verb + 1 >= len(units) or units[verb + 1].low not in ("that", "to", "whether", "if")


def _phrase(words: Sequence[Unit]) -> bool:
    """A name, a pronoun, or a noun for one who is not named."""
    if len(words) == 1:
        return words[0].low in SUBJECT_PRONOUN or words[0].capital
    if any(not u.is_word or u.low in TIME_WORDS or u.low in SUBJECT_PRONOUN for u in words):
        return False
    if words[0].low in DETERMINER:
        return words[-1].low in UNNAMED or words[-1].low in TITLES or words[-1].capital
    return all(u.capital or u.low in TITLES or u.low in HONORIFICS for u in words)


def _announced(paragraphs: Sequence[Paragraph]) -> list[tuple[int, tuple[Stretch, Stretch]]]:
    """Where a quotation fills the paragraph after "Roe wrote:", with that cue and source."""
    out = []
    for before, after in pairwise(paragraphs):
        filled = after.quotations and after.quotations[0].start == after.start
        if not filled or after.quotations[0].end != after.end or not before.sentences:
            continue
        units = before.sentences[-1].units
        verb = next((i for i in range(len(units) - 2, 0, -1) if units[i].low in _ANNOUNCES), 0)
        subject = phrase_ending(units, verb - 1) if verb and units[-1].low == ":" else None
        if subject and not any(u.quotation for u in units):
            source = units[subject.first].start, units[subject.last].end
            out.append((after.start, ((units[verb].start, units[verb].end), source)))
    return out


def _blocks(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Stretch]]:
    """Where a quotation is left open, with the next paragraph that quotes within it.

    That one opens with another kind of mark and closes it: who speaks there speaks in the block.
    """
    for before, after in pairwise(paragraphs):
        if before.quotations and after.quotations:
            last, first = before.quotations[-1], after.quotations[0]
            inner = first.start == after.start and first.closed and first.end < after.end
            if not last.closed and inner and text[last.start] != text[first.start]:
                yield last.end, (after.start, after.end)


def _kept_out(one: Tagged, blocks: dict[int, Stretch]) -> Tagged:
    """A block's words without a source that speaks only within the block."""
    inside = blocks.get(one.contents[-1][1])
    if inside is None or one.source is None or not inside[0] <= one.source[0] < inside[1]:
        return one
    return replace(one, cue=None, source=None, sure_source=_OPEN, sure_through_cue=_OPEN)


def _introduced(one: Tagged, announced: dict[int, tuple[Stretch, Stretch]]) -> Tagged:
    given = announced.get(one.contents[0][0])
    if one.source or given is None:
        return one
    return replace(one, cue=given[0], source=given[1], sure_source=_SURE, sure_through_cue=_SURE)
