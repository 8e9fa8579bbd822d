"""The feeds: of any search, of a speaker, of the corrections."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from quotes import directory
from quotes.machines import feeds
from quotes.models import Speaker
from quotes.views.shared import hashed
from sources.refusal import Refusal


@hashed
def feed(request: HttpRequest, format: str) -> HttpResponse:
    """What a search finds, the newest first; the filters are those of its page."""
    return _answer(lambda: feeds.of_search(request.GET), format)


@hashed
def speaker_feed(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """What a speaker said; a merged speaker's feed goes on as the survivor's."""
    try:
        asked = directory.find(slug)
    except Speaker.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(reverse("speaker_feed", args=[asked.slug, format]))
    return _answer(lambda: feeds.of_speaker(asked), format)


@hashed
def corrections_feed(request: HttpRequest, format: str) -> HttpResponse:
    """Every notice to the public; the filters are those of its page."""
    return _answer(lambda: feeds.of_corrections(request.GET), format)


def _answer(made: Callable[[], feeds.Feed], format: str) -> HttpResponse:
    """The feed, or in one line which field is wrong and what to do."""
    try:
        found = made()
    except Refusal as refusal:
        told = f"{refusal.field}: {refusal.message}\n" if refusal.field else f"{refusal.message}\n"
        return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
    response = HttpResponse(feeds.written(found, format), content_type=feeds.FORMATS[format])
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
