"""Quotes whose role the register no longer bears out: listed for a person, changed by nobody.

The role as printed and the position it matched are frozen with the quote; the register is mended
afterwards, and then the two may disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from quotes import attribution
from quotes.models import Position, Precision, Quote, Speaker, last_day
from quotes.search import page_of
from quotes.verification import State
from sources.refusal import Refusal

KINDS = {
    "anothers": "Another speaker’s position",
    "not_yet": "Not held yet",
    "ended": "No longer held",
    "renamed": "Renamed since",
    "unknown": "Other positions on that day",
}
"""The ways in which a quote and the register disagree, in the order of looking for them."""

MOST = 1000
"""Up to where disagreements are counted."""


def _last_day(day: str, precision: str) -> str:
    """SQL: the last day that a date known to the day, month or year may be."""
    ends = {
        unit: f"(date_trunc('{unit}', {day}) + interval '1 {unit} - 1 day')::date"
        for unit in (Precision.YEAR, Precision.MONTH)
    }
    known_to = " ".join(f"WHEN '{unit}' THEN {end}" for unit, end in ends.items())
    return f"(CASE {precision} {known_to} ELSE {day} END)"


_SAID_BY = _last_day("quotes_quote.said_on", "quotes_quote.said_on_precision")
_HELD_UNTIL = _last_day('p."end"', "p.end_precision")

_HAS_THE_SAME_WORDS = """(
    to_tsvector('simple', quotes_quote.role_as_printed) @@ plainto_tsquery('simple', p.title)
    OR to_tsvector('simple', p.title) @@ plainto_tsquery('simple', quotes_quote.role_as_printed))"""

_DISAGREEMENT = f"""COALESCE(
    (SELECT CASE
        WHEN p.speaker_id <> quotes_quote.speaker_id THEN 'anothers'
        WHEN p.start > {_SAID_BY} THEN 'not_yet'
        WHEN quotes_quote.said_on > {_HELD_UNTIL} THEN 'ended'
        WHEN EXISTS (SELECT 1 FROM quotes_positionevent e
                     WHERE e.pgh_obj_id = p.id AND e.title <> p.title)
            AND NOT {_HAS_THE_SAME_WORDS} THEN 'renamed'
        ELSE '' END
     FROM quotes_position p WHERE p.id = quotes_quote.position_id),
    CASE WHEN quotes_quote.role_as_printed <> '' AND EXISTS (
        SELECT 1 FROM quotes_position p WHERE p.speaker_id = quotes_quote.speaker_id
        AND (p.start IS NULL OR p.start <= {_SAID_BY})
        AND (p."end" IS NULL OR {_HELD_UNTIL} >= quotes_quote.said_on)) THEN 'unknown'
    ELSE '' END)"""  # noqa: S608 - ours alone


@dataclass(frozen=True)
class Disagreement:
    """A quote beside what the register says of its speaker on that day."""

    quote: Quote
    kind: str
    why: str


@dataclass(frozen=True)
class DisagreementPage:
    """A run of disagreements, the latest quotes first, and the cursors of its neighbours."""

    rows: list[Disagreement]
    next: str | None
    previous: str | None


def disagreeing(kind: str = "") -> QuerySet[Quote]:
    """Quotes that disagree with the register, of one kind or any; `disagreement` says which.

    A quote that nobody stands by any more, rejected or retracted, is left out.
    """
    quotes = Quote.objects.filter(speaker__isnull=False, said_on__isnull=False)
    standing = quotes.exclude(state__in=[State.REJECTED, State.RETRACTED])
    found = standing.annotate(
        disagreement=RawSQL(_DISAGREEMENT, (), output_field=CharField())  # noqa: S611 - ours alone
    )
    return found.filter(disagreement=kind) if kind else found.exclude(disagreement="")


def of_speaker(speaker: Speaker, kind: str = "") -> QuerySet[Quote]:
    """Those of one speaker, or that refer to a position the speaker holds."""
    return disagreeing(kind).filter(Q(speaker=speaker) | Q(position__speaker=speaker))


def of_position(position: Position) -> QuerySet[Quote]:
    """Those that a change of this position may have brought about."""
    return disagreeing().filter(Q(position=position) | Q(speaker=position.speaker_id))


def count(quotes: QuerySet[Quote]) -> int:
    """How many there are, counted up to one more than `MOST`."""
    return len(quotes.order_by().values_list("pk", flat=True)[: MOST + 1])


def page(kind: str = "", *, speaker: Speaker | None = None, cursor: str = "") -> DisagreementPage:
    """A page of disagreements with their reasons, in a fixed number of queries."""
    if kind and kind not in KINDS:
        raise Refusal(f"“{kind[:40]}” is none of {', '.join(KINDS)}.", field="kind")
    quotes = of_speaker(speaker, kind) if speaker else disagreeing(kind)
    held = Position.objects.select_related("organisation").order_by("-start", "pk")
    found = page_of(
        quotes.with_context()  # type: ignore[attr-defined]
        .select_related("position__speaker")
        .prefetch_related(Prefetch("speaker__positions", held))
        .newest_first(),
        cursor,
        25,
    )
    rows = [Disagreement(quote, quote.disagreement, _why(quote)) for quote in found.items]
    return DisagreementPage(rows, found.next, found.previous)


def _why(quote: Quote) -> str:
    kind, position = quote.disagreement, quote.position  # type: ignore[attr-defined]
    if kind == "unknown" or position is None:
        return _why_unknown(quote)
    if kind == "anothers":
        return f"The register has “{position}” as a position of {position.speaker}."
    if kind == "not_yet":
        return f"By the register, “{position}” began only {_day(position, 'start')}."
    if kind == "ended":
        return f"By the register, “{position}” ended {_day(position, 'end')}."
    return f"Printed as “{quote.role_as_printed}”; the register calls it “{position}” now."


def _day(position: Position, end: str) -> str:
    day, precision = getattr(position, end), getattr(position, f"{end}_precision")
    if precision == Precision.YEAR:
        return f"in {day:%Y}"
    return f"in {day:%B %Y}" if precision == Precision.MONTH else f"on {day:%-d %B %Y}"


def _why_unknown(quote: Quote) -> str:
    """What the register has for that day; of those that the printed role names, only these."""
    speaker, role = quote.speaker, quote.role_as_printed
    positions = list(speaker.positions.all()) if speaker else []
    held = [position for position in positions if _may_be_held(position, quote)]
    alike = [position for position in held if attribution.names_position(role, position)]
    listed = ", ".join(f"“{position}”" for position in (alike or held))
    if alike:
        return f"The register has {listed} by now, which the quote is not matched to."
    return f"Printed as “{role}”; for that day the register has {listed}."


def _may_be_held(position: Position, quote: Quote) -> bool:
    said_on = quote.said_on
    if said_on is None:
        return False
    began = position.start is None or position.start <= last_day(said_on, quote.said_on_precision)
    ended = position.end and last_day(position.end, position.end_precision) < said_on
    return began and not ended
