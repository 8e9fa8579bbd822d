"""What a reading is, and what is said when there is none."""

from dataclasses import dataclass
from datetime import datetime


class Unreadable(ValueError):  # noqa: N818 (a state of affairs, named for editors)
    """No story could be read; the message is fit to show an editor: the problem and the remedy."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording of a story, with what the source itself says about it.

    `text` is the body alone: paragraphs with a blank line between them, in Unicode NFC. What was
    printed around it is kept beside it, never dropped: `byline` without its "By", `dateline` as
    printed ("YOKOSUKA, Japan (AP)"), `credit` and `rights` line by line. Moments are aware; where
    only a day is given, they are midnight UTC. An empty string or None: the source does not say.
    """

    text: str
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str = ""
    canonical_url: str = ""
    outlet_name: str = ""
    credit: str = ""
    rights: str = ""
    section: str = ""
