"""Reads transcripts, whose every turn opens with a name and a colon, and signed quotations."""

import re
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.findings import Stretch
from quotes.extraction.sentences import Paragraph
from quotes.extraction.tagger import Tagged
from quotes.extraction.text import word_set

_TURN = re.compile(r"[\"“]?(?P<who>[A-Z][A-Z.'’ -]{2,40}|Q|A|Question|Answer)(?P<colon>:) +(?=\S)")
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
    unread = paragraphs and not any(_begins_in(one, _place(paragraphs[0])) for one in found)
    if unread and not turns and (headline := _headline(text, paragraphs[0])):
        turns = [(paragraphs[0], headline)]
    taken = [_place(paragraph) for paragraph, _ in turns]
    others = [one for one in found if not any(_begins_in(one, place) for place in taken)]
    return sorted([*others, *(turn for _, turn in turns)], key=lambda one: one.contents[0])


def signed(text: str, found: Sequence[Tagged], paragraphs: Sequence[Paragraph]) -> list[Tagged]:
    """The attributions, those without a source of their own given to who signs after a dash."""
    return [_signature(text, one, paragraphs) for one in found]


def _turn(text: str, paragraph: Paragraph) -> Tagged | None:
    opening = max(0, paragraph.start - 1) if _opened(text, paragraph) else paragraph.start
    match = _TURN.match(text, opening, paragraph.end)
    if match is None:
        return None
    end = paragraph.end - (opening < paragraph.start and text[paragraph.end - 1] in '"”')
    return Tagged([(match.end(), end)], match.span("colon"), match.span("who"), _SURE, _SURE, _SURE)


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
