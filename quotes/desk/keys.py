"""The desk's keys: the one table that the page, its help, the browser's script and the guide read.

A verb of a card that is a button or a form with `data-press="name"` needs one row here, such as
`Key("u", "undo the last decision", "press", "undo", DECIDE)`, and nothing in the script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

WALK = "Going about"
DECIDE = "Deciding"
ANSWER = "In a decision that asks"
MEND = "Mending"
ADD = "Adding a quote by keyboard"
HELP = "The page"


@dataclass(frozen=True)
class Key:
    """One row: which keys, what they do for a person, and what the script does then.

    `does` names an act of the script, `verb` what it is done with. Keys of the same `where` differ;
    a key may mean something else while a decision asks, or while words are chosen in the story.
    """

    keys: str
    label: str
    does: str
    verb: str
    group: str
    where: str = "desk"
    shown: str = ""

    @property
    def each(self) -> list[str]:
        """The keys as the browser names them."""
        return self.keys.split()

    @property
    def caps(self) -> list[str]:
        """The keys as the help prints them."""
        return [self.shown] if self.shown else [_CAPS.get(key, key) for key in self.each]


_CAPS = {
    "ArrowDown": "↓",
    "ArrowUp": "↑",
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "Escape": "Esc",
}

KEYS: Sequence[Key] = (
    Key("j ArrowDown", "next quote", "step", "next", WALK),
    Key("k ArrowUp", "previous quote", "step", "previous", WALK),
    Key("n", "next quote that waits for you", "step", "waiting", WALK),
    Key("s", "submit", "move", "submit", DECIDE),
    Key("v", "verify", "move", "verify", DECIDE),
    Key("p", "publish", "move", "publish", DECIDE),
    Key("b", "send back", "move", "send_back", DECIDE),
    Key("x", "reject", "move", "reject", DECIDE),
    Key("w", "withhold", "move", "withhold", DECIDE),
    Key("l", "release", "move", "release", DECIDE),
    Key(
        "q",
        "scare quote: words in marks, nobody's statement",
        "press",
        "scare_quote",
        DECIDE,
    ),
    Key("u", "take your last decision back, while it still can be", "undo", "take_back", DECIDE),
    Key("h", "hold the quote, or give it back", "press", "hold", DECIDE),
    Key("f", "confirm the speaker", "press", "confirm_speaker", DECIDE),
    Key("c", "propose a correction", "press", "correct", DECIDE),
    Key("y", "approve the proposed correction", "press", "approve", DECIDE),
    Key("N", "decline or withdraw the proposed correction", "press", "decline", DECIDE),
    Key(
        "1 2 3 4 5 6 7 8 9 a r t",
        "tick the item, or choose the reason, that bears this key",
        "answer",
        "",
        ANSWER,
        where="answers",
        shown="1–9 a r t",
    ),
    Key("Enter", "decide, once everything is answered", "decide", "", ANSWER, where="answers"),
    Key("Escape", "leave; what was put in is kept", "leave", "", ANSWER, where="answers"),
    Key("Control+Enter", "send from within a note", "send", "", ANSWER, "typing", "Ctrl Enter"),
    Key("i", "speaker", "press", "edit_speaker", MEND),
    Key("=", "same speaker as the quote above", "press", "same_speaker", MEND),
    Key("m", "make a new speaker of the source's name", "press", "new_speaker", MEND),
    Key("o", "role", "press", "edit_role", MEND),
    Key("d", "date", "press", "edit_date", MEND),
    Key("t", "basis", "press", "edit_basis", MEND),
    Key("e", "everything", "press", "edit", MEND),
    Key("#", "tag it with a topic", "press", "tag", MEND),
    Key("[ ,", "move the end one word back", "nudge", "end back", MEND),
    Key("] .", "move the end one word on", "nudge", "end on", MEND),
    Key("{ <", "move the start one word back", "nudge", "start back", MEND),
    Key("} >", "move the start one word on", "nudge", "start on", MEND),
    Key("g", "the keys above move: words, cue or source", "turn", "", MEND),
    Key("/", "split in two: choose the word that begins the second", "press", "split", MEND),
    Key("+", "join with the quote below", "press", "join", MEND),
    Key("a", "choose words in the story", "choose", "", ADD),
    Key("ArrowLeft", "a word back; with Shift, choose it too", "caret", "word back", ADD, "text"),
    Key("ArrowRight", "a word on; with Shift, choose it too", "caret", "word on", ADD, "text"),
    Key("ArrowUp", "a sentence back; likewise", "caret", "sentence back", ADD, "text"),
    Key("ArrowDown", "a sentence on; likewise", "caret", "sentence on", ADD, "text"),
    Key("Enter", "capture the chosen words as a quote", "capture", "", ADD, "text"),
    Key("w", "set them as the quote's words", "set", "content", ADD, "text"),
    Key("c", "set them as its cue", "set", "cue", ADD, "text"),
    Key("o", "set them as its source", "set", "source", ADD, "text"),
    Key("Escape", "leave the story", "leave", "", ADD, "text"),
    Key("z", "show the story, or the quotes, on a narrow screen", "pane", "", HELP),
    Key("?", "this help", "help", "", HELP),
)


def grouped() -> list[tuple[str, list[Key]]]:
    """The table in its groups, for the help and the guide."""
    return [(group, list(keys)) for group, keys in groupby(KEYS, key=lambda key: key.group)]


def as_told() -> str:
    """The table as the guide prints it."""
    lines = ["| Key | |", "|---|---|"]
    for group, keys in grouped():
        lines.append(f"| **{group}** | |")
        lines += [f"| {' '.join(f'`{cap}`' for cap in key.caps)} | {key.label} |" for key in keys]
    return "\n".join(lines)
