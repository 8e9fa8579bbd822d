"""The page of an outlet: its stories that have public quotes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quotes import browsing
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor
from quotes.views.public import public_page
from sources.models import Outlet


@public_page
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """An outlet's stories, the latest first, each with how many of its quotes are public."""
    cursor, error = request.GET.get("cursor", ""), ""
    try:
        asked = browsing.outlet_named(slug)
    except Outlet.DoesNotExist:
        raise Http404 from None
    try:
        rows, page = browsing.stories_page(asked, cursor)
    except BadCursor:
        (rows, page), error = browsing.stories_page(asked), NO_SUCH_PAGE
    shown = {"outlet": asked, "rows": rows, "page": page, "cursor": cursor, "error": error}
    return render(request, "quotes/outlet.html", shown)
