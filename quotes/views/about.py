"""What we say of ourselves: what “verified” means, how we work, what crawlers are asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quotes.views.public import public_page

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /api/\n"


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What “verified” means here, and what it does not."""
    return render(request, "quotes/about.html", {"here": "about"})


@public_page
def methods(request: HttpRequest) -> HttpResponse:
    """How quotes are found, checked and corrected here, for readers."""
    return render(request, "quotes/methods.html", {"here": "about"})


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
