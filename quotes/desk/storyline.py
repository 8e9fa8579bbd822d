"""What the desk asks of the record about one story: its quotes as lines, and one in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.db.models.lookups import Exact
from django.db.models.query import QuerySet

from quotes import names
from quotes.models import Hold, Notice, Position, Quote, Review, Speaker
from quotes.verification import Decision, State
from sources.models import ArticleVersion

SUGGESTIONS = 8

_LINE = (
    *("version_id", "words", "kind", "language", "state", "content", "cue", "source"),
    *("descriptor", "legal_flag", "speaker__name"),
)
"""What a quote's line and its marks in the text show."""


def lines_of(version: ArticleVersion, person: Any) -> list[Quote]:
    """A version's quotes in story order as their lines show them: two queries, however many."""
    waiting = Notice.objects.filter(quote=OuterRef("pk"), decided_at=None)
    if not settings.SINGLE_EDITOR:
        waiting = waiting.exclude(proposed_by=person)
    found = version.quotes.in_story_order().select_related("speaker").only(*_LINE)
    return list(
        found.annotate(waits_for_approval=Exists(waiting), is_joined=_joined()).prefetch_related(
            Prefetch("reviews", _decisions())
        )
    )


def places_of(version: ArticleVersion) -> list[Quote]:
    """A version's quotes with no more than their marks in the text need."""
    fields = ("version_id", "state", "content", "cue", "source")
    return list(version.quotes.in_story_order().only(*fields).annotate(is_joined=_joined()))


def quote_for_card(pk: int) -> Quote | None:
    """One quote with all that its card shows: two queries, three where it has notices."""
    found = Quote.objects.filter(pk=pk).with_speaker_as_captured()
    quote = (
        found.select_related("speaker", "position__organisation", "version")
        .defer("version__raw", "version__credit", "search", "literal")
        .annotate(
            earlier=Coalesce(Subquery(_number_above()), 0),
            has_notices=Exists(Notice.objects.filter(quote=OuterRef("pk"))),
            known_titles=ArraySubquery(_titles()),
            below=Subquery(_below()[:1]),
            held_by=Subquery(_hold().values("holder")[:1]),
            held_until=Subquery(_hold().values("until")[:1]),
            holder_called=Subquery(_hold().values("called")[:1]),
        )
        .first()
    )
    if quote is not None:
        notices = Notice.objects.select_related("proposed_by", "approved_by", "declined_by")
        asked = [Prefetch("notices", notices.order_by("pk"))] if quote.has_notices else []
        prefetch_related_objects([quote], Prefetch("reviews", _decisions()), *asked)
    return quote


def was_just_made(quote_id: int, move: str, decision: Decision, by: Any, expected: int) -> bool:
    """Whether the quote's one change since `expected` is this very decision of this person."""
    quote = Quote.objects.filter(pk=quote_id, change_number=expected + 1).first()
    latest = quote.reviews.order_by("-pk").first() if quote else None
    return latest is not None and (
        (latest.move, latest.by_id, latest.note, latest.verification_basis)
        == (move, by.pk, decision.note.strip(), decision.basis)
    )


def quote_above(quote: Quote) -> Quote | None:
    """The quote before this one in its story."""
    before = Quote.objects.filter(version=quote.version_id, content__lt=quote.content)
    ordered = before.exclude(state=State.REJECTED).in_story_order()
    return ordered.select_related("speaker").reverse().first()


def quote_below(quote: Quote) -> Quote | None:
    """The captured quote that comes next in the story, for joining."""
    found = Quote.objects.filter(version=quote.version_id, content__gt=quote.content)
    return found.exclude(state=State.REJECTED).in_story_order().first()


def quoted_in(version_id: int) -> Sequence[Speaker]:
    """Who is quoted in a story already, the most quoted first."""
    return list(
        Speaker.objects.current()
        .filter(quotes__version=version_id)
        .annotate(times=Count("quotes"))
        .order_by("-times", "sort_name", "pk")[:SUGGESTIONS]
    )


def speakers_like(typed: str) -> Sequence[Speaker]:
    """Current speakers with a name or alias that contains what was typed, the likeliest first."""
    folded = names.fold(typed)
    if not folded:
        return []
    starts = Case(
        When(aliases__folded__startswith=folded, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Speaker.objects.current().filter(aliases__folded__contains=folded)
    ordered = found.annotate(rank=starts).order_by("rank", "sort_name", "pk")[: SUGGESTIONS * 4]
    return list(dict.fromkeys(ordered))[:SUGGESTIONS]


def told_apart(speakers: Sequence[Speaker], day: date | None) -> Mapping[int, Speaker]:
    """By id, what tells namesakes apart: offices, latest role, latest words. Two queries."""
    latest = (
        Quote.objects.filter(speaker=OuterRef("pk"))
        .exclude(state__in=[State.REJECTED, State.RETRACTED])
        .order_by("-said_on", "-id")
    )
    positions = Position.objects.select_related("organisation").order_by("-start", "pk")
    held = positions.held_on(day) if day else positions
    found = Speaker.objects.filter(pk__in=[speaker.pk for speaker in speakers]).annotate(
        latest_words=Subquery(latest.values("words")[:1]),
        latest_day=Subquery(latest.values("said_on")[:1]),
        latest_role=Subquery(latest.exclude(role_as_printed="").values("role_as_printed")[:1]),
    )
    return found.prefetch_related(Prefetch("positions", held, to_attr="offices_held")).in_bulk()


def titles_held(speaker: Speaker, day: date | None) -> list[str]:
    """The positions a speaker held on a day, or ever where the day is not known."""
    positions = speaker.positions.select_related("organisation").order_by("-start", "pk")
    return [str(position) for position in (positions.held_on(day) if day else positions)]


def _decisions() -> QuerySet[Review]:
    return Review.objects.select_related("by").order_by("pk")


def _joined() -> Case:
    """Whether a quote's words were joined into another, which has the marks now."""
    last = Review.objects.filter(quote=OuterRef("pk")).order_by("-pk").values("move")[:1]
    return Case(
        When(state=State.REJECTED, then=Q(Exact(Subquery(last), Value("join")))),
        default=Value(False),
        output_field=BooleanField(),
    )


def _number_above() -> QuerySet[Any]:
    """How many quotes of the same story come before; no two have the same place."""
    above = Quote.objects.filter(version=OuterRef("version"), content__lt=OuterRef("content"))
    return above.order_by().values("version").annotate(number=Count("pk")).values("number")


def _below() -> QuerySet[Any]:
    """The quote that comes next in the story and is one; nothing unless it is still captured."""
    after = Quote.objects.filter(version=OuterRef("version"), content__gt=OuterRef("content"))
    joinable = Case(When(state=State.CAPTURED, then="pk"))
    return after.exclude(state=State.REJECTED).in_story_order().values(joinable=joinable)


def _hold() -> QuerySet[Any]:
    """The hold on a quote that has not run out, with the holder's name as the desk prints it."""
    name = NullIf(Trim(Concat("holder__first_name", Value(" "), "holder__last_name")), Value(""))
    named = Coalesce(name, "holder__username")
    return Hold.objects.current().filter(quote=OuterRef("pk")).annotate(called=named)


def _titles() -> QuerySet[Any]:
    """The positions of the speaker as a person reads them."""
    title = Case(
        When(Q(organisation=None), then="title"),
        default=Concat("title", Value(", "), "organisation__name"),
    )
    held = Position.objects.filter(speaker=OuterRef("speaker")).order_by("-start", "pk")
    return held.annotate(told=title).values("told")
