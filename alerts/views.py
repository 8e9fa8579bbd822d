"""The pages of those who follow: to ask, to confirm, to change how often, to stop.

Whoever has a link from a letter may do what the link is for, without logging in: that is its token,
which no other site knows, so these need no protection against forged requests. Opening a link does
nothing, since mail programs open links by themselves; a button does. Stopping by POST is what mail
programs do for their own button (RFC 8058).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import BaseThrottle

from alerts import subscribing
from alerts.following import Followed, LeadsNowhere
from alerts.letters import followed
from alerts.models.subscriptions import Frequency
from alerts.tokens import Purpose
from quotes.views.public import public_page
from sources.refusal import Refusal

View = Callable[[HttpRequest, str], HttpResponse]


class FollowForm(forms.Form):
    """Where to write, and how often; the last field is for machines to fill."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Give an e-mail address.",
            "invalid": "Give an e-mail address, such as you@example.org.",
        },
    )
    frequency = forms.ChoiceField(
        choices=Frequency.choices,
        initial=Frequency.DAILY,
        error_messages={
            "required": "Choose how often.",
            "invalid_choice": "Choose at once, daily or weekly.",
        },
    )
    website = forms.CharField(required=False, max_length=200)

    def clean_website(self) -> str:
        """Nobody sees this field; a machine fills it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave the last field empty, and send the form again.")
        return ""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form to follow a search, a speaker or an office; sent, a letter asks to confirm."""
    is_sent = request.method == "POST"
    try:
        what = _asked(request.POST if is_sent else request.GET, is_sent=is_sent)
    except LeadsNowhere as refusal:
        status = 422 if is_sent else 404
        return render(request, "alerts/follow.html", {"nowhere": refusal.message}, status=status)
    form = FollowForm(request.POST if is_sent else None)
    status = 200
    if is_sent:
        status = _receive(request, form, what)
        if status == 302:
            return HttpResponseRedirect(reverse("alerts:asked"))
    shown: dict[str, Any] = {"form": form, "followed": what, "what": what.told()}
    shown["frequencies"] = Frequency.choices
    return render(request, "alerts/follow.html", shown, status=status)


def _asked(given: QueryDict, *, is_sent: bool) -> Followed:
    """What is to be followed: from an address of the search, or from the form's own fields."""
    if given.get("office"):
        return Followed.of_office(given.get("title", ""), given.get("office", ""))
    return Followed.of_search(QueryDict(given.get("query", "")) if is_sent else given)


def _receive(request: HttpRequest, form: FollowForm, what: Followed) -> int:
    if not form.is_valid():
        return 422
    try:
        subscribing.ask(
            what,
            email=form.cleaned_data["email"],
            frequency=form.cleaned_data["frequency"],
            address=BaseThrottle().get_ident(request),  # type: ignore[arg-type]
        )
    except Refusal as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return 429 if isinstance(refusal, subscribing.TooMany) else 422
    return 302


@public_page
def asked(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way."""
    return _said(
        request,
        "Look into your mail",
        "We have sent a letter to the address. Open the link in it to confirm; it is good for "
        "7 days. Without that, you get nothing more from us.",
    )


def _by_link(view: View) -> View:
    """A page for whoever has a link: never kept, never told to other sites; Gone is a page."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except subscribing.Gone as gone:
            response = _said(request, "This link leads nowhere", gone.message, status=410)
        response["Referrer-Policy"] = "no-referrer"
        return response

    decorated = require_http_methods(["GET", "HEAD", "POST"])(never_cache(shown))
    return login_not_required(csrf_exempt(decorated))


@_by_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a letter asks to open; its button confirms."""
    if request.method == "POST":
        found = subscribing.confirm(token)
        what = followed(found).told()
        text = f"From now on you get alerts of {what}. Every letter has a link to stop."
        return _said(request, "Confirmed", text)
    found = subscribing.find(token, Purpose.CONFIRM)
    return _said(
        request,
        "Confirm your alerts",
        f"You will get alerts of {followed(found).told()}.",
        button="Confirm",
    )


@_by_link
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; pressed, or sent by a mail program, it stops at once and for good."""
    if request.method == "POST":
        subscribing.stop(token)
        return _said(
            request, "Stopped", "You get no more alerts of this, and your address is erased."
        )
    found = subscribing.find(token, Purpose.STOP)
    text = f"You get alerts of {followed(found).told()}."
    return _said(request, "Stop these alerts?", text, button="Stop, and erase my address")


@_by_link
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Your alerts: how often, start again, stop."""
    note = error = ""
    if request.method == "POST" and request.POST.get("do") == "stop":
        subscribing.stop(token, Purpose.MANAGE)
        return _said(
            request, "Stopped", "You get no more alerts of this, and your address is erased."
        )
    if request.method == "POST":
        try:
            note = _change(request, token)
        except subscribing.Gone:
            raise
        except Refusal as refusal:
            error = refusal.message
    found = subscribing.find(token, Purpose.MANAGE)
    shown = {"subscription": found, "what": followed(found).told(), "note": note, "error": error}
    shown |= {"frequencies": Frequency.choices, "action": request.path}
    return render(request, "alerts/manage.html", shown, status=422 if error else 200)


def _change(request: HttpRequest, token: str) -> str:
    if request.POST.get("do") == "start":
        subscribing.start_again(token)
        return "Your alerts go on from now."
    subscribing.change(token, frequency=request.POST.get("frequency", ""))
    return "Saved."


def _said(
    request: HttpRequest, heading: str, text: str, *, button: str = "", status: int = 200
) -> HttpResponse:
    shown = {"heading": heading, "text": text, "button": button, "action": request.path}
    return render(request, "alerts/said.html", shown, status=status)
