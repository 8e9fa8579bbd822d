"""Reads a story from plain text as it comes off a wire or out of an editor's clipboard."""

from .foot import set_apart, take_foot
from .head import take_dateline, take_head
from .lines import paragraphs, split_lines
from .model import Reading, Unreadable


def read_text(text: str) -> Reading:
    """The story in a plain text; raises `Unreadable` if nothing but its furniture is there."""
    blocks, head = take_head(set_apart(split_lines(text)))
    body, foot = take_foot(paragraphs(blocks))
    if body and not head.dateline:
        body[0], head.dateline = take_dateline(body[0])
    if not any(char.isalnum() for part in body for char in part):
        raise Unreadable("There is no story in this text. Paste the story's own paragraphs.")
    return Reading(
        text="\n\n".join(body),
        headline=head.headline,
        byline=head.byline,
        dateline=head.dateline,
        credit="\n".join(foot.credit),
        rights="\n".join(foot.rights),
    )
