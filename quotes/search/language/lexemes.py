"""What PostgreSQL looks up for each term: its parser alone knows what a word is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from quotes.search.language.grammar import And, Not, Or, Term, Tree, joined, negated, terms
from quotes.search.language.notes import Kind, Notes
from quotes.search.language.tokens import Sort


@dataclass(frozen=True)
class Lexemes:
    """A term as text of the database's query type: by its stems, and to the letter.

    Both are empty for what holds no word; the stems alone for words too common to have one.
    """

    stems: str
    literal: str


Known = Mapping[Term, Lexemes]

_LOOK_UP = """
    SELECT CASE sort
        WHEN 'word' THEN plainto_tsquery('english', term)
        WHEN 'phrase' THEN phraseto_tsquery('english', term)
        ELSE to_tsquery('english', term) END::text,
    CASE sort
        WHEN 'word' THEN plainto_tsquery('simple', term)
        WHEN 'phrase' THEN phraseto_tsquery('simple', term)
        ELSE to_tsquery('simple', term) END::text
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked(sort, term, place)
    ORDER BY place"""


def look_up(tree: Tree | None) -> dict[Term, Lexemes]:
    """The lexemes of every term of a tree, in one round trip; none without a term."""
    asked = list(dict.fromkeys(all_terms(tree)))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [[term.sort.value for term in asked], [*map(_given, asked)]])
        found = [Lexemes(*row) for row in cursor.fetchall()]
    return dict(zip(asked, found, strict=True))


def all_terms(tree: Tree | None) -> Iterable[Term]:
    """The terms of a tree, wanted and not."""
    yield from terms(tree)
    yield from terms(tree, is_wanted=False)


def _given(term: Term) -> str:
    """A term as the database takes it; a prefix as one quoted operand, whatever it holds."""
    if term.sort != Sort.PREFIX:
        return term.text
    quoted = term.text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


def searchable(tree: Tree | None, known: Known, notes: Notes) -> Tree | None:
    """A tree without what can't be looked up, or is too common beside what can; both noted."""
    if isinstance(tree, Term):
        if known[tree].literal:
            return tree
        notes.add(Kind.NO_WORDS, tree.text, tree.start)
        return None
    if isinstance(tree, Not):
        rest = searchable(tree.of, known, notes)
        return None if rest is None else negated(rest)
    if tree is None:
        return None
    rests = [searchable(part, known, notes) for part in tree.of]
    parts = [rest for rest in rests if rest is not None]
    if isinstance(tree, And):
        parts = _without_common_words(parts, known, notes)
    return joined(parts, type(tree))


def _without_common_words(parts: list[Tree], known: Known, notes: Notes) -> list[Tree]:
    common = {
        part
        for part in parts
        if isinstance(part, Term) and part.sort == Sort.WORD and not known[part].stems
    }
    rest = [part for part in parts if part not in common]
    if not any(_has_stems(part, known) for part in rest):
        return parts
    for part in sorted(common, key=lambda term: term.start):
        notes.add(Kind.TOO_COMMON, part.text, part.start)
    return rest


def _has_stems(part: Tree, known: Known) -> bool:
    """Whether a part looks for a word that its stem finds."""
    return any(term.sort != Sort.PHRASE and known[term].stems for term in terms(part))


def looks_for_something(tree: Tree) -> bool:
    """Whether a tree narrows a search by what is there, not only by what is not."""
    if isinstance(tree, Term):
        return True
    if isinstance(tree, Not):
        return False
    narrows = [looks_for_something(part) for part in tree.of]
    return all(narrows) if isinstance(tree, Or) else any(narrows)
