"""What may go as a refile: spelling, marks and spacing, and nothing that a reader was told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from quotes import names
from quotes.triggers import notices
from quotes.triggers.refiles import LETTERS_A_SLIP, MARK_AND_SPACE, PLACES, SPELT
from quotes.verification import Incomplete

_WORDS = re.compile(r"\w+")
_MEANT = re.compile(notices.MEANT.replace("[[:alpha:]]", r"[^\W\d_]"))


def check(before: Mapping[str, Any], after: Mapping[str, Any], *, is_same_office: bool) -> None:
    """Raise Incomplete, naming the field, where a change is more than a refile."""
    for name in before:
        if before[name] == after[name]:
            continue
        if name not in (*SPELT, *PLACES):
            raise _too_much(name, "is not mended by a refile")
        if name in ("cue", "source") and not is_nudged(before[name], after[name]):
            raise _too_much(name, "is somewhere else")
        if name in SPELT and not is_respelt(before[name], after[name]):
            raise _too_much(name, "is worded otherwise")
    if not is_same_wording(before.get("words", ""), after.get("words", "")):
        raise _too_much("content", "has other words")
    if not is_same_office:
        raise _too_much("role_as_printed", "names another position")


def _too_much(field: str, what: str) -> Incomplete:
    label = {"role_as_printed": "Role", "content": "The quotation"}.get(
        field, field.replace("_", " ").capitalize()
    )
    return Incomplete(
        f"{label} {what}; a refile only mends spelling, marks and spacing. "
        "Propose a correction instead.",
        field=field,
    )


def is_nudged(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    """Whether places are the same but for a mark and a space at their ends."""
    if len(one) != len(other):
        return False
    ends = zip(chain.from_iterable(one), chain.from_iterable(other), strict=True)
    return all(abs(was - would_be) <= MARK_AND_SPACE for was, would_be in ends)


def is_same_wording(one: str, other: str) -> bool:
    """Whether two wordings have the same words and amounts; other marks and spaces apart."""
    return _letters(one) == _letters(other) and _MEANT.findall(one) == _MEANT.findall(other)


def _letters(words: str) -> str:
    """Letters and digits alone; accents are letters of a quotation, capitals are not."""
    return "".join(_WORDS.findall(words.casefold()))


def is_respelt(one: str, other: str) -> bool:
    """Whether two wordings are one but for slips: word by word, numbers excepted."""
    if not one or not other:
        return False
    words = [_WORDS.findall(names.fold(text)) for text in (one, other)]
    if "".join(words[0]) == "".join(words[1]):
        return True
    return all(_is_slip(*pair) for pair in zip_longest(*words, fillvalue=""))


def _is_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[:1] != other[:1] or any(letter.isdigit() for letter in one + other):
        return False
    allowed = min(2, min(len(one), len(other)) // LETTERS_A_SLIP)
    return bool(DamerauLevenshtein.distance(one, other) <= allowed)
