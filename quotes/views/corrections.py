"""The page of corrections: every notice that the public is told of, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quotes import browsing
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor
from quotes.views.public import public_page


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """Updates, clarifications, corrections and retractions, narrowed as asked."""
    asked = browsing.NoticeFilter(request.GET)
    cursor, error = request.GET.get("cursor", ""), ""
    shown = {"form": asked, "cursor": cursor, "here": "corrections"}
    if not asked.is_valid():
        return render(request, "quotes/corrections.html", shown, status=422)
    try:
        told, page = browsing.notices_page(asked, cursor)
    except BadCursor:
        (told, page), error = browsing.notices_page(asked), NO_SUCH_PAGE
    shown |= {"told": told, "page": page, "error": error, "page_address": _next(request)}
    return render(request, "quotes/corrections.html", shown)


def _next(request: HttpRequest) -> str:
    """The address of a page of this list, all but its cursor."""
    asked = request.GET.copy()
    asked.pop("cursor", None)
    kept = asked.urlencode()
    return f"?{kept}&cursor=" if kept else "?cursor="
