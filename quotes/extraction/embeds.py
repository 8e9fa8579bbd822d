"""Reads posts that a page holds as markup: "<tweet author="jroe" …>It is late.</tweet>"."""

import re
from collections.abc import Sequence

from quotes.extraction.findings import Stretch
from quotes.extraction.tagger import Tagged

_POST = re.compile(
    r"<(?P<cue>tweet|post|toot)\b[^<>\n]{0,600}?\bauthor=[\"“”](?P<who>[^\"“”<>\n]{1,80})[\"“”]"
    r"[^<>\n]{0,600}>(?P<words>[^<>]{1,4000})</(?P=cue)>"
)
_SURE = 0.97


def with_posts(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """The attributions, with every embedded post as one of its own and nothing else read in it."""
    posts = [m for m in _POST.finditer(text) if m["words"].strip()]
    if not posts:
        return list(found)
    taken = [m.span() for m in posts]
    others = [one for one in found if not any(_within(one.contents[0], place) for place in taken)]
    read = [
        Tagged([_bare(text, *m.span("words"))], m.span("cue"), m.span("who"), _SURE, _SURE, _SURE)
        for m in posts
    ]
    return sorted([*others, *read], key=lambda one: one.contents[0])


def _within(stretch: Stretch, place: Stretch) -> bool:
    return place[0] <= stretch[0] < place[1]


def _bare(text: str, start: int, end: int) -> Stretch:
    """Without blanks at the ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
