"""The page of an organisation: what it said, and who spoke for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from quotes import browsing, directory, display
from quotes.models import Speaker
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor
from quotes.views.public import public_page


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation's quotes and its people's; a merged one's address leads to the survivor."""
    try:
        asked = browsing.organisation_named(slug)
    except Speaker.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(asked.get_absolute_url())
    cursor, error = request.GET.get("cursor", ""), ""
    given = {"organisation": asked.slug}
    try:
        page = browsing.found_page(given, cursor)
    except BadCursor:
        page, error = browsing.found_page(given), NO_SUCH_PAGE
    first = not cursor
    shown = {
        "organisation": asked,
        "spokespeople": browsing.spokespeople(asked) if first else [],
        "names": browsing.other_names(asked) if first else [],
        "misattributions": directory.misattributions(asked) if first else [],
        "page": page,
        "cursor": cursor,
        "error": error,
        "address": display.permalink(asked),
    }
    return render(request, "quotes/organisation.html", shown)
