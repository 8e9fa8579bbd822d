"""The desk's pages: the stories that wait, and one story beside its quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quotes import intake, topics
from quotes.desk import keys, picker, storyline, worklist
from quotes.desk.cards import Trouble, card
from quotes.desk.forms import NewQuoteForm
from quotes.desk.highlights import passages
from quotes.desk.lines import chosen, lines, progress
from quotes.models import Act, Band, Caveat, Quote
from quotes.verification import State
from sources.models import ArticleVersion
from sources.refusal import Refusal

STORIES_A_PAGE = 25

sees_quotes = permission_required("quotes.view_quote", raise_exception=True)


@require_safe
@sees_quotes
def stories(request: HttpRequest) -> HttpResponse:
    """The stories, newest first, with how far their quotes have come."""
    asked = worklist.Asked.of(request.GET)
    paginator = Paginator(worklist.versions(asked), STORIES_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "admin/desk/stories.html",
        {
            **admin.site.each_context(request),
            "title": "The desk",
            "rows": worklist.rows(page.object_list),
            "page": page,
            "asked": asked,
            "states": _tabs(asked),
            "filters": [
                ("act", "Act", Act.choices, asked.act),
                ("caveat", "Caveat", Caveat.choices, asked.caveat),
                ("band", "Engine", Band.choices, asked.band),
            ],
        },
    )


def _tabs(asked: worklist.Asked) -> list[tuple[str, str, bool]]:
    """Each state's address with the other filters kept, its name, and whether it is shown."""
    choices = [("", "All"), *State.choices]
    return [
        (replace(asked, state=value).address(), label, asked.state == value)
        for value, label in choices
    ]


@require_safe
@sees_quotes
def story(request: HttpRequest, version_id: int) -> HttpResponse:
    """One story: its text with every quote marked in place, and the quotes' cards."""
    version = get_version(version_id)
    return story_page(
        request,
        version,
        opened=_number(request.GET.get("quote", "")),
        panel=request.GET.get("open", ""),
        part=request.GET.get("part", ""),
    )


def _number(typed: str) -> int:
    """An id as an address gives it; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


@require_http_methods(["POST"])
@sees_quotes
@permission_required("quotes.add_quote", raise_exception=True)
def new_quote(request: HttpRequest, version_id: int) -> HttpResponse:
    """Capture a quote that the engine missed."""
    version = get_version(version_id)
    form = NewQuoteForm(request.POST)
    if form.is_valid():
        try:
            quote = intake.add_quote(version, form.cleaned_data["content"], by=request.user)
        except Refusal as refusal:
            form.add_error("content", refusal.message)
        else:
            address = reverse("admin:desk_story", args=[version.pk])
            return redirect(f"{address}?quote={quote.pk}&open=edit#quote-{quote.pk}")
    return story_page(request, version, new=form)


@require_safe
@sees_quotes
def speaker_options(request: HttpRequest) -> HttpResponse:
    """Speakers whose names contain what was typed; for nothing, those at hand in the story."""
    typed = request.GET.get("speaker_name", "").replace("\0", "").strip()[:200]
    asked = _number(request.GET.get("quote", ""))
    quote = storyline.quote_for_card(asked) if asked else None
    found = picker.found_for(quote, typed)
    return TemplateResponse(request, "admin/desk/_listbox.html", {"options": found})


def get_version(version_id: int) -> ArticleVersion:
    """The version, with its article and outlet but not its bytes, or 404."""
    versions = ArticleVersion.objects.select_related("article__outlet").without_raw()
    return get_object_or_404(versions, pk=version_id)


def get_quote(quote_id: int) -> Quote:
    """The quote with all that its card shows, or 404."""
    quote = storyline.quote_for_card(quote_id)
    if quote is None:
        raise Http404("No such quote.")
    return quote


def story_page(
    request: HttpRequest,
    version: ArticleVersion,
    *,
    opened: int = 0,
    panel: str = "",
    part: str = "",
    trouble: Trouble | None = None,
    new: NewQuoteForm | None = None,
) -> HttpResponse:
    """A story's whole page: a line for each quote, and one card in full, perhaps with a form."""
    quotes = storyline.lines_of(version, request.user)
    listed = lines(quotes, request.user)
    line = chosen(listed, opened)
    asked: dict[str, Any] = {"panel": panel, "part": part, "trouble": trouble}
    shown = asked if line is not None and line.quote.pk == opened else {}
    context = _story(version, quotes) | {
        "lines": listed,
        "progress": progress(listed),
        "card": card(get_quote(line.quote.pk), request.user, **shown) if line else None,
        "new": new or NewQuoteForm(),
        "may_add_quote": request.user.has_perm("quotes.add_quote"),
    }
    return TemplateResponse(
        request,
        "admin/desk/story.html",
        {**admin.site.each_context(request), **context},
        status=trouble.status if trouble else 422 if new else 200,
    )


def _story(version: ArticleVersion, quotes: list[Quote]) -> dict[str, Any]:
    """What the page shows of the story itself."""
    return {
        "version": version,
        "article": version.article,
        "passages": passages(version.text, quotes),
        "reading": worklist.reading_of(version),
        "keys": keys.grouped(),
        "topics": topics.offered(),
        "title": version.article.headline or "A story without a headline",
        "is_fullwidth": "1",
    }
