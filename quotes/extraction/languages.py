"""Gives each story to the reader of its language; English never reads what is not English."""

from collections.abc import Callable
from datetime import date

from quotes.extraction import foreign
from quotes.extraction.attributions import Attribution
from quotes.extraction.language import language_of, plausibly_english

Reader = Callable[[str, date | None], list[Attribution]]


def read_in_its_language(
    text: str, published_on: date | None, english: Reader
) -> list[Attribution]:
    """What ``english`` finds in an English story, and the rules of its language in a foreign one.

    A language that nobody here reads gives nothing. A text too short or unclear to tell is read as
    English if its letters allow.
    """
    language = language_of(text)
    if language in foreign.LANGUAGES:
        return foreign.read(text, language, published_on)
    if language == "en" or (not language and plausibly_english(text)):
        return english(text, published_on)
    return []
