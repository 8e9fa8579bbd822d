"""Places in the story's sentences for the spans that the tagger marked."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from quotes.extraction.lexicon import RELATIVE
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.phrases import Source, phrase_ending
from quotes.extraction.sentences import Paragraph, Sentence, Unit
from quotes.extraction.vocabulary import KIN, TITLES, UNNAMED

Stretch = tuple[int, int]
"""Start and end of some characters of the story."""


@dataclass(frozen=True, slots=True)
class Place:
    """Units ``first`` to ``last`` of one sentence, both included; ``number`` counts sentences."""

    sentence: Sentence
    number: int
    first: int
    last: int

    @property
    def units(self) -> list[Unit]:
        """The sentence's units."""
        return self.sentence.units


@dataclass(slots=True)
class Found:
    """One attribution as stretches of the story, before its speaker is known."""

    contents: list[Stretch]
    cue: Place | None
    place: Place | None
    """Where the source stands, if it stands outside quotations."""
    source: Source | None
    cue_stretch: Stretch | None = None
    source_stretch: Stretch | None = None
    sure: dict[str, float] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The sentence of the source, else of the cue; -1 without either."""
        place = self.place or self.cue
        return place.number if place else -1


class Locator:
    """Finds the units at some characters."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.sentences = [s for p in paragraphs for s in p.sentences if s.units]
        self.starts = [s.units[0].start for s in self.sentences]

    def place(self, stretch: Stretch) -> Place | None:
        """The units that a stretch covers, within the sentence where it starts."""
        number = bisect_right(self.starts, stretch[0]) - 1
        if number < 0:
            return None
        units = self.sentences[number].units
        inside = [
            i
            for i, u in enumerate(units)
            if u.start < stretch[1] and u.end > stretch[0] and u.quotation is None
        ]
        return Place(self.sentences[number], number, inside[0], inside[-1]) if inside else None

    def found(self, contents: list[Stretch], cue: Stretch | None, source: Stretch | None) -> Found:
        """An attribution's stretches with their places in the sentences."""
        at_cue = self.place(cue) if cue else None
        at = self.place(source) if source else None
        phrase = source_phrase(at, at_cue) if at else None
        return Found(contents, at_cue, at, phrase, cue, source)


def source_phrase(place: Place, cue: Place | None) -> Source:
    """A marked source as a noun phrase: its head ends before the first comma or "who"."""
    units, first = place.units, place.first
    last = _without_symbols(units, first, place.last)
    low = units[first].low
    if first == last and low in RELATIVE:
        return _antecedent(units, first)
    core = last
    for i in range(first + 1, last):
        if units[i].low in (",", "—", "–", "--", "(", "who", "which", "whose"):
            core = i - 1
            break
    comma = core + 1 <= last and units[core + 1].low in (",", "—", "–", "--")
    apposition = (core + 2, last) if comma and core + 2 <= last else None
    if apposition and units[apposition[0]].low in RELATIVE:
        apposition = None
    if last > core and units[last].low == "," and apposition and apposition[0] < last:
        apposition = (core + 2, last - 1)
    return Source(first, last, core, _side(place, cue), apposition)


def _name_at_end(units: list[Unit], first: int, last: int) -> int:
    """ "The rise of Jane Roe, who": where the name begins, unless the phrase heads a person."""
    start = last
    while start > first and units[start - 1].capital and units[start - 1].is_word:
        start -= 1
    if start - first < _SHORTEST_OF or units[start - 1].low != "of" or start == last:
        return 0
    people = any(u.low in UNNAMED or u.low in TITLES or u.low in KIN for u in units[first:start])
    return 0 if people or units[start].low not in FIRST_NAMES else start


_SHORTEST_OF = 2
"""A noun and its "of"."""


def _without_symbols(units: list[Unit], first: int, last: int) -> int:
    """The last unit that is more than an emoji or the like."""
    while last > first and not units[last].quotation and _symbol(units[last].text):
        last -= 1
    return last


def _symbol(text: str) -> bool:
    return all(unicodedata.category(letter)[0] in "SMC" for letter in text)


def _side(place: Place, cue: Place | None) -> str:
    """Where the source stands to its cue: left, right, or before a colon."""
    if cue is None or cue.number != place.number:
        return "left"
    if cue.units[cue.first].low == ":":
        return "label"
    return "left" if place.first < cue.first else "right"


def _antecedent(units: list[Unit], who: int) -> Source:
    """The phrase that "who" stands for."""
    last = who - 1
    if last >= 0 and units[last].low == ",":
        last -= 1
    found = phrase_ending(units, last, "relative") if last >= 0 else None
    if found and units[who].low == "who" and (name := _name_at_end(units, found.first, last)):
        return Source(name, who, last, "relative")
    if found is None:
        return Source(who, who, who, "relative")
    return Source(found.first, who, found.core, "relative")
