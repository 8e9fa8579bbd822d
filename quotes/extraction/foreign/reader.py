"""Reads direct speech in a language other than English: quotations, who spoke, and how sure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from quotes.extraction.attributions import Attribution, Span, Sureness
from quotes.extraction.foreign.cast import NOT_CLEAR, Cast, Speaker
from quotes.extraction.foreign.composed import compose, placed
from quotes.extraction.foreign.cues import Stretch
from quotes.extraction.foreign.dialogue import read_dialogue
from quotes.extraction.foreign.findings import Finding, ParagraphReader
from quotes.extraction.foreign.firstnames import KNOWN
from quotes.extraction.foreign.french import GRAMMAR as FRENCH
from quotes.extraction.foreign.german import GRAMMAR as GERMAN
from quotes.extraction.foreign.grammar import Grammar
from quotes.extraction.foreign.italian import GRAMMAR as ITALIAN
from quotes.extraction.foreign.phrases import Phrase, Phrases
from quotes.extraction.foreign.spanish import GRAMMAR as SPANISH
from quotes.extraction.foreign.units import Paragraph, read_paragraphs

_GRAMMARS = {grammar.code: grammar for grammar in (FRENCH, GERMAN, SPANISH, ITALIAN)}
LANGUAGES = frozenset(_GRAMMARS)
"""What `read` can read."""

_CONFIDENCE = {
    "after": 0.8,
    "colon": 0.8,
    "according": 0.75,
    "inside": 0.7,
    "dialogue": 0.65,
    "shared": 0.6,
    "label": 0.6,
    "aside": 0.45,
    "mixed": 0.55,
    "alone": 0.15,
}
"""Set by judgement, not measured: none is high enough to be taken without a look."""
_BROKEN = 0.6
_ROLE = 0.7
_DATE = 0.6


@dataclass(slots=True)
class Heard:
    """A finding and the paragraph it starts in."""

    finding: Finding
    paragraph: int


def read(text: str, language: str, published_on: date | None = None) -> list[Attribution]:
    """Every quotation of a story with its attribution, in text order; all on the story's day."""
    if unicodedata.is_normalized("NFC", text):
        return _read(text, language, published_on)
    composed, starts = compose(text)
    return [
        replace(
            one,
            content=placed(text, starts, one.content),
            cue=placed(text, starts, one.cue),
            source=placed(text, starts, one.source),
        )
        for one in _read(composed, language, published_on)
    ]


def _read(text: str, language: str, published_on: date | None) -> list[Attribution]:
    grammar = _GRAMMARS[language]
    paragraphs = read_paragraphs(text, language)
    heard = _heard(text, grammar, paragraphs)
    cast = _cast(text, grammar, paragraphs, heard)
    found = [_attribution(text, one, cast, language, published_on) for one in heard]
    return sorted(found, key=lambda one: one.content[0].start)


def _heard(text: str, grammar: Grammar, paragraphs: list[Paragraph]) -> list[Heard]:
    found: list[Heard] = []
    for number, paragraph in enumerate(paragraphs):
        reader = ParagraphReader(text, grammar, paragraph)
        here = reader.read() or read_dialogue(text, grammar, paragraph)
        first = paragraph.units[0] if paragraph.units else None
        if first and first.resumed and here and found:
            here = _continued(found[-1].finding, here)
        found.extend(Heard(one, number) for one in here)
    return found


def _continued(earlier: Finding, here: list[Finding]) -> list[Finding]:
    """Joins a quotation that a new paragraph goes on with to its beginning."""
    more = here[0]
    if earlier.speaker and more.speaker:
        return here
    earlier.contents.extend(more.contents)
    earlier.broken = more.broken
    if not earlier.cue:
        earlier.cue, earlier.speaker, earlier.plural = more.cue, more.speaker, more.plural
        earlier.pattern = more.pattern
    return here[1:]


def _cast(text: str, grammar: Grammar, paragraphs: list[Paragraph], heard: list[Heard]) -> Cast:
    """Everybody named outside quotations; in German, where any noun is capital, on better signs."""
    named = [
        (phrase, number)
        for number, paragraph in enumerate(paragraphs)
        for phrase in Phrases(grammar, paragraph.units, text).all()
        if phrase.kind == "name" and (grammar.code != "de" or _personal(phrase))
    ]
    named += [(h.finding.speaker, h.paragraph) for h in heard if h.finding.speaker]
    cast = Cast()
    for phrase, _ in sorted(named, key=lambda one: (-len(one[0].name), one[0].start)):
        cast.introduce(phrase)
    for phrase, number in sorted(named, key=lambda one: one[0].start):
        cast.place(phrase, number)
    return cast


def _personal(phrase: Phrase) -> bool:
    return bool(phrase.role) or phrase.polite or phrase.name[0].lower() in KNOWN


def _attribution(
    text: str, heard: Heard, cast: Cast, language: str, published_on: date | None
) -> Attribution:
    finding = heard.finding
    speaker = _speaker(text, heard, cast)
    span = _CONFIDENCE[finding.pattern] * (_BROKEN if finding.broken else 1.0)
    return Attribution(
        content=_spans(text, finding.contents),
        cue=_spans(text, finding.cue),
        source=_spans(text, _source(finding)),
        kind="mixed" if finding.mixed else "direct",
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        descriptor=speaker.descriptor,
        role=speaker.role,
        said_on=published_on,
        confidence=round(span * speaker.sure, 2),
        sureness=_sureness(span, speaker),
        language=language,
    )


def _speaker(text: str, heard: Heard, cast: Cast) -> Speaker:
    """Who spoke; a subject left unsaid is taken for the story's only person, or for nobody."""
    finding = heard.finding
    if finding.pattern == "alone":
        return Speaker()
    named = finding.speaker is not None and finding.speaker.kind in ("name", "pronoun")
    if finding.plural and (named or finding.speaker is None):
        return NOT_CLEAR
    if finding.speaker is None:
        if not finding.unsaid:
            return NOT_CLEAR
        return cast.recent(finding.cue[0][0], heard.paragraph, "")
    speaker = cast.speaker(finding.speaker, heard.paragraph)
    if speaker.descriptor:
        place = slice(finding.speaker.start, finding.speaker.end)
        return replace(speaker, descriptor=" ".join(text[place].split()))
    return speaker


def _source(finding: Finding) -> list[Stretch]:
    return [(finding.speaker.start, finding.speaker.end)] if finding.speaker else []


def _sureness(span: float, speaker: Speaker) -> Sureness:
    known = bool(speaker.name or speaker.descriptor)
    return Sureness(
        span=round(span, 2),
        speaker=round(span * speaker.sure, 2) if known else 0.0,
        role=round(_ROLE * speaker.sure, 2) if speaker.role else 0.0,
        date=_DATE,
    )


def _spans(text: str, places: Iterable[Stretch]) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in sorted(places))
