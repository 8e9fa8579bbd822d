"""An outlet's stories, those that have public quotes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quotes.models import Quote
from quotes.search import QuotePage, page_of, public_articles, public_outlets
from sources.models import Article, Outlet

STORIES = 30


@dataclass(frozen=True)
class StoryRow:
    """A story, and how many of its quotes are public."""

    article: Article
    quotes: int


def outlet_named(slug: str) -> Outlet:
    """The outlet of that address that has public quotes; or Outlet.DoesNotExist."""
    return public_outlets().get(slug=slug)


def stories_page(outlet: Outlet, cursor: str = "") -> tuple[list[StoryRow], QuotePage[Article]]:
    """An outlet's stories with public quotes, the latest first; or BadCursor."""
    rows = public_articles().filter(outlet=outlet).order_by("-published_at", "-id")
    page = page_of(rows, cursor, STORIES)
    shown = [article.pk for article in page.items]
    quotes = Quote.objects.public().filter(version__article__in=shown)
    numbers = Counter(quotes.values_list("version__article", flat=True))
    return [StoryRow(one, numbers[one.pk]) for one in page.items], page
