"""Reads transcripts, whose every turn opens with a name and a colon, and signed quotations."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from quotes.extraction.findings import Stretch
from quotes.extraction.sentences import Paragraph
from quotes.extraction.tagger import Tagged
from quotes.extraction.text import word_set

_TURN = re.compile(
    r"[\"“]?(?P<who>(?!(?:PS|NB|RE|TO|CC|FYI|NOTE):)[A-Z][A-Z.'’ -]{1,40}|Q|A|Question|Answer)"
    r"(?P<colon>:) +(?=\S)"
)
_SIGNED = re.compile(
    r"\s*(?P<dash>—|―|–|--?)\s*(?P<who>[A-Z][\w.'’-]*(?: [\w.'’-]+){0,3}[^\n]{0,120}?)[.\s]*$"
)
_HEADLINE = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?P<colon>:) +(?=[A-Z“‘\"'])"
)
_KICKERS = word_set(
    """
    analysis opinion update updated watch exclusive breaking video report live editorial review
    explainer factbox correction live interview podcast poll photos profile column comment letter
    letters obituary timeline transcript q&a preview recap
    """
)
"""Words before a headline's colon that name a kind of piece, not a speaker."""

_LIKELY = 0.7
_SURE = 0.97
"""How sure the print itself is: nearly every such turn or signature is what it looks like."""


def with_turns(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The attributions, with each turn of a transcript as one of its own."""
    turns = [(paragraph, turn) for paragraph in paragraphs if (turn := _turn(text, paragraph))]
    turns = turns or _named_turns(text, paragraphs)
    turns, more = _gone_on(text, turns, paragraphs)
    unread = paragraphs and not any(_begins_in(one, _place(paragraphs[0])) for one in found)
    if unread and not turns and (headline := _headline(text, paragraphs[0])):
        turns = [(paragraphs[0], headline)]
    taken = [_place(paragraph) for paragraph in [*more, *(p for p, _ in turns)]]
    others = [one for one in found if not any(_begins_in(one, place) for place in taken)]
    return sorted([*others, *(turn for _, turn in turns)], key=lambda one: one.contents[0])


def _gone_on(
    text: str, turns: Sequence[tuple[Paragraph, Tagged]], paragraphs: Sequence[Paragraph]
) -> tuple[list[tuple[Paragraph, Tagged]], list[Paragraph]]:
    """Turns with the paragraphs in which they go on, and these: what stands before another turn.

    In a transcript set in quotation marks every paragraph opens one.
    """
    out: list[tuple[Paragraph, Tagged]] = []
    more: list[Paragraph] = []
    starts = [paragraph.index for paragraph, _ in turns]
    for number, (paragraph, turn) in enumerate(turns):
        after = paragraphs[paragraph.index + 1 : starts[number + 1]] if turns[number + 1 :] else []
        own = [_rest(text, p) for p in after if not _NO_TURN.match(text, p.start, p.end)]
        quoted = all(text[p.start] in _MARKS for p in after)
        if len(own) > _LONGEST_TURN or not (quoted or not _opened(text, paragraph)):
            own = []
        more.extend(after if own else [])
        out.append((paragraph, replace(turn, contents=[*turn.contents, *own])))
    return out, more


_MARKS = '"“”'
_LONGEST_TURN = 8
"""Paragraphs; between turns farther apart the story speaks."""
_NO_TURN = re.compile(r"[\"“]?[\[(]?[A-Z][A-Z .,!'’-]*[\])]?[.\"”]*$")
"""(CROSSTALK), END VIDEO CLIP."""


def _rest(text: str, paragraph: Paragraph) -> Stretch:
    """A paragraph of a turn without the mark that opens it anew."""
    start = paragraph.start + (text[paragraph.start] in _MARKS)
    end = paragraph.end - (start > paragraph.start and text[paragraph.end - 1] in _MARKS)
    return start, end


def signed(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The attributions, those without a source of their own given to who signs after a dash."""
    voices = dict(_voices(text, paragraphs))
    out: list[Tagged] = []
    for one in found:
        out.extend(_by_voice(_signature(text, one, paragraphs), voices))
    taken = {stretch for one in out for stretch in one.contents}
    unread = [_said_by(words, *by) for words, by in voices.items() if not _read(words, taken)]
    return sorted([*out, *unread], key=lambda one: one.contents[0])


def _voices(
    text: str, paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[Stretch, tuple[Stretch, Stretch | None]]]:
    """In a list of voices, each a quotation and a name: the words, and who signs, after what dash.

    One such paragraph alone may be anything; two in a row are a list.
    """
    found: list[tuple[int, Stretch, tuple[Stretch, Stretch | None]]] = []
    for paragraph in paragraphs:
        marks = paragraph.quotations
        if len(marks) != 1 or marks[0].start != paragraph.start or not marks[0].closed:
            continue
        match = _VOICE.match(text, marks[0].end, paragraph.end)
        if match and match.end() - marks[0].end <= _LONGEST_NAME:
            dash = match.span("dash") if match["dash"] else None
            start, end = match.span("who")
            end -= text[end - 1] == "." and not _SHORTENED.search(text, start, end)
            words = marks[0].start, marks[0].end
            found.append((paragraph.index, words, ((start, end), dash)))
    places = {index for index, _, _ in found}
    for index, words, by in found:
        if by[1] or {index - 1, index + 1} & places:
            yield words, by


_LONGEST_NAME = 80
_SHORTENED = re.compile(r"(?:Jr|Sr| [A-Z])\.$")
_VOICE = re.compile(
    r"\s*(?P<dash>—|―|–|--?)?\s*(?P<who>[A-Z][\w.'’-]*"
    r"(?: (?:de|van|von|del|al|el|[A-Z][\w.'’-]*)){1,3})"
    r"(?:, [^.!?\n]{1,60})?[.\s]*$"
)


def _by_voice(
    one: Tagged, voices: dict[Stretch, tuple[Stretch, Stretch | None]]
) -> Iterator[Tagged]:
    """An attribution, each signed paragraph of it apart and by who signs."""
    contents = [_without_signature(s, voices) for s in one.contents]
    rest = [s for s in contents if s not in voices]
    for words in contents:
        if words in voices:
            yield _said_by(words, *voices[words])
    if rest:
        own = len(rest) == len(contents)
        yield one if own else replace(one, contents=rest, cue=None, source=None, sure_source=0.1)


def _without_signature(words: Stretch, voices: Collection[Stretch]) -> Stretch:
    """A quotation alone where the name after it was read along."""
    inner = (voice for voice in voices if voice[0] == words[0] and voice[1] < words[1])
    return next((voice for voice in inner if words[1] - voice[1] <= 2 * _LONGEST_NAME), words)


def _said_by(words: Stretch, who: Stretch, dash: Stretch | None) -> Tagged:
    return Tagged([words], dash, who, _SURE, _SURE if dash else _LIKELY, _SURE if dash else _LIKELY)


def _read(words: Stretch, taken: set[Stretch]) -> bool:
    return any(a < words[1] and words[0] < b for a, b in taken)


def _turn(text: str, paragraph: Paragraph) -> Tagged | None:
    opening = max(0, paragraph.start - 1) if _opened(text, paragraph) else paragraph.start
    match = _TURN.match(text, opening, paragraph.end)
    if match is None:
        return None
    end = paragraph.end - (opening < paragraph.start and text[paragraph.end - 1] in '"”')
    return Tagged([(match.end(), end)], match.span("colon"), match.span("who"), _SURE, _SURE, _SURE)


def _named_turns(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, Tagged]]:
    """ "Jane Roe: It is late.": three such paragraphs or more, of two who take turns."""
    matches = [(p, m) for p in paragraphs if (m := _NAMED_TURN.match(text, p.start, p.end))]
    names = [m["who"] for _, m in matches]
    if len(names) < _FEWEST_TURNS or not 1 < len(set(names)) < len(names):
        return []
    return [
        (p, Tagged([(m.end(), p.end)], m.span("colon"), m.span("who"), _SURE, _SURE, _SURE))
        for p, m in matches
        if names.count(m["who"]) > 1
    ]


_FEWEST_TURNS = 3
_NAMED_TURN = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})(?P<colon>:) +(?=[^\s\"“‘'])"
)


def _headline(text: str, paragraph: Paragraph) -> Tagged | None:
    """ "Roe: Bridge to close": a short first line that ends without a full stop."""
    match = _HEADLINE.match(text, paragraph.start, paragraph.end)
    if match is None or text[paragraph.end - 1] in ".!" or _KICKERS & _lows(match["who"]):
        return None
    content = [(match.end(), paragraph.end)]
    return Tagged(content, match.span("colon"), match.span("who"), _LIKELY, _LIKELY, _LIKELY)


def _lows(words: str) -> set[str]:
    return set(words.lower().split())


def _place(paragraph: Paragraph) -> Stretch:
    return paragraph.start, paragraph.end


def _opened(text: str, paragraph: Paragraph) -> bool:
    """Whether a mark before the paragraph opens the whole transcript."""
    return paragraph.start > 0 and text[paragraph.start - 1] in '"“'


def _begins_in(one: Tagged, place: Stretch) -> bool:
    return place[0] <= one.contents[0][0] < place[1]


def _signature(text: str, one: Tagged, paragraphs: Sequence[Paragraph]) -> Tagged:
    """ "“It is what it is.” — Jane Roe": who signs, if the paragraph ends with it."""
    last = one.contents[-1][1]
    home = next((p for p in paragraphs if p.start <= last <= p.end), None)
    match = _SIGNED.match(text, last, home.end) if home and text[last - 1] in '"”' else None
    own = one.source and home and home.start <= one.source[0] < home.end
    if match is None or own or len(one.contents) > 1:
        return one
    return replace(
        one, cue=match.span("dash"), source=match.span("who"),
        sure_source=_SURE, sure_through_cue=_SURE,
    )  # fmt: skip
