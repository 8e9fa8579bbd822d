"""A tree as conditions on two columns: `search` has the stems, `literal` the words to the letter.

As much of the tree as reads one column becomes one query of the database's own type, so that an
index answers it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchQueryField
from django.db.models import Func, Q, Value

from quotes.search.language.grammar import And, Not, Or, Term, Tree
from quotes.search.language.lexemes import Known
from quotes.search.language.tokens import Sort


class ReadQuery(SearchQuery):
    """A query that the database has read already, and wrote as text; it is not read for words."""

    template = "%(expressions)s::tsquery"

    def __init__(self, text: str) -> None:
        self.config = None
        self.invert = False
        self.function = ""
        self.text = text
        Func.__init__(self, Value(text), output_field=SearchQueryField())


@dataclass(frozen=True)
class Clause:
    """What one column must match."""

    column: str
    text: str

    def condition(self) -> Q:
        """The same as the database is asked."""
        return Q(**{self.column: ReadQuery(self.text)})


@dataclass(frozen=True)
class Mixed:
    """Clauses of several columns, which must hold all or in part."""

    by: type[And] | type[Or]
    of: tuple[Clause | Mixed, ...]

    def condition(self) -> Q:
        """The same as the database is asked."""
        return reduce(and_ if self.by is And else or_, (clause.condition() for clause in self.of))


def clause_of(tree: Tree, known: Known) -> Clause | Mixed:
    """What the columns must match for a tree to hold."""
    if isinstance(tree, Term):
        return _of_term(tree, known)
    if isinstance(tree, Not):
        return _without(clause_of(tree.of, known))
    return _joined([clause_of(part, known) for part in tree.of], type(tree))


def _of_term(term: Term, known: Known) -> Clause:
    lexemes = known[term]
    if term.sort == Sort.WORD and lexemes.stems:
        return Clause("search", lexemes.stems)
    return Clause("literal", lexemes.literal)


def _without(clause: Clause | Mixed) -> Clause | Mixed:
    if isinstance(clause, Clause):
        return Clause(clause.column, f"!({clause.text})")
    other: type[And] | type[Or] = Or if clause.by is And else And
    return _joined([_without(part) for part in clause.of], other)


def _joined(parts: Sequence[Clause | Mixed], by: type[And] | type[Or]) -> Clause | Mixed:
    flat: list[Clause | Mixed] = []
    for part in parts:
        flat += part.of if isinstance(part, Mixed) and part.by is by else [part]
    columns: dict[str, list[str]] = {}
    for part in flat:
        if isinstance(part, Clause):
            columns.setdefault(part.column, []).append(part.text)
    clauses: list[Clause | Mixed] = [
        Clause(column, texts[0] if len(texts) == 1 else _text(texts, by))
        for column, texts in columns.items()
    ]
    clauses += [part for part in flat if isinstance(part, Mixed)]
    return clauses[0] if len(clauses) == 1 else Mixed(by, tuple(clauses))


def _text(texts: Sequence[str], by: type[And] | type[Or]) -> str:
    return (" & " if by is And else " | ").join(f"({text})" for text in texts)


def rank_text(tree: Tree | None, known: Known) -> str:
    """What to rank matches by: the stems of all that is looked for; empty if there are none."""
    if isinstance(tree, Term):
        return known[tree].stems
    if tree is None or isinstance(tree, Not):
        return ""
    texts = [text for part in tree.of if (text := rank_text(part, known))]
    return texts[0] if len(texts) == 1 else _text(texts, type(tree))
