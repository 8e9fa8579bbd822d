"""Finds each quotation's attribution: after it, before it, inside it, or nowhere."""

from dataclasses import dataclass, field

from quotes.extraction.foreign.cues import Cues, Said, Stretch
from quotes.extraction.foreign.grammar import Grammar
from quotes.extraction.foreign.phrases import Phrase
from quotes.extraction.foreign.units import (
    DASHES,
    STOPS,
    Paragraph,
    Unit,
    ends_sentence,
    sentence_start,
    words,
)

FEWEST = 3
"""Words that a quotation within somebody's sentence needs, so no scare quote or title counts."""
FEWEST_ALONE = 4
"""Words that a quotation needs to be speech with nobody given for it."""
BETWEEN = 14
"""Units between a speaker and the second half of a quotation."""


@dataclass(slots=True)
class Finding:
    """One attribution before its speaker is known."""

    contents: list[Stretch]
    pattern: str
    cue: tuple[Stretch, ...] = ()
    speaker: Phrase | None = None
    plural: bool = False
    mixed: bool = False
    broken: bool = False
    unsaid: bool = False
    """The verb stands without a subject, which is whoever was spoken of: "…», añadió."."""


@dataclass(slots=True)
class ParagraphReader:
    """Reads one paragraph's quotations from left to right."""

    text: str
    grammar: Grammar
    paragraph: Paragraph
    found: list[Finding] = field(default_factory=list)
    taken: dict[int, Finding] = field(default_factory=dict)
    """Quotations already given to somebody, by unit."""
    cues: Cues = field(init=False)

    def __post_init__(self) -> None:
        self.cues = Cues(self.grammar, self.paragraph.units, self.text)

    @property
    def units(self) -> list[Unit]:
        """The paragraph's units."""
        return self.paragraph.units

    def read(self) -> list[Finding]:
        """Every finding of the paragraph."""
        for q, unit in enumerate(self.units):
            if unit.quotation and q not in self.taken:
                finding = (
                    self._after_colon(q)
                    or self._before_verb(q)
                    or self._inside(q)
                    or self._in_clause(q)
                    or self._alone(q)
                )
                if finding:
                    finding.broken = not unit.quotation.closed
                    self.found.append(finding)
                    self.taken[q] = finding
        return self.found

    # A speaker before a colon

    def _after_colon(self, q: int) -> Finding | None:
        if q == 0 or self.units[q - 1].text != ":":
            return None
        first = sentence_start(self.text, self.units, q - 1)
        said = self.cues.before(first, q - 2)
        if said is None:
            return self._shared(q, first) or self._label(q, first) or self._subject_only(q, first)
        if said.speaker is None and (shared := self._last_in_sentence(first, q)):
            return self._take_over(q, said.cue, shared)
        finding = self._finding(q, said, "colon")
        self._second_halves(q, finding)
        return finding

    def _label(self, q: int, first: int) -> Finding | None:
        """ "Marie Dupont : « … »": nothing but a name before the colon."""
        phrase = self.cues.phrases.at(first)
        if phrase is None or phrase.last != q - 2 or not phrase.name:
            return None
        colon = self.units[q - 1]
        return self._finding(q, Said(((colon.start, colon.end),), phrase, q), "label")

    def _subject_only(self, q: int, first: int) -> Finding | None:
        """ "X s'est montrée prudente : « … »": no verb of speech, but one subject."""
        phrase = self.cues.subject_only(first, q - 2)
        if phrase is None or phrase.kind == "pronoun" or self._words_in(q) < FEWEST:
            return None
        colon = self.units[q - 1]
        return self._finding(q, Said(((colon.start, colon.end),), phrase, q), "aside")

    # A verb after the quotation

    def _before_verb(self, q: int) -> Finding | None:
        at, comma = q + 1, False
        while at < q + 3 and self._mark(at) in (",", *DASHES):
            at, comma = at + 1, True
        said = self.cues.after(at) or self.cues.according(at) or self._after_stop(q)
        if said is None or not (said.speaker or comma or said.unsaid):
            return None
        start = sentence_start(self.text, self.units, q)
        between = self.units[start:q]
        if any(u.word for u in between) and not self._resumes(start, q):
            return self._mixed_before(q, start, said) if comma else None
        finding = self._finding(q, said, "after")
        self._second_halves(said.last, finding)
        return finding

    def _after_stop(self, q: int) -> Said | None:
        """ "«…». Così il sindaco", "«…». Lo ha detto il sindaco"."""
        at = q + 1 + (self._mark(q + 1) == ".")
        if self.grammar.code != "it" or at >= len(self.units):
            return None
        if self.units[at].text == "Così":
            return self.cues.according(at)
        if self.units[at].text == "Lo":
            said = self.cues.after(at)
            return said if said and said.speaker else None
        return None

    def _resumes(self, start: int, q: int) -> bool:
        """Whether the words before, in the same sentence, belong to an earlier attribution."""
        return any(k in self.taken for k in range(start, q))

    def _mixed_before(self, q: int, start: int, said: Said) -> Finding | None:
        """ "Le projet « coûtera trop cher », a prévenu X"."""
        if self._words_in(q) < FEWEST:
            return None
        finding = self._finding(q, said, "mixed")
        finding.contents = [(self.units[start].start, self.units[q].end)]
        finding.mixed = True
        self._second_halves(said.last, finding)
        return finding

    # A verb inside the marks

    def _inside(self, q: int) -> Finding | None:
        """ "« Il est tard, a dit X, et froid »": the words around the inserted verb."""
        unit = self.units[q]
        closed = unit.quotation is not None and unit.quotation.closed
        inner = list(words(self.text, unit.start + 1, unit.end - closed))
        cues = Cues(self.grammar, inner, self.text)
        for i in range(1, len(inner) - 1):
            mark = inner[i].text
            if mark != "," and not (mark in DASHES and self._spaced(inner[i])):
                continue
            said = cues.after(i + 1)
            if said and said.speaker and self._ends_insert(inner, said.last, mark):
                return self._around(unit, inner, i, said)
        return None

    def _spaced(self, unit: Unit) -> bool:
        return self.text[unit.start - 1].isspace()

    def _ends_insert(self, inner: list[Unit], last: int, mark: str) -> bool:
        """An inserted verb and its speaker end with a mark of their own."""
        after = inner[last + 1].text if last + 1 < len(inner) else "."
        return after in STOPS or (after == "," if mark == "," else after in DASHES)

    def _around(self, unit: Unit, inner: list[Unit], i: int, said: Said) -> Finding:
        contents = [(unit.start, inner[i].start)]
        rest = said.last + 1
        while rest < len(inner) and not inner[rest].word:
            rest += 1
        if rest < len(inner):
            contents.append((inner[rest].start, inner[-1].end))
        contents = [(a, a + len(self.text[a:b].rstrip())) for a, b in contents]
        return Finding(contents, "inside", said.cue, said.speaker, said.plural)

    # Quotations inside a reporter's clause

    def _in_clause(self, q: int) -> Finding | None:
        start = sentence_start(self.text, self.units, q)
        return self._according_before(q, start) or self._that_clause(q, start)

    def _according_before(self, q: int, start: int) -> Finding | None:
        """ "Selon X, « … »", "Mais pour Anne Petit, du syndicat, « … »"."""
        start += self._low(start) in self.grammar.but
        said = self.cues.according(start) or self.cues.in_view_of(start)
        if said is None or said.last >= q or self._low(start) in self.grammar.closing_so:
            return None
        after = said.last + 1
        aside = self._mark(after) == "," == self._mark(q - 1) and q - after < 10
        after += self._mark(after) == ","
        if after >= q or self._mark(q - 1) == ":" or (aside and not self._verbs(after, q)):
            return self._finding(q, said, "according")
        return self._mixed_clause(q, after, said)

    def _verbs(self, first: int, q: int) -> bool:
        """Whether a clause of its own stands between a speaker and the quotation."""
        g = self.grammar
        return any(u.low in g.auxiliaries or u.low in g.finite for u in self.units[first:q])

    def _that_clause(self, q: int, start: int) -> Finding | None:
        """ "X a affirmé que le projet « coûtera trop cher »"."""
        for i in range(q - 1, max(start, q - 30) - 1, -1):
            unit = self.units[i]
            if unit.quotation is not None:
                return None
            if unit.low in self.grammar.that or (unit.low == "," and self.grammar.code == "de"):
                continuing = self._low(i - 1) in self.grammar.continuing
                shared = self._last_in_sentence(start, q) if continuing else None
                if shared:
                    cue = ((self.units[i - 1].start, self.units[i - 1].end),)
                    return self._mixed_clause(q, i + 1, None, self._take_over(q, cue, shared))
                said = self.cues.before(start, i - 1)
                if said and said.speaker and self._leads(i, said):
                    return self._mixed_clause(q, i + 1, said)
        return None

    def _leads(self, that: int, said: Said) -> bool:
        """Whether the clause follows its verb closely."""
        ends = [k for k in range(max(0, that - 8), that) if self.units[k].end == said.cue[-1][1]]
        return bool(ends)

    def _mixed_clause(
        self, q: int, first: int, said: Said | None, finding: Finding | None = None
    ) -> Finding | None:
        """The clause from ``first`` to its end, with the quotation in it."""
        if self._words_in(q) < FEWEST:
            return None
        first += self._low(first) in self.grammar.that
        last = q
        while last + 1 < len(self.units) and self._clause_goes_on(last):
            last += 1
            if self.units[last].quotation:
                self.taken[last] = finding or Finding([], "")
        finding = finding or (self._finding(q, said, "mixed") if said else None)
        if finding:
            finding.contents = [(self.units[min(first, q)].start, self.units[last].end)]
            finding.mixed = any(u.word for u in self.units[first : last + 1])
        return finding

    def _clause_goes_on(self, last: int) -> bool:
        here, after = self.units[last], self.units[last + 1]
        if ends_sentence(self.text, here) and (after.capital or after.quotation is not None):
            return False
        return after.text not in STOPS and after.text not in (",", ";", ":", "(", *DASHES)

    # Nobody given

    def _alone(self, q: int) -> Finding | None:
        """A whole sentence in quotation marks with nobody beside it."""
        if not self._bare(q) or self._words_in(q) < FEWEST_ALONE:
            return None
        return Finding([self._place(q)], "alone")

    def _bare(self, q: int) -> bool:
        start = sentence_start(self.text, self.units, q)
        if any(u.word for u in self.units[start:q]) and self._mark(q - 1) != ":":
            return False
        if q + 1 == len(self.units) or self.units[q].resumed:
            return True
        after = self.units[q + 1]
        stopped = ends_sentence(self.text, self.units[q])
        return after.text in STOPS or (stopped and (after.capital or after.quotation is not None))

    # Shared parts

    def _shared(self, q: int, first: int) -> Finding | None:
        """ "…, a dit X, ajoutant : « … »"."""
        speaker = self._last_in_sentence(first, q)
        word = next((u for u in reversed(self.units[max(first, q - 6) : q]) if u.word), None)
        if speaker is None or word is None or word.low not in self.grammar.continuing:
            return None
        return self._take_over(q, ((word.start, word.end),), speaker)

    def _last_in_sentence(self, first: int, q: int) -> Finding | None:
        """The attribution earlier in the same sentence."""
        earlier = (self.taken[k] for k in range(q - 1, first - 1, -1) if k in self.taken)
        return next((one for one in earlier if one.speaker), None)

    def _take_over(self, q: int, cue: tuple[Stretch, ...], earlier: Finding) -> Finding:
        return Finding([self._place(q)], "shared", cue, earlier.speaker, earlier.plural)

    def _finding(self, q: int, said: Said, pattern: str) -> Finding:
        return Finding(
            [self._place(q)], pattern, said.cue, said.speaker, said.plural, unsaid=said.unsaid
        )

    def _place(self, q: int) -> Stretch:
        """A quotation with its marks; without them where the opening one looks like a closer."""
        unit = self.units[q]
        if unit.resumed and self.text[unit.start] == "»" and self.text[unit.end - 1] == "»":
            return unit.start + 1, unit.end - 1
        return unit.start, unit.end

    def _second_halves(self, last: int, finding: Finding) -> None:
        """Quotations that go on after the speaker: "« A », a dit X. « B. »"."""
        while (q := self._next_half(last)) > 0:
            self.taken[q] = finding
            finding.contents.append(self._place(q))
            last = q

    def _next_half(self, last: int) -> int:
        reach = 3 if self.units[last].quotation else BETWEEN
        for k in range(last + 1, min(last + reach, len(self.units))):
            unit = self.units[k]
            if unit.quotation:
                return k if self._goes_on(last, k) else -1
            if unit.text in (":", ";") or (unit.text in STOPS and not self._then_quotation(k)):
                return -1
        return -1

    def _then_quotation(self, k: int) -> bool:
        return k + 1 < len(self.units) and self.units[k + 1].quotation is not None

    def _goes_on(self, last: int, q: int) -> bool:
        """A second half stands alone after a mark, and nobody else speaks it."""
        before = self._mark(q - 1)
        joined = before in STOPS or before == "," or before in DASHES or q == last + 1
        at = q + 1
        while at < q + 3 and self._mark(at) in (",", *DASHES):
            at += 1
        if not joined or self.cues.at(at) or self.cues.according(at):
            return False
        after = self._mark(q + 1)
        closes = (
            q + 1 == len(self.units) or after in STOPS or ends_sentence(self.text, self.units[q])
        )
        return closes and (before in STOPS or q == last + 1 or self._quiet(last + 1, q))

    def _quiet(self, first: int, q: int) -> bool:
        """No other verb or conjunction of the reporter's between the halves."""
        small = (
            self.grammar.joins,
            self.grammar.that,
            self.grammar.finite,
            self.grammar.continuing,
        )
        return not any(u.low in s for u in self.units[first:q] for s in small)

    def _mark(self, i: int) -> str:
        unit = self.units[i] if 0 <= i < len(self.units) else None
        return unit.text if unit and not unit.word else ""

    def _low(self, i: int) -> str:
        return self.units[i].low if 0 <= i < len(self.units) else ""

    def _words_in(self, q: int) -> int:
        return len(self.text[self.units[q].start : self.units[q].end].strip('«»„“”" ').split())
