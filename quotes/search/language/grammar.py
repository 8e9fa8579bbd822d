"""The tree of a search: NOT binds before AND, AND before OR; words side by side all hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.search.language.fields import FIELDS, Operator
from quotes.search.language.notes import Kind, Notes
from quotes.search.language.tokens import STARTS_AN_OPERAND, Sort, Token


@dataclass(frozen=True)
class Term:
    """A word, the beginning of one, or a phrase."""

    sort: Sort
    text: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Not:
    """What must not hold."""

    of: Tree


@dataclass(frozen=True)
class And:
    """What must all hold."""

    of: tuple[Tree, ...]


@dataclass(frozen=True)
class Or:
    """What must hold in part: one of them."""

    of: tuple[Tree, ...]


Tree = Term | Not | And | Or
_Branch = Term | Not | And | Or | Operator
"""A part of a tree from which its fields have not been taken yet."""


def read(tokens: Sequence[Token], notes: Notes) -> tuple[Tree | None, tuple[Operator, ...]]:
    """The tree of some tokens, and the fields, which hold for the whole search."""
    branch = _Reader(tokens, notes).anything()
    operators: list[Operator] = []
    tree = _without_fields(branch, operators, notes, is_alone=True, is_excluded=False)
    return tree, tuple(sorted(operators, key=lambda one: one.start))


def terms(tree: Tree | None, *, is_wanted: bool = True) -> Iterator[Term]:
    """The terms of a tree that are looked for, or those that are not wanted."""
    if isinstance(tree, Term):
        if is_wanted:
            yield tree
    elif isinstance(tree, Not):
        yield from terms(tree.of, is_wanted=not is_wanted)
    elif tree is not None:
        for part in tree.of:
            yield from terms(part, is_wanted=is_wanted)


def negated(tree: Tree) -> Tree:
    """A tree that holds where another does not."""
    return tree.of if isinstance(tree, Not) else Not(tree)


def joined(parts: Sequence[Tree], by: type[And] | type[Or]) -> Tree | None:
    """Parts joined, those of the same kind made one; None of none."""
    flat: list[Tree] = []
    for part in parts:
        flat += part.of if isinstance(part, by) else [part]
    flat = list(dict.fromkeys(flat))
    if len(flat) < 2:
        return flat[0] if flat else None
    return by(tuple(flat))


class _Reader:
    """Reads tokens from left to right; each method takes what it is named for, None if nothing."""

    def __init__(self, tokens: Sequence[Token], notes: Notes) -> None:
        self._tokens = tokens
        self._notes = notes
        self._place = 0

    def anything(self) -> _Branch | None:
        parts: list[_Branch] = []
        last_or: Token | None = None
        while True:
            part = self._conjunction()
            token = self._taken(Sort.OR)
            if part is not None:
                parts.append(part)
                last_or = token
            else:
                self._joins_nothing(token or last_or)
            if token is None:
                return _made(parts, Or)

    def _conjunction(self) -> _Branch | None:
        parts: list[_Branch] = []
        while True:
            token = self._taken(Sort.AND)
            if token and not (parts and self._sort() in STARTS_AN_OPERAND):
                self._joins_nothing(token)
            elif self._sort() in STARTS_AN_OPERAND:
                part = self._negation()
                parts += [] if part is None else [part]
            elif token is None:
                return _made(parts, And)

    def _negation(self) -> _Branch | None:
        nots: list[Token] = []
        while token := self._taken(Sort.NOT) or self._taken(Sort.MINUS):
            nots.append(token)
        if self._sort() not in STARTS_AN_OPERAND:
            for token in nots:
                self._joins_nothing(token)
            return None
        operand = self._operand()
        if operand is None or len(nots) % 2 == 0:
            return operand
        return Not(operand)  # type: ignore[arg-type]

    def _operand(self) -> _Branch | None:
        token = self._next()
        if token.sort == Sort.OPEN:
            inner = self.anything()
            self._taken(Sort.CLOSE)
            if inner is None:
                self._notes.add(Kind.EMPTY_GROUP, token.text, token.start)
            return inner
        if token.sort == Sort.FIELD:
            return Operator(FIELDS[token.name], token.text, token.start, token.end)
        term = Term(token.sort, token.text, token.start, token.end)
        if not token.is_being_typed:
            return term
        return Or((term, Term(Sort.PREFIX, token.text, token.start, token.end)))

    def _sort(self) -> Sort | None:
        return self._tokens[self._place].sort if self._place < len(self._tokens) else None

    def _next(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _taken(self, sort: Sort) -> Token | None:
        return self._next() if self._sort() == sort else None

    def _joins_nothing(self, token: Token | None) -> None:
        if token:
            self._notes.add(Kind.JOINS_NOTHING, token.text, token.start)


def _made(parts: list[_Branch], by: type[And] | type[Or]) -> _Branch | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return by(tuple(parts))  # type: ignore[arg-type]


def _without_fields(
    branch: _Branch | None,
    found: list[Operator],
    notes: Notes,
    *,
    is_alone: bool,
    is_excluded: bool,
) -> Tree | None:
    """A branch once its fields are among `found`.

    `is_alone` is true as long as the branch holds for the whole search, or is any of some values
    of one field. Elsewhere a field would mean something else than it does, which is noted.
    """
    if branch is None:
        return None
    if isinstance(branch, Operator):
        found.append(Operator(branch.field, branch.value, branch.start, branch.end, is_excluded))
        if not is_alone:
            notes.add(Kind.HOLDS_FOR_ALL, str(branch), branch.start)
        return None
    if isinstance(branch, Term):
        return branch
    inner = {"is_alone": is_alone and _keeps_alone(branch), "is_excluded": is_excluded}
    if isinstance(branch, Not):
        inner["is_excluded"] = not is_excluded
        rest = _without_fields(branch.of, found, notes, **inner)
        return None if rest is None else negated(rest)
    rests = [_without_fields(part, found, notes, **inner) for part in branch.of]
    return joined([rest for rest in rests if rest is not None], type(branch))


def _keeps_alone(branch: Not | And | Or) -> bool:
    if isinstance(branch, And):
        return True
    if isinstance(branch, Not):
        return isinstance(branch.of, Operator)
    names = {part.name if isinstance(part, Operator) else "" for part in branch.of}
    return len(names) == 1 and "" not in names
