"""A story as its public page shows it: where it was printed, and its public quotes in its order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, Func, OuterRef
from django.db.models.functions import Cast

from quotes.browsing.quotes import PAGE
from quotes.models import Comparison, Quote, QuoteQuerySet
from quotes.search import QuotePage, page_of, public_articles
from sources.models import Article, ArticleVersion

OTHERS = 5
"""How many other quotes of its story a quote's page shows."""

WORDINGS = 20
LONGEST_STORY = 10**9  # characters; no wording comes near it


@dataclass(frozen=True)
class Story:
    """A story, its wordings, the latest first, and a page of its public quotes."""

    article: Article
    wordings: list[ArticleVersion]
    page: QuotePage[Quote]

    @property
    def was_reworded(self) -> bool:
        """Whether the outlet changed it after it was first read here."""
        return len(self.wordings) > 1


def story_page(pk: int, cursor: str = "") -> Story:
    """A story that the public may see; Article.DoesNotExist, or BadCursor."""
    article = public_articles().select_related("outlet").get(pk=pk)
    wordings = article.versions.only("article", "number", "read_at").order_by("-number")
    page = page_of(_in_order(_quotes_of(pk)), cursor, PAGE)
    return Story(article, list(wordings[:WORDINGS]), page)


def others_of_story(quote: Quote) -> tuple[list[Quote], bool]:
    """Other public quotes of a quote's story, in its order, and whether it has more of them."""
    rows = _in_order(_quotes_of(quote.version.article_id)).exclude(pk=quote.pk)
    found = list(rows[: OTHERS + 1])
    return found[:OTHERS], len(found) > OTHERS


def _quotes_of(article: int) -> QuoteQuerySet:
    """A story's public quotes, each with whether the newest wording has its words no more."""
    gone = Comparison.objects.filter(quote=OuterRef("pk"), stands=False)
    quotes = Quote.objects.public().filter(version__article=article).with_context()
    return quotes.annotate(is_reworded=Exists(gone))


def _in_order(quotes: QuoteQuerySet) -> QuoteQuerySet:
    """As the story tells them, in one value that a page can begin at."""
    start = Func(F("content"), template="(%(expressions)s)[1][1]", output_field=BigIntegerField())
    place = ExpressionWrapper(
        Cast(F("version_id"), BigIntegerField()) * LONGEST_STORY + start,
        output_field=BigIntegerField(),
    )
    return quotes.annotate(place=place).order_by("place", "id")
