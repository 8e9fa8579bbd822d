"""The words of a quote, its date and its citation, as they are shown."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from quotes.models import Precision, Quote, QuoteKind
from quotes.search import Segment
from quotes.spans import Spans

_DATES = {Precision.DAY: "%-d %B %Y", Precision.MONTH: "%B %Y", Precision.YEAR: "%Y"}
_MACHINE_DATES = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


def pieces(quote: Quote) -> list[str]:
    """The words in the pieces in which the source prints them."""
    return cut(quote.words, quote.content)


def cut(words: str, content: Spans) -> list[str]:
    """Words cut into as many pieces as there are spans, each as long as its span."""
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


def shortened(cut: list[list[Segment]], most: int) -> list[list[Segment]]:
    """Pieces up to so many bytes, ending with a whole word and a mark that more was said."""
    kept: list[list[Segment]] = []
    left = most
    for piece in cut:
        shown: list[Segment] = []
        for text, is_match in piece:
            encoded = text.encode()
            if len(encoded) > left:
                head = encoded[:left].decode(errors="ignore")
                return [*kept, [*shown, (f"{head.rpartition(' ')[0] or head} […]", is_match)]]
            shown.append((text, is_match))
            left -= len(encoded)
        kept.append(shown)
    return kept


def as_printed(quote: Quote) -> str:
    """The words in one line: direct speech in marks, a paraphrase without any."""
    return printed(quote.words, quote.content, quote.kind)


def printed(words: str, content: Spans, kind: str) -> str:
    """Words in one line, in the marks that their kind has or has not."""
    if kind != QuoteKind.DIRECT:
        return " … ".join(cut(words, content))
    return " ".join(f"“{piece}”" for piece in cut(words, content))


def day(value: date, precision: str) -> str:
    """A date as exactly as it is known: 8 April 2025, April 2025 or 2025."""
    return value.strftime(_DATES[Precision(precision)])


def machine_day(value: date, precision: str) -> str:
    """The same for `<time datetime>`."""
    return value.strftime(_MACHINE_DATES[Precision(precision)])


def who(quote: Quote) -> str:
    """The speaker's name, or the words in which the story describes a source it does not name."""
    return str(quote.speaker) if quote.speaker else quote.descriptor


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
