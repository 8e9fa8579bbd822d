"""Keys under which names that may be one person's meet: stored columns, for an index to find.

A key is coarser than the name: it forgives accents, another transliteration, initials, and which
of two names stands first. Names that share one are compared in full; nothing else is.
"""

from __future__ import annotations

import re

from django.db.models import F, Func, Value
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Concat, Left

_LETTERS = ("øłđıæœþðñ", "oldiaotdn")
"""Letters that decomposition leaves alone, and what the wires print for them."""

_SOUNDS = (
    ("([aou])e", r"\1"),
    ("tsch|tch|sch|sh|ch", "s"),
    ("kh|gh", "h"),
    ("ph", "f"),
    ("ck|[qcg]", "k"),
    ("w", "v"),
    ("[yj]", "i"),
    ("h", ""),
    (r"(.)\1+", r"\1"),
)
"""Spellings that transliterators choose between, and one for all of them; in this order."""


def _replaced(text: Combinable, pattern: str, by: str) -> Func:
    return Func(text, Value(pattern), Value(by), Value("g"), function="regexp_replace")


def _sound(word: Expression) -> Expression:
    plain: Expression = Func(word, *(Value(part) for part in _LETTERS), function="translate")
    for pattern, by in _SOUNDS:
        plain = _replaced(plain, pattern, by)
    return plain


def sound_of(word: str) -> str:
    """The same of a folded word at hand, without asking the database."""
    for letter, plain in zip(*_LETTERS, strict=True):
        word = word.replace(letter, plain)
    for pattern, by in _SOUNDS:
        word = re.sub(pattern, by, word)
    return word


def _last(name: str) -> Expression:
    return _replaced(F(name), "^.* ", "")


def _first(name: str) -> Expression:
    return _replaced(F(name), " .*$", "")


def family(name: str) -> Expression:
    """A folded name's last word, as it sounds."""
    return _sound(_last(name))


def family_and_initial(name: str) -> Expression:
    """Its last word as it sounds, and the initial of its first."""
    return Concat(_sound(_last(name)), Value(" "), Left(F(name), 1))


def turned_round(name: str) -> Expression:
    """The same of the name with its first word last."""
    return Concat(_sound(_first(name)), Value(" "), Left(_last(name), 1))
