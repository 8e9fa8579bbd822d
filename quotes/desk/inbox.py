"""Readers' requests on the desk: what waits, one beside its quote, and closing it with a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from quotes import requests
from quotes.models import CorrectionRequest
from quotes.search import BadCursor
from sources.refusal import Refusal

NO_SUCH_PAGE = "This page of the list is gone. This is its beginning."

sees_requests = permission_required("quotes.view_correctionrequest", raise_exception=True)

LISTS = {"open": requests.waiting, "closed": requests.closed}


class CloseForm(forms.Form):
    """What became of a request."""

    outcome = forms.ChoiceField(
        choices=[("answered", "Answered"), ("declined", "Declined")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose answered or declined."},
    )
    note = forms.CharField(
        label="What was done, or why nothing was",
        max_length=requests.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For colleagues; readers do not see it.",
    )


@require_safe
@sees_requests
def inbox(request: HttpRequest) -> HttpResponse:
    """The requests that wait, the longest waiting first; or those that were closed."""
    shown = "closed" if request.GET.get("show") == "closed" else "open"
    cursor, error = request.GET.get("cursor", ""), ""
    try:
        page = LISTS[shown](cursor)
    except BadCursor:
        page, error = LISTS[shown](), NO_SUCH_PAGE
    context = {
        "title": "Readers’ requests",
        "here": "requests",
        "page": page,
        "show": shown,
        "page_error": error,
        "waiting": requests.number_waiting(),
        "most": requests.MOST_COUNTED,
    }
    return _page(request, "admin/desk/requests.html", context)


@require_safe
@sees_requests
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with the quote it is about and what else was asked of it."""
    return _one(request, _find(pk), CloseForm())


@require_POST
@sees_requests
@permission_required("quotes.handle_correctionrequest", raise_exception=True)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a request as answered or declined, with a note."""
    asked, form = _find(pk), CloseForm(request.POST)
    if not form.is_valid():
        return _one(request, asked, form, status=422)
    try:
        requests.close(asked, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _one(request, _find(pk), form, status=409)
    messages.success(request, f"Request {pk} is {asked.get_state_display().lower()}.")
    return redirect("admin:desk_requests")


def _find(pk: int) -> CorrectionRequest:
    asked = requests.find(pk)
    if asked is None:
        raise Http404("No such request.")
    return asked


def _one(
    request: HttpRequest, asked: CorrectionRequest, form: CloseForm, status: int = 200
) -> HttpResponse:
    context = {
        "title": f"Request {asked.pk}",
        "here": "requests",
        "asked": asked,
        "others": requests.others_on(asked),
        "form": form,
    }
    return _page(request, "admin/desk/request.html", context, status=status)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, template, shown, status=status)
