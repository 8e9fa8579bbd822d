"""Finds reporting verbs and the speaker beside them."""

from dataclasses import dataclass, replace

from quotes.extraction.foreign.grammar import Grammar
from quotes.extraction.foreign.phrases import Phrase, Phrases
from quotes.extraction.foreign.units import STOPS, Unit

Stretch = tuple[int, int]
REACH = 14
"""Units within which a verb's second part stands."""
FAR = 10
"""Units between a verb and its speaker at most."""

_RELATIVES = frozenset(("qui", "dont", "que", "quien", "cual", "che", "cui", "welche", "welcher"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: units ``first`` to ``last``, and its printed parts."""

    first: int
    last: int
    parts: tuple[Stretch, ...]
    plural: bool = False
    speaker: Phrase | None = None
    """The pronoun that hangs on the verb: "dit-il"."""


@dataclass(frozen=True, slots=True)
class Said:
    """A verb with its speaker, who may be left unsaid, and the last unit they take up."""

    cue: tuple[Stretch, ...]
    speaker: Phrase | None
    last: int
    plural: bool = False
    unsaid: bool = False
    """Nothing in the clause is the verb's subject."""


class Cues:
    """Reads verbs and speakers in one stretch of units."""

    def __init__(self, grammar: Grammar, units: list[Unit], text: str) -> None:
        self.grammar, self.units = grammar, units
        self.phrases = Phrases(grammar, units, text)

    def _low(self, i: int) -> str:
        return self.units[i].low if 0 <= i < len(self.units) else ""

    def at(self, i: int, *, clitics: bool = True) -> Cue | None:
        """The reporting verb that starts with unit ``i``, pronouns before it included."""
        j = i
        while clitics and j < i + 3 and self._low(j) in self.grammar.clitics:
            j += 1
        low = self._low(j)
        if "-" in low and self.grammar.code == "fr":
            return self._hyphened(i, j)
        if low in self.grammar.auxiliaries:
            return self._compound(i, j)
        if low not in self.grammar.finite:
            return None
        plural = self.grammar.finite[low] == "p"
        return Cue(i, j, (self._stretch(j, j),), plural)

    def _stretch(self, first: int, last: int) -> Stretch:
        return self.units[first].start, self.units[last].end

    def _hyphened(self, i: int, j: int) -> Cue | None:
        """ "dit-il", "a-t-elle ajouté", "s'est-il exclamé"."""
        unit, g = self.units[j], self.grammar
        verb, _, pronoun = unit.low.partition("-")
        pronoun = pronoun.rpartition("-")[2]
        if pronoun not in g.pronouns and pronoun not in g.plural_pronouns:
            return None
        plural = pronoun in g.plural_pronouns
        gender = g.pronouns.get(pronoun, "")
        place = (unit.end - len(pronoun), unit.end)
        who = Phrase(j, j, *place, "pronoun", gender=gender, plural=plural)
        head = (unit.start, unit.start + len(verb))
        if verb in g.finite:
            return Cue(i, j, (head,), plural, who)
        last = self._participle(j + 1, 3) if verb in g.auxiliaries else -1
        return Cue(i, last, (head, self._stretch(last, last)), plural, who) if last > 0 else None

    def _compound(self, i: int, j: int) -> Cue | None:
        """ "a déclaré", "ha poi detto", "hat … gesagt"."""
        german = self.grammar.code == "de"
        last = self._participle(j + 1, REACH if german else 3)
        if last < 0:
            return None
        plural = self.grammar.auxiliaries[self._low(j)] == "p"
        if german:
            return Cue(i, j, (self._stretch(j, j), self._stretch(last, last)), plural)
        return Cue(i, last, (self._stretch(j, last),), plural)

    def _participle(self, i: int, reach: int) -> int:
        """The unit of a reporting participle from ``i`` on, with adverbs between; else -1."""
        for k in range(i, min(i + reach, len(self.units))):
            unit = self.units[k]
            if unit.low in self.grammar.participles:
                return k
            aside = unit.text in "()" and reach == REACH
            if not (unit.word or aside) or (
                reach < REACH and unit.low in self.grammar.prepositions
            ):
                return -1
        return -1

    def after(self, i: int) -> Said | None:
        """A verb at ``i`` with the speaker that follows: "a déclaré lundi Marie Dupont"."""
        cue = self.at(i)
        if cue is None:
            return None
        speaker = cue.speaker or self._speaker_after(cue.last + 1)
        last = max(cue.last, speaker.last if speaker else 0)
        plural = cue.plural or (speaker is not None and self._and_another(speaker))
        parts, last = self._second_part(cue, last)
        unsaid = speaker is None and self.grammar.null_subject and self._silent(cue.last + 1)
        return Said(parts, speaker, last, plural, unsaid)

    def _and_another(self, speaker: Phrase) -> bool:
        """Whether a second speaker is joined to the first."""
        if self._low(speaker.last + 1) not in self.grammar.joins:
            return False
        other = self.phrases.at(speaker.last + 2)
        return other is not None and other.kind in ("name", "title")

    def _silent(self, i: int) -> bool:
        """Whether nothing after a verb could be its subject, up to the next mark."""
        while i < len(self.units) and (self.units[i].word or self.units[i].elided):
            unit, g = self.units[i], self.grammar
            if unit.low in g.prepositions:
                i = self._past_object(i + 1)
            elif unit.low in g.adverbs or unit.low in g.clitics or unit.low.isdigit():
                i += 1
            else:
                return unit.low in g.joins
        return True

    def _second_part(self, cue: Cue, last: int) -> tuple[tuple[Stretch, ...], int]:
        """The verb's part at the clause's end: "fügte X hinzu", "hat X gesagt"."""
        if self.grammar.code != "de":
            return cue.parts, last
        for k in range(last + 1, min(last + REACH, len(self.units))):
            unit = self.units[k]
            if unit.quotation or unit.text in STOPS or unit.text in ",:;":
                break
            closes = k + 1 == len(self.units) or not self.units[k + 1].word
            if unit.low in self.grammar.after_verb and closes and len(cue.parts) == 1:
                return (*cue.parts, (unit.start, unit.end)), k
            if (unit.start, unit.end) in cue.parts:
                return cue.parts, k
        return cue.parts, last

    def _speaker_after(self, i: int) -> Phrase | None:
        """The first phrase after a verb that no preposition leads to."""
        limit = min(i + FAR, len(self.units))
        while i < limit:
            unit = self.units[i]
            if not (unit.word or unit.elided):
                return None
            phrase = None if unit.low in self.grammar.adverbs else self.phrases.at(i)
            phrase = phrase or self.phrases.anybody(i)
            if phrase:
                return phrase
            if unit.low in self.grammar.prepositions:
                i = self._past_object(i + 1)
            elif self._skippable(unit):
                i += 1
            else:
                return None
        return None

    def _skippable(self, unit: Unit) -> bool:
        g = self.grammar
        small = not unit.capital and unit.low not in g.that and unit.low not in g.joins
        return unit.low in g.adverbs or unit.low in g.clitics or unit.low.isdigit() or small

    def _past_object(self, i: int) -> int:
        """Skips what a preposition leads to: "à la presse", "der Zeitung", "in Berlin"."""
        g = self.grammar
        while any(self._low(i) in small for small in (g.articles, g.plural_articles, g.indefinite)):
            i += 1
        return i + 1

    def before(self, first: int, last: int) -> Said | None:
        """The verb of the clause ``first`` to ``last`` that leads to a quotation, with its speaker.

        The verb nearest to the quotation counts; its speaker stands before it, else after it.
        """
        for v in range(last, max(first, last - 24) - 1, -1):
            cue = self._verb(v)
            if cue is None or cue.last > last:
                continue
            if cue.speaker:
                return Said(cue.parts, cue.speaker, last, cue.plural)
            speaker = self._subject(first, cue.first - 1)
            if speaker is None and not self._undecided(first, cue.first - 1):
                speaker = self._speaker_after(cue.last + 1)
                speaker = speaker if speaker and speaker.last <= last else None
            parts, _ = self._second_part(cue, cue.last)
            nobody = not self._subjects(first, cue.first - 1)
            unsaid = speaker is None and self.grammar.null_subject and nobody
            return Said(parts, speaker, last, cue.plural, unsaid)
        return None

    def subject_only(self, first: int, last: int) -> Phrase | None:
        """The one phrase that a clause without a verb of speech is about, at its start."""
        found = self._subjects(first, last)
        if len(found) != 1 or found[0].first != first:
            return None
        known = found[0].name or self.phrases.at(first)
        return found[0] if known else None

    def _verb(self, v: int) -> Cue | None:
        """A verb at ``v`` itself, read from the auxiliary or pronouns before it."""
        low = self._low(v)
        hyphened = "-" in low and self.grammar.code == "fr"
        if not (hyphened or low in self.grammar.finite or low in self.grammar.auxiliaries):
            return None
        cue = self.at(v, clitics=False)
        if cue is None:
            return None
        first = v
        while first > v - 3 and self._low(first - 1) in self.grammar.clitics:
            first -= 1
        return replace(cue, first=first)

    def _subjects(self, first: int, last: int, *, beside: int = -1) -> list[Phrase]:
        """Phrases that no preposition leads to; a mere noun counts if it ends at ``beside``."""
        found = []
        i = first
        while i <= last:
            phrase = self.phrases.at(i) or (self.phrases.anybody(i) if i == first else None)
            if phrase is None or phrase.last > last:
                i += 1
                continue
            led = self._low(i - 1) in self.grammar.prepositions and i > first
            if not led and not self._mere_noun(phrase, first, beside):
                found.append(phrase)
            i = phrase.last + 1
        return found

    def _mere_noun(self, phrase: Phrase, first: int, beside: int) -> bool:
        """In German a lone capital is a name only at the clause's start or beside its verb."""
        if self.grammar.code != "de" or phrase.kind != "name" or phrase.role or phrase.polite:
            return False
        return len(phrase.name) == 1 and phrase.first != first and phrase.last != beside

    def _undecided(self, first: int, last: int) -> bool:
        return len(self._subjects(first, last, beside=last)) > 1

    def _subject(self, first: int, last: int) -> Phrase | None:
        """The verb's subject: the only phrase before it, or the one that touches it."""
        found = self._subjects(first, last, beside=last)
        if not found:
            return None
        touching = found[-1].last == last
        apart = self._low(last) == "," and found[-1].last == last - 1
        if len(found) == 1:
            return found[0]
        relative = any(u.low in _RELATIVES for u in self.units[found[0].last : last + 1])
        if touching and not relative:
            return found[-1]
        return found[0] if apart and found[-1].first == found[0].last + 2 else None

    def in_view_of(self, i: int) -> Said | None:
        """ "Pour Anne Petit, « … »" at unit ``i``: with a name only, as it may mean much else."""
        speaker = self.phrases.at(i + 1) if self._low(i) in self.grammar.in_view_of else None
        if speaker is None or speaker.kind != "name" or not (speaker.role or len(speaker.name) > 1):
            return None
        return Said((self._stretch(i, i),), speaker, speaker.last, speaker.plural)

    def according(self, i: int) -> Said | None:
        """ "selon X", "laut X", "so X", "Così X" at unit ``i``."""
        low = self._low(i)
        at = i + 1
        if low == "d'" and self._low(at) == "après":
            at += 1
        elif low not in self.grammar.according and low not in self.grammar.closing_so:
            return None
        speaker = self.phrases.stressed(at) or self.phrases.at(at) or self.phrases.body(at)
        if speaker is None:
            return None
        cue = (self._stretch(i, at - 1),)
        return Said(cue, speaker, speaker.last, speaker.plural)
