"""What a proposed correction would change, as the newsroom may see it."""

from __future__ import annotations

from typing import Any

from quotes import display
from quotes.models import Notice, Quote
from sources.history import shown

_LABELS = {
    "words": "Words",
    "kind": "Kind",
    "act": "Act",
    "caveats": "Caveats",
    "setting": "Setting",
    "speaker": "Speaker",
    "descriptor": "Described as",
    "anonymity_reason": "Reason for not naming",
    "role_as_printed": "Role as printed",
    "no_role_printed": "No role is printed",
    "said_on": "Said on",
    "said_on_precision": "Date known to the",
    "language": "Language",
    "attribution_basis": "Basis",
    "cue": "Cue",
    "source": "Source",
}


def changes(notice: Notice) -> list[display.Change]:
    """What a notice changes, field by field, as the newsroom may see it."""
    return [
        display.Change(_LABELS[name], _told(name, notice.before), _told(name, notice.after))
        for name in _LABELS
        if name in notice.before
        and name in notice.after
        and notice.before[name] != notice.after[name]
    ]


def _told(name: str, values: dict[str, Any]) -> str:
    value = values[name]
    return value["name"] if isinstance(value, dict) else shown(getattr(Quote, name).field, value)
