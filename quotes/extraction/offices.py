"""Finds the person of the story whom a title means: "the minister", "the Vantor chief"."""

from quotes.extraction.cast import Cast
from quotes.extraction.lexicon import DETERMINER, POSSESSIVE
from quotes.extraction.memory import Trace
from quotes.extraction.people import Person
from quotes.extraction.phrases import Source
from quotes.extraction.sentences import Unit
from quotes.extraction.speaker import Speaker, person_speaks, unclear_person
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import LEADERS, PLACES, SAME_JOB, TITLES, UNNAMED

_PARTIES = frozenset(("republican", "democrat", "independent", "conservative", "liberal"))
_PAST = frozenset(("former", "ex", "onetime", "late", "retired"))


def by_office(cast: Cast, units: list[Unit], source: Source, head: int) -> Speaker | None:
    """The one person whose role fits a phrase; nobody for "a minister" or "her spokesman"."""
    if not _definite(units[source.first : head + 1]):
        return None
    low = units[head].low
    if low in _PARTIES or (low.endswith("s") and low.removesuffix("s") in TITLES | UNNAMED):
        return None
    fits = _fitting(cast, units, source, head)
    exact = [p for p in fits if units[head].low in p.titles]
    extra = _names_beside(units, source)
    if extra - PLACES or any(extra & p.titles for p in fits):
        fits = [p for p in fits if extra & p.titles]
    elif exact or low in LEADERS:
        fits = exact
    if len(fits) == 1 and fits[0].full:
        return person_speaks(fits[0], "office")
    if len(exact) == 1 and not extra:
        return person_speaks(exact[0], "office")
    return unclear_person("office", len(fits)) if len(fits) > 1 else None


def newly_described(
    cast: Cast, units: list[Unit], source: Source, head: int, near: list[Trace]
) -> Person | None:
    """The one person in mind, if a title that nobody has yet been given is printed of somebody.

    Not where two are in mind, nor of one who has another office.
    """
    low = units[head].low
    if low not in OFFICES or units[source.first].low != "the" or head - source.first < 1:
        return None
    if any(cast.by_title.get(other) for group in SAME_JOB if low in group for other in group):
        return None
    people = {id(t.person): t for t in near}
    if len(people) != 1 or cast.by_title.get(low):
        return None
    trace = next(iter(people.values()))
    alone = not trace.person.role and not trace.person.descriptor and trace.person.full
    return trace.person if alone and trace.part == "subject" else None


OFFICES = word_set(
    """
    nominee candidate senator lawmaker congressman congresswoman minister mayor governor president
    chancellor premier chairman chairwoman director billionaire businessman businesswoman tycoon
    mogul author novelist singer actor actress comedian historian economist professor bishop
    archbishop pope general admiral sheriff commissioner ambassador coach striker midfielder
    secretary founder ceo captain
    """
)
"""Titles under which a story may go on to tell of somebody it has just named."""


def _fitting(cast: Cast, units: list[Unit], source: Source, head: int) -> list[Person]:
    """Those with a title like the phrase's head, former or not as the phrase is."""
    heads = {units[head].low}
    for group in SAME_JOB:
        if units[head].low in group:
            heads |= group
    words = {u.low for u in units[source.first : head + 1]}
    fits = {id(p): p for title in sorted(heads) for p in cast.by_title.get(title, ())}
    found = [p for p in fits.values() if not words & _PAST or p.titles & _PAST]
    if "general" not in words:
        found = [p for p in found if not {"attorney", "general"} <= p.titles]
    if units[source.first].low in POSSESSIVE:
        own = {u.low for u in units[source.first + 1 : head + 1]}
        found = [p for p in found if own <= p.titles]
    return found


def _names_beside(units: list[Unit], source: Source) -> set[str]:
    return {
        u.low
        for u in units[source.first : source.core + 1]
        if u.capital and u.low not in ("the", "a", "an") and u.low not in TITLES
    }


def _definite(words: list[Unit]) -> bool:
    """ "The minister" or "its harbour master", but not a mere "her spokesman"."""
    if words[0].low in POSSESSIVE:
        return len(words) > 2
    if words[0].low in DETERMINER:
        return words[0].low in ("the", "that", "this")
    return words[0].capital and not (words[-1].capital and len(words) > 1)


def is_one(units: list[Unit], source: Source) -> bool:
    """Whether a phrase is about one person, whom a later "he" or "she" may mean."""
    first = units[source.first].low
    if first in ("a", "an", "one", "another") or first in POSSESSIVE:
        return not units[source.core].low.endswith("s")
    owner = any(u.low in ("'s", "'") for u in units[source.first : source.core + 1])
    return (first == "the" or owner) and not units[source.core].low.endswith("s")
