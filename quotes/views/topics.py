"""The index of topics, and the page of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from quotes import browsing
from quotes.models import Topic
from quotes.panel import NO_SUCH_PAGE
from quotes.search import BadCursor
from quotes.views.public import public_page


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    """Topics with something to show, by name."""
    after = request.GET.get("after", "")
    shown = {"found": browsing.topic_index(after), "after": after, "here": "topics"}
    return render(request, "quotes/topics.html", shown)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's quotes, the newest first; a former address leads to the present one."""
    try:
        asked = browsing.topic_named(slug)
    except Topic.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic", args=[asked.slug]))
    cursor, error = request.GET.get("cursor", ""), ""
    try:
        page = browsing.found_page({"topic": asked.slug}, cursor)
    except BadCursor:
        page, error = browsing.found_page({"topic": asked.slug}), NO_SUCH_PAGE
    shown = {"topic": asked, "page": page, "cursor": cursor, "error": error, "here": "topics"}
    return render(request, "quotes/topic.html", shown)
