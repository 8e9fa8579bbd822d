"""The query language: words that must all occur, and "exact phrases" that occur literally."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q, QuerySet

from quotes.models import Quote
from quotes.typography import plain, plain_column

Segment = tuple[str, bool]
"""A run of text, and whether it is what was searched for."""

_QUOTATION_MARKS = '"“”„‟«»＂'
_ENDING = re.compile(r"'\w+")
_AS_STRAIGHT = str.maketrans(dict.fromkeys(_QUOTATION_MARKS, '"'))

# Noncharacters: no story holds them, and a quote that does is shown without marks.
_START, _STOP = "\ufdd0", "\ufdd1"

MOST_PHRASES = 10

UNCLOSED = "A quotation mark is not closed. Close the phrase, or leave the mark out."
EMPTY_PHRASE = "There is nothing between the quotation marks. Put the exact words there."
NO_WORDS = "There is no word or number to search for in “%(part)s”."
TOO_MANY = f"Search for at most {MOST_PHRASES} phrases at once."
NOT_TEXT = "The search holds characters that are not text. Type it again."


@dataclass(frozen=True)
class Query:
    """What was searched for: `words` by their stems, in any order; each phrase to the letter.

    `words_are_plain` holds where every word is too common to have a stem in the index ("to be or
    not to be"): they are then looked up as they stand.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    words_are_plain: bool = False

    def match(self) -> Q:
        """The condition that a quote meets; both columns are in one index."""
        found = Q()
        if self.words:
            found &= (
                Q(literal=_plain(self.words)) if self.words_are_plain else Q(search=self._stems)
            )
        for phrase in self.phrases:
            found &= Q(literal=SearchQuery(phrase, config="simple", search_type="phrase"))
        return found

    @property
    def _stems(self) -> SearchQuery:
        return SearchQuery(self.words, config="english", search_type="plain")

    @property
    def is_or(self) -> bool:
        """Whether any of several things is enough."""
        return False

    @property
    def rank_query(self) -> SearchQuery | None:
        """What to rank the column `search` by; None where nothing that is looked for has a stem."""
        text = " ".join([*([] if self.words_are_plain else [self.words]), *self.phrases]).strip()
        return SearchQuery(text, config="english", search_type="plain") if text else None

    def mark(self, quotes: QuerySet[Quote]) -> QuerySet[Quote]:
        """Have the database mark the words it matched by their stems, for `segments`."""
        if not self.words or self.words_are_plain:
            return quotes
        return quotes.annotate(
            marked=SearchHeadline(
                plain_column(F("words")),
                self._stems,
                config="english",
                start_sel=_START,
                stop_sel=_STOP,
                highlight_all=True,
            )
        )

    def segments(self, quote: Quote) -> list[Segment]:
        """The quote's words cut where a match begins or ends; joined, they are the words again."""
        found = [False] * len(quote.words)
        for start, end in self._matches(quote):
            found[start:end] = [True] * (end - start)
        return _runs(quote.words, found)

    def _matches(self, quote: Quote) -> list[tuple[int, int]]:
        text = plain(quote.words)
        matches = _between_marks(getattr(quote, "marked", ""), text)
        if self.words_are_plain:
            matches += [span for word in _tokens(self.words) for span in _places(word, text)]
        for phrase in self.phrases:
            matches += _places(phrase, text)
        return [(start, _with_its_ending(text, end)) for start, end in matches]


def parse(text: str) -> Query:
    """Read what a person typed; ValidationError says what is wrong with it."""
    if not _is_text(text):
        raise ValidationError(NOT_TEXT, code="not_text")
    parts = unicodedata.normalize("NFC", text).translate(_AS_STRAIGHT).split('"')
    if len(parts) % 2 == 0:
        raise ValidationError(UNCLOSED, code="unclosed")
    words = plain(" ".join(part.strip() for part in parts[::2]).strip())
    phrases = [plain(phrase).strip() for phrase in parts[1::2]]
    if not all(phrase.strip() for phrase in phrases):
        raise ValidationError(EMPTY_PHRASE, code="empty_phrase")
    if len(phrases) > MOST_PHRASES:
        raise ValidationError(TOO_MANY, code="too_many")
    return _checked(words, tuple(phrases))


def _checked(words: str, phrases: tuple[str, ...]) -> Query:
    """Ask the database which parts it can look up: its parser alone knows what a word is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(plainto_tsquery('english', %s)), "
            "ARRAY(SELECT numnode(plainto_tsquery('simple', part)) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS p(part, place) ORDER BY place)",
            [words, [words, *phrases]],
        )
        stems, found = cursor.fetchone()
    for part, nodes in zip([words, *phrases], found, strict=True):
        if part and not nodes:
            raise ValidationError(NO_WORDS, code="no_words", params={"part": part})
    return Query(words, phrases, words_are_plain=bool(words) and not stems)


def _plain(words: str) -> SearchQuery:
    return SearchQuery(words, config="simple", search_type="plain")


def _is_text(text: str) -> bool:
    """Whether the database can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _places(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a phrase stand one after another, whatever marks stand between them."""
    tokens = _tokens(phrase)
    if not tokens:
        return []
    pattern = r"(?<!\w)" + r"\W+".join(re.escape(token) for token in tokens) + r"(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _between_marks(marked: str, text: str) -> list[tuple[int, int]]:
    """The places that the database marked; none if its rendering is not the text with marks."""
    if marked.replace(_START, "").replace(_STOP, "") != text:
        return []
    spans, place, start = [], 0, 0
    for piece in re.split(f"([{_START}{_STOP}])", marked):
        if piece == _START:
            start = place
        elif piece == _STOP:
            spans.append((start, place))
        else:
            place += len(piece)
    return spans


def _with_its_ending(text: str, end: int) -> int:
    """Where a word ends that the database cuts at its apostrophe: didn't, the harbour's."""
    ending = _ENDING.match(text, end)
    return ending.end() if ending else end


def _runs(text: str, found: list[bool]) -> list[Segment]:
    runs: list[Segment] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or found[place] != found[start]:
            runs.append((text[start:place], found[start]))
            start = place
    return runs
