"""The fonts of the pictures: Noto for some twenty scripts and emoji, chosen letter by letter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import ImageFont, features

PLAIN = "NotoSans[wght].ttf"
EMOJI = "NotoEmoji[wght].ttf"
_NOWHERE = "\U000fffff"
"""A character that no font has: what is drawn for it is drawn for all that are missing."""


@dataclass(frozen=True)
class Run:
    """Letters of one font, read in one direction."""

    text: str
    font: str
    is_backwards: bool = False


@cache
def _folder() -> Path:
    return Path(str(files("manimgx_fonts")))


@cache
def _names() -> list[str]:
    """The plain font first, the emoji last: what several have, the plainest has."""
    others = sorted(path.name for path in _folder().glob("*.ttf") if "Italic" not in path.name)
    return [PLAIN, *(name for name in others if name not in (PLAIN, EMOJI)), EMOJI]


@lru_cache(maxsize=128)
def font(name: str, size: int, weight: int = 400) -> Any:
    """A font at a size in pixels."""
    loaded = ImageFont.truetype(str(_folder() / name), size)
    axes = loaded.get_variation_axes()
    loaded.set_variation_by_axes(
        [min(max(weight, axis["minimum"] or 0), axis["maximum"] or 0) for axis in axes]
    )
    return loaded


def can_set(text: str) -> bool:
    """Whether the fonts have every letter, and the library orders those read from the right."""
    letters = [letter for letter in text if not _is_carried(letter) and not letter.isspace()]
    if any(is_backwards(letter) for letter in letters) and not features.check("fribidi"):
        return False
    return all(_font_of(letter) for letter in letters)


def runs(text: str) -> list[Run]:
    """Text in runs of one font each, as they are read."""
    found: list[tuple[str, str, bool]] = []
    for letter in text:
        if found and (_is_carried(letter) or letter.isspace()):
            last, name, backwards = found[-1]
            found[-1] = (last + letter, name, backwards)
            continue
        name, backwards = _font_of(letter) or PLAIN, is_backwards(letter)
        if found and found[-1][1] == name:
            last, _, before = found[-1]
            found[-1] = (last + letter, name, before or backwards)
        else:
            found.append((letter, name, backwards))
    return [Run(*one) for one in found]


def is_backwards(letter: str) -> bool:
    """Whether a letter is read from the right."""
    return unicodedata.bidirectional(letter) in ("R", "AL")


def reads_from_the_right(text: str) -> bool:
    """Whether the first letter with a direction is read from the right."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _is_carried(letter: str) -> bool:
    """Whether it belongs to the letter before: accents, joiners, and an emoji's colour of skin."""
    return (
        unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
        or 0x1F3FB <= ord(letter) <= 0x1F3FF
    )


@lru_cache(maxsize=8192)
def _font_of(letter: str) -> str:
    """The first font that has a letter; empty if none has."""
    return next((name for name in _names() if _has(name, letter)), "")


def _has(name: str, letter: str) -> bool:
    return _drawn(name, letter) != _drawn(name, _NOWHERE)


@lru_cache(maxsize=8192)
def _drawn(name: str, letter: str) -> tuple[Any, ...]:
    mask = font(name, 32).getmask(letter)
    return (mask.size, bytes(mask))
