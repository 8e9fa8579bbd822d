"""What the words of a source show: its head, whether it is several people, a body or a person."""

from dataclasses import replace

from quotes.extraction.cast import Named
from quotes.extraction.findings import Place
from quotes.extraction.lexicon import (
    AUXILIARY,
    DETERMINER,
    PREPOSITION,
    SPEECH,
    STRENGTH,
    SUBJECT_PRONOUN,
)
from quotes.extraction.mentions import Mention
from quotes.extraction.phrases import Source
from quotes.extraction.pronouns import GENDER
from quotes.extraction.sentences import Unit
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import KIN, ORGANISATIONS, PLACES, TITLES, UNNAMED

_OPENS = word_set(
    """
    and but or that when if as while because though although since whether where so
    , . ; : ( — – -- -
    """
)


def part_of(units: list[Unit], mention: Mention) -> str:
    """In what part of its sentence a name stands: subject, object or owner."""
    if mention.possessive or mention.attributive:
        return "owner"
    after = mention.following
    if after in AUXILIARY or after in SPEECH or after in STRENGTH:
        return "subject"
    before = mention.title_first - 1
    if before < 0 or units[before].quotation or units[before].low in _OPENS:
        return "subject"
    if mention.title_first <= 3 and units[before].low not in PREPOSITION:
        return "subject"
    return "object"


def gender_after(units: list[Unit], last: int) -> str:
    """The gender of the pronoun that follows a name before any other name or quotation."""
    for unit in units[last + 1 : last + 13]:
        if unit.quotation or (unit.capital and unit.is_word):
            break
        if unit.low in GENDER:
            return GENDER[unit.low]
    return ""


def without_s(place: Place, source: Source) -> tuple[Place, Source]:
    """ "Mr. Roe's" as a source is Mr. Roe."""
    units, last = place.units, place.last
    if last == place.first or units[last].low not in ("'s", "'") or source.how == "relative":
        return place, source
    if units[last - 1].low in SUBJECT_PRONOUN:
        return place, source
    bare = replace(source, last=last - 1, core=min(source.core, last - 1))
    return replace(place, last=last - 1), bare


def head_end(units: list[Unit], source: Source) -> int:
    """The head of the phrase: its last word before a preposition, a comma or "who"."""
    for i in range(source.first + 1, source.core + 1):
        low = units[i].low
        if low in ("who", "which", "that", ",") or (low in PREPOSITION and low != "like"):
            return i - 1
        if low.endswith(("ing", "ed")) and not units[i].capital and _is_person(units[i - 1].low):
            return i - 1  # "the lawyer representing Roe"
    return source.core


def _is_person(low: str) -> bool:
    return low in UNNAMED or low in TITLES or low in KIN


def several(units: list[Unit], source: Source, named: Named) -> bool:
    """ "Ann Roe and Bo Roe", "she and others": two sources, so no one speaker."""
    if source.how == "relative":
        return False
    inside = [m for m, _ in named if source.first <= m.first and m.last <= source.last]
    for i in range(source.first + 1, source.last):
        low = units[i].low
        if low in ("who", "which", "whose") or low in PREPOSITION:
            return False
        if low == "and" and _joins(units, source, i, inside):
            return True
    return False


def _joins(units: list[Unit], source: Source, i: int, inside: list[Mention]) -> bool:
    """Whether an "and" stands between two who speak."""
    after = units[i + 1]
    opens = after.capital or after.low in DETERMINER or after.low in SUBJECT_PRONOUN
    left = [m for m in inside if m.last < i]
    right = [m for m in inside if m.first > i]
    if left and not (left[-1].possessive or left[-1].attributive):
        others = (opens or after.low in UNNAMED) and not _describes(units, left[-1], i)
        return others or bool(right and right[0].title_first == i + 1)
    if units[source.first].low in SUBJECT_PRONOUN and i == source.first + 1:
        return True
    if right and right[0].title_first == i + 1 and units[i - 1].low not in TITLES:
        return units[source.first].low in DETERMINER
    return after.low in ("the", "a", "an") and units[i - 1].low not in TITLES


def _describes(units: list[Unit], mention: Mention, i: int) -> bool:
    """Whether the "and" is within a name's description: "Roe, a founder and the head of …"."""
    return any(units[k].low == "," for k in range(mention.last + 1, i))


def people_head(units: list[Unit], source: Source) -> int | None:
    """The noun for a person that heads the phrase; None if it is a body or something else."""
    head = head_end(units, source)
    words = units[source.first : head + 1]
    low = units[head].low
    if _person_noun(units[head]) or (words[0].low in ("a", "an") and _trade(low)):
        return head
    if names_body(words):
        return None
    nouns = (i for i in range(head, source.first - 1, -1) if _person_noun(units[i]))
    return next((i for i in nouns if _common_noun(units, i, source)), None)


def _common_noun(units: list[Unit], i: int, source: Source) -> bool:
    """Printed small, or capital only because it is a plural or begins the phrase."""
    return not units[i].capital or i == source.first or units[i].low.endswith("s")


def _person_noun(unit: Unit) -> bool:
    low = unit.low
    return (
        low in UNNAMED
        or low in TITLES
        or low in KIN
        or (low.endswith(("ers", "ists", "ors", "men", "women")) and not unit.capital)
    )


def _trade(low: str) -> bool:
    return low.endswith(("er", "or", "ist", "ian", "man", "woman"))


def names_body(words: list[Unit]) -> bool:
    """Whether words name an organisation, a place that stands for one, or a text."""
    last = words[-1]
    if last.low in ORGANISATIONS or last.low in PLACES:
        return True
    if last.low.endswith("s") and last.low[:-1] in ORGANISATIONS:
        return True
    if last.capital and (last.text.isupper() or words[0].low in ("the", "a")):
        return True
    return any(u.low in ORGANISATIONS and u.capital for u in words)


def only_pronoun(units: list[Unit], place: Place) -> bool:
    """Whether a source is one word, perhaps with the verb that clings to it: "she's"."""
    clings = place.last == place.first + 1 and units[place.last].text[0] in "'’"
    return place.first == place.last or clings
