"""What the engine hands back: attributions, and the words of one as an editor prints them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_PAIRS = {
    '"': '"”“',
    "“": '”"“',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
    "‹": "›",
}
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story: ``story[start:end] == text``, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often, of 100 read like this, each field is right: numbers from 0 to 1.

    ``span`` is right when the words are, ``speaker`` when the right person or body is named,
    ``role`` and ``date`` when they are as the story has them.
    """

    span: float = 0.0
    speaker: float = 0.0
    role: float = 0.0
    date: float = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody said something, as far as the story's wording shows it.

    ``content`` takes quotation marks in, and the "that" which leads into indirect speech.
    ``kind`` is "direct", "mixed" or "indirect". ``speaker`` is the fullest name the story gives,
    or None when nobody is named or it is not clear who is meant; ``speaker_kind`` is "person",
    "organisation", "unnamed" or None. ``descriptor`` holds an unnamed source's words, ``role`` the
    title and organisation, both as printed.

    ``act`` tells speech from what only shows what somebody thinks, means to do or feels: one of
    ``ACTS``. ``caveats`` are some of ``CAVEATS``. ``setting`` is where or how it was said ("to
    reporters", "in a statement"), ``anonymity_reason`` why a source stays unnamed, both as printed.
    ``confidence`` is that of the whole: words and speaker both right.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: str
    speaker: str | None = None
    speaker_kind: str | None = None
    descriptor: str = ""
    role: str = ""
    said_on: date | None = None
    said_on_precision: str = "day"
    confidence: float = 0.0
    sureness: Sureness = Sureness()
    act: str = "speech"
    caveats: tuple[str, ...] = ()
    setting: str = ""
    anonymity_reason: str = ""
    language: str = "en"


ACTS = ("speech", "belief", "plan", "reaction")
CAVEATS = ("second-hand", "question", "denial", "translation", "anonymity")


def printed(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """Where the words stand that an editor prints, one span for each piece and paragraph.

    Outer quotation marks go, also where each paragraph opens them anew, and so do the comma before
    the attribution and a leading "that". Marks inside a mixed quotation stay.
    """
    spans = [
        bare
        for span in attribution.content
        for start, end in _paragraphs(text, span.start, span.end)
        if (bare := _bare(text, start, end, attribution.kind))
    ]
    if spans and attribution.kind == "direct" and spans[-1].text[-1] == ",":
        spans[-1] = _span(text, spans[-1].start, spans[-1].end - 1)
    return tuple(span for span in spans if span.text)


def words(text: str, attribution: Attribution) -> str:
    """The quote's words as an editor prints them, its pieces joined with a space."""
    pieces = " ".join(span.text for span in printed(text, attribution))
    return _SPACES.sub(" ", pieces)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _BLANK_LINE.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _bare(text: str, start: int, end: int, kind: str) -> Span | None:
    """One piece without the marks or the "that" around it; None if nothing is left."""
    start, end = _without_blanks(text, start, end)
    if kind == "direct":
        start, end = _without_blanks(text, *_without_marks(text, start, end))
    elif that := _THAT.match(text, start, end):
        start = that.end()
    return _span(text, start, end) if start < end else None


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    if text.startswith(("''", "``"), start, end):
        closed = text.endswith("''", start + 2, end)
        return start + 2, end - 2 * closed
    closers = _PAIRS.get(text[start : start + 1], "")
    if not closers or end - start < 2:
        return start, end
    return start + 1, end - (text[end - 1] in closers)


def _blank(letter: str) -> bool:
    """White space, and what shows nothing at all: zero-width marks, marks of direction."""
    return letter.isspace() or unicodedata.category(letter) == "Cf"


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return start, end


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
