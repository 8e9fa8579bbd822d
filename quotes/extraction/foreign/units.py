"""Paragraphs as words and whole quotations, each with its place in the story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.extraction.foreign.quoting import Scanner
from quotes.extraction.marks import Quotation
from quotes.extraction.text import paragraphs

_SHORT = (
    "M|MM|Mme|Mmes|Dr|Prof|Sr|Sra|Sres|Dra|Sig|Sigg|Dott|Avv|Ing|On|St|Ste|Nr|ca|bzw|Jr|vs|art|n"
)
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,6}}|\b(?:{_SHORT})\.|\b[A-ZÀ-Þ]\.(?=\s?[A-ZÀ-Þ])"
    rf"|\d{{1,2}}\.(?=\s(?:{_MONTHS}))|\d++(?:[.,]\d++)*+(?![-‑\w])"
    r"|[^\W\d_]{1,9}['’](?=\w)|[^\W_]+(?:[-‑][^\W_]+)*|\.\.\.|[^\w\s]|_"
)
STOPS = frozenset((".", "!", "?", "…", "..."))
DASHES = frozenset("—–-―")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or mark outside quotations, or one whole quotation."""

    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None = None
    resumed: bool = False

    @property
    def capital(self) -> bool:
        """A word with a capital at its head."""
        return self.quotation is None and self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """A word outside quotations."""
        return self.quotation is None and self.text[:1].isalnum()

    @property
    def elided(self) -> bool:
        """Ends in an apostrophe: "l'", "dell'", "D'"."""
        return self.quotation is None and self.low.endswith("'") and len(self.low) > 1


@dataclass(slots=True)
class Paragraph:
    """A paragraph's units in order."""

    start: int
    end: int
    units: list[Unit]


def read_paragraphs(text: str, language: str) -> list[Paragraph]:
    """Every paragraph of a story, each quotation one unit."""
    scanner = Scanner(text, turned=language == "de")
    found = []
    for start, end in paragraphs(text):
        marks, resumed = scanner.scan(start, end)
        units: list[Unit] = []
        here = start
        for quotation in marks:
            units.extend(words(text, here, quotation.start))
            units.append(Unit(quotation.start, quotation.end, "", "", quotation, resumed))
            here, resumed = quotation.end, False
        units.extend(words(text, here, end))
        found.append(Paragraph(start, end, units))
    return found


def words(text: str, start: int, end: int) -> Iterator[Unit]:
    """The words and marks of a stretch without quotations."""
    for m in _TOKEN.finditer(text, start, end):
        yield Unit(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'"))


def ends_sentence(text: str, unit: Unit) -> bool:
    """Whether a sentence ends with this unit: a stop, or a quotation with its own stop inside."""
    if unit.quotation is None:
        return unit.text in STOPS
    return text[unit.start : unit.end].rstrip('»”“«"’ \xa0\u202f')[-1:] in ".!?…"


def sentence_start(text: str, units: list[Unit], i: int, reach: int = 80) -> int:
    """The first unit of the sentence that unit ``i`` stands in; looks back ``reach`` units."""
    lowest = max(0, i - reach)
    for j in range(i - 1, lowest - 1, -1):
        unit = units[j]
        if ends_sentence(text, unit) and _new(units, j):
            return j + 1
    return lowest


def _new(units: list[Unit], j: int) -> bool:
    """After a quotation with a stop inside, a sentence starts only with a capital."""
    if units[j].quotation is None or j + 1 >= len(units):
        return True
    after = units[j + 1]
    return after.quotation is not None or after.capital
