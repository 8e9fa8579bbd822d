"""Who spoke on condition of anonymity, and the reason that the story prints."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.extraction.findings import Found, Place, Stretch
from quotes.extraction.lexicon import RELATIVE, SUBJECT_PRONOUN
from quotes.extraction.sentences import Sentence, Unit
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import ORGANISATIONS, UNNAMED

_UNNAMED_IS = r"(?:named|identified|quoted by name|quoted)"
_CONDITION = re.compile(
    r"\b(?:on|under)\s+(?:the\s+)?conditions?\s+of\s+(?:strict\s+)?anonymity\b"
    r"|\b(?:ask|request|insist|demand|grant)(?:ed|ing|s)?\s+(?:for\s+|on\s+)?anonymity\b"
    r"|\b(?:ask|request|wish|want|prefer)(?:ed|ing|s)?\s+to\s+(?:remain|stay|be)\s+anonymous\b"
    r"|\b(?:spoke|speak|speaks|speaking|spoken|talked|talking|responded)\s+anonymously\b"
    rf"|\bnot\s+(?:want(?:ing)?\s+)?to\s+be\s+(?:publicly\s+)?{_UNNAMED_IS}\b"
    rf"|\b(?:declin|refus)(?:ed|ing|es)\s+to\s+be\s+(?:publicly\s+)?{_UNNAMED_IS}\b"
    r"|\b(?:spoke|speaking|speaks)\s+(?:only\s+)?on\s+background\b"
    r"|\b(?:in|for)\s+exchange\s+for\s+anonymity\b"
)
_UNAUTHORISED = re.compile(
    r"\b(?:because\s+\w+\s+(?:was|were|is|are)\s+|because\s+\w+\s+\w+\s+(?:was|were)\s+)?"
    r"(?:not\s+|un)authori[sz]ed\s+to\s+(?:\w+\s+)?(?:speak|discuss|comment|talk|reveal|describe"
    r"|disclose|address|share|brief|give|release)\b"
)
_REASON = word_set(
    """
    because to citing given since so for out due in as when while discussing describing
    talking lest fearing owing speaking about
    """
)
_ENDS = frozenset((",", ";", ".", "—", "–", "--", "―", ")", "!", "?", ":", "said", "says", "told"))
_DEFINITE = frozenset(("the", "that", "this", "those", "these", "both"))
_PRONOUNS = frozenset(("he", "she", "they", "both", "all", "who"))
_LONGEST = 40
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """One sentence that grants anonymity: where, to whom by noun, and the reason as printed."""

    number: int
    start: int
    head: str
    reason: str
    definite: bool


class Conditions:
    """The conditions of a story in order, found by sentence and by noun."""

    def __init__(self, found: Sequence[Condition]) -> None:
        self.found = found
        self.by_head: dict[str, list[Condition]] = {}
        for one in found:
            self.by_head.setdefault(one.head, []).append(one)

    def between(self, first: int, last: int) -> Sequence[Condition]:
        """Those in sentences ``first`` to ``last``, both included."""
        low = bisect_left(self.found, first, key=_number)
        return self.found[low : bisect_right(self.found, last, key=_number)]

    def last_before(self, number: int, head: str) -> Condition | None:
        """The last one before a sentence that somebody of this noun made."""
        of_head = self.by_head.get(head, [])
        at = bisect_left(of_head, number, key=_number)
        return of_head[at - 1] if at else None


def _number(condition: Condition) -> int:
    return condition.number


def read_conditions(sentences: Sequence[Sentence], text: str) -> Conditions:
    """Every sentence of a story that says a source is not named.

    ``sentences`` are those of ``findings.Locator``, which counts them as places do.
    """
    found = []
    for number, sentence in enumerate(sentences):
        start, end = sentence.units[0].start, sentence.units[-1].end
        at = _CONDITION.search(text, start, end) or _UNAUTHORISED.search(text, start, end)
        if at:
            head, definite = _head(sentence.units, at.start())
            reason = _reason(sentence.units, at.span(), text)
            found.append(Condition(number, at.start(), head, reason, definite))
    return Conditions(found)


def condition_of(found: Found, conditions: Conditions) -> Condition | None:
    """The condition on which an unnamed source spoke: said here, just after, or at first mention.

    Call it only for a source without a name. "The official" goes with the last condition that an
    official made; "another official" goes with none but its own.
    """
    if found.place is None or found.source is None:
        return None
    heads = head_nouns(found.place)
    if not heads:
        return None
    for one in conditions.between(found.place.number, found.place.number):
        if not _within(one.start, found.contents):
            return one if one.head in heads | _PRONOUNS | {""} else None
    for head in sorted(heads):
        one_after = _just_after(found.place, head, conditions)
        if condition := one_after or _first_mention(found.place, head, conditions):
            return condition
    return None


def anonymity_reason_of(found: Found, conditions: Conditions) -> str:
    """Why an unnamed source stays unnamed, as printed; empty without a printed reason."""
    condition = condition_of(found, conditions)
    return condition.reason if condition else ""


def is_anonymous(found: Found, conditions: Conditions) -> bool:
    """Whether a source without a name spoke on condition of anonymity, or is called anonymous."""
    if condition_of(found, conditions):
        return True
    place = found.place
    return place is not None and any(
        u.low == "anonymous" for u in place.units[place.first : place.last + 1]
    )


def head_nouns(place: Place) -> set[str]:
    """The nouns of a phrase that stand for people without a name, in the singular.

    "One of the engineers" has two. Where none is known as such, the noun that ends the phrase
    counts, if it is small and names no body: "a dockworker".
    """
    found = set()
    last = place.first
    for i in range(place.first, place.last + 1):
        unit = place.units[i]
        if unit.low in ("who", "whose", ","):
            break
        last = i
        if unit.low in UNNAMED and unit.quotation is None:
            found.add(_singular(unit.low))
    noun = place.units[last]
    ordinary = noun.is_word and not noun.capital and noun.low not in ORGANISATIONS
    if not found and ordinary and noun.low not in SUBJECT_PRONOUN | RELATIVE:
        found.add(_singular(noun.low))
    return found


def _just_after(place: Place, head: str, conditions: Conditions) -> Condition | None:
    for one in conditions.between(place.number + 1, place.number + _NEAR):
        away = one.number - place.number
        if (one.head == head and one.definite) or (one.head in _PRONOUNS - {"who"} and away == 1):
            return one
    return None


def _first_mention(place: Place, head: str, conditions: Conditions) -> Condition | None:
    opening = place.units[place.first].low
    if opening not in _DEFINITE:
        return None
    return conditions.last_before(place.number, head)


def _head(units: list[Unit], at: int) -> tuple[str, bool]:
    """Who asks not to be named: the nearest noun before for people, else a pronoun."""
    before = [i for i, u in enumerate(units) if u.start < at and u.quotation is None]
    for i in reversed(before):
        if units[i].low in UNNAMED:
            return _singular(units[i].low), _definite(units, i)
    who = next((i for i in reversed(before) if units[i].low == "who"), 0)
    noun = who - 1 - (units[who - 1].low == ",") if who > 1 else -1
    if noun >= 0 and units[noun].is_word and not units[noun].capital:
        return _singular(units[noun].low), _definite(units, noun)
    pronoun = next((units[i].low for i in before if units[i].low in _PRONOUNS), "")
    return pronoun, bool(pronoun)


def _definite(units: list[Unit], i: int) -> bool:
    return any(u.low in _DEFINITE for u in units[max(0, i - 3) : i])


def _reason(units: list[Unit], at: Stretch, text: str) -> str:
    """The words of the reason: those after the condition, else "not authorized to speak"."""
    after = next((i for i, u in enumerate(units) if u.start >= at[1]), len(units))
    if after < len(units) and units[after].low == ",":
        after += 1
    if after < len(units) and units[after].low in _REASON:
        return _clause(units, after, units[after].start, text)
    other = _UNAUTHORISED.search(text, units[0].start, units[-1].end)
    if other:
        first = next(i for i, u in enumerate(units) if u.end > other.start())
        return _clause(units, first, units[first].start, text)
    citing = next((i for i, u in enumerate(units) if u.low == "citing" and u.end < at[0]), None)
    return _clause(units, citing, units[citing].start, text) if citing is not None else ""


def _clause(units: list[Unit], first: int, start: int, text: str) -> str:
    """From a unit to the end of its clause, as printed."""
    end = units[first].end
    for unit in units[first + 1 : first + _LONGEST]:
        if unit.low in _ENDS or unit.quotation:
            break
        end = unit.end
    return text[start:end]


def _singular(low: str) -> str:
    if low in ("people", "persons"):
        return "person"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _within(at: int, contents: list[Stretch]) -> bool:
    return any(a <= at < b for a, b in contents)
