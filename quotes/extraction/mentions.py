"""A name as a story prints it outside quotations, with the title or description beside it."""

from dataclasses import dataclass

from quotes.extraction.names import FIRST_NAMES
from quotes.extraction.text import word_set
from quotes.extraction.vocabulary import HONORIFICS, ORGANISATIONS, TITLE_GENDER, TITLES, UNNAMED

PARTICLES = word_set("de van von der den bin bint al el la le du da dos del di ben ibn")
"""Small words within a name."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed name: units ``first`` to ``last``, its title from ``title_first``."""

    sentence: int
    title_first: int
    first: int
    last: int
    start: int
    words: tuple[str, ...]
    title: str
    possessive: bool
    apposition: str = ""
    lead: str = ""
    """The word before the comma before the name: "her spokesman, Bo Roe"."""
    previous: str = ""
    """The word before the name and its title."""
    following: str = ""
    """The word after the name."""
    speaks: bool = False
    """Stands in a source."""
    origin: tuple[str, ...] = ()
    """Where somebody is from: "Roe of Vessaly"."""
    kin: str = ""
    """Whose relative somebody is said to be beside the name: "sister", "widow"."""
    owner: str = ""
    """The "his" or "her" before such a relative."""

    @property
    def alone(self) -> bool:
        """A surname and nothing else, unless it is somebody's only name."""
        return is_surname(self.words)

    @property
    def attributive(self) -> bool:
        """Only tells whose something is: "the Roe campaign", "Roe aides"."""
        return not self.possessive and self.following in BELONGINGS

    @property
    def honorific(self) -> str:
        """The gender of the Mr. or Mrs. before the name."""
        return next((_COURTESY[w] for w in self.title.lower().split() if w in _COURTESY), "")

    @property
    def gendered(self) -> str:
        """The gender that any title beside the name gives away."""
        for word in f"{self.title} {self.apposition} {self.lead} {self.kin}".lower().split():
            if word in TITLE_GENDER and word not in _EITHER_GENDER:
                return TITLE_GENDER[word]
        return ""

    @property
    def title_is_office(self) -> bool:
        """Has a title that is more than a Mr. or Mrs."""
        return any(word not in HONORIFICS for word in self.title.lower().split())


_COURTESY = {word: gender for word, gender in TITLE_GENDER.items() if word in HONORIFICS}
_EITHER_GENDER = frozenset(("chairman", "spokesman", "king", "prince", "man", "boy"))
BELONGINGS = (
    UNNAMED
    | ORGANISATIONS
    | TITLES
    | word_set(
        "camp team era surrogates surrogate supporters staffers staff allies rally loyalists"
    )
    | word_set("backers speechwriter speechwriters fundraiser biographer associate confidant")
) - word_set(
    """
    others some many most few one another those several post record state report order head host
    study lead ad tweet force coach
    """
)
"""What belongs to the one named before it: "the Roe campaign", "Roe aides"."""


def is_surname(words: tuple[str, ...]) -> bool:
    """One word, or "Van der Berg": particles that are no first name, and a word."""
    bare = _without_suffix(words)
    return all(w.lower() in PARTICLES and w.lower() not in FIRST_NAMES for w in bare[:-1])


def surname(words: tuple[str, ...]) -> str:
    """The last word that is no "Jr."."""
    return _without_suffix(words)[-1].lower()


def suffix_of(words: tuple[str, ...]) -> str:
    """ "jr" of "Bo Roe Jr."."""
    last = words[-1].lower().strip(".") if words else ""
    return last if len(words) > 1 and last in _SUFFIXES else ""


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if suffix_of(words) else words
