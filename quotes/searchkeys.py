"""The keys of a search row: for each value that is filtered and counted, a tagged number.

One array of them beside the words is one index for words and filters together.
"""

import re
from enum import IntEnum

SHIFT = 40
"""By how many bits a tag stands above the number."""

KINDS = {"direct": 1, "mixed": 2, "indirect": 3}
"""The numbers of the kinds of quote."""

SAMPLES = (4, 16, 64, 256, 1024)
"""One row in so many has the key of such a sample; the rarer samples are parts of the others.

What is counted in a sample and multiplied is about the count of all, whatever is searched for.
"""

_LETTERS = 8
_PRIMARY = re.compile(r"[a-z]{1,8}")
_BEFORE_A = ord("a") - 1


class Key(IntEnum):
    """What a key tells of a quote, and its tag."""

    SPEAKER = 1
    ORGANISATION = 2
    OUTLET = 3
    TOPIC = 4
    KIND = 5
    LANGUAGE = 6
    YEAR = 7
    MONTH = 8
    CORRECTED = 9
    SAMPLE = 10

    def of(self, number: int) -> int:
        """The key that stands for one of them."""
        return self.first | number

    @property
    def first(self) -> int:
        """The lowest key of the tag; at the next tag's they end."""
        return self.value << SHIFT


def number_of(key: int) -> int:
    """Who or what a key stands for."""
    return key & ((1 << SHIFT) - 1)


def language_number(code: str) -> int:
    """A language's number: the letters of its primary subtag, five bits each."""
    primary = _PRIMARY.match(code.lower())
    number = 0
    for letter in (primary[0] if primary else "").ljust(_LETTERS, chr(_BEFORE_A)):
        number = (number << 5) | (ord(letter) - _BEFORE_A)
    return number


def language_of(number: int) -> str:
    """The primary subtag that a number stands for."""
    places = [(number >> (5 * place)) & 31 for place in range(_LETTERS - 1, -1, -1)]
    return "".join(chr(_BEFORE_A + place) for place in places if place)


def month_number(year: int, month: int) -> int:
    """A month's number; that of the month after is one more."""
    return year * 12 + month - 1
