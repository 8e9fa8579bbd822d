"""What an entry holds: how it is tidied, packed and bound to its row, its quote and its people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.views.decorators.debug import sensitive_variables

from quotes.names import fold
from sources.refusal import Refusal
from vault import keys
from vault.models import Entry
from vault.sealing import Key, seal, unseal

LONGEST_NAME = 300
LONGEST_NOTE = 4000
LONGEST_REASON = 500


@dataclass(frozen=True)
class Identity:
    """Who a source is; it does not show itself in a traceback or a log."""

    name: str = field(repr=False)
    note: str = field(repr=False, default="")


@sensitive_variables()
def tidy(identity: str, note: str) -> Identity:
    """What was typed, fit to be kept; Refusal if it is not."""
    told = Identity(" ".join(identity.split()), note.strip())
    if not told.name or not told.name.isprintable():
        raise Refusal("Say who the source is, in letters.", field="identity")
    if len(told.name) > LONGEST_NAME:
        raise Refusal(f"At most {LONGEST_NAME} letters; the note takes more.", field="identity")
    if not told.note.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        raise Refusal("The note holds characters that are no letters.", field="note")
    if len(told.note) > LONGEST_NOTE:
        raise Refusal(f"A note has at most {LONGEST_NOTE} letters.", field="note")
    return told


@sensitive_variables()
def reason_without_name(reason: str, told: Identity) -> str:
    """A reason as the log keeps it, in clear: so it must not name the source."""
    reason = " ".join(reason.split())
    if not reason or not reason.isprintable():
        raise Refusal("Say why; the log keeps it.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(f"A reason has at most {LONGEST_REASON} letters.", field="reason")
    if _names(told.name) & _folded(re.findall(r"\w+", reason)):
        raise Refusal("Say why without naming the source: the log is not sealed.", field="reason")
    return reason


@sensitive_variables()
def put(entry: Entry, told: Identity, *, people: Iterable[int], key: Key) -> None:
    """Seal an identity into an entry, for exactly these people; the caller saves it."""
    text = json.dumps([told.name, told.note], ensure_ascii=False)
    entry.sealed = seal(text, key=key, place=_place(entry, people))


@sensitive_variables()
def read(entry: Entry) -> Identity:
    """What an entry holds; Unreadable if anything about it was changed from outside."""
    place = _place(entry, people_of(entry))
    return Identity(*json.loads(unseal(bytes(entry.sealed or b""), keys=keys.ring(), place=place)))


@sensitive_variables()
def reseal(entry: Entry, *, people: Iterable[int] | None = None) -> None:
    """Seal the same under the newest key, for the people it has or for others; and save it."""
    told = read(entry)
    listed = people_of(entry) if people is None else people
    put(entry, told, people=listed, key=keys.newest(keys.ring()))
    entry.save(update_fields=["sealed"])


def people_of(entry: Entry) -> set[int]:
    """The ids of those who may open an entry."""
    return set(entry.keyholders.values_list("person_id", flat=True))


def _place(entry: Entry, people: Iterable[int]) -> bytes:
    """What a text is bound to: its row, its quote, and who may open it."""
    listed = ",".join(str(person) for person in sorted(people))
    return f"on-record vault|{entry.pk}|{entry.quote_id}|{listed}".encode()


@sensitive_variables()
def _names(identity: str) -> set[str]:
    """The words of an identity that would tell it: those with a capital, or all if none has one."""
    words = [word for word in re.findall(r"\w+", identity) if len(word) > 2]
    return _folded([word for word in words if not word[0].islower()] or words) - {"the"}


@sensitive_variables()
def _folded(words: Iterable[str]) -> set[str]:
    return {fold(word) for word in words}
