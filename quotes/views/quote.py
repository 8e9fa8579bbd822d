"""One quote: as it stands, and in each of its revisions."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from quotes import browsing, display, topics
from quotes.models import Quote
from quotes.views.public import public_page


@public_page
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote with its context and its history; 410 with the reason once it is retracted."""
    asked = _public(pk)
    if asked is None:
        return _tombstone(request, pk)
    address = display.permalink(asked)
    others, has_more = browsing.others_of_story(asked)
    shown = {
        "quote": asked,
        "topics": topics.of(asked),
        "others": others,
        "has_more_others": has_more,
        "address": address,
        "source": display.source_link(asked, asked.version.text),
        "context": display.context(asked),
        "meaning": display.meaning(asked),
        "notices": [(one, display.changes(asked, one)) for one in display.announced(asked)],
        "has_revisions": display.has_revisions(asked),
        "citation": display.citation(asked, address=address, kept_by=settings.NEWSROOM),
    }
    return render(request, "quotes/quote.html", shown)


@public_page
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every revision of a quote, with the words in which each differs from the one before."""
    asked = _public(pk)
    if asked is None:
        return _tombstone(request, pk)
    found = display.revisions(asked)
    shown = {"quote": found[0].quote, "revisions": found, "address": display.permalink(asked)}
    return render(request, "quotes/revisions.html", shown)


@public_page
def revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A quote as it was public in one revision, beside what stands now."""
    asked = _public(pk)
    if asked is None:
        return _tombstone(request, pk)
    found = {one.number: one for one in display.revisions(asked)}
    if 0 < number < min(found):
        return _gone(request, asked)
    if number not in found:
        raise Http404
    shown = {
        "revision": found[number],
        "quote": found[number].quote,
        "earlier": found.get(number - 1),
        "later": found.get(number + 1),
        "address": display.permalink(asked),
    }
    return render(request, "quotes/revision.html", shown)


def _public(pk: int) -> Quote | None:
    found = Quote.objects.public().with_context().prefetch_related("notices")
    try:
        return found.get(pk=pk)
    except Quote.DoesNotExist:
        return None


def _tombstone(request: HttpRequest, pk: int) -> HttpResponse:
    """When and why a quote was retracted: never its words, its speaker or their role."""
    fallen = get_object_or_404(Quote.objects.tombstones().prefetch_related("notices"), pk=pk)
    return _gone(request, fallen)


def _gone(request: HttpRequest, fallen: Quote) -> HttpResponse:
    shown = {"notices": display.retractions(fallen)[:1]}
    return render(request, "quotes/tombstone.html", shown, status=410)
