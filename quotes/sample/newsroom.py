"""Makes the sample newsroom through the verbs: one transaction a story, safe when killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from quotes import attribution, corrections, intake, spans, verification
from quotes.models import Quote, QuoteKind, Speaker
from quotes.sample import people, register, subjects
from quotes.sample.people import CHECKER, EDITOR, REPORTER, STANDARDS
from quotes.sample.stories_2025 import STORIES_2025
from quotes.sample.stories_2026 import STORIES_2026
from quotes.sample.table import Change, Line, Story, spans_of
from quotes.spans import Spans
from quotes.verification import CHECKLIST
from sources import ingest
from sources.models import Article, ArticleVersion
from sources.refusal import Refusal

STORIES = STORIES_2025 + STORIES_2026
NOT_KEPT = "A finding of the engine that the desk does not keep as a quotation."

Step = Callable[["_Desk", Quote, Line], None]


@dataclass(frozen=True)
class Made:
    """What a run added: nothing, where the sample was complete."""

    stories: int
    quotes: int


@dataclass
class _Desk:
    """Who acts, whom they quote, and which quotes of the story at hand are settled."""

    team: dict[str, User]
    cast: dict[str, Speaker]
    settled: set[int] = field(default_factory=set)


def make() -> Made:
    """Make what of the sample newsroom is not there yet; a second run changes nothing.

    Raises Refusal in a database that holds other people's articles and none of the sample's.
    """
    ours = Article.objects.filter(canonical_url__in=[story.url for story in STORIES])
    known = set(ours.values_list("canonical_url", flat=True))
    if not known and Article.objects.exists():
        raise Refusal(
            "This database holds articles that are not the sample's; "
            "the sample newsroom is made in an empty one."
        )
    missing = [story for story in STORIES if story.url not in known]
    if not missing:
        return Made(0, 0)
    with pghistory.context(command="sample_newsroom"):
        with transaction.atomic():
            _one_at_a_time()
            team = people.make()
            register.make_outlets()
            cast = register.make_speakers(by=team[CHECKER])
        counts = [_tell(story, _Desk(team, cast)) for story in missing]
    return Made(sum(map(bool, counts)), sum(counts))


def _one_at_a_time() -> None:
    """Until this transaction ends, no other run enters the same people and speakers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes.sample'))")


@transaction.atomic
def _tell(story: Story, desk: _Desk) -> int:
    """Add one story and take every quote in it to where the table has it; how many there are."""
    added = ingest.add_story(
        story.read(),
        outlet=story.outlet,
        headline=story.headline,
        published_at=story.published_at,
        url=story.url,
        media_type="text/plain",
    )
    if not added.article_is_new:  # another run was first
        return 0
    intake.read(added.version)
    for line in story.lines:
        _settle(added.version, line, desk)
    _clear_away_the_rest(added.version, desk)
    subjects.tag(added.version, story.file, by=desk.team[EDITOR])
    if story.file == subjects.ASKED_OF:
        subjects.ask(story.url)
    return len(story.lines)


def _settle(version: ArticleVersion, line: Line, desk: _Desk) -> None:
    content = spans_of(version.text, line.pieces)
    quote = _captured_at(version, content, line, desk)
    desk.settled.add(quote.pk)
    attribution.amend(
        quote, by=desk.team[REPORTER], changes=_attribution(version, content, line, desk)
    )
    for step in PATHS[line.fate]:
        step(desk, quote, line)
    for change in line.notices:
        _publish_notice(quote, change, desk)


def _captured_at(version: ArticleVersion, content: Spans, line: Line, desk: _Desk) -> Quote:
    """The quote that the engine captured there, or one that the reporter adds."""
    waiting = [
        quote
        for quote in version.quotes.in_story_order()
        if quote.pk not in desk.settled and spans.overlap(quote.content, content)
    ]
    exact = [quote for quote in waiting if quote.content == content]
    found = next(iter(exact + waiting), None)
    return found or intake.add_quote(
        version, content, by=desk.team[REPORTER], kind=QuoteKind(line.kind)
    )


def _attribution(
    version: ArticleVersion, content: Spans, line: Line, desk: _Desk
) -> dict[str, Any]:
    published_on = timezone.localtime(version.article.published_at).date()
    embargo = timedelta(days=line.embargo_days)
    return {
        "content": content,
        "kind": line.kind,
        "speaker": desk.cast[line.who] if line.who else None,
        "descriptor": line.descriptor,
        "anonymity_reason": line.anonymity_reason,
        "role_as_printed": line.role,
        "no_role_printed": not line.role,
        "said_on": line.said_on or published_on,
        "said_on_precision": "day",
        "attribution_basis": line.basis,
        "embargo_until": timezone.now() + embargo if embargo else None,
        "legal_flag": line.legal_flag,
    }


def _submit(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.submit(quote, by=desk.team[REPORTER])


def _send_back(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.send_back(quote, by=desk.team[CHECKER], note=line.note)


def _verify(desk: _Desk, quote: Quote, line: Line) -> None:
    answers = dict.fromkeys(CHECKLIST, True)
    verification.verify(quote, by=desk.team[CHECKER], basis=line.matched_to, answers=answers)


def _publish(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.publish(quote, by=desk.team[EDITOR])


def _reject(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.reject(quote, by=desk.team[CHECKER], note=line.note)


def _withhold(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.withhold(quote, by=desk.team[EDITOR], note=line.note)


def _retract(desk: _Desk, quote: Quote, line: Line) -> None:
    verification.retract(quote, by=desk.team[STANDARDS], reason=line.note)


PATHS: dict[str, tuple[Step, ...]] = {
    "captured": (),
    "submitted": (_submit,),
    "sent back": (_submit, _send_back),
    "verified": (_submit, _verify),
    "published": (_submit, _verify, _publish),
    "rejected": (_reject,),
    "held": (_submit, _verify, _withhold),
    "withheld": (_submit, _verify, _publish, _withhold),
    "retracted": (_submit, _verify, _publish, _retract),
}


def _publish_notice(quote: Quote, change: Change, desk: _Desk) -> None:
    """Propose it as the reporter; the desk editor decides, unless it stays open."""
    changes = dict(change.changes)
    if change.pieces:
        changes["content"] = spans_of(quote.version.text, change.pieces)
    notice = corrections.propose(
        quote,
        by=desk.team[REPORTER],
        type=change.type,
        changes=changes,
        public_text=change.public_text,
    )
    if change.outcome == "approved":
        corrections.approve(notice, by=desk.team[EDITOR])
    elif change.outcome == "declined":
        corrections.decline(notice, by=desk.team[EDITOR], reason="The role was right as it stood.")


def _clear_away_the_rest(version: ArticleVersion, desk: _Desk) -> None:
    """Reject what the engine captured and the table does not have, and forget its speakers."""
    for quote in version.quotes.exclude(pk__in=desk.settled):
        changes = {"speaker": None, "descriptor": ""}
        attribution.amend(quote, by=desk.team[REPORTER], changes=changes)
        verification.reject(quote, by=desk.team[CHECKER], note=NOT_KEPT)
    kept = [speaker.pk for speaker in desk.cast.values()]
    Speaker.objects.proposed().filter(quotes=None, offices=None).exclude(pk__in=kept).delete()
