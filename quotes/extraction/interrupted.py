"""Holds quotations to print where who says them stands between their halves.

"“…,” Roe said, “and …”" is one quotation: its second half opens in small letters. What follows a
comma after "she said" outside quotation marks tells the story: it is none of the words.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.extraction.findings import Stretch
from quotes.extraction.lexicon import SPEECH, STRENGTH, SUBJECT_PRONOUN
from quotes.extraction.sentences import Paragraph, Sentence, Unit
from quotes.extraction.tagger import Tagged
from quotes.extraction.text import word_set

_FEWEST_WORDS = 3
_LONGEST_BREAK = 24
"""Units between two halves of a quotation."""
_DASHES = ("—", "―", "–", "--", "-")
_TELLS_ON = word_set(
    """
    but as while before after when though although until because looking pointing nodding laughing
    gesturing smiling turning shaking holding speaking
    """
)
"""Words with which the story goes on after "she said, "."""
_REFERS = re.compile(r"(?:referring to|alluding to|referencing|citing|mentioning) ")
"""Words that tell what the words just said were about."""

_LIKELY = 0.6


def whole(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The attributions, each quotation whole and without what is told between its halves."""
    out = [_without_break(one, paragraphs) for one in found]
    for sentence in (s for p in paragraphs if len(p.quotations) > 1 for s in p.sentences):
        for first, second in _halves(text, sentence):
            _join(out, first, second)
    told = [part for one in out for part in _without_tale(text, one, paragraphs)]
    return sorted(told, key=lambda one: one.contents[0])


def _halves(text: str, sentence: Sentence) -> Iterator[tuple[Unit, Unit]]:
    """Two quotations in a sentence of which the second goes on with the first."""
    marked = [i for i, u in enumerate(sentence.units) if u.quotation]
    for a, b in itertools.pairwise(marked):
        between = sentence.units[a + 1 : b]
        first, second = sentence.units[a], sentence.units[b]
        if not 1 < len(between) <= _LONGEST_BREAK or between[-1].low not in (",", *_DASHES):
            continue
        ends = text[first.start : first.end].rstrip("\"'”’")[-1:] == "," or between[0].low == ","
        says = any(u.low in SPEECH for u in between[:4])
        if ends and says and _goes_on(text, second):
            yield first, second


def _goes_on(text: str, second: Unit) -> bool:
    """Whether a quotation opens in small letters and ends as a sentence does."""
    words = text[second.start : second.end]
    inner = words.lstrip("\"'“‘")
    ends = words.rstrip("\"'”’")[-1:] in ".!?,"
    return inner[:1].islower() and ends and len(words.split()) >= _FEWEST_WORDS


def _join(found: list[Tagged], first: Unit, second: Unit) -> None:
    """Makes an attribution whose words end with one half go on with the other."""
    n = next((n for n, t in enumerate(found) if _has(t, first)), None)
    m = next((m for m, t in enumerate(found) if any(_over(s, second) for s in t.contents)), None)
    if n is None or (n == m and (second.start, second.end) in found[n].contents):
        return
    if m is not None and m != n and not _one_speaker(found[n], found[m], first):
        return
    whole = (second.start, second.end)
    if m is not None:
        kept = [s for s in found[m].contents if not _over(s, second)]
        left = [(s[0], s[1]) for s in (_left_of(s, second) for s in found[m].contents) if s]
        found[m] = replace(found[m], contents=[*kept, *(left if m != n else [])])
    found[n] = replace(found[n], contents=sorted({*found[n].contents, whole}))
    found[:] = [one for one in found if one.contents]


def _left_of(stretch: Stretch, half: Unit) -> Stretch | None:
    """What a stretch holds before the half, without the comma."""
    end = half.start - _BEFORE_HALF
    if not _over(stretch, half) or end - stretch[0] < _SHORTEST:
        return None
    return stretch[0], end


_BEFORE_HALF = 2
"""A comma and a blank."""
_SHORTEST = 8


def _one_speaker(one: Tagged, other: Tagged, first: Unit) -> bool:
    """Whether the second half has no source of its own after the first half's."""
    return not other.source or other.source == one.source or other.source[0] < first.end


def _has(one: Tagged, half: Unit) -> bool:
    return any(s[1] == half.end and s[0] <= half.start for s in one.contents)


def _over(stretch: Stretch, half: Unit) -> bool:
    return stretch[0] < half.end and half.start < stretch[1]


def _without_break(one: Tagged, paragraphs: Sequence[Paragraph]) -> Tagged:
    """Takes a "— he said —" out of words that were read right through it."""
    contents: list[Stretch] = []
    cue, source = one.cue, one.source
    for start, end in one.contents:
        for sentence in _sentences(paragraphs, start, end):
            for first, subject, verb, second in _breaks(sentence, start, end):
                contents.append((start, first.end))
                start = second.start
                if source is None or start > source[0] >= first.start or cue is None:
                    cue, source = (verb.start, verb.end), (subject.start, subject.end)
        contents.append((start, end))
    return replace(one, contents=contents, cue=cue, source=source)


def _sentences(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[Sentence]:
    """Those that hold more than one quotation and touch a stretch."""
    at = bisect_left(paragraphs, start, key=lambda p: p.end)
    if at < len(paragraphs) and len(paragraphs[at].quotations) > 1:
        for sentence in paragraphs[at].sentences:
            if sentence.units[0].start < end and sentence.units[-1].end > start:
                yield sentence


def _breaks(sentence: Sentence, start: int, end: int) -> Iterator[tuple[Unit, Unit, Unit, Unit]]:
    """ "“…” — he said — “…”" within a stretch: half, subject, verb, half."""
    units = [u for u in sentence.units if start <= u.start and u.end <= end]
    for i, unit in enumerate(units):
        if not unit.quotation:
            continue
        rest = list(range(i + 1, min(i + 7, len(units))))
        after = next((k for k in rest if units[k].quotation), None)
        words = [u for u in units[i + 1 : after] if u.is_word] if after else []
        if after is None or len(words) != 2:
            continue
        subject, verb = words if words[1].low in SPEECH else reversed(words)
        if verb.low in SPEECH and (subject.low in SUBJECT_PRONOUN or subject.capital):
            yield unit, subject, verb, units[after]


def _without_tale(text: str, one: Tagged, paragraphs: Sequence[Paragraph]) -> Iterator[Tagged]:
    """Drops a piece with which the story goes on after "she said,", but for quotations in it."""
    quoted = one.cue and one.contents[0][1] <= one.cue[0] and _marked(text, one.contents[0])
    tales = [s for s in one.contents[1:] if quoted and one.cue and _is_tale(text, s, one)]
    if not tales:
        yield one
        return
    yield replace(one, contents=[s for s in one.contents if s not in tales])
    for tale in tales:
        refers = _REFERS.match(text, *tale)
        if refers:
            cue = refers.start(), refers.end() - 1
            yield replace(one, contents=[(refers.end(), tale[1])], cue=cue)
        else:
            yield from _told_in(tale, paragraphs)


def _marked(text: str, stretch: Stretch) -> bool:
    return any(mark in text[slice(*stretch)] for mark in '"”')


def _is_tale(text: str, piece: Stretch, one: Tagged) -> bool:
    """Whether a piece follows the cue and its source after a comma, outside quotation marks."""
    last = max(one.cue[1] if one.cue else 0, one.source[1] if one.source else 0)
    if piece[0] < last or not re.fullmatch(r"\s*,\s*", text[last : piece[0]]):
        return False
    word = re.match(r"[a-z]+", text[piece[0] : piece[1]])
    told = word is not None and word.group() in _TELLS_ON
    return told or bool(_REFERS.match(text, *piece))


def _told_in(tale: Stretch, paragraphs: Sequence[Paragraph]) -> Iterator[Tagged]:
    """ "As Roe went on about “…” and “…”": what is quoted in a tale, by the name before it."""
    for sentence in _sentences(paragraphs, *tale):
        units = [u for u in sentence.units if tale[0] <= u.start and u.end <= tale[1]]
        marked = [i for i, u in enumerate(units) if u.quotation]
        first = marked[0] if marked else 0
        name = next((i for i in range(first - 1, -1, -1) if units[i].capital), -1)
        verbs = units[name + 1 : first]
        if name < 0 or not 0 < len(verbs) <= 4 or not any(_reports(u.low) for u in verbs):
            continue
        start = name - (name > 0 and units[name - 1].capital)
        cue = verbs[0].start, verbs[-1].end
        source = units[start].start, units[name].end
        words = units[first].start, units[marked[-1]].end
        yield Tagged([words], cue, source, _LIKELY, _LIKELY, _LIKELY)


def _reports(low: str) -> bool:
    return low in STRENGTH or low in ("went", "goes")
