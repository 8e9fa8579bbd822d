"""Reads one story: finds what is said, by whom, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quotes.extraction.acts import act_of, is_reported
from quotes.extraction.anonymity import (
    Conditions,
    anonymity_reason_of,
    is_anonymous,
    read_conditions,
)
from quotes.extraction.attributions import Attribution, Span
from quotes.extraction.beside import by_neighbour
from quotes.extraction.caveats import caveats_of, near
from quotes.extraction.circumstances import carry, day_of
from quotes.extraction.clauses import one_source_each, past_insertions, subjects
from quotes.extraction.confidence import Signals, signals_of, sureness_of, whole_of
from quotes.extraction.conventions import as_printed
from quotes.extraction.dates import Day
from quotes.extraction.embeds import with_posts
from quotes.extraction.exchanges import left_open
from quotes.extraction.findings import Found, Locator, Stretch
from quotes.extraction.interrupted import whole
from quotes.extraction.kinds import kind_of
from quotes.extraction.languages import read_in_its_language
from quotes.extraction.marks import Quotation
from quotes.extraction.resolution import speakers
from quotes.extraction.sentences import read_paragraphs
from quotes.extraction.setting import setting_of
from quotes.extraction.speaker import Speaker
from quotes.extraction.tagger import Tagged, tagger
from quotes.extraction.transcripts import signed, with_turns

ENGINE = "tagger"
REVISION = "2"


@dataclass(frozen=True, slots=True)
class Reading:
    """An attribution, and the signals that its confidence was worked out from, a set a field."""

    attribution: Attribution
    signals: dict[str, Signals]


def extract(text: str, *, published_on: date | None = None) -> list[Attribution]:
    """Every attribution of a story, in text order, by the reader of the story's language.

    Relative days are counted from ``published_on``; a story that names no other day was told then.
    """
    return read_in_its_language(text, published_on, _english)


def _english(text: str, published_on: date | None) -> list[Attribution]:
    return [reading.attribution for reading in read(text, published_on=published_on)]


def read(text: str, *, published_on: date | None = None) -> list[Reading]:
    """Every attribution of an English story, in text order, with what its confidence rests on."""
    paragraphs = read_paragraphs(text)
    locator = Locator(paragraphs)
    tagged = as_printed(text, list(tagger().read(text)), paragraphs)
    tagged = by_neighbour(text, whole(text, tagged, paragraphs), paragraphs)
    tagged = with_turns(text, signed(text, tagged, paragraphs), paragraphs)
    tagged = with_posts(text, tagged)
    tagged = left_open(text, tagged, paragraphs)
    tagged = past_insertions(subjects(one_source_each(tagged, locator), locator), locator)
    found = [_found(locator, one) for one in tagged]
    marks = [quotation for paragraph in paragraphs for quotation in paragraph.quotations]
    who = speakers(text, paragraphs, found)
    story = _Story(text, marks, found, read_conditions(locator.sentences, text))
    days = _days(story, who, published_on)
    readings = [story.reading(n, *both) for n, both in enumerate(zip(who, days, strict=True))]
    return _distinct(
        [
            reading
            for one, reading in zip(found, readings, strict=True)
            if is_reported(one, reading.attribution.kind, text)
        ]
    )


@dataclass(slots=True)
class _Story:
    """One story while it is read."""

    text: str
    marks: list[Quotation]
    found: Sequence[Found]
    conditions: Conditions

    def reading(self, number: int, speaker: Speaker, day: Day) -> Reading:
        """The attribution of one finding."""
        one = self.found[number]
        kind = self._kind(one)
        signals = signals_of(one, speaker, kind, day)
        unnamed = not speaker.name
        anonymous = unnamed and is_anonymous(one, self.conditions)
        act = act_of(one, kind, self.text)
        attribution = Attribution(
            content=self._spans(one.contents),
            cue=self._spans([one.cue_stretch]),
            source=self._spans([one.source_stretch]),
            kind=kind,
            speaker=speaker.name,
            speaker_kind=speaker.kind,
            descriptor="" if speaker.name else speaker.descriptor,
            role=speaker.role,
            said_on=day.on,
            said_on_precision=day.precision,
            confidence=whole_of(signals, speaker),
            sureness=sureness_of(signals, speaker),
            act=act,
            caveats=caveats_of(one, self.text, near(self.found, number), anonymous=anonymous),
            setting=setting_of(one, self.text) if act == "speech" else "",
            anonymity_reason=anonymity_reason_of(one, self.conditions) if anonymous else "",
        )
        return Reading(attribution, signals)

    def _kind(self, one: Found) -> str:
        """A transcript's turn is direct without marks."""
        if one.source is not None and one.source.how == "label":
            label = self._spans([one.source_stretch])[0].text
            if one.number > 0 or label.isupper():
                return "direct"
        return kind_of(self.text, one.contents, self.marks)

    def _spans(self, stretches: Sequence[Stretch | None]) -> tuple[Span, ...]:
        return tuple(Span(*one, self.text[slice(*one)]) for one in stretches if one)


def _found(locator: Locator, one: Tagged) -> Found:
    found = locator.found(one.contents, one.cue, one.source)
    found.sure = {
        "span": one.sure_span, "source": one.sure_source, "through": one.sure_through_cue,
    }  # fmt: skip
    return found


def _days(story: _Story, who: Sequence[Speaker], published_on: date | None) -> list[Day]:
    days = [day_of(one, story.text, published_on) for one in story.found]
    names = [speaker.name or speaker.descriptor or None for speaker in who]
    near = [one.cue.sentence.paragraph if one.cue else -1 for one in story.found]
    return carry(days, names, near)


def _distinct(readings: list[Reading]) -> list[Reading]:
    """In text order, each stretch of content once: the surest reading stays."""
    best: dict[tuple[Span, ...], Reading] = {}
    for one in readings:
        other = best.get(one.attribution.content)
        if other is None or one.attribution.confidence > other.attribution.confidence:
            best[one.attribution.content] = one
    return sorted(best.values(), key=_place)


def _place(one: Reading) -> tuple[int, int]:
    content = one.attribution.content
    return content[0].start, content[-1].end
