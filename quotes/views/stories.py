"""The page of a story: where it was printed, and its public quotes in its order."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quotes import browsing
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor
from quotes.views.public import public_page
from sources.models import Article


@public_page
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A story with public quotes; never its text, and 404 while its source allows no showing."""
    cursor, error = request.GET.get("cursor", ""), ""
    try:
        try:
            found = browsing.story_page(pk, cursor)
        except BadCursor:
            found, error = browsing.story_page(pk), NO_SUCH_PAGE
    except Article.DoesNotExist:
        raise Http404 from None
    shown = {
        "story": found,
        "article": found.article,
        "page": found.page,
        "cursor": cursor,
        "error": error,
    }
    return render(request, "quotes/story.html", shown)
