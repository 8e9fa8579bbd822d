"""Reads one sentence: which words were said, by which phrase, with which cue."""

from dataclasses import dataclass, field, replace

from quotes.extraction.contents import (
    adverbial,
    after_cue,
    content_before,
    nothing_follows,
    trimmed,
)
from quotes.extraction.cues import Cue, find_cues, is_adverb
from quotes.extraction.lexicon import AUXILIARY
from quotes.extraction.phrases import Source, right_of
from quotes.extraction.sentences import Sentence, Unit
from quotes.extraction.sources import left_of, main_subject

Range = tuple[int, int]


@dataclass(slots=True)
class Saying:
    """One attribution inside a sentence, as ranges of its units."""

    cue: Cue
    source: Source | None
    contents: list[Range]
    pattern: str
    sentence: Sentence = field(repr=False)
    waits: bool = False
    """A colon ends the sentence: the words are in what follows."""


def read_sentence(sentence: Sentence) -> list[Saying]:
    """Everything a sentence reports, in order of its cues."""
    units = sentence.units
    label = _label(sentence)
    if label:
        return [label]
    cues = find_cues(units)
    sources: list[Source | None] = []
    for cue in cues:
        sources.append(_source(units, cue, sources))
    closing = _closing(sentence, cues, sources)
    if closing:
        return [closing]
    sayings = (_saying(sentence, cues, sources, k) for k in range(len(cues)))
    found = [saying for saying in sayings if saying]
    return _outermost(found) or _signed(sentence) or _led_in(sentence)


def _closing(sentence: Sentence, cues: list[Cue], sources: list[Source | None]) -> Saying | None:
    """ "Roe told officers he was sorry, Bell said.": all of it is what Bell said."""
    units = sentence.units
    if len(cues) < 2 or any(u.quotation for u in units):
        return None
    cue, source = cues[-1], sources[-1]
    group = _group(cue, source)
    if not _follows_clause(units, cue, source, group, _end_of_group(cues[-2], sources[-2]) + 1):
        return None
    contents = content_before(units, 0, group[0])
    return Saying(cue, source, contents, "clause-before", sentence)


def _outermost(sayings: list[Saying]) -> list[Saying]:
    """Without what is reported inside somebody's words: that is theirs, not the story's."""
    kept: list[Saying] = []
    for one in sayings:
        if not any(_holds(other, one.cue) for other in sayings if other is not one):
            kept.append(one)
    return kept


def _holds(outer: Saying, cue: Cue) -> bool:
    return any(a <= cue.first and cue.last <= b for a, b in outer.contents)


def _source(units: list[Unit], cue: Cue, known: list[Source | None]) -> Source | None:
    if cue.shape in ("according", "inverted"):
        return right_of(units, cue.last + 1)
    if _inverted(units, cue):
        return right_of(units, cue.last + 1)
    return left_of(units, cue, known)


def _inverted(units: list[Unit], cue: Cue) -> bool:
    """ "…," said Jane Roe: the subject comes after the verb."""
    i = cue.first - 1
    if i < 0 or not cue.speech or cue.shape == "participle" or cue.last + 1 >= len(units):
        return False
    after_quotation = units[i].quotation is not None or (
        i > 0
        and units[i].low in (",", "—", "―", "–", "-", "--")
        and units[i - 1].quotation is not None
    )
    if not after_quotation and not (units[i].low == "," and cue.verb in ("said", "says", "wrote")):
        return False
    following = units[cue.last + 1]
    if following.quotation or not following.is_word or adverbial(following):
        return False
    if after_quotation:
        return True
    if not following.capital and following.low not in _OPENS_SUBJECT:
        return False
    if any(u.low in ("who", "which", "whose") for u in units[:i]):
        return False
    return _closes_after(units, right_of(units, cue.last + 1))


def _closes_after(units: list[Unit], subject: Source | None) -> bool:
    """Whether nothing but circumstances comes after an inverted subject: it has no verb."""
    if subject is None:
        return False
    i = subject.last + 1
    return i >= len(units) or not units[i].is_word or adverbial(units[i])


_OPENS_SUBJECT = frozenset(("the", "a", "an", "one", "his", "her", "its", "their", "another", "he",
                            "she", "they"))  # fmt: skip


def _saying(
    sentence: Sentence, cues: list[Cue], sources: list[Source | None], k: int
) -> Saying | None:
    units, cue, source = sentence.units, cues[k], sources[k]
    floor = 0 if k == 0 else _end_of_group(cues[k - 1], sources[k - 1]) + 1
    group = _group(cue, source)
    quoted = _quotation_before(units, group[0])
    if quoted and adverbial(units[floor]) and not nothing_follows(units, group[1] + 1, cue):
        quoted = False  # "On “Late Talk,” Roe said she …": a programme's name
    if cue.shape != "participle" and quoted:
        contents = content_before(units, floor, group[0])
        contents += _second_half(units, group[1] + 1, cues, k)
        return Saying(cue, source, contents, "quote-before", sentence) if contents else None
    if _follows_clause(units, cue, source, group, floor):
        contents = content_before(units, floor, group[0])
        if contents:
            contents += _rest_of_clause(units, group[1] + 1, cues, k)
            return Saying(cue, source, contents, "clause-before", sentence)
    if cue.shape == "according":
        return _according(sentence, cues, source, k)
    if cue.shape == "finite" and source is not None and source.how == "right":
        return None
    return _forward_saying(sentence, cues, sources, k)


def _forward_saying(
    sentence: Sentence, cues: list[Cue], sources: list[Source | None], k: int
) -> Saying | None:
    """The ordinary order: who, said, what."""
    units, cue, source = sentence.units, cues[k], sources[k]
    limit = _limit(units, cues, sources, k)
    start = source.last if source and source.how == "right" else cue.last
    content = after_cue(units, cue, start + 1, limit)
    leads_on = units[-1].low == ":" and k == len(cues) - 1 and cue.speech
    if content and not leads_on:
        return Saying(cue, source, [content], "clause-after", sentence)
    if units[-1].low == ":" and k == len(cues) - 1:
        return Saying(cue, source, [], "colon", sentence, waits=True)
    return None


def _group(cue: Cue, source: Source | None) -> Range:
    """The units that a cue and its own subject cover."""
    if source is None or source.how in ("shared", "main", "relative"):
        return cue.first, cue.last
    return min(cue.first, source.first), max(cue.last, source.last)


def _end_of_group(cue: Cue, source: Source | None) -> int:
    return _group(cue, source)[1]


def _quotation_before(units: list[Unit], first: int) -> bool:
    """Whether the attribution stands right after a quotation that leads into it."""
    i = first - 1
    if i < 0:
        return False
    quotation = units[i].quotation
    if quotation:
        return units[i].last_mark in ",!?…—–-" or not quotation.closed or i == 0
    return (
        units[i].low in (",", "—", "―", "–", "-", "--") and i > 0 and bool(units[i - 1].quotation)
    )


def _second_half(units: list[Unit], i: int, cues: list[Cue], k: int) -> list[Range]:
    """The rest of a quotation split by its attribution, in the same sentence."""
    end = cues[k + 1].first if k + 1 < len(cues) else len(units)
    for j in range(i, min(end, i + 40)):
        if units[j].quotation:
            lead = units[j - 1].low
            if lead in (",", ":", "—", "―", "–", "-", "--", ";", "."):
                return [(j, j)]
            return []
    return []


def _follows_clause(
    units: list[Unit], cue: Cue, source: Source | None, group: Range, floor: int
) -> bool:
    """Whether unquoted words before the group are what was said: "It will rain, Roe said." """
    if not cue.speech or cue.shape == "participle" or group[0] - floor < 3:
        return False
    if source is None or source.how in ("shared", "main", "relative"):
        return False
    if units[group[0] - 1].low != ",":
        return False
    if cue.shape != "according" and not nothing_follows(units, group[1] + 1, cue):
        return False
    return not adverbial(units[floor]) or group[0] - floor > 9


def _rest_of_clause(units: list[Unit], i: int, cues: list[Cue], k: int) -> list[Range]:
    """What goes on after ", Roe said," in the middle of a sentence."""
    if i >= len(units) or units[i].low != "," or i + 3 >= len(units):
        return []
    if k + 1 < len(cues) or units[i + 1].low in ("and", "but", "who", "which", "as", "while"):
        return []
    return trimmed(units, i + 1, len(units))


def _according(sentence: Sentence, cues: list[Cue], source: Source | None, k: int) -> Saying | None:
    """ "According to Roe, it will rain" and "It will rain, according to Roe"."""
    units, cue = sentence.units, cues[k]
    if source is None:
        return None
    if source.apposition and source.last + 2 >= len(units):
        source = replace(source, last=source.core, apposition=None) if cue.first <= 2 else source
    after = source.last + 1
    if cue.first <= 2 or units[cue.first - 1].low in ("and", "but", "that"):
        if after < len(units) and units[after].low == ",":
            after += 1
        contents = trimmed(units, after, len(units))
    else:
        floor = 0 if k == 0 else cues[k - 1].last + 1
        contents = content_before(units, floor, cue.first)
    return Saying(cue, source, contents, "according", sentence) if contents else None


def _limit(units: list[Unit], cues: list[Cue], sources: list[Source | None], k: int) -> int:
    """Where the words of cue ``k`` end: before the clause of a later cue on the same level."""
    own = sources[k]
    if own is not None and own.how == "relative":
        comma = next((j for j in range(cues[k].last + 1, len(units)) if units[j].low == ","), None)
        if comma is not None and comma > cues[k].last + 1:
            return comma
    for later in range(k + 1, len(cues)):
        cue, source = cues[later], sources[later]
        first = cue.first
        if source is not None and source.how in ("left", "aside") and cue.shape != "participle":
            first = first if source.core < cues[k].first else min(first, source.first)
        while first > 0 and (units[first - 1].low in AUXILIARY or is_adverb(units[first - 1])):
            first -= 1
        if first <= cues[k].last + 1:
            continue
        lead = units[first - 1].low
        if cue.shape == "according" and lead == ",":
            return first - 1
        aside = source is not None and source.how == "aside" and source.core < cues[k].first
        if lead == "," and (cue.shape == "participle" or _goes_on(source) or aside):
            return first - 1
        if lead in ("and", "but", "while", "although", "though", ";"):
            cut = first - 1
            return cut - 1 if cut > 0 and units[cut - 1].low == "," else cut
    return len(units)


def _goes_on(source: Source | None) -> bool:
    """Whether the cue's subject is the one that spoke before."""
    return source is not None and source.how in ("shared", "main")


def _label(sentence: Sentence) -> Saying | None:
    """ "ROE: No." in a transcript and "Roe: No new taxes" over a story."""
    units = sentence.units
    colon = next((j for j in range(min(8, len(units))) if units[j].low == ":"), 0)
    if not colon or colon + 1 >= len(units) or not sentence.first:
        return None
    name = units[:colon]
    if not all(u.is_word and (u.capital or u.low in ("of", "the")) for u in name):
        return None
    capitals = all(u.text.isupper() for u in name)
    if not capitals and (sentence.paragraph > 0 or units[-1].low == "."):
        return None
    contents = trimmed(units, colon + 1, len(units), keep_stop=capitals)
    if not contents:
        return None
    cue = Cue(colon, colon, ":", 0.8 if capitals else 0.6, "colon")
    pattern = "turn" if capitals else "label"
    return Saying(cue, Source(0, colon - 1, colon - 1, "label"), contents, pattern, sentence)


def _led_in(sentence: Sentence) -> list[Saying]:
    """ "Roe had other ideas: "…" ": no reporting verb, but a colon and a quotation."""
    units = sentence.units
    colon = next((j for j in range(2, min(40, len(units))) if units[j].low == ":"), 0)
    if not colon or colon + 1 >= len(units) or not units[colon + 1].quotation:
        return []
    source = main_subject(units, colon)
    if source is None:
        return []
    cue = Cue(
        min(source.last + 1, colon),
        colon - 1 if source.last + 1 < colon else colon,
        ":",
        0.5,
        "colon",
    )
    contents = trimmed(units, colon + 1, len(units))
    return [Saying(cue, source, contents, "announcement", sentence)] if contents else []


def _signed(sentence: Sentence) -> list[Saying]:
    """A quotation, a dash and a name."""
    units = sentence.units
    if len(units) < 3 or not units[0].quotation or units[1].low not in ("—", "―", "–", "-", "--"):
        return []
    if not units[2].capital or len(units) > 30:
        return []
    source = right_of(units, 2)
    if source is None:
        return []
    cue = Cue(1, 1, "—", 0.8, "dash")
    return [Saying(cue, source, [(0, 0)], "signed", sentence)]
