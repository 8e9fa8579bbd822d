"""A search once it is read: what a quote must match, what narrows it, and what was read otherwise.

Whatever is typed is read as well as it can be; `notes` say what was searched for instead. Only what
holds nothing to search for is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchHeadline
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

from quotes.models import Quote
from quotes.search.language import fields
from quotes.search.language.clauses import ReadQuery, clause_of, rank_text
from quotes.search.language.fields import Operator
from quotes.search.language.grammar import Or, Term, Tree, read, terms
from quotes.search.language.lexemes import (
    Lexemes,
    all_terms,
    look_up,
    looks_for_something,
    searchable,
)
from quotes.search.language.marking import (
    START,
    STOP,
    Segment,
    Span,
    between_marks,
    cut,
    places,
    with_its_ending,
)
from quotes.search.language.notes import Notes
from quotes.search.language.tokens import Sort, tokens_of
from quotes.typography import plain, plain_column

MOST_PHRASES = 10
MOST_PREFIXES = 5

NOTHING = "There is no word or number to search for in “%(text)s”.%(notes)s"
ONLY_NOT = (
    "The search only says what to leave out. Add what to look for, to each side of an OR, or a "
    "field such as speaker:."
)
TOO_MANY = f"Search for at most {MOST_PHRASES} phrases at once."
TOO_MANY_PREFIXES = f"Search for at most {MOST_PREFIXES} words with a star at once."
NOT_TEXT = "The search holds characters that are not text. Type it again."

_DANGLING = re.compile(r"^\s*(?:(?:AND|OR)\b\s*)+|(?:\s*\b(?:AND|OR|NOT))+\s*$")
_DOUBLED = re.compile(r"\b(AND|OR)\s+(?:(?:AND|OR)\b\s*)+")
_EMPTY_GROUP = re.compile(r"-?\(\s*\)")
_NOT_BEFORE = re.compile(r"(?:-|\bNOT\s+)$")


@dataclass(frozen=True)
class Query:
    """What was searched for: a tree of words and phrases, and fields that narrow the whole."""

    text: str = ""
    tree: Tree | None = None
    operators: tuple[Operator, ...] = ()
    notes: tuple[str, ...] = ()
    lexemes: Mapping[Term, Lexemes] = field(default_factory=dict)

    def match(self) -> Q:
        """The condition on the columns `search` and `literal`; one index has both."""
        return clause_of(self.tree, self.lexemes).condition() if self.tree else Q()

    @property
    def is_or(self) -> bool:
        """Whether any of several things is enough."""
        return isinstance(self.tree, Or)

    @property
    def rank_query(self) -> ReadQuery | None:
        """What to rank the column `search` by; None where nothing that is looked for has a stem."""
        text = rank_text(self.tree, self.lexemes)
        return ReadQuery(text) if text else None

    def mark(self, quotes: QuerySet[Quote]) -> QuerySet[Quote]:
        """Have the database mark the words it matched by their stems, for `segments`."""
        stems = [self.lexemes[term].stems for term in terms(self.tree) if term.sort == Sort.WORD]
        text = " | ".join(f"({stem})" for stem in dict.fromkeys(stems) if stem)
        if not text:
            return quotes
        return quotes.annotate(
            marked=SearchHeadline(
                plain_column(F("words")),
                ReadQuery(text),
                config="english",
                start_sel=START,
                stop_sel=STOP,
                highlight_all=True,
            )
        )

    def segments(self, quote: Quote) -> list[Segment]:
        """The quote's words cut where a match begins or ends; joined, they are the words again."""
        text = plain(quote.words)
        matches = between_marks(getattr(quote, "marked", ""), text)
        matches += [span for term in terms(self.tree) for span in self._places(term, text)]
        return cut(quote.words, [(start, with_its_ending(text, end)) for start, end in matches])

    def _places(self, term: Term, text: str) -> list[Span]:
        """Where a term stands that the database did not mark: it has no stem, or none is asked."""
        if term.sort == Sort.WORD:
            if self.lexemes[term].stems:
                return []
            return [span for word in term.text.split() for span in places(word, text)]
        return places(term.text, text, is_prefix=term.sort == Sort.PREFIX)

    @property
    def words(self) -> str:
        """The search as typed, without its fields."""
        return self.without(*self.operators)

    def without(self, *operators: Operator) -> str:
        """The search as typed, without some of its fields."""
        return _without(self.text, [(one.start, one.end) for one in operators])


def parse(text: str, *, is_typing: bool = False, for_editors: bool = False) -> Query:
    """Read what a person typed; ValidationError says why there is nothing to search for.

    With `is_typing` the last word may go on. Only editors may ask for states, acts and caveats.
    """
    if not _is_text(text):
        raise ValidationError(NOT_TEXT, code="not_text")
    notes = Notes()
    tree, operators = read(tokens_of(text, notes, is_typing=is_typing), notes)
    fields.check(operators, for_editors=for_editors)
    _check_number(tree)
    lexemes = look_up(tree)
    tree = searchable(tree, lexemes, notes)
    if tree is None and not operators:
        told = "".join(f" {note}" for note in notes.told())
        raise ValidationError(
            NOTHING, code="no_words", params={"text": text.strip()[:80], "notes": told}
        )
    if tree and not looks_for_something(tree) and all(one.is_excluded for one in operators):
        raise ValidationError(ONLY_NOT, code="only_not")
    return Query(text, tree, operators, notes.told(), lexemes)


def _check_number(tree: Tree | None) -> None:
    asked = [term.sort for term in all_terms(tree)]
    if asked.count(Sort.PHRASE) > MOST_PHRASES:
        raise ValidationError(TOO_MANY, code="too_many")
    if asked.count(Sort.PREFIX) > MOST_PREFIXES:
        raise ValidationError(TOO_MANY_PREFIXES, code="too_many")


def _is_text(text: str) -> bool:
    """Whether the database can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _without(text: str, spans: Iterable[Span]) -> str:
    """A search without some parts of it, and without what joined them to the rest."""
    for start, end in sorted(spans, reverse=True):
        text = _NOT_BEFORE.sub("", text[:start]) + " " + text[end:]
        text = _DOUBLED.sub(r"\1 ", _EMPTY_GROUP.sub(" ", text))
        text = _DANGLING.sub("", text)
    return " ".join(text.split())
