"""Reads the phrases that can name a speaker: names, titles, bodies and pronouns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotes.extraction.foreign.firstnames import KNOWN, gender_of
from quotes.extraction.foreign.grammar import Grammar
from quotes.extraction.foreign.units import Unit
from quotes.extraction.text import word_set

LONGEST_NAME = 5
LONGEST_ROLE = 14
_TO_OFFICE = ("délégué", "adjoint", "chargé", "candidat", "assess", "delegat", "conseiller")
_BEFORE = word_set(
    """
    ancien ancienne nouveau nouvelle futur future jeune vice ex antiguo antigua nuevo nueva actual
    entonces joven primer primera nuovo nuova attuale neo giovane prima
    """
)
_LATTER = word_set("dernier dernière premier première último última ultimo ultima")
_NUMERALS = word_set("deux trois quatre cinq dos tres cuatro cinco due tre quattro cinque")
_CLOSES = frozenset((",", ".", ":", ";", "—", "–", "-", ")", "!", "?"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Units ``first`` to ``last``, printed at ``start`` to ``end`` of the story."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    """ "name", "title", "body" or "pronoun"."""
    name: tuple[str, ...] = ()
    role: str = ""
    gender: str = ""
    definite: bool = False
    plural: bool = False
    polite: bool = False
    """Has an honorific before it."""


class Phrases:
    """Reads phrases of one stretch of units."""

    def __init__(self, grammar: Grammar, units: list[Unit], text: str) -> None:
        self.grammar, self.units, self.text = grammar, units, text

    def all(self) -> Iterator[Phrase]:
        """Every phrase from left to right; none overlap."""
        i = 0
        while i < len(self.units):
            phrase = self.at(i)
            if phrase:
                yield phrase
            i = phrase.last + 1 if phrase else i + 1

    def at(self, i: int) -> Phrase | None:
        """The phrase that starts with unit ``i``."""
        if not self._is(i):
            return None
        low, g = self.units[i].low, self.grammar
        if low in g.pronouns or low in g.plural_pronouns:
            plural = low in g.plural_pronouns
            return self._phrase(i, i, "pronoun", gender=g.pronouns.get(low, ""), plural=plural)
        determined = low in g.articles or low in g.indefinite or low in g.possessives
        head = i + determined
        return (
            self._titled(i, head, determined)
            or (self._body(i, head) if determined else None)
            or (self._named(i) if not determined else None)
        )

    def stressed(self, i: int) -> Phrase | None:
        """A pronoun after a preposition: "selon lui"."""
        gender = self.grammar.stressed.get(self._low(i))
        return None if gender is None else self._phrase(i, i, "pronoun", gender=gender)

    def anybody(self, i: int) -> Phrase | None:
        """Whoever stands beside a verb of speech: "sa collègue", "les grévistes"."""
        g, low = self.grammar, self._low(i)
        plural = low in g.plural_articles
        if not (plural or low in g.articles or low in g.indefinite or low in g.possessives):
            return None
        k = i + 1
        while self._is(k) and k < i + 3 and g.code == "de" and not self.units[k].capital:
            k += 1
        if not self._is(k) or self.units[k].low in g.stops or self.units[k].low in _LATTER:
            return None
        if self.units[k].capital != (g.code == "de") or self.units[k].low in g.prepositions:
            return None
        end = self._complement(k, k + LONGEST_ROLE)
        name, end = self._name_after(end, complemented=end > k)
        role = self._printed(k, end)
        if name:
            return replace(name, first=i, start=self.units[i].start, role=role)
        definite = low not in g.indefinite
        return self._phrase(i, end, "title", role=role, definite=definite, plural=plural)

    def _is(self, i: int) -> bool:
        return i < len(self.units) and (self.units[i].word or self.units[i].elided)

    def _low(self, i: int) -> str:
        return self.units[i].low if 0 <= i < len(self.units) else ""

    def _phrase(self, first: int, last: int, kind: str, **more: object) -> Phrase:
        start, end = self.units[first].start, self.units[last].end
        return replace(Phrase(first, last, start, end, kind), **more)  # type: ignore[arg-type]

    def _printed(self, first: int, last: int) -> str:
        return " ".join(self.text[self.units[first].start : self.units[last].end].split())

    # Titles

    def _titled(self, first: int, head: int, determined: bool) -> Phrase | None:
        """ "la maire de Lyon, Anne Petit", "le ministre", "Bürgermeisterin Eva Lang"."""
        title = self._title(head)
        if title is None:
            return None
        start, end, gender, complemented = title
        low = self._low(first)
        told = self.grammar.articles.get(low) or self.grammar.indefinite.get(low, "")
        if self.grammar.code != "de":
            gender = gender or told
        definite = determined and low not in self.grammar.indefinite
        name, end = self._name_after(end, complemented=complemented)
        role = self._printed(start, end)
        if name:
            polite = self._low(end + 1) in self.grammar.honorifics
            named = replace(name, first=first, start=self.units[first].start, role=role)
            return replace(named, gender=gender or name.gender, polite=polite)
        if not determined:
            return None
        return self._phrase(first, end, "title", role=role, gender=gender, definite=definite)

    def _title(self, i: int) -> tuple[int, int, str, bool] | None:
        """First and last unit of a title, the gender it tells, and if it has a complement."""
        g, k = self.grammar, i
        while k < i + 2 and self._is(k) and self._before_title(k):
            k += 1
        if not self._is(k) or g.title_gender(self._low(k)) is None:
            return None
        gender = g.title_gender(self._low(k)) or ""
        last = k
        while self._is(last + 1) and g.title_gender(self._low(last + 1)) is not None:
            if self._low(last + 1) in KNOWN:
                break
            last += 1
            gender = gender or g.title_gender(self._low(last)) or ""
        end = self._complement(last, last + LONGEST_ROLE)
        return i, end, gender, end > last

    def _before_title(self, k: int) -> bool:
        unit, g = self.units[k], self.grammar
        if g.title_gender(unit.low) is not None or unit.capital or unit.low in g.stops:
            return False
        if unit.low in g.finite or unit.low in g.participles:
            return False
        if g.code == "de":
            return g.adjective(unit.low)
        return unit.low in _BEFORE or unit.low.startswith(("ex-", "vice-"))

    def _complement(self, last: int, limit: int) -> int:
        """The last unit of what a title goes on with: "de la ville de Lyon"."""
        g = self.grammar
        while last < limit and self._is(last + 1):
            low = self._low(last + 1)
            if low in g.complements or self._to_office(last):
                end = self._object(last + 1)
            elif low in g.joins and last + 2 < len(self.units) and self.units[last + 1].word:
                end = self._joined(last + 1)
            elif g.code != "de" and not self.units[last + 1].capital and g.adjective(low):
                end = last + 1
            else:
                break
            if end <= last:
                break
            last = end
        return last

    def _to_office(self, last: int) -> bool:
        """ "délégué à l'Industrie", "assessore alla Cultura"."""
        office = self._low(last).startswith(_TO_OFFICE)
        return office and self._low(last + 1) in (
            "à",
            "au",
            "aux",
            "alla",
            "al",
            "ai",
            "alle",
            "all'",
        )

    def _joined(self, at: int) -> int:
        """ "de l'Économie et des Finances"; nothing if another person follows."""
        after = self.units[at + 1]
        if after.low in self.grammar.complements:
            return self._object(at + 1)
        follows = after.capital and after.low not in KNOWN and not self._starts_person(at + 1)
        return at + 1 if follows and self.units[at - 1].capital else at - 1

    def _object(self, preposition: int) -> int:
        """The last unit of a preposition's noun; the unit before it when there is none."""
        g, k = self.grammar, preposition + 1
        while self._is(k) and (k < preposition + 3) and self._leads_noun(k):
            k += 1
        if not self._is(k) or self.units[k].low in g.stops or self._starts_person(k):
            return preposition - 1
        if not self.units[k].capital:
            return k if g.code != "de" else preposition - 1
        end = k
        while end < k + 4 and self._is(end + 1) and self._goes_on(end + 1):
            end += 1
        return end

    def _leads_noun(self, k: int) -> bool:
        unit, g = self.units[k], self.grammar
        if unit.low in g.articles or unit.low in g.plural_articles or unit.low in _NUMERALS:
            return True
        return g.code == "de" and not unit.capital and g.adjective(unit.low)

    def _goes_on(self, k: int) -> bool:
        """A capitalised complement's next word, unless a person's name starts there."""
        unit = self.units[k]
        return unit.capital and unit.low not in self.grammar.stops and not self._starts_person(k)

    def _starts_person(self, k: int) -> bool:
        known = self.units[k].capital and self.units[k].low in KNOWN
        return (known and self._is(k + 1)) or self._low(k) in self.grammar.honorifics

    def _name_after(self, last: int, *, complemented: bool) -> tuple[Phrase | None, int]:
        """The name that a title leads to, directly or after a comma, and the title's last unit.

        A lone word after a complement belongs to it: "el portavoz de la empresa Solaris".
        """
        name = self._named(last + 1, bare=True)
        if name and complemented and len(name.name) < 2 and not name.polite:
            last, name = name.last, None
        if name is None and self._low(last + 1) == ",":
            name = self._named(last + 2, bare=True)
            if name and len(name.name) < 2 and not name.polite:
                return None, last
        return name, last

    # Bodies

    def body(self, i: int) -> Phrase | None:
        """A collective source printed without an article: "laut Polizei"."""
        return self._body(i, i)

    def _body(self, first: int, head: int) -> Phrase | None:
        """ "la police", "l'ONU": a collective source."""
        if not self._is(head):
            return None
        unit, g = self.units[head], self.grammar
        if unit.low in g.bodies:
            end = self._complement(head, head + LONGEST_ROLE)
            printed = self._printed(head, end)
            return self._phrase(first, end, "body", role=printed, definite=True)
        if unit.text.isupper() and len(unit.text) > 1:
            return self._phrase(first, head, "body", name=(unit.text,), definite=True)
        return None

    # Names

    def _named(self, i: int, *, bare: bool = False) -> Phrase | None:
        """ "M. Dupont", "Paul Martin, maire de Lyon", "Huber (SPD)"."""
        first, gender = i, ""
        while self._is(i) and self._low(i) in self.grammar.honorifics:
            gender = gender or self.grammar.honorifics[self._low(i)]
            i += 1
        run = self._run(i)
        if run is None:
            return None
        start, last, name = run
        if first < i and start == i:
            start = first
        known = gender_of(name[0], self.grammar.code) if len(name) > 1 else ""
        phrase = self._phrase(
            start, last, "name", name=name, gender=gender or known, polite=first < i
        )
        return phrase if bare else self._with_apposition(phrase)

    def _run(self, i: int) -> tuple[int, int, tuple[str, ...]] | None:
        """First and last unit of a run of capitalised words, and the words."""
        last, parts = i - 1, list[str]()
        while len(parts) < LONGEST_NAME and (nxt := self._name_word(last + 1, parts)) >= 0:
            parts.append(self._joined_text(last + 1, nxt))
            last = nxt
        if not parts:
            return None
        if self.grammar.code == "de" and (cut := self._known_later(parts)):
            return last - len(parts) + 1 + cut, last, tuple(parts[cut:])
        return i, last, tuple(parts)

    def _known_later(self, parts: list[str]) -> int:
        """In German any noun is capital: a first name later in the run starts the name."""
        if parts[0].lower() in KNOWN or any(" " in part for part in parts):
            return 0
        return next((k for k in range(1, len(parts) - 1) if parts[k].lower() in KNOWN), 0)

    def _name_word(self, i: int, parts: list[str]) -> int:
        """The last unit of a name's next word, with particles before it; -1 for none."""
        k = i
        if parts:
            limit = i + 3 if len(parts) == 1 else i + 1
            while k < limit and self._is(k) and self._low(k) in self._particles(len(parts)):
                k += 1
        if not self._is(k) or not self.units[k].capital:
            return -1
        if self.units[k].elided:
            glued = k + 1 < len(self.units) and self.units[k].end == self.units[k + 1].start
            return k + 1 if glued and self.units[k + 1].capital else -1
        unit = self.units[k]
        if unit.text[0].isdigit() or unit.low in self.grammar.honorifics:
            return -1
        if not parts and self._no_name(unit):
            return -1
        return k if unit.low not in self.grammar.stops else -1

    def _no_name(self, unit: Unit) -> bool:
        g = self.grammar
        small = (g.prepositions, g.articles, g.indefinite, g.bodies, g.finite, g.auxiliaries)
        return any(unit.low in words for words in small) or unit.low in g.according

    def _particles(self, count: int) -> frozenset[str]:
        """After a first name alone any particle; later only those no place follows."""
        return self.grammar.particles if count == 1 else frozenset(("von", "van", "zu"))

    def _joined_text(self, first: int, last: int) -> str:
        return self.text[self.units[first].start : self.units[last].end]

    def _with_apposition(self, phrase: Phrase) -> Phrase:
        """The name with "(SPD)" and with ", maire de Lyon" where a mark closes it."""
        at = phrase.last + 1
        if self._low(at) == "(" and self._low(at + 2) == ")":
            at += 3
        if self._low(at) != ",":
            return phrase
        head = at + 1
        low = self._low(head)
        if low in self.grammar.articles or low in self.grammar.indefinite:
            head += 1
        title = self._title(head) if self._is(head) else None
        if title is None:
            return phrase
        end = title[1]
        closed = end + 1 >= len(self.units) or self.units[end + 1].quotation is not None
        if not closed and self._low(end + 1) not in _CLOSES:
            return phrase
        role = self._printed(title[0], end)
        gender = phrase.gender or title[2]
        return replace(phrase, last=end, end=self.units[end].end, role=role, gender=gender)
