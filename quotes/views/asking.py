"""The form by which a reader asks for a correction: no account, and nothing public comes of it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import BaseThrottle

from quotes import directory, requests
from quotes.models import Quote
from quotes.views.public import public_page
from sources.refusal import Refusal

LONGEST_PAGE = 300


class AskForm(forms.Form):
    """What is wrong, and how to reach whoever says so; the last field is for machines to fill."""

    text = forms.CharField(
        label="What is wrong, and what would be right?",
        min_length=requests.SHORTEST,
        max_length=requests.LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Write what is wrong.",
            "min_length": "Write a little more: at least %(limit_value)d characters.",
            "max_length": "Use at most %(limit_value)d characters; this has %(show_value)d.",
        },
    )
    contact = forms.EmailField(
        label="Your e-mail address, if you want an answer",
        required=False,
        max_length=254,
        error_messages={"invalid": "This is no e-mail address. Mend it, or leave it out."},
    )
    website = forms.CharField(label="Leave this empty", required=False, max_length=200)

    def clean_website(self) -> str:
        """Nobody sees this field; a machine fills it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave the last field empty, and send the form again.")
        return ""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, about a quote or a page or the whole; sent, it lands on the desk."""
    quote, page = _about(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                _receive(request, form, quote, page)
            except Refusal as refusal:
                form.add_error(refusal.field or None, refusal.message)
                status = 429 if isinstance(refusal, requests.TooMany) else 422
            else:
                return HttpResponseRedirect(reverse("asked"))
        else:
            status = 422
    shown = {
        "form": form,
        "quote": quote,
        "page": page,
        "days": settings.CONTACT_DAYS,
        "most": requests.LONGEST,
    }
    return render(request, "quotes/ask.html", shown, status=status)


def _receive(request: HttpRequest, form: AskForm, quote: Quote | None, page: str) -> None:
    """Throttled by the address that the API's throttles know a reader by."""
    requests.ask(
        form.cleaned_data["text"],
        quote=quote,
        page=page,
        contact=form.cleaned_data["contact"],
        address=BaseThrottle().get_ident(request),  # type: ignore[arg-type]
    )


def _about(request: HttpRequest) -> tuple[Quote | None, str]:
    """The public or retracted quote, or the page of ours, that the form is about; else neither."""
    asked = request.POST if request.method == "POST" else request.GET
    number = asked.get("quote", "")
    if number:
        found = directory.quote_once_public(number)
        if found is None:
            raise Http404
        return found, ""
    page = asked.get("page", "").replace("\0", "")[:LONGEST_PAGE]
    try:
        resolve(page)
    except Resolver404:
        return None, ""
    return None, page


@public_page
def asked(request: HttpRequest) -> HttpResponse:
    """That a request has arrived, and what becomes of it."""
    return render(request, "quotes/asked.html")
