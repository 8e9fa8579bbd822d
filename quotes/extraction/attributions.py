"""What the engine hands back: attributions, and the words of one as an editor prints them."""

import re
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
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story: ``story[start:end] == text``, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody said something, as far as the story's wording shows it.

    ``content`` takes quotation marks in, and the "that" which leads into indirect speech.
    ``kind`` is "direct", "mixed" or "indirect". ``speaker`` is the fullest name the story gives,
    or None when nobody is named or it is not clear who is meant; ``speaker_kind`` is "person",
    "organisation", "unnamed" or None. ``descriptor`` holds an unnamed source's words, ``role`` the
    title and organisation, both as printed.
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


def words(text: str, attribution: Attribution) -> str:
    """The quote's words as an editor would print them.

    Outer quotation marks, the comma before the attribution and a leading "that" go, line breaks
    become spaces, and the pieces of a split quotation are joined with a space. Marks inside a
    mixed quotation stay.
    """
    pieces = [text[span.start : span.end] for span in attribution.content]
    printed = [_bare(piece) for piece in pieces] if attribution.kind != "mixed" else pieces
    joined = _SPACES.sub(" ", " ".join(piece.strip() for piece in printed)).strip()
    if attribution.kind == "direct":
        joined = joined.removesuffix(",")
    else:
        joined = _THAT.sub("", joined, count=1) if _THAT.match(joined) else joined
    return joined


def _bare(piece: str) -> str:
    """One piece without the marks around it, also where each paragraph opens them anew."""
    return " ".join(_unmarked(part.strip()) for part in re.split(r"\n\s*\n", piece) if part.strip())


def _unmarked(part: str) -> str:
    closers = _PAIRS.get(part[:1], "")
    if part.startswith(("''", "``")):
        return part[2:].removesuffix("''")
    if not closers:
        return part
    part = part[1:]
    return part[:-1] if part[-1:] and part[-1] in closers else part
