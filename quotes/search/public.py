"""Which articles and outlets the public may see: those with a public quote."""

from django.db.models import OuterRef, QuerySet, Subquery

from quotes.models import Quote
from sources.models import Article, Outlet


def public_articles() -> QuerySet[Article]:
    """Articles with at least one public quote; by a scalar subquery, as the outlets below."""
    quotes = Quote.objects.public().filter(version__article=OuterRef("pk"))
    shown = Article.objects.alias(a_quote=Subquery(quotes.values("pk")[:1]))
    return shown.filter(a_quote__isnull=False)


def public_outlets() -> QuerySet[Outlet]:
    """Outlets with at least one public quote.

    A scalar subquery, not EXISTS: the planner turns that into a join over every public quote,
    where looking for one quote of each outlet is quicker by orders of magnitude.
    """
    quotes = Quote.objects.public().filter(version__article__outlet=OuterRef("pk"))
    shown = Outlet.objects.alias(a_quote=Subquery(quotes.values("pk")[:1]))
    return shown.filter(a_quote__isnull=False)
