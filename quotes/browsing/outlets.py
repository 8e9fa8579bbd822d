"""An outlet's stories, those that have public quotes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from quotes.models import Quote
from quotes.search import Counted, QuotePage, QuoteSearch, page_of, public_articles, public_outlets
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
    counted = quotes.values_list("version__article").annotate(number=Count("pk")).order_by()
    numbers: dict[int, int] = dict(counted)
    return [StoryRow(one, numbers.get(one.pk, 0)) for one in page.items], page


def quotes_in(outlet: Outlet) -> Counted:
    """How many quotes of an outlet's stories are public, counted up to a bound."""
    return QuoteSearch({"outlet": outlet.slug}, queryset=Quote.objects.public()).count()
