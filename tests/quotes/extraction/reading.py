"""Short ways to ask the engine one thing."""

from datetime import date

from quotes.extraction import Attribution, extract, words
from quotes.extraction.findings import Found, Locator
from quotes.extraction.sentences import read_paragraphs

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def only(text: str, published_on: date | None = PUBLISHED) -> Attribution:
    """The one attribution of a text that has just one."""
    found = extract(text, published_on=published_on)
    assert len(found) == 1, [words(text, one) for one in found]
    return found[0]


def last(text: str) -> Attribution:
    """The attribution that stands last in a text."""
    return extract(text, published_on=PUBLISHED)[-1]


def said(text: str) -> list[tuple[str | None, str]]:
    """Speaker and words of every attribution."""
    return [(one.speaker, words(text, one)) for one in extract(text, published_on=PUBLISHED)]


def texts(spans: tuple[object, ...]) -> list[str]:
    """The wording of some spans."""
    return [span.text for span in spans]  # type: ignore[attr-defined]


def found(
    text: str, content: str | list[str], cue: str = "", source: str = "", at: int = 0
) -> Found:
    """An attribution given by its wording; each piece is searched from character ``at`` on."""
    pieces = [content] if isinstance(content, str) else content
    locator = Locator(read_paragraphs(text))
    contents = [_stretch(text, piece, at) for piece in pieces]
    spans = [_stretch(text, words, at) if words else None for words in (cue, source)]
    return locator.found(contents, spans[0], spans[1])


def _stretch(text: str, words: str, at: int) -> tuple[int, int]:
    start = text.index(words, at)
    return start, start + len(words)
