"""The index of topics, and the page of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from quotes import browsing
from quotes.models import Topic
from quotes.views.shared import hashed


@hashed
def topics(request: HttpRequest) -> HttpResponse:
    """Topics with something to show, by name."""
    after = request.GET.get("after", "")
    shown = {"found": browsing.topic_index(after), "after": after, "here": "topics"}
    return render(request, "quotes/topics.html", shown)


@hashed
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's quotes, the newest first; a former address leads to the present one."""
    try:
        asked = browsing.topic_named(slug)
    except Topic.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic", args=[asked.slug]))
    cursor = request.GET.get("cursor", "")
    found = browsing.found({"topic": asked.slug}, cursor)
    shown = {
        "topic": asked,
        "page": found.page,
        "count": found.count,
        "cursor": cursor,
        "error": found.error,
        "here": "topics",
    }
    return render(request, "quotes/topic.html", shown)
