"""What search engines and browsers look for: sitemaps, robots.txt, how to search here."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from quotes.machines import sitemaps
from quotes.views.shared import hashed, shared

XML = "application/xml; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /api/\n"


@hashed
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone, and where the sitemap is."""
    named = f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return HttpResponse(f"{ROBOTS}\n{named}", content_type="text/plain; charset=utf-8")


@hashed
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap that names its parts."""
    return HttpResponse(sitemaps.index(), content_type=XML)


@shared
def sitemap_part(request: HttpRequest, section: str, number: int) -> StreamingHttpResponse:
    """A part of the sitemap, sent as it is read."""
    written = sitemaps.part(section, number)
    if written is None:
        raise Http404
    return StreamingHttpResponse(written, content_type=XML)


@hashed
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here."""
    shown = {"site": settings.SITE_URL}
    media_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "machines/opensearch.xml", shown, content_type=media_type)
