"""Reads letters and their accents as one, whichever way the story writes them."""

import re
import unicodedata

from quotes.extraction.attributions import Span

_LETTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def compose(text: str) -> tuple[str, list[int]]:
    """The text with composed letters, and where each of its characters starts in the story."""
    pieces: list[str] = []
    starts: list[int] = []
    for letter in _LETTER.finditer(text):
        piece = unicodedata.normalize("NFC", letter.group())
        pieces.append(piece)
        starts.extend([letter.start()] * len(piece))
    return "".join(pieces), [*starts, len(text)]


def placed(text: str, starts: list[int], spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of the composed text as spans of the story."""
    places = [(starts[span.start], starts[span.end]) for span in spans]
    return tuple(Span(start, end, text[start:end]) for start, end in places if start < end)
