"""What the public is told of a quote's corrections and retractions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from quotes.display.words import day, printed
from quotes.models import Notice, Quote, QuoteKind
from quotes.verification import AttributionBasis


@dataclass(frozen=True)
class Change:
    """What one part of a quote was before a correction, and what it became."""

    name: str
    before: str
    after: str


def public_notices(quote: Quote) -> list[Notice]:
    """The decided notices on a quote, the latest first; proposals and refusals stay inside."""
    decided = [notice for notice in quote.notices.all() if notice.approved_by_id]
    return sorted(decided, key=lambda notice: (notice.decided_at, notice.pk), reverse=True)


def retractions(quote: Quote) -> list[Notice]:
    """The retractions of a quote, the latest first."""
    return [one for one in public_notices(quote) if one.type == Notice.Type.RETRACTION]


_CHANGES = {
    "words": "Wording",
    "kind": "Kind",
    "setting": "Setting",
    "speaker": "Speaker",
    "descriptor": "Described as",
    "role_as_printed": "Role",
    "said_on": "Said on",
    "attribution_basis": "Basis",
}
_POINTS_AT_A_SOURCE = {"speaker", "descriptor", "role_as_printed", "setting"}


def changes(quote: Quote, notice: Notice) -> list[Change]:
    """What a notice changed, as readers see it.

    Where the source is unnamed now, nothing is told that could name it again.
    """
    shown = [name for name in _CHANGES if name in notice.before and name in notice.after]
    if quote.descriptor:
        shown = [name for name in shown if name not in _POINTS_AT_A_SOURCE]
    told = [
        Change(_CHANGES[name], _readable(name, notice.before), _readable(name, notice.after))
        for name in shown
    ]
    return [change for change in told if change.before != change.after]


def was_named(quote: Quote) -> bool:
    """Whether a source that is unnamed now was published under a name: nothing may repeat it."""
    return bool(quote.descriptor) and any(
        notice.before.get("speaker") for notice in public_notices(quote)
    )


def setting(quote: Quote) -> str:
    """Where or how it was said, as printed, unless that may name a source that we no longer do."""
    return "" if was_named(quote) else quote.setting


def _readable(name: str, values: dict[str, Any]) -> str:
    value = values[name]
    if not value:
        return "none"
    if name == "words":
        return printed(value, values["content"], values["kind"])
    if name == "speaker":
        return str(value["name"])
    if name == "said_on":
        parsed = parse_date(value)
        return day(parsed, values["said_on_precision"]) if parsed else value
    if name == "kind":
        return str(QuoteKind(value).label)
    if name == "attribution_basis":
        return str(AttributionBasis(value).label)
    return str(value)
