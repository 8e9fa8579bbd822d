"""A quote as it stood in each of its public revisions, rebuilt from what its notices tell."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_date

from quotes.display.differences import Difference, differences
from quotes.display.history import public_notices, was_named
from quotes.models import Notice, Quote, Speaker

NOT_NAMED_ANY_MORE = "a source that is not named any more"

_SHOWN = (
    *("content", "words", "kind", "setting", "descriptor", "anonymity_reason"),
    *("role_as_printed", "no_role_printed", "said_on_precision", "language", "attribution_basis"),
)
"""What readers see of a quote and a notice may have changed, besides its speaker and day."""


@dataclass(frozen=True)
class Revision:
    """A quote as the public read it from one day to another."""

    quote: Quote
    standing: Quote
    number: int
    notice: Notice | None
    since: datetime | None
    until: datetime | None
    changes: list[Difference]

    @property
    def is_current(self) -> bool:
        """Whether it stands now."""
        return self.number == self.standing.revision

    @property
    def is_minor(self) -> bool:
        """Whether it only mended spelling or marks."""
        return self.notice is not None and self.notice.type == Notice.Type.REFILE

    @property
    def made_by(self) -> str:
        """The type of the notice that made it, as readers see it; empty for the first."""
        return self.notice.get_type_display() if self.notice else ""

    @property
    def against_current(self) -> list[Difference]:
        """What stands otherwise now."""
        return differences(self.quote, self.standing)

    @property
    def path(self) -> str:
        """The path of its page."""
        return reverse("revision", args=[self.quote.pk, self.number])

    @property
    def address(self) -> str:
        """The absolute address of its page."""
        return f"{settings.SITE_URL}{self.path}"


def announced(quote: Quote) -> list[Notice]:
    """What the public is told of a quote's past, the latest first: no refile, and nothing from
    before a retraction, which took back what stood then.
    """
    told = [one for one in since_retraction(quote) if one.type != Notice.Type.REFILE]
    return told + [one for one in public_notices(quote) if one.type == Notice.Type.RETRACTION][:1]


def since_retraction(quote: Quote) -> list[Notice]:
    """The notices of what stands now, refiles too, the latest first."""
    kept = []
    for notice in public_notices(quote):
        if notice.type == Notice.Type.RETRACTION:
            break
        kept.append(notice)
    return kept


def has_revisions(quote: Quote) -> bool:
    """Whether there is more to read than what stands."""
    return any(notice.revision for notice in since_retraction(quote))


def revisions(quote: Quote, people: Mapping[int, Speaker] | None = None) -> list[Revision]:
    """Every revision that may be read, the latest first.

    Those from before a retraction are gone with it. Where a source was named and is not any more,
    no revision names it again. `people` are those that the notices name, if they are at hand.
    """
    made = [notice for notice in since_retraction(quote) if notice.revision]
    past = _Past(quote, made, people)
    found = []
    standing, until = quote, None
    for notice in made:
        earlier = past.before(standing, notice)
        found.append(_revision(past, standing, notice, earlier, until))
        standing, until = earlier, notice.decided_at
    found.append(_revision(past, standing, None, None, until))
    return found


def _revision(
    past: _Past, stood: Quote, notice: Notice | None, earlier: Quote | None, until: datetime | None
) -> Revision:
    shown = past.shown(stood)
    return Revision(
        quote=shown,
        standing=past.shown(past.quote),
        number=stood.revision,
        notice=notice,
        since=notice.decided_at if notice else past.published_at,
        until=until,
        changes=differences(past.shown(earlier), shown) if earlier else [],
    )


def people_named(quotes: Iterable[Quote]) -> dict[int, Speaker]:
    """The speakers that the notices of some quotes name, for `revisions` of all of them."""
    return _named([one for quote in quotes for one in quote.notices.all()])


def _named(notices: Iterable[Notice]) -> dict[int, Speaker]:
    named = {one.before["speaker"]["id"] for one in notices if one.before.get("speaker")}
    return Speaker.objects.in_bulk(sorted(named)) if named else {}


class _Past:
    """What it takes to tell a quote's past: the people its notices name, and who must not be."""

    def __init__(
        self, quote: Quote, made: list[Notice], people: Mapping[int, Speaker] | None = None
    ) -> None:
        self.quote = quote
        self.speakers = _named(made) if people is None else people
        self.unnamed = {
            one.before["speaker"]["id"]
            for one in made
            if one.before.get("speaker") and "speaker" in one.after and not one.after["speaker"]
        } - {quote.speaker_id}
        self.hides_setting = was_named(quote)
        self.published_at = _published_at(quote)

    def before(self, stood: Quote, notice: Notice) -> Quote:
        """The quote as it stood until a notice changed it."""
        earlier = copy.copy(stood)
        earlier.revision = (notice.revision or stood.revision) - 1
        told: Mapping[str, Any] = notice.before
        for name in _SHOWN:
            if name in told:
                setattr(earlier, name, told[name])
        if "said_on" in told:
            earlier.said_on = parse_date(told["said_on"]) if told["said_on"] else None
        if "speaker" in told:
            earlier.speaker = self._speaker(told["speaker"])
        return earlier

    def _speaker(self, told: Mapping[str, Any] | None) -> Speaker | None:
        """A speaker under the name that was public then."""
        if not told:
            return None
        found = copy.copy(self.speakers.get(told["id"]) or Speaker(pk=told["id"], slug=""))
        found.name = told["name"]
        return found

    def shown(self, stood: Quote) -> Quote:
        """The quote with nothing that names a source again which was unnamed since."""
        shown = copy.copy(stood)
        if stood.speaker_id and (self.quote.descriptor or stood.speaker_id in self.unnamed):
            shown.speaker, shown.descriptor = None, NOT_NAMED_ANY_MORE
            shown.role_as_printed = shown.setting = shown.anonymity_reason = ""
        elif self.hides_setting:
            shown.setting = ""
        return shown


def _published_at(quote: Quote) -> datetime | None:
    """When what stands now was first published: after the last retraction, if there was one."""
    published = None
    turns = [one for one in quote.reviews.all() if one.move in ("publish", "retract")]
    for review in sorted(turns, key=lambda one: one.pk):
        published = None if review.move == "retract" else published or review.at
    return published
