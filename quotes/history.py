"""The history of quotes and speakers: why each change was made, and the whole of it as it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from quotes.display.words import day, printed
from quotes.models import Alias, Notice, Position, Quote, Review, Speaker
from quotes.verification import MOVES, State, name_of
from sources import history
from sources.history import Entry, Fact, HistoryPage, Record, Section, Stood
from sources.models import Article, ArticleVersion, Outlet

# How often a quote changed is said by the list itself; what a notice tells, by the quote's change.
UNSAID = ("change_number", "before", "after")
QUOTE_PARTS = ((Notice, "quote"),)
SPEAKER_PARTS = ((Alias, "speaker"), (Position, "speaker"))


def quote_page(quote: Quote, cursor: str = "") -> HistoryPage:
    """A quote's changes and those of its notices; each move with what was said for it."""
    page = history.page(quote, parts=[Notice], without=UNSAID, cursor=cursor)
    moments = {entry.at for entry in page.entries}
    reviews = Review.objects.filter(quote=quote, at__in=moments)
    reviews = reviews.select_related("by").order_by("-pk")
    return replace(page, entries=list(_with_reasons(page.entries, list(reviews))))


def speaker_page(speaker: Speaker, cursor: str = "") -> HistoryPage:
    """A speaker's changes, and those of the names and positions."""
    return history.page(speaker, parts=[Alias, Position], cursor=cursor)


def _with_reasons(entries: Iterable[Entry], reviews: list[Review]) -> Iterator[Entry]:
    """A move's Review has the same moment as its change: both are of one transaction."""
    left = list(reviews)
    for entry in entries:
        review = next((one for one in left if _tells_of(one, entry)), None)
        if review is not None:
            left.remove(review)
            yield replace(entry, who=_who(review, entry), why=_reason(review))
        elif entry.model is Quote and entry.what == "added" and not entry.why:
            yield replace(entry, why=_origin(entry))
        else:
            yield entry


def _tells_of(review: Review, entry: Entry) -> bool:
    if entry.model is not Quote or entry.what != "changed" or review.at != entry.at:
        return False
    if review.move == "correct":
        return entry.raw.get("revision", (None, None))[1] == review.revision
    return entry.raw.get("state") == (review.from_state, review.to_state)


def _who(review: Review, entry: Entry) -> str:
    """Who signed the move, where no session says who sent it."""
    return name_of(review.by) if entry.who == history.NOBODY else entry.who


def _reason(review: Review) -> str:
    label = MOVES[review.move].label if review.move in MOVES else review.move
    basis = review.get_verification_basis_display().lower() if review.verification_basis else ""
    said = [label, basis, "as single editor" if review.single_editor else ""]
    told = ", ".join(part for part in said if part)
    return f"{told}: {review.note}" if review.note else told


def _origin(entry: Entry) -> str:
    found = entry.raw.get("confidence")
    if found is None:
        return "Captured by a person."
    return f"Found by the engine, {float(found[1]):.2f} sure."


def quote_at(quote: Quote, at: datetime) -> Record:
    """A quote as it stood: words, speaker as then named, and every decision up to then."""
    stood = history.as_of(quote, at)
    around = history.neighbours(quote, at, parts=QUOTE_PARTS)
    if stood is None:
        return Record(at=at, stood=None, around=around)
    story = _story(quote.version, at)
    shown = Fact("Shown to the public", "yes" if _is_public(stood, story[0], at) else "no")
    facts = [*_quote_facts(stood, at), shown, *_story_facts(story, quote.version)]
    return Record(
        at=at,
        stood=stood,
        around=around,
        facts=sorted(facts, key=_weight),
        sections=[
            Section("Notices up to then", list(_notices(quote, at))),
            Section("Decisions up to then", list(_decisions(quote, at))),
        ],
    )


_FIRST = (
    *("Words", "Speaker", "Descriptor", "Role as printed", "Said on", "Attribution basis", "State"),
    *("Shown to the public", "Revision", "Verification basis", "Printed in"),
)
"""What an editor asks first, in this order; the rest follows."""


def _weight(fact: Fact) -> int:
    return _FIRST.index(fact.name) if fact.name in _FIRST else len(_FIRST)


def _quote_facts(stood: Stood, at: datetime) -> list[Fact]:
    """What the columns hold, in an editor's words; the rest as any row's."""
    told = [Fact("Words", printed(stood["words"], stood["content"], stood["kind"]))]
    if stood["said_on"]:
        told.append(Fact("Said on", day(stood["said_on"], stood["said_on_precision"])))
    without = (*UNSAID, *("words", "version_id", "said_on", "said_on_precision"))
    return told + history.facts(stood, at=at, without=without)


def _story(version: ArticleVersion, at: datetime) -> tuple[Stood | None, str]:
    """The article as it stood, and what its outlet was called."""
    article = history.as_of(version.article, at)
    outlet_id = article["outlet_id"] if article else version.article.outlet_id
    outlet = history.states_of(Outlet, [outlet_id], at).get(outlet_id)
    return article, str(outlet["name"] if outlet else version.article.outlet)


def _story_facts(story: tuple[Stood | None, str], version: ArticleVersion) -> list[Fact]:
    article, outlet = story
    headline = article["headline"] if article else version.article.headline
    named = f"“{headline}”, " if headline else ""
    status = article["publish_status"] if article else version.article.publish_status
    usable = dict(Article.PublishStatus.choices).get(status, status)
    return [
        Fact("Printed in", f"{named}{outlet}, wording {version.number}"),
        Fact("The source’s word on the article", str(usable)),
    ]


def _is_public(stood: Stood, article: Stood | None, at: datetime) -> bool:
    """Whether `QuoteQuerySet.public` had it, had it been asked then."""
    embargoes = [stood["embargo_until"], article and article["embargo_until"]]
    is_usable = article is not None and (article["publish_status"] == Article.PublishStatus.USABLE)
    lifted = all(until is None or until <= at for until in embargoes)
    return stood["state"] == State.PUBLISHED and is_usable and lifted


def _notices(quote: Quote, at: datetime) -> Iterator[str]:
    """Each notice as far as it had come."""
    for notice in history.parts_of(quote, Notice, "quote", at):
        kind = Notice.Type(notice["type"]).label
        come = "proposed"
        if notice["approved_by_id"]:
            come = f"approved on {_time(notice['decided_at'])}"
        elif notice["declined_by_id"]:
            come = f"declined (“{notice['decline_reason']}”)"
        yield f"{kind}, {come}: “{notice['public_text']}”"


def _decisions(quote: Quote, at: datetime) -> Iterator[str]:
    for review in quote.reviews.filter(at__lte=at).select_related("by").order_by("pk"):
        yield f"{_time(review.at)}, {name_of(review.by)}. {_reason(review)}"


def speaker_at(speaker: Speaker, at: datetime) -> Record:
    """A speaker as it stood: names, and the positions that the register then had."""
    stood = history.as_of(speaker, at)
    return Record(
        at=at,
        stood=stood,
        around=history.neighbours(speaker, at, parts=SPEAKER_PARTS),
        facts=history.facts(stood, at=at) if stood else [],
        sections=[
            Section("Names it was printed under", _aliases(speaker, at)),
            Section("Positions", list(_positions(speaker, at))),
        ]
        if stood
        else [],
    )


def _aliases(speaker: Speaker, at: datetime) -> list[str]:
    return [str(alias["name"]) for alias in history.parts_of(speaker, Alias, "speaker", at)]


def _positions(speaker: Speaker, at: datetime) -> Iterator[str]:
    found = history.parts_of(speaker, Position, "speaker", at)
    organisations = history.states_of(Speaker, [one["organisation_id"] for one in found], at)
    for one in found:
        where = organisations.get(one["organisation_id"])
        title = f"{one['title']}, {where['name']}" if where else str(one["title"])
        yield f"{title}{_held(one)}"


def _held(position: Stood) -> str:
    start = position["start"] and day(position["start"], position["start_precision"])
    end = position["end"] and day(position["end"], position["end_precision"])
    told = [f"from {start}" if start else "", f"until {end}" if end else ""]
    return f" ({' '.join(part for part in told if part)})" if start or end else ""


def _time(at: Any) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"
