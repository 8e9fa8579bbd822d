"""Finds the words that report: "said", "has warned", "according to", "went on to say"."""

from dataclasses import dataclass

from quotes.extraction.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    HAVE,
    JOINER,
    MODAL,
    NEGATION,
    NOUNISH,
    PARTICIPLE_CUES,
    PREPOSITION,
    SPEECH,
    STRENGTH,
    SUBJECT_PRONOUN,
)
from quotes.extraction.sentences import Unit
from quotes.extraction.text import word_set

_LEADS_ON = frozenset(("went", "goes", "going", "go", "continued", "continues"))
_PARTICLES = {
    "pointed": "out", "points": "out", "pointing": "out", "called": "for", "calls": "for",
    "calling": "for", "spoke": "out", "hit": "back", "fired": "back", "shot": "back",
    "referred": "to", "referring": "to", "refers": "to", "alluded": "to",
}  # fmt: skip
_OPENS_SENTENCE = frozenset(("said", "says", "wrote", "added", "tweeted", "replied"))
_SPEAKING = word_set("comment say answer respond discuss speak elaborate talk confirm be")
_PUT_IT = frozenset(("put", "puts", "made", "makes"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb or phrase: units ``first`` to ``last``, both included."""

    first: int
    last: int
    verb: str
    strength: float
    shape: str
    doubt: float = 1.0

    @property
    def speech(self) -> bool:
        """Reports words rather than a stance."""
        return self.verb in SPEECH or self.shape == "according"


def find_cues(units: list[Unit]) -> list[Cue]:
    """The reporting words of a sentence, in order."""
    found: list[Cue] = []
    for i, unit in enumerate(units):
        cue = None
        if unit.quotation is None and unit.is_word:
            cue = _cue_at(units, i)
        if cue and not (found and cue.first <= found[-1].last):
            found.append(cue)
    return found


def before(units: list[Unit], i: int) -> int:
    """The unit before ``i`` that is no adverb; -1 at the start."""
    i -= 1
    while i >= 0 and units[i].quotation is None and is_adverb(units[i]):
        i -= 1
    return i


def is_adverb(unit: Unit) -> bool:
    """Words that may stand between a subject and its verb."""
    low = unit.low
    return low in ADVERB or (
        len(low) > 4 and low.endswith("ly") and not unit.capital and low not in ("family", "reply")
    )


def _cue_at(units: list[Unit], i: int) -> Cue | None:
    low = units[i].low
    following = units[i + 1].low if i + 1 < len(units) else ""
    if (low == "reported" and following == "from") or _stays_silent(units, i):
        return None
    if low == "according" and following == "to":
        return Cue(i, i + 1, "according", 0.95, "according")
    if low == "made" and following == "clear":
        return Cue(i, i + 1, "clear", 0.7, "finite")
    if low in ("pointed", "points", "pointing") and following != "out":
        return None
    if low in _PUT_IT and following == "it":
        return _put_it(units, i)
    if low == "called" and i + 1 < len(units) and units[i + 1].quotation and not _caller(units, i):
        return None
    if low not in STRENGTH or (units[i].capital and i > 0):
        return None
    verb_first = _chain_first(units, i)
    if verb_first is None:
        return None
    shape, doubt = _shape(units, i, verb_first)
    if not shape:
        return None
    last = i + 1 if _PARTICLES.get(low) == following else i
    return Cue(verb_first, last, low, STRENGTH[low], shape, doubt)


def _caller(units: list[Unit], i: int) -> bool:
    """Whether a name or pronoun stands before "called": a thing "called “X”" just has that name."""
    previous = before(units, i)
    return previous >= 0 and (units[previous].capital or units[previous].low in SUBJECT_PRONOUN)


def _stays_silent(units: list[Unit], i: int) -> bool:
    """ "Declined to comment" reports no words."""
    declines = (
        units[i].low in ("declined", "refused", "declines", "refuses")
        and i + 2 < len(units)
        and units[i + 1].low == "to"
        and units[i + 2].low in _SPEAKING
    )
    return declines or [u.low for u in units[i + 1 : i + 4]] == ["not", "to", "be"]


def _put_it(units: list[Unit], i: int) -> Cue | None:
    """ "As Jane Roe put it" and "made it clear"."""
    if units[i].low in ("put", "puts"):
        return Cue(i, i + 1, "said", 0.7, "finite")
    if i + 2 < len(units) and units[i + 2].low == "clear":
        return Cue(i, i + 2, "clear", 0.7, "finite")
    return None


def _chain_first(units: list[Unit], i: int) -> int | None:
    """Where the verb starts: its own place, or "went on to say" from its first word."""
    if i > 0 and units[i - 1].low == "to":
        if i > 2 and units[i - 2].low == "on" and units[i - 3].low in _LEADS_ON:
            return i - 3
        if i > 1 and units[i - 2].low in ("continued", "continues"):
            return i - 2
        return None
    return i


def _shape(units: list[Unit], i: int, first: int) -> tuple[str, float]:
    """How the form is used here: finite verb, participle, or ("") no cue at all."""
    low = units[i].low
    previous = before(units, first)
    prior = units[previous] if previous >= 0 else None
    if prior is None:
        return ("inverted", 1.0) if low in _OPENS_SENTENCE else ("", 0.0)
    if any(u.low in NEGATION for u in units[max(0, first - 4) : first]):
        return "", 0.0
    if low.endswith("ing") and low in STRENGTH:
        return _ing_shape(low, prior)
    if low in NOUNISH and not _verb_here(units, i, prior):
        return "", 0.0
    return _finite_shape(units, i, previous)


def _ing_shape(low: str, prior: Unit) -> tuple[str, float]:
    if prior.low in BE:
        return "finite", 0.9
    if prior.low in DETERMINER or prior.low in ("of", "for", "about", "from", "on", "to", "'s"):
        return "", 0.0
    if low in PARTICIPLE_CUES or prior.low in (",", "by", "as", "while", "and"):
        return "participle", 0.9
    return "participle", 0.6


def _finite_shape(units: list[Unit], i: int, previous: int) -> tuple[str, float]:
    prior = units[previous]
    if prior.low in BE and units[i].low not in ("worried", "concerned", "convinced"):
        return "", 0.0
    if prior.low in DETERMINER and prior.low not in _STANDS_ALONE:
        return "", 0.0
    if prior.low in PREPOSITION or prior.low == "'s":
        return "", 0.0
    if prior.low in MODAL or prior.low == "did" or prior.low == "do":
        return "finite", 0.5
    if prior.low in HAVE:
        return "finite", 0.95
    return "finite", 1.0


_STANDS_ALONE = frozenset(
    ("this", "that", "those", "these", "some", "many", "most", "few", "several", "both", "all",
     "one", "another", "other", "others", "two", "three")
)  # fmt: skip


def _verb_here(units: list[Unit], i: int, prior: Unit) -> bool:
    """Whether a form that is as often a noun is a verb here."""
    following = units[i + 1] if i + 1 < len(units) else None
    if prior.low in SUBJECT_PRONOUN or prior.low in ("who", "which"):
        return True
    if prior.low in DETERMINER or prior.low in PREPOSITION or prior.low == "'s":
        return False
    if following is not None and (following.low in ("that", ":") or following.quotation):
        return True
    if following is not None and following.low in AUXILIARY:
        return False
    if prior.capital and not units[i].low.endswith(("s", "ed", "ing")) and prior.low[-1] != "s":
        return False
    if prior.capital or prior.low in JOINER or prior.low == ",":
        return following is not None and following.is_word and following.low not in PREPOSITION
    return prior.low.endswith("s") and not units[i].low.endswith("s")
