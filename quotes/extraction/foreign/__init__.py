"""Direct speech and its attribution in French, German, Spanish and Italian, by rule."""

from quotes.extraction.foreign.reader import LANGUAGES, read

__all__ = ["LANGUAGES", "read"]
