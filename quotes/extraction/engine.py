"""Reads one story: finds what is said, by whom, and when."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from quotes.extraction.attributions import Attribution, Span
from quotes.extraction.cast import read_cast
from quotes.extraction.circumstances import beside_cue
from quotes.extraction.confidence import confidence_of
from quotes.extraction.dates import Day, read_day
from quotes.extraction.marks import Quotation
from quotes.extraction.resolution import Resolver, Speaker
from quotes.extraction.sentences import Unit, read_paragraphs
from quotes.extraction.threads import Found, Stretch, Threads

ENGINE = "rules"
REVISION = "1"


def extract(text: str, *, published_on: date | None = None) -> list[Attribution]:
    """Every attribution of a story, in text order.

    Relative days are counted from ``published_on``; a story that names no other day was told then.
    """
    paragraphs = read_paragraphs(text)
    found = Threads(text).read(paragraphs)
    resolver = Resolver(read_cast(paragraphs))
    marks = [q for p in paragraphs for q in p.quotations]
    known: dict[int, Speaker] = {}
    out: list[Attribution] = []
    for one in sorted(found, key=_order):
        speaker = known.get(id(one.follows)) or resolver.resolve(one)
        known[id(one)] = speaker
        out.append(_attribution(text, one, speaker, marks, published_on))
    return _distinct(out)


def _order(found: Found) -> tuple[int, int]:
    """Sources are resolved in the order of the story."""
    return found.number, found.contents[0][0] if found.follows else found.cue.first


def _attribution(
    text: str, found: Found, speaker: Speaker, marks: list[Quotation], published_on: date | None
) -> Attribution:
    units = found.sentence.units
    kind = "direct" if found.pattern == "turn" else kind_of(text, found.contents, marks)
    day = _day(text, found, published_on)
    return Attribution(
        content=tuple(Span(a, b, text[a:b]) for a, b in found.contents),
        cue=_spans(text, units, found.cue.first, found.cue.last),
        source=_spans(text, units, found.source.first, found.source.last) if found.source else (),
        kind=kind,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        descriptor=speaker.descriptor,
        role=speaker.role,
        said_on=day.on,
        said_on_precision=day.precision,
        confidence=confidence_of(found, speaker, kind),
    )


def _spans(text: str, units: list[Unit], first: int, last: int) -> tuple[Span, ...]:
    if last < first:
        return ()
    start, end = units[first].start, units[last].end
    return (Span(start, end, text[start:end]),)


def kind_of(text: str, contents: list[Stretch], marks: list[Quotation]) -> str:
    """Direct when every letter is inside quotation marks, indirect when none is, else mixed."""
    inside = outside = 0
    for start, end in contents:
        here = start
        for q in _within(marks, start, end):
            outside += _letters(text[here : max(here, q.start)])
            inside += _letters(text[max(start, q.start) : min(end, q.end)])
            here = max(here, q.end)
        outside += _letters(text[here:end])
    return "indirect" if not inside else "mixed" if outside else "direct"


def kind_at(text: str, spans: Sequence[Sequence[int]]) -> str:
    """How the words at some offsets are rendered, told by the quotation marks around them."""
    marks = [quotation for part in read_paragraphs(text) for quotation in part.quotations]
    return kind_of(text, [(start, end) for start, end in spans], marks)


def _within(marks: list[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations that touch a stretch; ``marks`` are in order and never overlap."""
    first = bisect_right(marks, start, key=lambda q: q.end)
    last = bisect_left(marks, end, key=lambda q: q.start)
    return marks[first:last]


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _day(text: str, found: Found, published_on: date | None) -> Day:
    """When it was said: the day named beside the cue, else the day of the story."""
    for start, end in beside_cue(found):
        day = read_day(text[start:end], published_on)
        if day is not None:
            return day
    return Day(published_on)


def _distinct(attributions: list[Attribution]) -> list[Attribution]:
    """In text order, each stretch of content once: the surest reading stays."""
    best: dict[tuple[Span, ...], Attribution] = {}
    for one in attributions:
        other = best.get(one.content)
        if other is None or one.confidence > other.confidence:
            best[one.content] = one
    return sorted(best.values(), key=lambda a: (a.content[0].start, a.content[-1].end))
