"""Who and what the public may look up: speakers with something to show, and their outlets."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quotes.models import Notice, Position, Quote, Speaker
from quotes.names import fold
from quotes.search import public_outlets
from sources.models import Outlet
from sources.refusal import Refusal

PAGE = 100
CHOICES = 200
"""How many speakers, organisations or outlets a filter offers at most."""

MISATTRIBUTIONS = 50
"""How many mix-ups a speaker's page tells of, the latest ones."""


@dataclass(frozen=True)
class SpeakerPage:
    """A run of the index of speakers; `next` is the slug to go on after."""

    speakers: list[Speaker]
    next: str


@dataclass(frozen=True)
class Misattribution:
    """A quote that was published under a wrong name, and the notice that put it right."""

    quote: Quote
    notice: Notice
    wrong: Speaker
    right: Speaker


def find(slug: str) -> Speaker:
    """The public speaker an address leads to, through every merger; or Speaker.DoesNotExist.

    A speaker who was named wrongly once has a page that says so, if nothing else.
    """
    speaker = survivor(slug)
    if not Speaker.objects.public().filter(pk=speaker.pk).exists() and not misattributions(speaker):
        raise Speaker.DoesNotExist
    return speaker


def survivor(slug: str) -> Speaker:
    """Whom an address leads to, through every merger, public or not; or Speaker.DoesNotExist."""
    speaker = Speaker.objects.get(slug=slug)
    while speaker.merged_into:
        speaker = speaker.merged_into
    return speaker


def misattributions(speaker: Speaker) -> list[Misattribution]:
    """Public quotes that were published under a wrong name, as told on a speaker's page.

    The page is that of the one who was wrongly named, or of the one whose words they are. A merger
    makes two names one person, and a mix-up of the two none at all; a source that is unnamed now is
    told of nowhere.
    """
    notices = list(
        Notice.objects.of_speakers(_merged_into(speaker))
        .filter(~Exists(_retracted_since()), quote__in=Quote.objects.public())
        .filter(quote__descriptor="")
        .order_by("-decided_at", "-pk")[:MISATTRIBUTIONS]
    )
    if not notices:
        return []
    quotes = Quote.objects.public().with_context().in_bulk({one.quote_id for one in notices})
    people = _survivors(
        {one.before["speaker"]["id"] for one in notices}
        | {one.after["speaker"]["id"] for one in notices}
        | {quote.speaker_id for quote in quotes.values() if quote.speaker_id}
    )
    told = [_told(one, quotes[one.quote_id], people) for one in notices if one.quote_id in quotes]
    return [one for one in told if one is not None and speaker in (one.wrong, one.right)]


def _told(notice: Notice, quote: Quote, people: dict[int, Speaker]) -> Misattribution | None:
    """What a notice tells, unless whom it took the words from has them again."""
    wrong = people.get(notice.before["speaker"]["id"])
    right = people.get(quote.speaker_id or 0)
    if wrong is None or right is None or wrong == right:
        return None
    return Misattribution(quote, notice, wrong, right)


def _retracted_since() -> QuerySet[Notice]:
    """A later retraction of the same quote: what stood before it is gone."""
    later = {"quote": OuterRef("quote"), "pk__gt": OuterRef("pk")}
    return Notice.objects.filter(type=Notice.Type.RETRACTION, **later)


def _merged_into(speaker: Speaker) -> set[int]:
    """A speaker's id and those of all who were merged into it."""
    known: set[int] = set()
    found = {speaker.pk}
    while found - known:
        known |= found
        found = set(Speaker.objects.filter(merged_into__in=found).values_list("pk", flat=True))
    return known


def _survivors(ids: set[int]) -> dict[int, Speaker]:
    """Speakers by id, each as whom it was merged into, if it was."""
    found = Speaker.objects.in_bulk(ids)
    while ids := {
        one.merged_into_id
        for one in found.values()
        if one.merged_into_id and one.merged_into_id not in found
    }:
        found |= Speaker.objects.in_bulk(ids)
    return {pk: _end_of(one, found) for pk, one in found.items()}


def _end_of(speaker: Speaker, known: dict[int, Speaker]) -> Speaker:
    while speaker.merged_into_id:
        speaker = known[speaker.merged_into_id]
    return speaker


def called(text: str) -> Speaker:
    """The one public speaker who bears a name or has an address. Raises Refusal."""
    found = list(Speaker.objects.public().named(fold(text))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        message = "Several speakers bear this name. Use the last part of their page’s address."
        raise Refusal(message, field="speaker")
    try:
        return find(text.strip().lower())
    except Speaker.DoesNotExist:
        message = "No speaker with quotes here is called so."
        raise Refusal(message, field="speaker") from None


def outlet_called(text: str) -> Outlet:
    """The outlet with public quotes that has a name or an address; or Outlet.DoesNotExist."""
    asked = text.strip()
    return public_outlets().filter(Q(name__iexact=asked) | Q(slug=asked.lower()))[:1].get()


def quote_once_public(number: str) -> Quote | None:
    """The quote of that number, if it is public or was and is retracted; its words only if it is.

    Whoever asks shows no more of a retracted one than its tombstone does.
    """
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    shown = Quote.objects.public().with_context().filter(pk=number).first()
    return shown or Quote.objects.tombstones().filter(pk=number).first()


def listed(*, name: str = "", after: str = "") -> SpeakerPage:
    """Public speakers in the order of an index, those that bear a name, from one slug on.

    A name matches what a speaker is or was printed as, in part. Unknown slugs start at the top.
    """
    speakers = Speaker.objects.public().order_by("sort_name", "id")
    folded = fold(name.replace("\0", ""))
    if folded:
        speakers = speakers.filter(aliases__folded__contains=folded).distinct()
    last = Speaker.objects.public().filter(slug=after.replace("\0", "")).first()
    if last:
        speakers = speakers.filter(
            Q(sort_name__gt=last.sort_name) | Q(sort_name=last.sort_name, pk__gt=last.pk)
        )
    found = list(speakers[: PAGE + 1])
    return SpeakerPage(found[:PAGE], found[PAGE - 1].slug if len(found) > PAGE else "")


def positions(speaker: Speaker) -> QuerySet[Position]:
    """The positions of a speaker, the latest first."""
    return speaker.positions.select_related("organisation").order_by(
        F("start").desc(nulls_last=True), "id"
    )


def speakers() -> QuerySet[Speaker]:
    """Speakers to choose from, as many as a filter offers."""
    return Speaker.objects.public().order_by("sort_name", "id")[:CHOICES]


def organisations() -> QuerySet[Speaker]:
    """Organisations that spoke, or whose people spoke, publicly."""
    public = Quote.objects.public()
    own = Exists(public.filter(speaker=OuterRef("pk")))
    of_its_people = Exists(public.filter(position__organisation=OuterRef("pk")))
    chosen = Speaker.objects.current().filter(kind=Speaker.Kind.ORGANISATION)
    return chosen.filter(own | of_its_people).order_by("sort_name", "id")[:CHOICES]


def outlets() -> QuerySet[Outlet]:
    """Outlets to choose from, as many as a filter offers."""
    return public_outlets().order_by("name")[:CHOICES]
