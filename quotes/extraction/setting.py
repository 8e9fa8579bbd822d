"""Where or how something was said, as printed: "to reporters", "in a statement", "on X"."""

import re

from quotes.extraction.circumstances import beside_cue
from quotes.extraction.findings import Found, Place
from quotes.extraction.lexicon import (
    AUXILIARY,
    DAYS,
    DETERMINER,
    JOINER,
    MONTHS,
    RELATIVE,
    SPEECH,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.sentences import Unit
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import PLACES

_LONGEST = 12
_OPENS = word_set("in on at during via through by from over inside outside before to aboard")
_GOES_ON = word_set("in on at with to of for from by near outside inside between")
_TELLS = word_set("told tell tells telling informed assured reminded")
_HEARERS = word_set(
    """
    reporters journalists supporters crowd audience fans lawmakers senators delegates voters
    donors viewers listeners readers investors analysts court jury jurors judge panel committee
    congress parliament rally gathering group students press media veterans employees
    workers attendees participants nation police investigators activists members colleagues
    diplomats officials protesters
    """
)
_OCCASIONS = word_set(
    """
    statement interview interviews speech speeches tweet tweets post posts posting e-mail email
    emails e-mails letter letters op-ed column essay editorial memo memorandum conference briefing
    rally rallies debate debates hall appearance appearances call court testimony hearing
    deposition filing filings lawsuit video videos podcast show program programme ad ads
    advertisement book memoir autobiography remarks address message messages text texts floor
    fundraiser fund-raiser meeting meetings forum convention stage television tv
    radio broadcast church twitter facebook instagram youtube snapchat periscope telegram
    linkedin reddit tiktok bluesky mastodon threads truth ceremony dinner luncheon breakfast
    lunch town-hall phone telephone release report documentary press gathering conversation
    conversations discussion summit visit tour keynote monologue sermon blog website site page
    segment statements note affidavit complaint brief ruling dissent
    commencement session panel person writing public private passing webinar livestream
    presentation lecture announcement transcript profile article articles newspaper magazine
    reception roundtable q&a event stop
    """
)
_OUTLETS = word_set(
    """
    cnn nbc abc cbs fox msnbc bbc npr pbs c-span cnbc reuters bloomberg politico axios breitbart
    buzzfeed vox x ap news times post journal tribune herald guardian gazette courier globe sun
    chronicle examiner inquirer register press today magazine newsmax huffpost mediaite slate
    salon telegraph mail observer dispatch bee star sky itv channel network hill newsweek time
    esquire gq vanity yorker atlantic radio tv yahoo
    """
)
_DATE_WORDS = (
    DAYS
    | frozenset(MONTHS)
    | word_set(
        """
        yesterday today tonight tomorrow last this earlier later late early ago week month year
        morning afternoon evening night weekend jan. feb. mar. apr. aug. sept. sep. oct. nov.
        dec. monday's tuesday's when after
        """
    )
)
_CLOSED = (
    SUBORDINATOR
    | RELATIVE
    | AUXILIARY
    | JOINER
    | SUBJECT_PRONOUN
    | word_set("not about next support response addition")
)
_NO_HEARER = word_set("him her them me us you it everyone people himself herself themselves")
_ING_NOUN = word_set(
    "meeting briefing hearing gathering filing posting recording ruling writing passing evening"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def setting_of(found: Found, text: str) -> str:
    """The words beside the cue that tell where, how or to whom, at most twelve; empty without.

    "Told The Courier" gives "The Courier"; whom a person told something is no setting unless the
    hearers are a crowd or an outlet. Days are left out where they stand at the edge.
    """
    if found.cue is None:
        return ""
    for start, end in beside_cue(found):
        units = [u for u in found.cue.units if start <= u.start and u.end <= end]
        if (
            units
            and not _leads_away(units, found.cue)
            and (at := _first(units, found, found.cue.units[found.cue.first]))
        ):
            return text[units[at[0]].start : units[at[1] - 1].end]
    return ""


def _leads_away(units: list[Unit], cue: Place) -> bool:
    """Whether another deed stands before the cue: "went to a rally in Akron and said"."""
    if units[0].start >= cue.units[cue.first].start:
        return False
    opening = next((u for u in units if u.is_word), units[0])
    low = opening.low
    return not (low in _OPENS or low in SPEECH or low in _SPOKE or low in TIME_WORDS)


def _first(units: list[Unit], found: Found, cue: Unit) -> tuple[int, int] | None:
    """First and one past the last unit of the first setting."""
    for i, unit in enumerate(units[:-1]):
        end = _phrase(units, i + 1)
        if not end or _in_source(found, unit):
            continue
        if unit.low in _TELLS and _hears(units[i + 1 : end]):
            return i + 1, min(_chain(units, end), i + 1 + _LONGEST)
        starts = unit.low in _OPENS and _places(unit.low, units[i + 1 : end])
        starts = starts and (unit is not cue or not _named(units[i + 1 : end]))
        if starts and (unit.start > cue.start or not _bare_place(units, i, end)):
            return i, min(_chain(units, end), i + _LONGEST)
    return None


def _bare_place(units: list[Unit], first: int, end: int) -> bool:
    """ "In Ohio" and no more: at the head of a sentence it need not be where somebody spoke."""
    return units[first].low == "in" and _named(units[first + 1 : end])


def _in_source(found: Found, unit: Unit) -> bool:
    """Whether a word stands in the source's phrase: "the senator from Ohio" tells no place."""
    stretch = found.source_stretch
    return stretch is not None and stretch[0] <= unit.start < stretch[1]


def _phrase(units: list[Unit], first: int) -> int:
    """One past the noun phrase that starts at ``first``; 0 when none does."""
    i = first
    while i < len(units) and i - first < _LONGEST and _goes_on(units, i, first):
        i += 1
    while i > first and units[i - 1].low in ("the", "a", "an", "his", "her", "their", "its"):
        i -= 1
    return i if i > first else 0


def _goes_on(units: list[Unit], i: int, first: int) -> bool:
    unit, low = units[i], units[i].low
    if unit.quotation is not None:
        return i > first
    if low in ("'s", "&", "'"):
        return i > first
    if low == "and":
        return i > first and units[i - 1].capital and i + 1 < len(units) and units[i + 1].capital
    if low == ",":
        return i > first and units[i - 1].capital and _in_a_state(units, i + 1)
    if not unit.is_word or low in _CLOSED or low in _OPENS or low in _GOES_ON:
        return False
    if low in _DATE_WORDS:
        return i == first + 1 and units[first].low in DETERMINER
    return unit.capital or _may_follow(units, i, first)


def _in_a_state(units: list[Unit], i: int) -> bool:
    """Whether a state or country follows the comma: "Green Bay, Wisconsin"."""
    return i < len(units) and any(u.low in PLACES and u.capital for u in units[i : i + 2])


def _may_follow(units: list[Unit], i: int, first: int) -> bool:
    """Whether a small word belongs to the phrase: not a participle, nor what follows the noun."""
    low = units[i].low
    if low.endswith("ing") and low not in _ING_NOUN and i > first:
        return False
    if low.endswith("ed") and i > first + 1:
        return False
    last = units[i - 1].low if i > first else ""
    return last not in _OCCASIONS or low in _OCCASIONS | _HEARERS or last in _MODIFIES


def _chain(units: list[Unit], end: int) -> int:
    """One past what goes on from a phrase: "at a rally" "in Akron" "with supporters"."""
    while end + 1 < len(units) and units[end].low in _GOES_ON:
        following = _phrase(units, end + 1)
        if not following or not _joins(units, end) or _is_date(units[end + 1 : following]):
            break
        end = following
    return end


def _joins(units: list[Unit], i: int) -> bool:
    """Whether a preposition goes on: not "to find", nor "of the prospects" after a name."""
    following = units[i + 1]
    if units[i].low == "to":
        return following.capital or following.low in DETERMINER | _HEARERS
    return units[i].low != "of" or not units[i - 1].capital


def _is_date(units: list[Unit]) -> bool:
    if [u.text for u in units[-1:]] in (["day"], ["days"]):
        return True
    return units[0].low in _DATE_WORDS or bool(_YEAR.fullmatch(units[0].text))


def _hears(units: list[Unit]) -> bool:
    """Whether a phrase names an outlet or a crowd, and not one person."""
    opening = units[0]
    if opening.low in _NO_HEARER or opening.low == "press":
        return False
    if units[-1].capital and any(u.capital and u.low in _OUTLETS for u in units):
        return True
    if not (opening.low in DETERMINER or opening.low in _HEARERS or opening.capital):
        return False
    return any(u.low in _HEARERS for u in units) or any(
        2 <= len(u.text) <= 5 and u.text.isalpha() and u.text.isupper() for u in units
    )


def _places(preposition: str, units: list[Unit]) -> bool:
    """Whether a phrase after a preposition tells of an occasion, a medium, a crowd or a place."""
    lows = {u.low for u in units}
    if _is_date(units):
        return False
    if preposition == "at" and len(units) == 1 and not lows & _OCCASIONS:
        return False
    if preposition in ("to", "before"):
        return _hears(units) or (preposition == "to" and bool(lows & _SITES))
    if preposition == "by":
        return bool(lows & _BY)
    if lows & _OCCASIONS or any(u.capital and u.low in _OUTLETS for u in units):
        return True
    return preposition in ("in", "at", "inside", "aboard") and _named(units)


_SPOKE = word_set("spoke speaking appeared appearing testified testifying made wrote writing")
_MODIFIES = word_set("radio tv television church court press phone text public text video post")
_BY = word_set("phone telephone e-mail email text letter video message")
_SITES = word_set("twitter facebook instagram youtube x")


def _named(units: list[Unit]) -> bool:
    """A place by its name: "Akron", "the White House", "Green Bay, Wisconsin"."""
    core = units[1:] if units[0].low in ("the", "a", "an") and len(units) > 1 else units
    return all(u.capital or u.low in ("'s", "'", ",") for u in core)
