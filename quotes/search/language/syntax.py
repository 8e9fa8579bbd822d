"""How to search: the one table that the page, the API's documentation and the tests share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

WORDS = "Words"
TOGETHER = "Together"
FIELDS = "Fields"
EDITORS = "Fields for editors on the desk"


@dataclass(frozen=True)
class Rule:
    """One row: an example as it is typed, and what it finds."""

    example: str
    finds: str
    group: str


RULES: Sequence[Rule] = (
    Rule("harbour wind", "both words, in any form and order", WORDS),
    Rule(
        '"to be or not"',
        "these words to the letter and in this order; curly and straight marks are the same",
        WORDS,
    ),
    Rule("harb*", "words that begin with these letters, two at least", WORDS),
    Rule("harbour OR pier", "either; OR, AND and NOT work in capitals only", TOGETHER),
    Rule("harbour NOT pier", "the first without the second", TOGETHER),
    Rule("harbour -pier", "the same; it also works before a phrase, a group or a field", TOGETHER),
    Rule(
        "(harbour OR pier) wind",
        "a group; without one, NOT binds first, then AND, then OR",
        TOGETHER,
    ),
    Rule("speaker:quill", "by anybody of this name, former name or alias", FIELDS),
    Rule('speaker:"Ada Quill"', "a name of several words goes between quotation marks", FIELDS),
    Rule("organisation:board", "by an organisation, or by who then held a position in it", FIELDS),
    Rule('role:"harbour master"', "in this role at the time", FIELDS),
    Rule("outlet:courier", "from this outlet", FIELDS),
    Rule("topic:ferries", "on this topic", FIELDS),
    Rule("kind:direct", "word for word; also mixed and indirect", FIELDS),
    Rule("language:en", "in this language", FIELDS),
    Rule("on:2025-06-30", "said on this day, or in this month or year", FIELDS),
    Rule("year:2025", "said in this year", FIELDS),
    Rule("before:2025-06", "said before this day, month or year began", FIELDS),
    Rule("after:2025-06", "said after this day, month or year ended", FIELDS),
    Rule("is:corrected", "with a correction", FIELDS),
    Rule("kind:direct kind:mixed", "either, where a field is given twice", FIELDS),
    Rule("state:submitted", "in this state", EDITORS),
    Rule("act:speech", "of this act; also belief, plan and reaction", EDITORS),
    Rule("caveat:denial", "with this caveat", EDITORS),
)


def grouped(*, for_editors: bool = False) -> list[tuple[str, list[Rule]]]:
    """The table in its groups."""
    groups = [(name, list(rules)) for name, rules in groupby(RULES, key=lambda rule: rule.group)]
    return [group for group in groups if for_editors or group[0] != EDITORS]


def as_told() -> str:
    """The table as the API's documentation prints it."""
    lines = ["| Typed | Finds quotes |", "|---|---|"]
    for group, rules in grouped(for_editors=True):
        lines.append(f"| **{group}** | |")
        lines += [f"| `{rule.example}` | {rule.finds} |" for rule in rules]
    return "\n".join(lines)
