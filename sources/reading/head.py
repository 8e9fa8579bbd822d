"""Takes headline, byline and dateline off the start of a story.

When in doubt a line stays in the body.
"""

import re
from dataclasses import dataclass

from .foot import AGENCY
from .lines import Line, ends_sentence

LONGEST_HEADLINE = 250
LONGEST_LINE = 160

_BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por)\s+(?P<names>\S.*)")
_SMALL = re.compile(
    r"and|und|et|y|e|of|for|in|at|to|with|the|de|del|della|da|di|do|dos|du|van|von|der|den|zu"
    r"|la|le|el|al|bin|ibn|ter|ten|staff|writer|reporter|correspondent|editor|political|senior"
    r"|special|dpa"
)
_JOB = (
    r"(?:[Ss]taff |[Pp]olitical |[Ss]enior )?(?:[Ww]riter|[Cc]orrespondent|[Rr]eporter|[Ee]ditor)s?"
)
_AFFILIATION = re.compile(rf"{AGENCY}(?:,? {_JOB})?|{_JOB}")
# "By Tuesday", "By Contrast": no bylines.
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|contrast|then|now"
)

_SEPARATOR = re.compile(r"\s*[—–]\s*|\s+(?:--|-|_)\s+")
_CREDITED = re.compile(rf"(?P<place>.*?),?\s*\((?P<agency>{AGENCY}(?:[/ ,][^()]{{0,40}})?)\)\s*")
# An agency that we do not know is believed where the city stands in capitals.
_CREDITED_BY_ANY = re.compile(r"(?P<place>.*?),?\s*\([A-Z][^()]{1,40}\)\s*")
_DAY = re.compile(r"(?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2} [^\W\d_]{3,9}\.?|\d{4})")
_DATE = re.compile(r"(?:\w+, )?(?:\w+\.? \d{1,2},?|\d{1,2}\.? \w+) \d{4}|[\d./-]+")
# Capitals that open a sentence, or a label, and are no place.
_NO_PLACE = re.compile(
    r"NATO|NASA|UNESCO|UNICEF|OPEC|ASEAN|BRICS|INTERPOL|FIFA|UEFA|COVID(?:-19)?|AIDS|NAFTA|AUKUS"
    r"|UNHCR|USAID|FEMA|NOAA|NHTSA|EXCLUSIVE|UPDATE|BREAKING|ANALYSIS|EXPLAINER|OPINION|WATCH"
    r"|CORRECTION|NOTE|EDITOR|FACTBOX"
)


@dataclass(slots=True)
class Head:
    """The lines printed over a story."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""


def take_head(blocks: list[list[Line]]) -> tuple[list[list[Line]], Head]:
    """The blocks of the body, and the headline, byline and lone dateline printed over it."""
    head = Head()
    blocks = _take_headline([list(block) for block in blocks], head)
    blocks, head.byline = take_byline(blocks)
    return _take_lone_dateline(blocks, head), head


def take_dateline(text: str) -> tuple[str, str]:
    """A first paragraph without its dateline, and the dateline as printed."""
    for separator in _SEPARATOR.finditer(text[:LONGEST_LINE]):
        before, after = text[: separator.start()], text[separator.end() :]
        if after and _is_dateline(before, after):
            return after, before
    return text, ""


def _take_headline(blocks: list[list[Line]], head: Head) -> list[list[Line]]:
    """Take the first line, or a first block, that a byline, dateline or blank line follows."""
    count = _headline_lines(blocks)
    text = " ".join(line.text for line in blocks[0][:count]) if count else ""
    if not count or len(text) > LONGEST_HEADLINE or _is_opening(text) or _DATE.fullmatch(text):
        return blocks
    head.headline = text.lstrip("# ")
    return _without_first(blocks, count)


def _headline_lines(blocks: list[list[Line]]) -> int:
    """How many lines a headline may have here; with a blank line after it, it is no sentence."""
    if not blocks:
        return 0
    first = blocks[0]
    count = next((n for n, line in enumerate(first[:4]) if n and _is_opening(line.text)), 0)
    if count or len(blocks) < 2 or len(first) > 3:
        return count
    last = first[-1].text
    may_end = last[-1] not in ".," if _is_opening(blocks[1][0].text) else not _is_prose(last)
    return len(first) if may_end else 0


def _is_prose(line: str) -> bool:
    return ends_sentence(line) or line[-1] in ",;:-"


def _is_opening(text: str) -> bool:
    return bool(_read_byline(text) or _is_lone_dateline(text) or take_dateline(text)[1])


def take_byline(blocks: list[list[Line]]) -> tuple[list[list[Line]], str]:
    """The blocks without a byline at their start, and its names, with the agency if given."""
    byline = _read_byline(blocks[0][0].text) if sum(map(len, blocks)) > 1 else ""
    if not byline:
        return blocks, ""
    blocks = _without_first(blocks, 1)
    if blocks and _AFFILIATION.fullmatch(blocks[0][0].text):
        byline += f", {blocks[0][0].text}"
        blocks = _without_first(blocks, 1)
    return blocks, byline


def _read_byline(line: str) -> str:
    """The names in a byline; empty for a sentence that opens with "By"."""
    match = _BYLINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if match is None or ends_sentence(line):
        return ""
    words = re.findall(r"[^\W\d_][\w.'’-]*", match["names"])
    named = [word for word in words if not _SMALL.fullmatch(word.lower())]
    if not named or not all(word[0].isupper() for word in named):
        return ""
    if any(_NO_NAME.fullmatch(word.lower()) for word in named[:1]):
        return ""
    return match["names"].strip(" |")


def _take_lone_dateline(blocks: list[list[Line]], head: Head) -> list[list[Line]]:
    """Take a dateline that has a line to itself."""
    if not blocks or not _is_lone_dateline(blocks[0][0].text):
        return blocks
    head.dateline = blocks[0][0].text.rstrip(" —–-_")
    return _without_first(blocks, 1)


def _is_lone_dateline(text: str) -> bool:
    if len(text) > LONGEST_LINE:
        return False
    credited = _CREDITED.fullmatch(text.rstrip(" —–-_"))
    return credited is not None and _is_place(credited["place"], credited=True)


def _is_dateline(before: str, after: str) -> bool:
    """Whether what stands before a dash is a place, and not the start of a sentence."""
    credited = _CREDITED.fullmatch(before)
    if credited:
        return _is_place(credited["place"], credited=True)
    opens = after.lstrip("\"'“‘«„")[:1]
    elsewhere = _CREDITED_BY_ANY.fullmatch(before)
    place = elsewhere["place"] if elsewhere else before
    return _is_place(place, credited=False) and not opens.islower()


def _is_place(text: str, *, credited: bool) -> bool:
    """Whether a text is CITY, Country, day; with an agency's name after it, City will do."""
    city, *rest = [part.strip() for part in text.split(",")]
    letters = [char for char in city if char.isalpha()]
    if len(letters) < 2 or len(rest) > 4 or not all(map(_is_qualifier, rest)):
        return False
    if credited:
        return all(map(_is_place_word, re.split(r"[\s/]+", city)))
    if _NO_PLACE.fullmatch(city) or not all(char.isalpha() or char in " .'’/-" for char in city):
        return False
    return city.replace("Mc", "MC").isupper() and (len(letters) >= 4 or bool(rest))


def _is_qualifier(part: str) -> bool:
    """Whether a part after the city is a country, a state or a day."""
    if not part or _DAY.fullmatch(part):
        return bool(part)
    words = part.split()
    return len(words) <= 4 and all(map(_is_place_word, words))


def _is_place_word(word: str) -> bool:
    return word[:1].isupper() or _SMALL.fullmatch(word) is not None


def _without_first(blocks: list[list[Line]], count: int) -> list[list[Line]]:
    rest = [blocks[0][count:], *blocks[1:]]
    return [block for block in rest if block]
