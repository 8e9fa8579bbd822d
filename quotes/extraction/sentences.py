"""Sentences as the grammar sees them: words outside quotations, each quotation one unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quotes.extraction.lexicon import SPEECH, SUBORDINATOR
from quotes.extraction.marks import Quotation, quotations
from quotes.extraction.text import Token, paragraphs, tokens

LONGEST_SENTENCE = 300
"""Words; what runs on longer is cut, so that reading takes time in proportion to length."""

_TURN = re.compile(r"[\"“][A-Z][A-Z.'’ -]{1,40}: ")
_STOPS = frozenset((".", "!", "?", "…", "..", "...", "....", "?!", "!!", "。"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or mark outside quotations, or one whole quotation."""

    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None = None
    last_mark: str = ""

    @property
    def capital(self) -> bool:
        """A word with a capital at its head."""
        return self.quotation is None and self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """A word outside quotations."""
        return self.quotation is None and (self.text[0].isalnum() or self.text[0] in "@#")


@dataclass(slots=True)
class Sentence:
    """One sentence's units and where it stands."""

    paragraph: int
    units: list[Unit]

    @property
    def bare(self) -> bool:
        """Nothing but quotations."""
        return all(u.quotation or not u.is_word for u in self.units) and any(
            u.quotation for u in self.units
        )


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its sentences."""

    index: int
    start: int
    end: int
    quotations: list[Quotation]
    sentences: list[Sentence] = field(default_factory=list)


def read_paragraphs(text: str) -> list[Paragraph]:
    """Every paragraph of a story, cut into sentences."""
    found = []
    for index, (start, end) in enumerate(paragraphs(text)):
        if _TURN.match(text, start, end):
            start += 1  # a transcript set in quotation marks: each turn has its own speaker
        marks = quotations(text, start, end, headline=index == 0)
        paragraph = Paragraph(index, start, end, marks)
        units = _without_dateline(list(_units(text, start, end, marks)))
        paragraph.sentences = [Sentence(index, cut) for cut in _sentences(units)]
        found.append(paragraph)
    return found


def _without_dateline(units: list[Unit]) -> list[Unit]:
    """Drops "OSLO (AP) —" before a paragraph's first sentence."""
    for i, unit in enumerate(units[:_LONGEST_DATELINE]):
        if unit.low in _DASHES:
            return units[i + 1 :] if _dateline(units, i) else units
        if unit.quotation:
            return units
    return units


def _dateline(units: list[Unit], dash: int) -> bool:
    """Whether the words before a dash tell a place: in capitals, or with an agency in brackets.

    "Jane Roe — the mayor — said" opens with a name.
    """
    before = units[:dash]
    if not before or not before[0].capital or not units[dash + 1 :]:
        return False
    if not all(u.capital or u.low in _DATELINE or u.low.isdigit() for u in before):
        return False
    told = before[0].text.isupper() or any(u.low in ("(", ",") for u in before)
    return told or not any(u.low in _DASHES for u in units[dash + 1 : dash + _INSERTED])


_LONGEST_DATELINE = 16
_INSERTED = 40
_DASHES = frozenset(("—", "―", "–", "--", "-"))
_DATELINE = frozenset((",", "(", ")", ".", "/", "de", "of"))


def printed(units: list[Unit], first: int, last: int) -> str:
    """Some units as one line, spaced as in the story."""
    out = ""
    end = 0
    for unit in units[first : last + 1]:
        out += (" " if out and unit.start > end else "") + unit.text
        end = unit.end
    return out


def _units(text: str, start: int, end: int, marks: list[Quotation]) -> Iterator[Unit]:
    here = start
    for quotation in marks:
        yield from map(_word, tokens(text, here, quotation.start))
        inside = text[max(quotation.start, quotation.end - 6) : quotation.end]
        last = inside.rstrip("\"'”’»」』›“ \n")[-1:]
        yield Unit(quotation.start, quotation.end, "", "", quotation, last)
        here = quotation.end
    yield from map(_word, tokens(text, here, end))


def _word(token: Token) -> Unit:
    return Unit(token.start, token.end, token.text, token.low)


def _sentences(units: list[Unit]) -> Iterator[list[Unit]]:
    first = 0
    for i in range(len(units) - 1):
        if _ends(units, i, first) or i - first >= LONGEST_SENTENCE:
            yield units[first : i + 1]
            first = i + 1
    if first < len(units):
        yield units[first:]


def _ends(units: list[Unit], i: int, first: int) -> bool:
    """Whether a sentence ends with unit ``i``."""
    unit, after = units[i], units[i + 1]
    if unit.quotation:
        return _quotation_ends(units, i)
    if unit.low in _STOPS:
        if after.low in (")", "]", "’", "'"):
            return False
        return after.quotation is not None or after.capital or not after.text[:1].islower()
    if unit.low in (")", "]") and i > first and units[i - 1].low in _STOPS:
        return after.quotation is not None or after.capital
    return False


def _quotation_ends(units: list[Unit], i: int) -> bool:
    """Whether the sentence ends with this quotation, or goes on to say who spoke."""
    unit, after = units[i], units[i + 1]
    if after.quotation:
        return unit.last_mark in ".!?…"
    if not after.is_word or not unit.last_mark or unit.last_mark not in ".!?…":
        return False
    if after.text[:1].islower():
        return False
    return not _says_next(units, i + 1, loose=unit.last_mark != ".")


def _says_next(units: list[Unit], i: int, *, loose: bool) -> bool:
    """Whether "Jane Roe said." follows a quotation that ended with a full stop of its own."""
    for j in range(i, min(i + (16 if loose else 9), len(units))):
        unit = units[j]
        if unit.low == "," and j > i and loose:
            continue
        if unit.quotation or not unit.is_word or unit.low in SUBORDINATOR or unit.low == "to":
            return False
        if unit.low in SPEECH and j > i:
            rest = units[j + 1] if j + 1 < len(units) else None
            if rest is None or rest.low in _STOPS:
                return True
            return loose and rest.quotation is None and rest.low not in (":", "that")
    return False
