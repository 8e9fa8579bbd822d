"""The search: quotes by words, speaker, organisation, outlet, kind and date."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from quotes.panel import Panel
from quotes.views.public import public_page


@public_page
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Quotes by words, speaker, organisation, outlet, kind and date; the newest first."""
    panel = Panel(request.GET)
    shown = {"asked": panel, "form": panel.form, "search": panel.search, "cursor": panel.cursor}
    shown |= {"page": None if panel.errors else panel.page, "here": "search"}
    if request.htmx:  # type: ignore[attr-defined]
        return push_url(render(request, "quotes/_answer.html", shown), panel.address)
    return render(request, "quotes/search.html", shown)
