"""Which articles and outlets the public may see: those with a public quote."""

from django.db.models import Exists, OuterRef, QuerySet

from quotes.models import Quote
from sources.models import Article, Outlet


def public_articles() -> QuerySet[Article]:
    """Articles with at least one public quote."""
    quotes = Quote.objects.public().filter(version__article=OuterRef("pk"))
    return Article.objects.filter(Exists(quotes))


def public_outlets() -> QuerySet[Outlet]:
    """Outlets with at least one public quote."""
    quotes = Quote.objects.public().filter(version__article__outlet=OuterRef("pk"))
    return Outlet.objects.filter(Exists(quotes))
