"""Joins the lines of a plain text back into the paragraphs that were written.

Wires and mail wrap at a fixed width, often with no blank line between paragraphs. A wrapping
program fills each line greedily, so where the next word would still have fitted, the line was
ended by the writer. The width itself shows in the lines that run on in mid-sentence.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]」』]*$")
_ENDS_CLAUSE = re.compile(r"[:;][\"'”’»]*$")
_BULLET = re.compile(r"(?:[•·‣▪◦●*]|\d{1,2}[.)])\s+\S")
_DASH_ITEM = re.compile(r"[-–—]\s+\S")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u3000-\u303f\uff00-\uffef]")
# After a hyphen these make "pre- and post-war", where the space belongs.
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|y|o|e)\b")
# A transcript's next speaker.
_LABEL = re.compile(r"(?:[^\W\d_a-z][^\W\d_a-z.'’ \-]{0,40}):\s")
_WORD = re.compile(r"[^\W\d_]+")
TAB = 4
WIDEST_WRAP = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, and how far it is indented."""

    text: str
    indent: int = 0

    @property
    def length(self) -> int:
        """The columns it takes."""
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: the width it is wrapped at (0: it is not), and its longest line.

    `marked` says that blank lines or indents, and they alone, tell paragraphs apart. `words` are
    those of the text, in small letters.
    """

    width: int
    longest: int
    marked: bool
    words: set[str]


def split_lines(text: str) -> list[list[Line]]:
    """The lines of a text, in blocks that blank lines separate."""
    blocks: list[list[Line]] = [[]]
    for raw in text.expandtabs(TAB).split("\n"):
        words = " ".join(raw.split())
        if words:
            blocks[-1].append(Line(words, len(raw) - len(raw.lstrip())))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def paragraphs(blocks: list[list[Line]], *, least: int = 1) -> list[str]:
    """The paragraphs of a text, whether wrapped, indented, spaced, or one to a line.

    `least` is how many lines must run on before the text counts as wrapped.
    """
    if not blocks:
        return []
    layout = _layout(blocks, least)
    return [part for block in blocks for part in _join_block(block, layout)]


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, closing marks included."""
    return _ENDS_SENTENCE.search(text[-20:]) is not None


def _layout(blocks: list[list[Line]], least: int) -> Layout:
    lines = [line for block in blocks for line in block]
    longest = max(line.length for line in lines)
    return Layout(
        width=_wrap_width(blocks, longest, least),
        longest=longest,
        marked=longest <= WIDEST_WRAP and (_is_spaced(blocks) or _is_indent_style(blocks)),
        words={word.lower() for line in lines for word in _WORD.findall(line.text)},
    )


def _is_spaced(blocks: list[list[Line]]) -> bool:
    return len(blocks) >= 4 and max(map(len, blocks)) <= sum(map(len, blocks)) / 2


def _is_indent_style(blocks: list[list[Line]]) -> bool:
    """Whether the longest block opens with an indent, and has more of them."""
    block = max(blocks, key=len)
    base = min(line.indent for line in block)
    opening = [line for line in block if line.indent >= base + 2]
    return block[0] in opening[:1] and 2 <= len(opening) < len(block)


def _wrap_width(blocks: list[list[Line]], longest: int, least: int) -> int:
    """The width a text was wrapped at; 0 if it was not.

    Lines that run on tell it from above: had it been larger, the next word would have gone up.
    One in twenty may be out of order (a table, an edit by hand, a proportional font).
    """
    pairs = [pair for block in blocks for pair in pairwise(block)]
    running_on = sorted(_needed(a, b) for a, b in pairs if _runs_on(a, b))
    if len(running_on) < max(least, 0.2 * len(pairs)):
        return 0
    return min(longest, running_on[len(running_on) // 20] - 1)


def _needed(line: Line, following: Line) -> int:
    """The width at which the next line's first word would have gone on this line."""
    return line.length + 1 + len(_first_word(following.text))


def _first_word(text: str) -> str:
    return text[0] if _CJK.match(text) else text.split(" ", 1)[0]


def _runs_on(line: Line, following: Line) -> bool:
    """Whether a line certainly goes on in the next: no end of sentence, and no fresh start."""
    if ends_sentence(line.text) or _starts_item(line, following):
        return False
    first = following.text[0]
    return first.islower() or line.text[-1] in ",-" or _CJK.match(first) is not None


def _join_block(block: list[Line], layout: Layout) -> list[str]:
    parts = [[block[0].text]]
    base = min(line.indent for line in block)
    for line, following in pairwise(block):
        if _ends_paragraph(line, following, layout, base):
            parts.append([following.text])
            continue
        if _is_broken_word(line.text, following.text, layout.words):
            parts[-1][-1] = parts[-1][-1][:-1]
        elif not _is_glued(line.text, following.text):
            parts[-1].append(" ")
        parts[-1].append(following.text)
    return ["".join(part) for part in parts]


def _ends_paragraph(line: Line, following: Line, layout: Layout, base: int) -> bool:
    """Whether the writer, not the wrapping, ended this line."""
    if _starts_item(line, following) or _is_indented(line, following, base):
        return True
    if layout.marked or _runs_on(line, following):
        return False
    needed = _needed(line, following)
    if ends_sentence(line.text) or _ENDS_CLAUSE.search(line.text[-20:]):
        return needed <= layout.width or not layout.width
    # A line that stops far short with no full stop is a heading, a name, a list's item.
    return needed <= 0.5 * (layout.width or layout.longest)


def _starts_item(line: Line, following: Line) -> bool:
    """Whether the next line opens a list's item, and is not a sentence's dash or number."""
    if _LABEL.match(following.text) and ends_sentence(line.text):
        return True
    if _BULLET.match(following.text) or _DASH_ITEM.match(following.text):
        listed = _BULLET.match(line.text) or _DASH_ITEM.match(line.text)
        ended = ends_sentence(line.text) or _ENDS_CLAUSE.search(line.text[-20:])
        return bool(listed or ended) or following.text[0] in "•‣▪◦●"
    return False


def _is_indented(line: Line, following: Line, base: int) -> bool:
    """Whether the next line's indent opens a paragraph, and is no block quotation's."""
    if not base + 2 <= following.indent <= base + 12:
        return False
    return line.indent < following.indent or ends_sentence(line.text)


def _is_glued(before: str, after: str) -> bool:
    """Whether no space belongs between two lines: inside "long-range", or in Chinese."""
    if _CJK.match(before[-1]):
        return _CJK.match(after) is not None
    if before.endswith("--"):
        return not before.endswith(" --")
    return _HYPHENATED.search(before[-40:]) is not None and not _SUSPENDED.match(after)


def _is_broken_word(before: str, after: str, known: set[str]) -> bool:
    """Whether a hyphen is the wrapping program's: only if the text has the whole word elsewhere."""
    head, tail = _HYPHENATED.search(before[-40:]), _WORD.match(after)
    return head is not None and tail is not None and (head[1] + tail[0]).lower() in known
