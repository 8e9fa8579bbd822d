"""How well the engine reads, by the judgement of this newsroom's own editors; it only looks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from quotes.models import SURE_OF_SPEAKER, Extraction, Quote, Review
from quotes.verification import VOUCHED, Reason, State
from sources.models import Outlet

FIELDS = ("span", "speaker", "sure_speaker", "role", "date")
"""What is measured of each finding; `sure_speaker` is the speaker where the engine was sure."""

UNKNOWN = "unknown"
"""The revision of an engine whose reading of the story is not on record."""

_AT_ONCE = 2000
_COMPARED = ("content", "speaker", "descriptor", "role_as_printed", "said_on", "said_on_precision")


@dataclass
class Share:
    """How many of how many; a share of few says little, so the counts stay in sight."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The share itself; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def between(self) -> tuple[float, float] | None:
        """Wilson's interval: where the rate of many more lies, 95 times in 100."""
        if self.rate is None:
            return None
        n, z = self.whole, 1.96
        middle = (self.rate + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(self.rate * (1 - self.rate) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Tally:
    """What became of one field: it stood, it was mended, or the engine had left it open."""

    right: int = 0
    wrong: int = 0
    left_open: int = 0

    @property
    def of_those_given(self) -> Share:
        """How many of what the engine said stood."""
        return Share(self.right, self.right + self.wrong)

    @property
    def of_all(self) -> Share:
        """How many of what there was to say the engine got right."""
        return Share(self.right, self.right + self.wrong + self.left_open)


@dataclass
class Measure:
    """The engine's findings as editors judged them: kept, turned down, or missing.

    What was joined into another quote is a quote, if not one of its own: it counts for itself.
    """

    kept: int = 0
    rejected: int = 0
    joined: int = 0
    missed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})

    @property
    def judged(self) -> int:
        """How many quotes it rests on."""
        return self.kept + self.rejected + self.missed

    @property
    def precision(self) -> Share:
        """How many of the engine's findings are quotes."""
        return Share(self.kept, self.kept + self.rejected)

    @property
    def recall(self) -> Share:
        """How many of the quotes the engine found."""
        return Share(self.kept, self.kept + self.missed)


@dataclass
class Report:
    """All of it, and by outlet and by the engine's revision."""

    total: Measure = field(default_factory=Measure)
    outlets: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    revisions: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    looked_at: int = 0


def report(
    *,
    outlet: str = "",
    revision: str = "",
    since: datetime | None = None,
    newest: int | None = None,
) -> Report:
    """Measure the engine on the judged quotes of an outlet, of a revision, captured since a time.

    One query, read as it comes, however many quotes there are; `newest` looks at no more than that
    many, the last captured first, and so come the revisions.
    """
    made = Report()
    found = _judged(outlet, since)
    if newest is not None:
        found = found.order_by("-captured_at", "-pk")[:newest]
    for judged in found.iterator(chunk_size=_AT_ONCE):
        made.looked_at += 1
        read_by = judged["read_by"] or ("" if judged["by_hand"] else UNKNOWN)
        if not read_by or (revision and read_by != revision):
            continue  # by hand, in a story that no engine had read: nothing was missed
        for measure in (made.total, made.outlets[judged["outlet"]], made.revisions[read_by]):
            _count(measure, judged)
    return made


def _judged(outlet: str, since: datetime | None) -> QuerySet[Quote, Any]:
    """Quotes that editors took or turned down; of those added by hand, the ones that they took."""
    took_or_turned_down = Q(state__in=VOUCHED) | Q(state=State.REJECTED, confidence__isnull=False)
    quotes = Quote.objects.filter(took_or_turned_down)
    if outlet:
        outlets = Outlet.objects.filter(Q(name__iexact=outlet) | Q(slug=outlet))
        quotes = quotes.filter(version__article__outlet__in=outlets)
    if since is not None:
        quotes = quotes.filter(captured_at__gte=since)
    return quotes.order_by("pk").values(
        "state",
        "speaker_confidence",
        outlet=F("version__article__outlet__name"),
        by_hand=Q(confidence=None),
        read_by=_read_by(),
        reason=_last_reason(),
        captured=_as_it_was(pgh_label="insert"),
        verified=_as_it_was(state=State.VERIFIED),
    )


def _read_by() -> Case:
    """The engine that captured the quote: the reading it was part of. By hand: the last before."""
    readings = Extraction.objects.filter(version=OuterRef("version"))
    ending = readings.filter(failed="", at__gte=OuterRef("captured_at")).order_by("at", "pk")
    before = readings.filter(at__lte=OuterRef("captured_at")).order_by("-at", "-pk")
    return Case(
        When(confidence=None, then=Subquery(before.values("revision")[:1])),
        default=Subquery(ending.values("revision")[:1]),
    )


def _last_reason() -> Subquery:
    """Why a quote was turned down last; nothing of one that was turned down before reasons."""
    given = Review.objects.filter(quote=OuterRef("pk")).exclude(reason="").order_by("-pk")
    return Subquery(given.values("reason")[:1])


def _as_it_was(**when: str) -> Subquery:
    """What the history has of a quote at a time: the last entry of that kind."""
    events = Quote.pgh_event_model.objects  # type: ignore[attr-defined]
    found = events.filter(pgh_obj=OuterRef("pk"), **when).order_by("-pgh_id")
    fields: dict[str, Any] = {name: name for name in _COMPARED}
    fields["speaker"] = Coalesce(  # an entry that was merged since is the survivor
        "speaker__merged_into__merged_into", "speaker__merged_into", "speaker"
    )
    return Subquery(found.values(as_it_was=JSONObject(**fields))[:1])


def _count(measure: Measure, judged: Mapping[str, Any]) -> None:
    if judged["by_hand"]:
        measure.missed += 1
    elif judged["state"] == State.REJECTED:
        _count_rejected(measure, judged["reason"] or Reason.OTHER)
    else:
        measure.kept += 1
        for name, outcome in _outcomes(judged):
            tally = measure.fields[name]
            setattr(tally, outcome, getattr(tally, outcome) + 1)


def _count_rejected(measure: Measure, reason: str) -> None:
    if reason == Reason.JOINED:
        measure.joined += 1
    else:
        measure.rejected += 1
        measure.reasons[reason] += 1


def _outcomes(judged: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field of a finding, and which count it belongs to."""
    captured, verified = judged["captured"], judged["verified"]
    if captured is None or verified is None:
        return
    speaker = _outcome(captured, verified, "speaker", "descriptor")
    yield "span", _outcome(captured, verified, "content")
    yield "speaker", speaker
    if (judged["speaker_confidence"] or 0) >= SURE_OF_SPEAKER:
        yield "sure_speaker", speaker
    yield "role", _outcome(captured, verified, "role_as_printed")
    yield "date", _outcome(captured, verified, "said_on", "said_on_precision")


def _outcome(captured: Mapping[str, Any], verified: Mapping[str, Any], *names: str) -> str:
    if all(captured[name] == verified[name] for name in names):
        return "right"
    is_open = not any(captured[name] for name in names if name != "said_on_precision")
    return "left_open" if is_open else "wrong"
