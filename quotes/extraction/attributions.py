"""What the engine hands back: attributions, and the words of one as an editor prints them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story: ``story[start:end] == text``, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody said something, as far as the story's wording shows it."""

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
    """The quote's words as an editor would print them."""
    return " ".join(text[span.start : span.end] for span in attribution.content)
