"""The page of an organisation: what it said, and who spoke for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from quotes import browsing, directory, display, noindex
from quotes.models import Speaker
from quotes.views.shared import hashed, marked


@hashed
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation's quotes and its people's; a merged one's address leads to the survivor."""
    try:
        asked = browsing.organisation_named(slug)
    except Speaker.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(asked.get_absolute_url())
    cursor = request.GET.get("cursor", "")
    found = browsing.found({"organisation": asked.slug}, cursor)
    shown = {} if cursor else _of_the_first_page(asked)
    shown |= {
        "organisation": asked,
        "page": found.page,
        "count": found.count,
        "cursor": cursor,
        "error": found.error,
        "address": display.permalink(asked),
        "is_kept_out": (is_kept_out := noindex.is_kept_out(asked)),
    }
    page_shown = render(request, "quotes/organisation.html", shown)
    return marked(page_shown, is_kept_out=is_kept_out)


def _of_the_first_page(organisation: Speaker) -> dict[str, Any]:
    """What is told of it besides the quotes, and not again on every further page."""
    notices = browsing.notices_of(organisation)
    return {
        "spokespeople": browsing.spokespeople(organisation),
        "names": browsing.other_names(organisation),
        "misattributions": directory.misattributions(organisation),
        "notices": notices[: browsing.ON_A_SPEAKER],
        "has_more_notices": len(notices) > browsing.ON_A_SPEAKER,
    }
