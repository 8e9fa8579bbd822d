"""Reads titles before a name, word for word as printed."""

from quotes.extraction.lexicon import (
    AUXILIARY,
    DETERMINER,
    JOINER,
    PREPOSITION,
    RELATIVE,
    STRENGTH,
    SUBORDINATOR,
    TIME_WORDS,
)
from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.sentences import Unit, printed
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import HONORIFICS, KIN, TITLE_MODIFIERS, TITLES

ENDS_ROLE = frozenset((",", ".", ";", ":", "—", "―", "–", "--", "-", "(", ")", "?", "!"))


def split_name(lows: list[str]) -> int:
    """Where the name begins in a run of capitalised words: "Deputy Mayor | Jane Roe"."""
    last = -1
    for i, low in enumerate(lows):
        if low in TITLES or (low in HONORIFICS and not (i and low == "m.")):
            last = i
    if last == len(lows) - 1 and any(low in FIRST_NAMES for low in lows[:-1]):
        last = max((i for i, low in enumerate(lows[:-1]) if low in TITLES), default=-1)
    if last < 0:
        return _after_modifiers(lows)
    cut = last + 1
    if cut < len(lows) and lows[cut] == "of":
        named = [i for i in range(cut + 1, len(lows)) if lows[i] in FIRST_NAMES]
        return named[0] if named else max(cut + 2, len(lows) - 2)
    return cut


def _after_modifiers(lows: list[str]) -> int:
    """ "Republican Jane Roe": what cannot be a first name before one that is."""
    for i, low in enumerate(lows[:-1]):
        if low in FIRST_NAMES:
            return i
    return 0


def role_before(units: list[Unit], first: int, cut: int) -> tuple[int, str]:
    """The title that ends where the name begins, with its lower-case words: start and text."""
    start = _title_start(units, first, cut)
    a, b = start, first + cut
    if a == b:
        return a, ""
    if all(u.low in HONORIFICS for u in units[a:b]):
        return a, printed(units, a, b - 1)
    while units[a].low in HONORIFICS:
        a += 1
    if [u.low for u in units[b - 2 : b]] == ["first", "lady"]:
        return start, printed(units, a, b - 1)
    while units[b - 1].low in HONORIFICS:
        b -= 1
    if units[b - 1].low in KIN and not units[b - 1].capital:
        return start, ""
    if not any(u.low in TITLES or trade(u.low) for u in units[a:b]):
        return start, ""
    return start, printed(units, a, b - 1)


def _title_start(units: list[Unit], first: int, cut: int) -> int:
    """Where a title begins that may reach to the left of the capitalised run."""
    i = first
    while i > 0 and _title_word(units[i - 1]):
        i -= 1
    if i < first and any(u.low in TITLES for u in units[i:first]):
        i = _fields(units, i)
        while i > 0 and _belongs(units[i - 1]):
            i -= 1
        if i > 0 and cut == 0 and units[i - 1].low in ARTICLES and _lone(units, first):
            return first  # "the judge Roe was speaking of" is no title of Roe's
    elif cut == 0:
        return first
    else:
        i = _only_adjectives(units, i, first)
        while i > 0 and units[i - 1].capital and units[i - 1].low in _GROUPS:
            i -= 1
    while i < first + cut and units[i].low in DETERMINER:
        i += 1
    return i


def _belongs(unit: Unit) -> bool:
    """A capitalised word that a title may belong to: "Vantor chief", but no "While"."""
    low = unit.low
    return (
        unit.capital
        and unit.is_word
        and low not in SUBORDINATOR | PREPOSITION | JOINER | TIME_WORDS
    )


def _lone(units: list[Unit], first: int) -> bool:
    """A surname without a first name."""
    return first + 1 >= len(units) or not units[first + 1].capital


_GROUPS = frozenset(
    [
        "republican",
        "democratic",
        "american",
        "british",
        "french",
        "german",
        "russian",
        "chinese",
        "japanese",
        "israeli",
        "iranian",
        "indian",
        "canadian",
        "mexican",
        "turkish",
        "ukrainian",
        "libertarian",
        "conservative",
        "european",
    ]
)


def _fields(units: list[Unit], title: int) -> int:
    """Where the small words begin that a title belongs to: "talk radio | host"."""
    i = title
    while i > 0 and title - i < _MOST_FIELDS and _field(units[i - 1]):
        i -= 1
    if title - i <= 1:
        return i
    before = units[i - 1] if i else None
    opens = before is None or before.low in DETERMINER | PREPOSITION or before.low in ENDS_ROLE
    return i if opens and before is not None else title


_MOST_FIELDS = 3


def _field(unit: Unit) -> bool:
    """A small noun that a title may belong to: "hospital chief"."""
    low = unit.low
    grammar = DETERMINER | PREPOSITION | JOINER | AUXILIARY | SUBORDINATOR | RELATIVE
    return unit.is_word and not unit.capital and low not in grammar and low not in STRENGTH


def _only_adjectives(units: list[Unit], i: int, first: int) -> int:
    """Keeps "former" and the like before a capitalised title."""
    return i if all(u.low in TITLE_MODIFIERS for u in units[i:first]) else first


def _title_word(unit: Unit) -> bool:
    return (
        unit.quotation is None
        and not unit.capital
        and (unit.low in TITLES or unit.low in TITLE_MODIFIERS)
    )


def trade(low: str) -> bool:
    """A word that names what somebody does: "lecturer", "botanist"."""
    if low in _CALLINGS:
        return True
    return len(low) > 5 and low not in KIN and low.endswith(_TRADES)


_CALLINGS = word_set(
    """
    scholar partner clerk chef pilot priest vicar monk nun paralegal guard therapist
    counselor counsellor surveyor welder dockworker carpenter grocer butcher electrician mechanic
    plumber docker miner sailor tutor attorney advocate publicist lobbyist chaplain midwife chemist
    skipper vet seaman ferryman landlord landlady shopkeeper publican caretaker
    """
)
ARTICLES = frozenset(("the", "a", "an"))
_TRADES = ("eer", "cher", "rer", "ser", "ster", "tor", "ist", "ian", "sman", "swoman", "eur")
