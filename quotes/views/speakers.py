"""The page of a speaker, and the index of speakers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from quotes import browsing, directory, display
from quotes.models import Quote, Speaker
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor, QuotePage, page_of
from quotes.views.public import public_page


@public_page
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """A speaker's positions and public quotes; a merged speaker's address leads to the survivor."""
    try:
        asked = directory.find(slug)
    except Speaker.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug or asked.kind == Speaker.Kind.ORGANISATION:
        return HttpResponsePermanentRedirect(asked.get_absolute_url())
    cursor, error = request.GET.get("cursor", ""), ""
    quotes = Quote.objects.public().by_speaker(asked).with_context().newest_first()
    try:
        page = page_of(quotes, cursor)
    except BadCursor:
        page, error = QuotePage([], None, None), NO_SUCH_PAGE
    positions = list(directory.positions(asked))
    held_in = {one.organisation_id for one in positions if one.organisation_id}
    shown = {} if cursor else _of_the_first_page(asked)
    shown |= {
        "speaker": asked,
        "positions": positions,
        "shown_organisations": browsing.with_a_page(held_in),
        "page": page,
        "cursor": cursor,
        "error": error,
        "address": display.permalink(asked),
    }
    return render(request, "quotes/speaker.html", shown)


def _of_the_first_page(speaker: Speaker) -> dict[str, Any]:
    """What is told of a speaker besides the quotes, and not again on every further page."""
    notices = browsing.notices_of(speaker)
    return {
        "misattributions": directory.misattributions(speaker),
        "years": browsing.years(speaker),
        "beside": browsing.beside(speaker),
        "names": browsing.other_names(speaker),
        "notices": notices[: browsing.ON_A_SPEAKER],
        "has_more_notices": len(notices) > browsing.ON_A_SPEAKER,
    }


@public_page
def speakers(request: HttpRequest) -> HttpResponse:
    """The index of speakers with something to show, or those who bear a name."""
    name, after = request.GET.get("name", "").strip(), request.GET.get("after", "")
    found = directory.listed(name=name, after=after)
    asked = {"name": name} if name else {}
    index = reverse("speakers")
    shown = {
        "found": found,
        "name": name,
        "after": after,
        "here": "speakers",
        "first_address": f"{index}?{urlencode(asked)}" if asked else index,
        "next_address": f"{index}?{urlencode(asked | {'after': found.next})}",
    }
    return render(request, "quotes/speakers.html", shown)
