"""How a public quote is shown: its pieces, its date, its place in the source and its citation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote as percent_encode

from django.utils.dateparse import parse_date

from quotes.models import Notice, Precision, Quote, QuoteKind, Spans
from quotes.search import Segment
from quotes.verification import AttributionBasis

AROUND = 300
"""Characters of the source's text shown on either side of a quote; more is the outlet's to show."""

LONGEST_EXACT = 80  # characters; a longer text is found by its first and last words
EDGE_WORDS = 5

_SENTENCE_START = re.compile(r"(?:[.!?…][”’\"')\]]*\s+|\n\n)(?=\S)")
_DATES = {Precision.DAY: "%-d %B %Y", Precision.MONTH: "%B %Y", Precision.YEAR: "%Y"}
_MACHINE_DATES = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


def pieces(quote: Quote) -> list[str]:
    """The words in the pieces in which the source prints them."""
    return _cut(quote.words, quote.content)


def _cut(words: str, content: Spans) -> list[str]:
    found, start = [], 0
    for first, last in content:
        found.append(words[start : start + last - first])
        start += last - first + 1
    return found


def marked_pieces(quote: Quote, segments: list[Segment]) -> list[list[Segment]]:
    """Segments of a quote's words, cut where its pieces end."""
    letters = [(letter, is_match) for text, is_match in segments for letter in text]
    cut, start = [], 0
    for piece in pieces(quote):
        cut.append(_joined(letters[start : start + len(piece)]))
        start += len(piece) + 1
    return cut


def _joined(letters: list[Segment]) -> list[Segment]:
    runs = groupby(letters, key=lambda letter: letter[1])
    return [("".join(text for text, _ in run), is_match) for is_match, run in runs]


def as_printed(quote: Quote) -> str:
    """The words in one line: direct speech in marks, a paraphrase without any."""
    return _printed(quote.words, quote.content, quote.kind)


def _printed(words: str, content: Spans, kind: str) -> str:
    if kind != QuoteKind.DIRECT:
        return " … ".join(_cut(words, content))
    return " ".join(f"“{piece}”" for piece in _cut(words, content))


def day(value: date, precision: str) -> str:
    """A date as exactly as it is known: 8 April 2025, April 2025 or 2025."""
    return value.strftime(_DATES[Precision(precision)])


def machine_day(value: date, precision: str) -> str:
    """The same for `<time datetime>`."""
    return value.strftime(_MACHINE_DATES[Precision(precision)])


def who(quote: Quote) -> str:
    """The speaker's name, or the words in which the story describes a source it does not name."""
    return str(quote.speaker) if quote.speaker else quote.descriptor


def source_link(quote: Quote, text: str = "") -> str:
    """The article's address, made to jump to the words; empty where it has no web address.

    With the version's text at hand, words that occur there more than once are told apart by those
    before them.
    """
    address = quote.article.canonical_url
    if not address.startswith(("http://", "https://")):
        return ""
    directives = "&".join(
        f"text={_prefix(text, start, piece)}{_target(piece)}"
        for (start, _), piece in zip(quote.content, pieces(quote), strict=True)
    )
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


def _target(piece: str) -> str:
    words = piece.split()
    if (len(" ".join(words)) <= LONGEST_EXACT and "\n\n" not in piece) or len(words) < 2:
        return _encoded(words)
    edge = min(EDGE_WORDS, len(words) // 2)
    return f"{_encoded(words[:edge])},{_encoded(words[-edge:])}"


def _prefix(text: str, start: int, piece: str) -> str:
    if text.count(piece) < 2:
        return ""
    before = text[:start].rpartition("\n\n")[2].split()[-EDGE_WORDS:]
    return f"{_encoded(before)}-," if before else ""


def _encoded(words: list[str]) -> str:
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")


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
    quote must not be read on its neighbour's page.
    """
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


def _hidden_places(quote: Quote) -> set[int]:
    """Every sentence of the text that a quote which is not public has a part in."""
    siblings = Quote.objects.filter(version=quote.version_id).exclude(pk=quote.pk)
    hidden = siblings.exclude(pk__in=Quote.objects.public().filter(version=quote.version_id))
    text = quote.version.text
    starts = [0, *(match.end() for match in _SENTENCE_START.finditer(text)), len(text)]
    return _places(
        [starts[bisect_right(starts, first) - 1], starts[bisect_left(starts, last)]]
        for spans in hidden.values_list("content", "cue", "source")
        for part in spans
        for first, last in part
    )


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


def citation(quote: Quote, *, address: str, kept_by: str) -> str:
    """One line of plain text that says who said what, where it was printed and where it is kept."""
    role = f", {quote.role_as_printed}" if quote.role_as_printed else ""
    said_on = f", {day(quote.said_on, quote.said_on_precision)}" if quote.said_on else ""
    rendered = "" if quote.kind == QuoteKind.DIRECT else f" ({label(quote).lower()})"
    headline = f", “{quote.article.headline}”" if quote.article.headline else ""
    return (
        f"{who(quote)}{role}{said_on}{rendered}: {as_printed(quote)} "
        f"— {quote.outlet}{headline}, {quote.article.published_at:%-d %B %Y}. {kept_by}, {address}"
    )


def label(quote: Quote) -> str:
    """What a reader is told of words that are not the speaker's own throughout."""
    return _LABELS[QuoteKind(quote.kind)]


_LABELS = {
    QuoteKind.DIRECT: "",
    QuoteKind.MIXED: "Partly quoted",
    QuoteKind.INDIRECT: "Paraphrase",
}


def meaning(quote: Quote) -> str:
    """What being verified says about this quote, and what it does not."""
    if quote.kind == QuoteKind.INDIRECT:
        return (
            "This means that it was said, in the outlet’s words rather than the speaker’s, "
            "not that it is true."
        )
    return "This means that the words were said, not that they are true."


@dataclass(frozen=True)
class Change:
    """What one part of a quote was before a correction, and what it became."""

    name: str
    before: str
    after: str


def public_notices(quote: Quote) -> list[Notice]:
    """The decided notices on a quote, the latest first; proposals and refusals stay inside."""
    decided = [notice for notice in quote.notices.all() if notice.approved_by_id]
    return sorted(decided, key=lambda notice: (notice.decided_at, notice.pk), reverse=True)


def retractions(quote: Quote) -> list[Notice]:
    """The retractions of a quote, the latest first."""
    return [one for one in public_notices(quote) if one.type == Notice.Type.RETRACTION]


_CHANGES = {
    "words": "Wording",
    "kind": "Kind",
    "speaker": "Speaker",
    "descriptor": "Described as",
    "role_as_printed": "Role",
    "said_on": "Said on",
    "attribution_basis": "Basis",
}
_POINTS_AT_A_SOURCE = {"speaker", "descriptor", "role_as_printed"}


def changes(quote: Quote, notice: Notice) -> list[Change]:
    """What a notice changed, as readers see it.

    Where the source is unnamed now, nothing is told that could name it again.
    """
    shown = [name for name in _CHANGES if name in notice.before and name in notice.after]
    if quote.descriptor:
        shown = [name for name in shown if name not in _POINTS_AT_A_SOURCE]
    return [
        Change(
            _CHANGES[name],
            _readable(name, {"kind": quote.kind} | notice.before),
            _readable(name, {"kind": quote.kind} | notice.after),
        )
        for name in shown
        if notice.before[name] != notice.after[name]
    ]


def _readable(name: str, values: dict[str, Any]) -> str:
    value = values[name]
    if not value:
        return "none"
    if name == "words":
        return _printed(value, values["content"], values["kind"])
    if name == "speaker":
        return str(value["name"])
    if name == "said_on":
        parsed = parse_date(value)
        return day(parsed, values.get("said_on_precision", Precision.DAY)) if parsed else value
    if name == "kind":
        return str(QuoteKind(value).label)
    if name == "attribution_basis":
        return str(AttributionBasis(value).label)
    return str(value)
