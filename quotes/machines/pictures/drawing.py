"""Drawing: a quiet card of 1200 by 630 pixels, the words as large as they fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from quotes.machines.pictures.card import Card
from quotes.machines.pictures.fonts import (
    can_set,
    font,
    is_backwards,
    reads_from_the_right,
    runs,
)

WIDTH, HEIGHT = 1200, 630
EDGE = 72
PAPER, INK, SOFT, RULE, ACCENT = "#fcfbf8", "#1c1b18", "#5d594f", "#dcd7cb", "#14456b"
SIZES = (68, 60, 54, 48, 43, 38, 34, 30)
"""Pixels, from the largest; words that do not fit at the smallest are cut."""

COLOURS = 64
CUT = " […]"
UNSET = "Read the words on the page."
MEANS = "Verified means that it was said, not that it is true."
_TOP, _BOTTOM = 118, 408
_ACROSS = WIDTH - 2 * EDGE


@lru_cache(maxsize=128)
def draw(card: Card) -> bytes:
    """The picture as PNG. Words in a script that no font has are left to the page."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 14, HEIGHT), fill=ACCENT)
    _line(pen, card.newsroom, 50, 28, weight=600, colour=ACCENT)
    if card.label:
        _line(pen, card.label.upper(), 54, 22, weight=600, colour=SOFT, at_end=True)
    _words(pen, card.words if can_set(card.words) else UNSET)
    pen.line((EDGE, 430, WIDTH - EDGE, 430), fill=RULE, width=2)
    top = 450
    for text, size, weight, colour in (
        (card.who, 36, 700, INK),
        (card.role, 26, 400, SOFT),
        (card.printed, 26, 400, SOFT),
    ):
        if text and can_set(text):
            _line(pen, text, top, size, weight=weight, colour=colour)
            top += round(size * 1.36)
    _line(pen, MEANS, 580, 20, colour=SOFT)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    drawn = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    drawn.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _line(
    pen: ImageDraw.ImageDraw,
    text: str,
    top: int,
    size: int,
    *,
    weight: int = 400,
    colour: str = INK,
    at_end: bool = False,
) -> None:
    """One line, cut where the picture ends; left out where no font can set it."""
    if not text or not can_set(text):
        return
    fitted = _cut(text, size, weight, _ACROSS // 2 if at_end else _ACROSS)
    start = WIDTH - EDGE - _width(fitted, size, weight) if at_end else EDGE
    _set(pen, fitted, start, top, size, weight, colour)


def _words(pen: ImageDraw.ImageDraw, words: str) -> None:
    """The words as large as they fit, in lines from the side that they are read from."""
    size, lines = _fitted(words)
    backwards = reads_from_the_right(words)
    height = _line_height(size)
    top = _TOP + max((_BOTTOM - _TOP - height * len(lines)) // 2, 0)
    for number, line in enumerate(lines):
        start = WIDTH - EDGE - _width(line, size, 400) if backwards else EDGE
        _set(pen, line, start, top + number * height, size, 400, INK, backwards=backwards)


def _fitted(words: str) -> tuple[int, list[str]]:
    for size in SIZES:
        lines = list(_lines(words, size))
        if len(lines) * _line_height(size) <= _BOTTOM - _TOP:
            return size, lines
    smallest = SIZES[-1]
    room = (_BOTTOM - _TOP) // _line_height(smallest)
    kept = lines[:room]
    kept[-1] = _cut(f"{kept[-1]} {lines[room]}", smallest, 400, _ACROSS, mark=CUT)
    return smallest, kept


def _lines(words: str, size: int) -> Iterator[str]:
    """Words in lines that fit; a word that is longer than a line is broken."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if _width(longer, size, 400) <= _ACROSS:
            line = longer
            continue
        if line:
            yield line
        while _width(word, size, 400) > _ACROSS:
            fits = _longest(word, size, 400, _ACROSS)
            yield word[:fits]
            word = word[fits:]
        line = word
    yield line


def _cut(text: str, size: int, weight: int, across: int, *, mark: str = "…") -> str:
    """The text, cut after a word and marked so if it is longer than there is room for."""
    if _width(text, size, weight) <= across:
        return text if mark != CUT else f"{text.rsplit(' ', 1)[0]}{mark}"
    room = across - _width(mark, size, weight)
    kept = text[: _longest(text, size, weight, room)]
    whole = kept.rsplit(" ", 1)[0] if " " in kept else kept
    return f"{whole.rstrip(' ,;:')}{mark}"


def _longest(text: str, size: int, weight: int, across: float) -> int:
    """How many letters fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(text[:middle], size, weight) <= across:
            low = middle
        else:
            high = middle - 1
    return low


def _line_height(size: int) -> int:
    return round(size * 1.32)


def _width(text: str, size: int, weight: int) -> float:
    """The width of a line: that of its words and of the spaces between them."""
    words = text.split(" ")
    spaces = (len(words) - 1) * _word_width(" ", size, weight)
    return sum(_word_width(word, size, weight) for word in words) + spaces


@lru_cache(maxsize=8192)
def _word_width(word: str, size: int, weight: int) -> float:
    return sum(font(run.font, size, weight).getlength(run.text) for run in runs(word))


def _set(
    pen: ImageDraw.ImageDraw,
    text: str,
    start: float,
    top: int,
    size: int,
    weight: int,
    colour: str,
    *,
    backwards: bool = False,
) -> None:
    """Draw one line on a common base line, its runs in the order in which they are read."""
    place = float(start)
    base = top + round(size * 1.07)
    for run in _in_order(text, backwards=backwards):
        face = font(run[1], size, weight)
        pen.text((place, base), run[0], font=face, fill=colour, anchor="ls")
        place += face.getlength(run[0])


def _in_order(text: str, *, backwards: bool) -> list[tuple[str, str]]:
    """A line's runs from left to right: what is read from the right is turned round as a whole."""
    found = [(run.text, run.font, run.is_backwards) for run in runs(text)]
    if not backwards:
        return [(run, name) for run, name, _ in found]
    turned: list[list[tuple[str, str]]] = []
    for run, name, goes_back in found:
        if goes_back or not turned or any(is_backwards(letter) for letter in turned[-1][0][0]):
            turned.append([(run, name)])
        else:
            turned[-1].append((run, name))
    return [one for group in reversed(turned) for one in _led_by_its_space(group)]


def _led_by_its_space(group: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is read from the left in a line read from the right has the space after it before it."""
    text, name = group[-1]
    if any(is_backwards(letter) for letter in text) or not text.endswith(" "):
        return group
    rest = [*group[:-1], (text.rstrip(" "), name)]
    return [(f" {rest[0][0]}", rest[0][1]), *rest[1:]]
