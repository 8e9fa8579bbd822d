"""A quote among the sentences around it, without those that are not public."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from quotes.display.history import was_named
from quotes.models import Quote, QuoteQuerySet
from quotes.spans import Spans

AROUND = 300
"""Characters of the source's text shown on either side of a quote; more is the outlet's to show."""

BESIDE = 40
"""Characters before and after a quote that tell it from the same words elsewhere in its source."""

_SENTENCE_START = re.compile(r"(?:[.!?…][”’\"')\]]*\s+|\n\n)(?=\S)")


@dataclass(frozen=True)
class Stretch:
    """A run of the source's text: the quote's own words, those around it, or words left out."""

    text: str
    is_said: bool = False
    is_left_out: bool = False


LEFT_OUT = Stretch("[…]", is_left_out=True)


def context(quote: Quote) -> list[Stretch]:
    """The quote among the sentences around it.

    Whatever the same text holds of quotes that are not public is left out: a withheld or retracted
    quote must not be read on its neighbour's page. There is none at all where the story names a
    source that we no longer do.
    """
    if was_named(quote):
        return []
    text = quote.version.text
    said = _places(quote.content)
    hidden = _hidden_places(quote) - _places([*quote.content, *quote.cue, *quote.source])
    stretches: list[Stretch] = []
    for start, end in _windows(text, quote.content):
        if start > 0:
            stretches.append(LEFT_OUT)
        stretches += _stretches(text, range(start, end), said, hidden)
    if end < len(text):
        stretches.append(LEFT_OUT)
    return list(_without_crumbs(stretches))


def beside(quote: Quote, length: int = BESIDE) -> list[tuple[str, str]]:
    """What stands right before and after each piece, as far as `context` would show it."""
    if was_named(quote):
        return [("", "") for _ in quote.content]
    text = quote.version.text
    hidden = _hidden_places(quote) - _places([*quote.content, *quote.cue, *quote.source])
    return [
        (
            _shown(text, range(start - 1, max(start - length, 0) - 1, -1), hidden)[::-1],
            _shown(text, range(end, min(end + length, len(text))), hidden),
        )
        for start, end in quote.content
    ]


def _shown(text: str, places: range, hidden: set[int]) -> str:
    """The text at these places, up to the first that is hidden."""
    return "".join(text[place] for place in takewhile(lambda one: one not in hidden, places))


def _hidden_places(quote: Quote) -> set[int]:
    """Every sentence of the text that a quote which is not public has a part in."""
    article = quote.version.article_id
    siblings = Quote.objects.filter(version__article=article).exclude(pk=quote.pk)
    hidden = siblings.exclude(pk__in=Quote.objects.public().filter(version__article=article))
    text = quote.version.text
    starts = [0, *(match.end() for match in _SENTENCE_START.finditer(text)), len(text)]
    return _places(
        [starts[bisect_right(starts, first) - 1], starts[bisect_left(starts, last)]]
        for first, last in _parts(quote, hidden)
    )


def _parts(quote: Quote, hidden: QuoteQuerySet) -> Iterator[list[int]]:
    """Where hidden quotes stand in this wording, those of other wordings found by their words."""
    text = quote.version.text
    for version, words, *spans in hidden.values_list(
        "version", "words", "content", "cue", "source"
    ):
        if version == quote.version_id:
            yield from (part for group in spans for part in group)
            continue
        # Its pieces were joined by spaces; each sentence of it is looked for by itself.
        for sentence in _SENTENCE_START.split(words):
            for found in re.finditer(re.escape(sentence.strip()), text) if sentence.strip() else ():
                yield [found.start(), found.end()]


def _places(spans: Iterable[list[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _windows(text: str, content: Spans) -> Iterator[tuple[int, int]]:
    """Parts of the text around the pieces, in whole sentences; nearby pieces share one."""
    start = end = -1
    for first, last in content:
        opens, closes = _opening(text, first), _closing(text, last)
        if start >= 0 and opens > end:
            yield start, end
            start = opens
        start, end = (opens if start < 0 else start), closes
    yield start, end


def _opening(text: str, first: int) -> int:
    edge = first - AROUND
    if edge <= 0:
        return 0
    sentence = _SENTENCE_START.search(text, edge, first)
    if sentence:
        return sentence.end()
    word = text.find(" ", edge, first)
    return word + 1 if word >= 0 else first


def _closing(text: str, last: int) -> int:
    edge = last + AROUND
    if edge >= len(text):
        return len(text)
    ends = [match.end() for match in _SENTENCE_START.finditer(text, last, edge)]
    return ends[-1] if ends else max(last, text.rfind(" ", last, edge))


def _stretches(text: str, window: range, said: set[int], hidden: set[int]) -> Iterator[Stretch]:
    def kind(place: int) -> tuple[bool, bool]:
        return place in said, place in hidden

    for (is_said, is_hidden), places in groupby(window, key=kind):
        run = list(places)
        yield LEFT_OUT if is_hidden else Stretch(text[run[0] : run[-1] + 1], is_said=is_said)


def _without_crumbs(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Join gaps that only punctuation keeps apart."""
    last: Stretch | None = None
    for index, stretch in enumerate(stretches):
        follows = stretches[index + 1] if index + 1 < len(stretches) else None
        is_crumb = not stretch.is_said and not re.search(r"\w", stretch.text)
        between_gaps = last in (None, LEFT_OUT) and follows in (None, LEFT_OUT)
        if (stretch is LEFT_OUT and last is LEFT_OUT) or (is_crumb and between_gaps):
            continue
        yield stretch
        last = stretch
