"""Who said what in a story: plain text in, attributions with exact offsets out."""

from quotes.extraction.attributions import Attribution, Span, printed, words
from quotes.extraction.engine import ENGINE, REVISION, extract
from quotes.extraction.kinds import kind_at

__all__ = ["ENGINE", "REVISION", "Attribution", "Span", "extract", "kind_at", "printed", "words"]
