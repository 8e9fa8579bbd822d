"""The public pages: anyone may read them, and only what `Quote.objects.public()` lets through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url, replace_url

from quotes import directory, display
from quotes.models import Quote, Speaker
from quotes.panel import NO_SUCH_PAGE, Panel
from quotes.search import BadCursor, QuotePage, page_of

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /api/\n"


def public_page(view: View[Given]) -> View[Given]:
    """Everyone may read it, nobody may change anything by it.

    No cache keeps it: what is withdrawn is gone at the next request.
    """
    uncached = cache_control(private=True, no_cache=True)(view)
    return login_not_required(require_safe(uncached))


@public_page
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Quotes by words, speaker, organisation, outlet, kind and date; the newest first."""
    panel = Panel(request.GET)
    if panel.is_typing and panel.errors:
        return HttpResponse(status=204)  # what stands there stays, until the search is readable
    shown = {"asked": panel, "form": panel.form, "search": panel.search, "cursor": panel.cursor}
    shown |= {"page": None if panel.errors else panel.page, "here": "search"}
    if request.htmx:  # type: ignore[attr-defined]
        keep = replace_url if panel.is_typing else push_url
        return keep(render(request, "quotes/_answer.html", shown), panel.address)
    return render(request, "quotes/search.html", shown)


@public_page
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote with its context and its history; 410 with the reason once it is retracted."""
    asked = _public(pk)
    if asked is None:
        return _tombstone(request, pk)
    address = display.permalink(asked)
    shown = {
        "quote": asked,
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


@public_page
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """A speaker's positions and public quotes; a merged speaker's address leads to the survivor."""
    try:
        asked = directory.find(slug)
    except Speaker.DoesNotExist:
        raise Http404 from None
    if asked.slug != slug:
        return HttpResponsePermanentRedirect(asked.get_absolute_url())
    cursor, error = request.GET.get("cursor", ""), ""
    quotes = Quote.objects.public().by_speaker(asked).with_context().newest_first()
    try:
        page = page_of(quotes, cursor)
    except BadCursor:
        page, error = QuotePage([], None, None), NO_SUCH_PAGE
    shown = {
        "speaker": asked,
        "positions": directory.positions(asked),
        "misattributions": [] if cursor else directory.misattributions(asked),
        "page": page,
        "cursor": cursor,
        "error": error,
        "address": display.permalink(asked),
    }
    return render(request, "quotes/speaker.html", shown)


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


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What “verified” means here, and what it does not."""
    return render(request, "quotes/about.html", {"here": "about"})


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
