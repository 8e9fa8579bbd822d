"""Tells speech from what only shows a belief, a plan or a reaction, by the words of the cue."""

import re

from quotes.extraction.cuewords import bases, cue_words, deed, told
from quotes.extraction.findings import Found
from quotes.extraction.text import word_set


def act_of(found: Found, kind: str, text: str) -> str:
    """One of ``ACTS``: what a cue reports.

    A whole quotation was said; so was a mixed one, unless its cue tells of a belief or a plan. In
    other words than the speaker's the first telling word of the cue decides, and a promise "to" do
    something is a plan; a reaction that goes with a clause ("complained that") was put in words. A
    cue that tells nothing is a plan before "to", and speech before "that" or when it has none but
    small words; any other is taken for a deed, hence a reaction: only what was surely said is
    speech. A cue within a quotation is read in the same way.
    """
    cue = cue_words(found, text)
    inside = bool(cue) and found.cue is None
    if not cue or (kind == "direct" and not inside):
        return "speech"
    opening = _opening(found)
    act = _told_before(cue, opening)
    if kind == "mixed" and not inside and not (act == "reaction" and _scare(found, text)):
        return act if act in ("belief", "plan") else "speech"
    if opening == "that" and act in ("reaction", ""):
        return "speech"
    return act or ("plan" if opening == "to" else "reaction" if deed(cue) else "speech")


def is_reported(found: Found, kind: str, text: str) -> bool:
    """Whether somebody reports something, as far as this finding tells.

    Not reported are: words that nobody says and no cue tells of, unless they are a whole quotation
    of some length; what is "so-called"; a mere "it"; a cause that is only somebody's ("has
    advocated a treaty"); a scare quote in what somebody believes. What somebody "did not say", or
    means to do, is read and marked as such.
    """
    words = [word for a, b in found.contents for word in text[a:b].split()]
    if found.source_stretch is None and found.cue_stretch is None:
        return kind == "direct" and len(words) >= _FEWEST_WORDS
    if found.cue_stretch and text[: found.cue_stretch[0]].endswith("so-"):
        return False
    cue = cue_words(found, text)
    if not cue or kind == "direct":
        return True
    if kind == "mixed":
        return not _scare(found, text) or told(cue) != "belief"
    return not _silent(found, cue, [word.lower() for word in words])


def _silent(found: Found, cue: list[str], words: list[str]) -> bool:
    """Whether a cue leads to no statement."""
    forms = {base for low in cue for base in bases(low)}
    opening = _opening(found)
    if words and " ".join(words) in _MERE:
        return True
    if _ANONYMITY.match(" ".join(words)):
        return True
    if _says_nothing(words) and not found.contents[1:]:
        return True
    if "ask" in forms and forms & {"was", "were", "be"}:
        return True
    return bool(forms & _STANCES) and opening not in ("that", "to", "for", "against")


_ANONYMITY = re.compile(
    r"(?:that (?:he|she|they) )?not (?:to )?be (?:named|identified|quoted by name)|anonymity\b"
    r"|to (?:remain|stay|be) anonymous\b"
)
"""On what condition somebody spoke, which is no statement but a caveat."""


def _says_nothing(words: list[str]) -> bool:
    """ "Nothing", "little about the plan", "nothing further"; not "nothing would change"."""
    bare = [word.strip(".,;:") for word in words]
    if not bare or bare[0] not in ("nothing", "little"):
        return False
    return len(bare) == 1 or bare[1] in _ON_NOTHING


_ON_NOTHING = word_set(
    """
    about of on as when while during until further more else publicly in at to regarding
    concerning today yesterday
    """
)


def _scare(found: Found, text: str) -> bool:
    """Whether only a word or two of the content stand in quotation marks."""
    marked = [m.group(1) for a, b in found.contents for m in _MARKED.finditer(text, a, b)]
    return sum(len(words.split()) for words in marked) <= _SCARE


_FEWEST_WORDS = 4
_SCARE = 2
_MARKED = re.compile(r"[“\"]([^”\"]*)[”\"]")
_MERE = frozenset(("it", "this", "that", "so", "not", "them", "comment", "to comment"))
_STANCES = frozenset(("advocate", "champion"))


def _told_before(cue: list[str], opening: str) -> str:
    """The act that the cue's words tell, with what the content's first word adds."""
    if opening == "to" and _PROMISES.intersection(bases(cue[-1])):
        return "plan"
    return told(cue)


_PROMISES = frozenset(("agree", "hope", "look", "offer", "pledge", "promise", "threaten", "vow"))


def _opening(found: Found) -> str:
    """The first word of the content when it stands in the cue's sentence."""
    if found.cue is None:
        return ""
    start = min(start for start, _ in found.contents)
    return next((u.low for u in found.cue.units if u.start >= start), "")
