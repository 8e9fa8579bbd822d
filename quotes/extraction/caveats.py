"""What an editor should know before words are printed: second-hand, question, denial, …"""

import re
from collections.abc import Iterator, Sequence

from quotes.extraction.attributions import CAVEATS
from quotes.extraction.cuewords import bases
from quotes.extraction.findings import Found, Place, Stretch
from quotes.extraction.lexicon import RELATIVE, SPEECH, SUBORDINATOR
from quotes.extraction.sentences import Unit
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import ORGANISATIONS

_DENIAL = frozenset(("deny", "denial", "dispute", "refute", "rebut", "reject", "disavow"))
_NEGATION = word_set("not n't never didn't doesn't don't hasn't haven't hadn't cannot can't")
_UNSAID = word_set("say mention tell suggest claim call propose promise allege address offer imply")
_QUESTION = frozenset(("ask", "wonder", "inquire", "enquire", "query", "question"))
_ASKING = word_set("whether if why what how who when where about which")
_HEARSAY = word_set("reportedly allegedly supposedly purportedly rumored rumoured")
_QUOTING = word_set("quoted quotes quoting overheard")
_WAS = word_set("is are was were")
_PASSED_ON = word_set("said reported rumored rumoured alleged")
_RECORD = word_set(
    """
    transcript transcripts video videotape recording recordings audio tape tapes footage
    statement text excerpts remarks release
    """
)
_OUTLETS = word_set(
    """
    post times journal news tribune herald guardian gazette courier press globe sun star mail
    telegraph examiner chronicle register inquirer reuters bloomberg politico axios buzzfeed
    cnn nbc abc cbs bbc msnbc npr vox newspaper magazine outlet network huffpost observer
    """
)
_SAID = word_set("said told wrote acknowledged promised warned claimed insisted assured confided")
_OWN = word_set("he she they i we it you who")
NEAR = 12
"""How many attributions to either side may hold another's cue."""

_NO_SUBJECT = SUBORDINATOR | RELATIVE | frozenset((",", "to", "percent", "%"))
_ACCORDING = "according"
_ASKED = re.compile(r"\?[\"'”’»›)\]\s]*$")
_TRANSLATED = re.compile(
    r"\b(?:through|via|per|by|with) (?:an?|his|her|their|the) (?:\w+ )?(?:interpreter|translator)\b"
    r"|\b(?:translated|in translation)\b|\bin (?:Arabic|Bengali|Burmese|Cantonese|Catalan|Chinese"
    r"|Creole|Czech|Danish|Dari|Dutch|Farsi|Finnish|French|German|Greek|Hebrew|Hindi|Hungarian"
    r"|Indonesian|Italian|Japanese|Korean|Kurdish|Mandarin|Norwegian|Pashto|Persian|Polish"
    r"|Portuguese|Punjabi|Romanian|Russian|Serbian|Somali|Spanish|Swahili|Swedish|Tagalog|Thai"
    r"|Turkish|Ukrainian|Urdu|Vietnamese)\b(?! [A-Z])"
)


def caveats_of(
    found: Found, text: str, others: Sequence[Found] = (), *, anonymous: bool = False
) -> tuple[str, ...]:
    """Some of ``CAVEATS``, in their order.

    ``others`` are the attributions ``near`` this one, which may have its cue among their words;
    ``anonymous`` says that the source asked not to be named (see ``anonymity``).
    """
    holds = {
        "second-hand": _second_hand(found, others),
        "question": _question(found, text),
        "denial": _denial(found),
        "translation": _translation(found, text),
        "anonymity": anonymous,
    }
    return tuple(caveat for caveat in CAVEATS if holds[caveat])


def near(ordered: Sequence[Found], number: int) -> Sequence[Found]:
    """The attributions beside one, so that time grows with the length of a story only.

    ``ordered`` are all of them by where their words begin.
    """
    return ordered[max(0, number - NEAR) : number + NEAR + 1]


def _second_hand(found: Found, others: Sequence[Found]) -> bool:
    """Whether the words reached the story by way of somebody else than their speaker."""
    if found.cue is None:
        return found.cue_stretch is not None  # within somebody's quotation
    return (
        any(_holds(other, found) for other in others)
        or _hearsay(found.cue)
        or _according(found, found.cue, others)
        or _hands_on(found)
    )


def _holds(other: Found, found: Found) -> bool:
    """Whether ``found`` is told within the words of ``other``."""
    if other is found or not found.cue_stretch or other.contents == found.contents:
        return False
    return _inside(found.cue_stretch, other.contents) and not (
        other.cue_stretch and _inside(other.cue_stretch, found.contents)
    )


def _inside(stretch: Stretch, contents: list[Stretch]) -> bool:
    return any(a <= stretch[0] and stretch[1] <= b for a, b in contents)


def _hearsay(cue: Place) -> bool:
    """ "Was quoted as saying", "is said to have", "reportedly said", "quoted him as saying"."""
    near = [u.low for u in cue.units[max(0, cue.first - 1) : cue.last + 2]]
    if _HEARSAY.intersection(near) or _QUOTING.intersection(near[:-1]):
        return True
    return any(a in _WAS and b in _PASSED_ON and c == "to" for a, b, c in _threes(cue))


def _threes(cue: Place) -> Iterator[tuple[str, str, str]]:
    lows = [u.low for u in cue.units[max(0, cue.first - 1) : cue.last + 3]]
    return zip(lows, lows[1:], lows[2:], strict=False)


def _according(found: Found, cue: Place, others: Sequence[Found]) -> bool:
    """Whether the sentence adds "according to two people" or ", The Courier reported"."""
    if not any(u.low in SPEECH for u in cue.units[cue.first : cue.last + 1]):
        return False
    own = [*found.contents, *filter(None, (found.cue_stretch, found.source_stretch))]
    for i, unit in enumerate(cue.units):
        if _relays(cue.units, i) and not _inside((unit.start, unit.end), own):
            return not any(_covers(o.cue_stretch, unit) for o in others if o is not found)
    return False


def _relays(units: list[Unit], i: int) -> bool:
    low, after = units[i].low, [u.low for u in units[i + 1 : i + 8]]
    if low == _ACCORDING:
        return after[:1] == ["to"] and not _RECORD.intersection(after)
    if low in ("reported", "reports") and after[:1] == ["by"]:
        return True
    names = [u.low for u in units[max(0, i - 3) : i]]
    return low in ("reported", "reports") and bool(_OUTLETS.intersection(names))


def _covers(stretch: Stretch | None, unit: Unit) -> bool:
    return stretch is not None and stretch[0] <= unit.start < stretch[1]


def _hands_on(found: Found) -> bool:
    """Whether the words open with what somebody else said: "the report says that Roe told him".

    A person's "that she said" may be about themselves; a text's is not.
    """
    if found.cue is None:
        return False
    opening = _opening_units(found)
    if opening and opening[0].low == "that":
        opening = opening[1:]
    verb = next((i for i, u in enumerate(opening) if u.low in _SAID), 0)
    subject = opening[:verb]
    if not subject or len(subject) > 6 or any(u.low in _NO_SUBJECT for u in subject):
        return False
    if subject[0].low.partition("'")[0] in _OWN:
        return subject[0].low in ("he", "she", "they") and _a_text(found)
    named = any(u.capital for u in subject)
    return named and not _same_name(found, subject)


def _opening_units(found: Found) -> list[Unit]:
    """The first units of the content, outside quotations, in the sentence of the cue."""
    start, end = min(found.contents)
    units = found.cue.units if found.cue else []
    inside = [u for u in units if start <= u.start and u.end <= end]
    stop = next((i for i, u in enumerate(inside[:9]) if u.quotation), 9)
    return inside[:stop]


def _a_text(found: Found) -> bool:
    if found.source is None or found.place is None:
        return False
    return found.place.units[found.source.core].low in ORGANISATIONS


def _same_name(found: Found, subject: list[Unit]) -> bool:
    if found.place is None:
        return False
    source = {u.low for u in found.place.units[found.place.first : found.place.last + 1]}
    return any(u.low in source and u.capital for u in subject)


def _question(found: Found, text: str) -> bool:
    """ "Asked whether", or words that end with a question mark; not "asked them to leave"."""
    last = max(end for _, end in found.contents)
    if _ASKED.search(text, max(0, last - 8), last):
        return True
    cue = _cue_lows(found)
    if not any(base in _QUESTION for low in cue for base in bases(low)):
        return False
    opening = [u.low for u in _opening_units(found)[:1]]
    return bool(_ASKING.intersection(cue + opening)) or any(low.startswith("wonder") for low in cue)


def _denial(found: Found) -> bool:
    """The cue denies: "denied", or a negated verb of saying: "never said"."""
    cue = _cue_lows(found)
    if any(base in _DENIAL for low in cue for base in bases(low)):
        return True
    said = next((i for i, low in enumerate(cue) if _UNSAID.intersection(bases(low))), -1)
    return said >= 0 and bool(_NEGATION.intersection((_just_before(found) + cue[:said])[-3:]))


def _just_before(found: Found) -> list[str]:
    """The two words before the cue that are not the source's."""
    if found.cue is None:
        return []
    before = found.cue.units[max(0, found.cue.first - 2) : found.cue.first]
    source = found.source_stretch or (0, 0)
    return [u.low for u in before if not source[0] <= u.start < source[1]]


def _cue_lows(found: Found) -> list[str]:
    if found.cue is None:
        return []
    return [u.low for u in found.cue.units[found.cue.first : found.cue.last + 1]]


def _translation(found: Found, text: str) -> bool:
    """Whether the sentence says, outside the words, that they were spoken in another language."""
    if found.cue is None:
        return False
    units = found.cue.units
    return any(
        not _inside(match.span(), found.contents)
        for match in _TRANSLATED.finditer(text, units[0].start, units[-1].end)
    ) and any(u.low in SPEECH for u in units[found.cue.first : found.cue.last + 1])
