"""Parts what two people say in one sentence, and finds the subject past an inserted clause.

The network reads these by their likeness to others; the grammar of print is surer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.extraction.findings import Locator, Place, Stretch
from quotes.extraction.lexicon import DETERMINER, RELATIVE, SUBJECT_PRONOUN, TIME_WORDS
from quotes.extraction.phrases import phrase_ending
from quotes.extraction.sentences import Sentence, Unit
from quotes.extraction.tagger import Tagged
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import NOT_NAMES, ORGANISATIONS, TITLES, UNNAMED

SAYING = word_set("said says say told tells argued argues warned warns insisted insists replied")
"""Verbs that tell of words and hardly of anything else."""

_JOINS = frozenset(("and", "but", "while", "whereas", "though", "although"))
_LONGEST_SUBJECT = 14
_DASHES = frozenset(("—", "―", "–", "--", "-"))
_LIKELY = 0.9
_OPEN = 0.1
"""How sure a source is that grammar only rules out."""


def one_source_each(found: Sequence[Tagged], locator: Locator) -> list[Tagged]:
    """The attributions, those of two speakers in a sentence parted: "Roe said a, and Ek said b"."""
    taken = [s for one in found for s in (one.cue, one.source) if s]
    out: list[Tagged] = []
    for one in found:
        out.extend(_parted(one, locator, taken))
    return sorted(out, key=lambda one: one.contents[0])


def _parted(one: Tagged, locator: Locator, taken: Sequence[Stretch]) -> Iterator[Tagged]:
    last = one.contents[-1]
    place = locator.place(last)
    second = _second(place, one, last) if place and one.cue and one.source else None
    if place is None or second is None:
        yield one
        return
    joint, subject, verb = second
    units = place.units
    yield replace(one, contents=[*one.contents[:-1], (last[0], units[joint].end)])
    source = units[subject[0]].start, units[subject[1]].end
    cue = units[verb].start, units[verb].end
    if not any(a < source[1] and source[0] < b for a, b in taken):
        words = units[verb + 1].start, last[1]
        yield Tagged([words], cue, source, one.sure_span * _LIKELY, _LIKELY, _LIKELY)


def _second(place: Place, one: Tagged, content: Stretch) -> tuple[int, tuple[int, int], int] | None:
    """Where a second subject says something: the first's last word, the subject, the verb."""
    units = place.units
    inside = [i for i, u in enumerate(units) if content[0] <= u.start and u.end <= content[1]]
    if not inside or units[inside[0]].low == "what":
        return None
    for i in inside[2:]:
        if units[i].low in SAYING and units[i].quotation is None:
            return None  # somebody is quoted within the words
        comma = units[i - 1].low == ","
        if units[i].low not in _JOINS and units[i].low != ";":
            continue
        if not comma and units[i - 1].capital:
            continue  # "Roe and Ek said"
        subject = _subject(units, i + 1, inside[-1], after_comma=comma or units[i].low == ";")
        if subject and subject[2] + 2 <= inside[-1] and not _same(units, subject, one):
            return i - 1 - comma, subject[:2], subject[2]
    return None


def _subject(
    units: list[Unit], first: int, last: int, *, after_comma: bool
) -> tuple[int, int, int] | None:
    """A name or a title, perhaps with a description in commas, right before a verb of saying."""
    verb = next(
        (i for i in range(first, min(last, first + _LONGEST_SUBJECT)) if units[i].low in SAYING), -1
    )
    if verb <= first:
        return None
    words = units[first:verb]
    if any(u.quotation or u.low in RELATIVE or u.low in SUBJECT_PRONOUN for u in words):
        return None
    title = words[0].low in TITLES or (words[1:] and words[1].low in TITLES)
    if words[0].low not in DETERMINER and not words[0].capital and not title:
        return None
    commas = [k for k, u in enumerate(words) if u.low == ","]
    head = words[: commas[0]] if commas else words
    if len(commas) not in (0, 2) or (commas and words[-1].low != ","):
        return None
    if not (_names(head) or (after_comma and _nobody_by_name(head))):
        return None
    return first, verb - 1, verb


def _names(head: Sequence[Unit]) -> bool:
    """Ends with a name, with nothing in small letters before it but a title."""
    if not head[-1].capital or head[-1].low in NOT_NAMES or head[-1].low in TIME_WORDS:
        return False
    return all(
        u.capital or u.low in TITLES or u.low in DETERMINER or u.low in ("of", "'s", "for", "-")
        or (k + 1 < len(head) and head[k + 1].low in TITLES)
        for k, u in enumerate(head)
    )  # fmt: skip


def _nobody_by_name(head: Sequence[Unit]) -> bool:
    """ "The police", "her lawyer": a determiner and a noun for people or a body."""
    noun = head[-1].low
    return head[0].low in DETERMINER and 2 <= len(head) <= 5 and (
        noun in UNNAMED or noun in TITLES or noun in ORGANISATIONS
    )  # fmt: skip


def _same(units: list[Unit], subject: tuple[int, int, int], one: Tagged) -> bool:
    """Whether the second subject is the first one's own source."""
    return (
        one.source is not None and units[subject[0]].start <= one.source[0] < units[subject[1]].end
    )


def subjects(found: Sequence[Tagged], locator: Locator) -> list[Tagged]:
    """The attributions, each cue that has a subject of its own after "and" with that one.

    A cue without any source takes the name right before it.
    """
    return [_with_subject(one, locator) for one in found]


def _with_subject(one: Tagged, locator: Locator) -> Tagged:
    cue = locator.place(one.cue) if one.cue else None
    if cue is None or cue.first == 0:
        return one
    if one.source is None:
        return _named_before(one, cue)
    source = locator.place(one.source)
    if not source or source.number != cue.number or source.last >= cue.first:
        return one
    units = cue.units
    for i in range(source.last + 1, cue.first - 1):
        if units[i].low in _JOINS or units[i].low == ";":
            subject = _subject(units, i + 1, cue.first + 1, after_comma=False)
            if subject and subject[2] == cue.first:
                own = units[subject[0]].start, units[subject[1]].end
                return replace(one, source=own, sure_source=_LIKELY, sure_through_cue=_LIKELY)
    return one


def _named_before(one: Tagged, cue: Place) -> Tagged:
    units = cue.units
    if units[cue.first].low not in SAYING:
        return one
    last = cue.first - 1
    comma = max((i for i in range(last) if units[i].low == ","), default=-1)
    end = comma - 1 if units[last].low == "," and comma > 0 else last
    first = end
    while first > 0 and (units[first - 1].capital or units[first - 1].low in TITLES):
        first -= 1
    opens = first == 0 or units[first - 1].quotation or units[first - 1].low in _BEFORE_SUBJECT
    if not opens or units[first].quotation or not _names(units[first : end + 1]):
        return one
    own = units[first].start, units[last].end
    return replace(one, source=own, sure_source=_LIKELY, sure_through_cue=_LIKELY)


_BEFORE_SUBJECT = _JOINS | _DASHES | frozenset((",", ";", ":", "that", "when", "as", "if"))


def past_insertions(found: Sequence[Tagged], locator: Locator) -> list[Tagged]:
    """The attributions, none with a source from a clause that ends before its cue.

    "The minister, who had met Jane Roe, said": the minister said it.
    """
    return [_past(one, locator, found) for one in found]


def _past(one: Tagged, locator: Locator, found: Sequence[Tagged]) -> Tagged:
    source, cue = (locator.place(s) if s else None for s in (one.source, one.cue))
    if not source or not cue or source.number != cue.number or source.last >= cue.first:
        return one
    inserted = _inserted(source.sentence, source, cue)
    if inserted is None:
        return one
    units = source.units
    subject = phrase_ending(units, inserted - 1)
    if units[inserted].low == "," and subject:
        return replace(one, source=(units[subject.first].start, units[cue.first - 1].end))
    before = _spoke_before(units[0].start, units[inserted].start, found)
    if before:
        return replace(one, source=before)
    return replace(one, source=None, sure_source=_OPEN, sure_through_cue=_OPEN)


def _inserted(sentence: Sentence, source: Place, cue: Place) -> int | None:
    """The mark that opens the clause in which a source stands, if it closes before the cue."""
    units = sentence.units
    if units[source.first].low in RELATIVE or units[source.first].low in SUBJECT_PRONOUN:
        return None
    for i in range(source.first - 1, 0, -1):
        if units[i].quotation or units[i].low in (";", ":"):
            return None
        opens = _OPENS_CLAUSE if units[i].low in _DASHES else _OPENS_ONE_OF_WHO
        if units[i].low not in _DASHES | {","} or units[i + 1].low not in opens:
            continue
        mark = "," if units[i].low == "," else ""
        closes = [k for k in range(source.last + 1, cue.first) if _closes(units[k], mark)]
        if not closes:
            return None
        near = not mark or closes[-1] >= cue.first - 1 - _adverbs(units, cue.first)
        own = any(units[k].low in _OPENS_CLAUSE for k in range(source.last + 1, cue.first))
        return i if near and not own else None
    return None


_OPENS_ONE_OF_WHO = frozenset(("who", "whose", "whom"))
_OPENS_CLAUSE = frozenset(("who", "whose", "whom", "which", "where"))


def _closes(unit: Unit, mark: str) -> bool:
    return unit.low == mark if mark else unit.low in _DASHES


def _adverbs(units: list[Unit], cue: int) -> int:
    """How many words right before a cue end in -ly or help it."""
    count = 0
    while units[cue - 1 - count].low.endswith("ly") or units[cue - 1 - count].low in _HELPS:
        count += 1
    return count


_HELPS = frozenset(("has", "had", "have", "also", "then", "later", "once"))


def _spoke_before(start: int, end: int, found: Sequence[Tagged]) -> Stretch | None:
    """The source that another attribution has in a stretch, if only one is there."""
    sources = {one.source for one in found if one.source and start <= one.source[0] < end}
    return sources.pop() if len(sources) == 1 else None
