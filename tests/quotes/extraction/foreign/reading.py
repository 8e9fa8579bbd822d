"""Short ways to ask the foreign reader one thing."""

from datetime import date

from quotes.extraction.attributions import Attribution, words
from quotes.extraction.foreign import read

PUBLISHED = date(2024, 5, 15)


def said(text: str, language: str) -> list[tuple[str | None, str]]:
    """Who, or "~" and the words for somebody without a name, and what."""
    return [(who(one), words(text, one)) for one in read(text, language, PUBLISHED)]


def who(one: Attribution) -> str | None:
    """The speaker as the stories have it."""
    return one.speaker or (f"~{one.descriptor}" if one.descriptor else None)


def only(text: str, language: str) -> Attribution:
    """The one attribution of a text that has just one."""
    (one,) = read(text, language, PUBLISHED)
    return one
