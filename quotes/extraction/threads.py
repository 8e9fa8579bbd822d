"""Joins what belongs together: split quotations, and those that run over paragraphs."""

from dataclasses import dataclass, field
from itertools import pairwise

from quotes.extraction.clauses import Saying, read_sentence
from quotes.extraction.cues import Cue
from quotes.extraction.lexicon import STRENGTH
from quotes.extraction.phrases import Source
from quotes.extraction.sentences import Paragraph, Sentence, Unit
from quotes.extraction.sources import main_subject

Stretch = tuple[int, int]

_NO_CUE = Cue(0, -1, "", 0.0, "none")
_FEWEST_WORDS = 4
"""A bare quotation shorter than this is a title or a scare quote."""


@dataclass(slots=True)
class Found:
    """An attribution as stretches of the story, before its speaker is known."""

    contents: list[Stretch]
    cue: Cue
    source: Source | None
    pattern: str
    sentence: Sentence
    number: int
    paragraph: int
    ends_quoted: bool = False
    open_ended: bool = False
    waits: bool = False
    follows: "Found | None" = field(default=None, repr=False)
    """The attribution whose speaker goes on here."""


class Threads:
    """Walks the story once, in order, and keeps the thread of who is speaking."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Found] = []
        self.last: Found | None = None
        self.anchor: Found | None = None
        self.orphans: list[Stretch] = []
        self.orphan_at: tuple[Sentence, int] | None = None
        self.number = -1
        self.turn = False

    def read(self, paragraphs: list[Paragraph]) -> list[Found]:
        """All attributions of the story in order."""
        for paragraph in paragraphs:
            bare = all(s.bare for s in paragraph.sentences)
            self.turn = False
            for sentence in paragraph.sentences:
                self.number += 1
                if self.turn and self.last:
                    self.last.contents = [(self.last.contents[0][0], self._end_of_turn(paragraph))]
                elif sentence.bare:
                    self._bare(sentence, whole=bare)
                else:
                    self._spoken(sentence)
        self._drop_orphans()
        return [f for f in self.found if f.contents and (f.source or _quotes(f))]

    def _end_of_turn(self, paragraph: Paragraph) -> int:
        """The end of a transcript's paragraph, without a mark that closes the whole transcript."""
        opened = paragraph.start and self.text[paragraph.start - 1] in '"“'
        return paragraph.end - (1 if opened and self.text[paragraph.end - 1] in '"”' else 0)

    def _spoken(self, sentence: Sentence) -> None:
        sayings = read_sentence(sentence)
        waiting = self._announcement(sentence) if not sayings else None
        self.anchor = None
        for saying in sayings:
            self._take(saying, sentence)
            self.turn = self.turn or saying.pattern == "turn"
            if saying.pattern == "quote-before" and self.last:
                self.anchor = self.anchor or self.last
        if waiting:
            self.found.append(waiting)
            self.last = waiting
        elif not sayings:
            self._drop_orphans()
            if self.last and not self.last.waits:
                self.last.open_ended = False

    def _take(self, saying: Saying, sentence: Sentence) -> None:
        units = sentence.units
        contents = [(units[a].start, units[b].end) for a, b in saying.contents]
        found = Found(
            contents, saying.cue, saying.source, saying.pattern, sentence, self.number,
            sentence.paragraph, waits=saying.waits,
        )  # fmt: skip
        if saying.contents:
            closing = units[saying.contents[-1][1]].quotation
            found.ends_quoted = closing is not None
            found.open_ended = closing is not None and not closing.closed
            first = units[saying.contents[0][0]].quotation
            if self.orphans and first and first is units[0].quotation:
                found.contents = self.orphans + found.contents
                self.orphans = []
        self._drop_orphans()
        self.found.append(found)
        self.last = found

    def _announcement(self, sentence: Sentence) -> Found | None:
        """ "Roe issued the following statement:" leads into the next paragraph."""
        units = sentence.units
        if units[-1].low != ":" or len(units) > 60:
            return None
        source = main_subject(units, len(units) - 1)
        if source is None or source.last + 1 >= len(units) - 1:
            return None
        cue = Cue(source.last + 1, len(units) - 2, ":", 0.6, "announcement")
        return Found(
            [], cue, source, "announcement", sentence, self.number, sentence.paragraph, waits=True
        )

    def _bare(self, sentence: Sentence, *, whole: bool) -> None:
        stretch, closed = _stretch(sentence.units)
        last = self.last
        if last and (last.waits or last.open_ended) and sentence.paragraph - last.paragraph <= 1:
            last.waits = False
            self._append(last, stretch, closed, sentence)
        elif self.anchor and self.anchor.paragraph == sentence.paragraph:
            self._append(self.anchor, stretch, closed, sentence)
            self.last = self.anchor
        elif last and self._carries(last, sentence, whole):
            self._carry(last, stretch, closed, sentence)
        else:
            self._orphan(sentence, stretch, closed)

    def _append(self, last: Found, stretch: Stretch, closed: bool, sentence: Sentence) -> None:
        last.contents.append(stretch)
        last.ends_quoted, last.open_ended = True, not closed
        last.paragraph = sentence.paragraph

    def _carries(self, last: Found, sentence: Sentence, whole: bool) -> bool:
        """Whether a quotation without a cue goes on with the speaker before it."""
        if last.paragraph == sentence.paragraph:
            return last.cue.speech or last.ends_quoted
        spoke = last.ends_quoted or (last.cue.speech and last.number == self.number - 1)
        follows = whole and spoke and sentence.paragraph - last.paragraph == 1
        return follows and not self._is_exchange()

    def _is_exchange(self) -> bool:
        """Whether two have answered each other, so that the next words may be either's."""
        turns = [found for found in self.found[-3:] if found.source and found.ends_quoted]
        if len(turns) < 3 or any(b.paragraph - a.paragraph != 1 for a, b in pairwise(turns)):
            return False
        first, second, third = map(_source_words, turns)
        return first == third != second

    def _carry(self, last: Found, stretch: Stretch, closed: bool, sentence: Sentence) -> None:
        pattern = "same-paragraph" if last.paragraph == sentence.paragraph else "next-paragraph"
        found = Found(
            [stretch], last.cue, last.source, pattern, last.sentence, last.number,
            sentence.paragraph, True, not closed, follows=last,
        )  # fmt: skip
        self.found.append(found)
        self.last = found

    def _orphan(self, sentence: Sentence, stretch: Stretch, closed: bool) -> None:
        """A quotation whose speaker may still come; closed for good, it has none."""
        if self.orphan_at and self.orphan_at[1] != self.number - 1:
            self._drop_orphans()
        self.orphans.append(stretch)
        self.orphan_at = (sentence, self.number)
        if closed:
            self._drop_orphans()

    def _drop_orphans(self) -> None:
        """Keeps unclaimed quotations, with nobody as their speaker."""
        if self.orphans and self.orphan_at:
            words = sum(len(self.text[a:b].split()) for a, b in self.orphans)
            if words >= _FEWEST_WORDS:
                sentence, number = self.orphan_at
                self.found.append(
                    Found(
                        self.orphans, _NO_CUE, None, "orphan", sentence, number, sentence.paragraph
                    )
                )
        self.orphans, self.orphan_at = [], None


def _quotes(found: Found) -> bool:
    """Whether a quotation is at stake: what is not quoted and has no source is nobody's."""
    return found.pattern == "orphan" or found.ends_quoted


def _source_words(found: Found) -> str:
    assert found.source  # noqa: S101 - only asked of those that have one
    return " ".join(u.low for u in found.sentence.units[found.source.first : found.source.last + 1])


def _stretch(units: list[Unit]) -> tuple[Stretch, bool]:
    marked = [u for u in units if u.quotation]
    last = marked[-1].quotation
    return (marked[0].start, marked[-1].end), bool(last and last.closed)


def strength_of(found: Found) -> float:
    """How often the cue's form reports, from 0 to 1."""
    return STRENGTH.get(found.cue.verb, found.cue.strength)
