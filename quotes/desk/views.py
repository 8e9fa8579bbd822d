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

from quotes import intake
from quotes.desk import worklist
from quotes.desk.cards import Card, Trouble, card
from quotes.desk.forms import NewQuoteForm, options
from quotes.desk.highlights import runs
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
    asked = request.GET.get("quote", "")
    return story_page(
        request,
        version,
        opened=int(asked) if asked.isascii() and asked.isdigit() else 0,
        panel=request.GET.get("open", ""),
    )


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
    return story_page(request, version, new=form, status=422)


@require_safe
@sees_quotes
def speaker_options(request: HttpRequest) -> HttpResponse:
    """Speakers whose names contain what was typed, as radio buttons for a quote's form."""
    typed = request.GET.get("speaker_name", "").replace("\0", "").strip()[:200]
    found = options(worklist.speakers_like(typed), name=typed, chosen="")
    return TemplateResponse(request, "admin/desk/_options.html", {"options": found})


def get_version(version_id: int) -> ArticleVersion:
    """The version, with its article and outlet but not its bytes, or 404."""
    versions = ArticleVersion.objects.select_related("article__outlet").without_raw()
    return get_object_or_404(versions, pk=version_id)


def get_quote(quote_id: int) -> Quote:
    """The quote with all that its card shows, or 404."""
    quote = worklist.quote_for_card(quote_id).first()
    if quote is None:
        raise Http404("No such quote.")
    return quote


def story_page(
    request: HttpRequest,
    version: ArticleVersion,
    *,
    opened: int = 0,
    panel: str = "",
    trouble: Trouble | None = None,
    new: NewQuoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """A story's whole page; one quote may have a form open, or a message to show."""
    quotes = worklist.quotes_of(version)
    context = story_context(request, version, quotes) | {
        "cards": _cards(request, quotes, opened, panel, trouble),
        "title": version.article.headline or "A story without a headline",
        "is_fullwidth": "1",
        "reading": worklist.reading_of(version),
        "new": new or NewQuoteForm(),
        "may_add_quote": request.user.has_perm("quotes.add_quote"),
    }
    return TemplateResponse(
        request,
        "admin/desk/story.html",
        {**admin.site.each_context(request), **context},
        status=status,
    )


def _cards(
    request: HttpRequest, quotes: list[Quote], opened: int, panel: str, trouble: Trouble | None
) -> list[Card]:
    items = worklist.checklist()
    return [
        card(
            quote,
            request.user,
            number=number,
            panel=panel if quote.pk == opened else "",
            trouble=trouble if quote.pk == opened else None,
            items=items,
        )
        for number, quote in enumerate(quotes, start=1)
    ]


def story_context(
    request: HttpRequest, version: ArticleVersion, quotes: list[Quote]
) -> dict[str, Any]:
    """What the text pane and the counts show."""
    states = [quote.state for quote in quotes]
    return {
        "version": version,
        "article": version.article,
        "runs": runs(version.text, quotes),
        "counts": [(state.label, states.count(state)) for state in State if state in states],
    }
