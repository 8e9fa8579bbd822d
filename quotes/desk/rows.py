"""A queue's rows as the desk shows them: story by story, with who holds what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.timesince import timesince

from quotes.desk.readings import Reading
from quotes.models import Hold, Quote
from sources.models import ArticleVersion


@dataclass(frozen=True)
class Row:
    """One quote in a queue."""

    quote: Quote

    @property
    def reading(self) -> Reading:
        """What the engine made of it."""
        return Reading(self.quote)

    @property
    def hold(self) -> Hold | None:
        """Who holds it now, if anybody does."""
        return next(iter(self.quote.holds.all()), None)

    @property
    def waited(self) -> str:
        """How long it has waited, such as “3 hours”."""
        return timesince(self.quote.since, depth=1)  # type: ignore[attr-defined]

    @property
    def why(self) -> str:
        """What was said when it came here."""
        return self.quote.why  # type: ignore[attr-defined]

    @property
    def box(self) -> str:
        """What its box sends: the quote, as it was when the page showed it."""
        return f"{self.quote.pk}:{self.quote.change_number}"


@dataclass
class Story:
    """The rows of a page that stand in one wording of a story."""

    version: ArticleVersion
    rows: list[Row] = field(default_factory=list)


def by_story(quotes: Iterable[Quote]) -> list[Story]:
    """Rows story by story, in the order of each story's first."""
    stories: dict[int, Story] = {}
    for quote in quotes:
        stories.setdefault(quote.version_id, Story(quote.version)).rows.append(Row(quote))
    return list(stories.values())
