"""Choosing a speaker: who is proposed, and what tells namesakes apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quotes.desk import storyline
from quotes.desk.lines import excerpt
from quotes.models import Quote, Speaker
from quotes.spans import words_at

NEW = {f"new:{kind.value}": kind.value for kind in Speaker.Kind}

_LONGEST_NAME = 200
_NAME = re.compile(
    r"[^\W\d_][\w’'.-]*(?:\s+(?:(?:de|da|di|du|van|von|der|den|al|bin|el|la)\b\s*)*"
    r"[^\W\d_][\w’'.-]*)*"
)


@dataclass(frozen=True)
class Option:
    """One speaker to choose."""

    value: str
    label: str
    note: str = ""
    latest: str = ""
    typed: str = ""
    is_chosen: bool = False


def options(
    speakers: Iterable[Speaker], *, name: str, chosen: str, day: date | None = None
) -> list[Option]:
    """Speakers to choose from, and a new one where a name is given; `day` is when it was said."""
    listed = list(speakers)
    known = storyline.told_apart(listed, day) if listed else {}
    found = [_option(known.get(speaker.pk, speaker), chosen) for speaker in listed]
    return [*found, *new_options(name, chosen)]


def new_options(name: str, chosen: str) -> list[Option]:
    """A speaker of this name to propose, as a person and as an organisation."""
    if not name:
        return []
    note = "proposed, until an editor confirms"
    return [
        Option(value, f"New {kind}: {name}", note, "", name, chosen == value)
        for value, kind in NEW.items()
    ]


def found_for(quote: Quote | None, typed: str) -> list[Option]:
    """What the picker shows for what was typed; for nothing, who is at hand in the story."""
    day = quote.said_on if quote else None
    if typed:
        return options(storyline.speakers_like(typed), name=typed, chosen="", day=day)
    if quote is None:
        return []
    above = storyline.quote_above(quote)
    first = [above.speaker] if above and above.speaker else []
    listed = dict.fromkeys([*first, *storyline.quoted_in(quote.version_id)])
    found = options(listed, name=name_in_source(quote), chosen="", day=day)
    return [_said_above(found[0]), *found[1:]] if first else found


def _said_above(option: Option) -> Option:
    note = f"the quote above; {option.note}" if option.note else "the quote above"
    return replace(option, note=note)


def name_in_source(quote: Quote) -> str:
    """The name in the source span, without the role that is printed beside it; or nothing.

    The words are the story's own; a person looks at the name before it is taken.
    """
    words = " ".join(words_at(quote.version.text, quote.source).split())
    role = quote.role_as_printed
    if role and role.casefold() in words.casefold():
        at = words.casefold().index(role.casefold())
        words = max(words[:at], words[at + len(role) :], key=len)
    names = [found[0] for part in words.split(",") for found in _NAME.finditer(part)]
    printed = [_capitalised(name) for name in names]
    return max(printed, key=len, default="")[:_LONGEST_NAME]


def _capitalised(words: str) -> str:
    """From the first to the last word with a capital."""
    parts = words.split()
    capitals = [place for place, part in enumerate(parts) if part[:1].isupper()]
    return " ".join(parts[capitals[0] : capitals[-1] + 1]) if capitals else ""


def _option(speaker: Speaker, chosen: str) -> Option:
    is_chosen = chosen == str(speaker.pk)
    return Option(
        str(speaker.pk), speaker.name, _note(speaker), _latest(speaker), speaker.name, is_chosen
    )


def _note(speaker: Speaker) -> str:
    """Description, offices on the day, latest role; whichever there are, each once."""
    offices: Sequence[object] = getattr(speaker, "offices_held", [])
    held = "; ".join(f"then {office}" for office in offices[:2])
    role = "" if held else getattr(speaker, "latest_role", "") or ""
    notes = [speaker.description, held, role, "" if speaker.is_confirmed else "proposed"]
    return "; ".join(dict.fromkeys(note for note in notes if note))


def _latest(speaker: Speaker) -> str:
    words = getattr(speaker, "latest_words", "") or ""
    day = getattr(speaker, "latest_day", None)
    return f"{day:%-d %b %Y}: “{excerpt(words)}”" if words and day else ""
