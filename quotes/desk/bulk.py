"""Moves on many quotes, on the desk: chosen in a queue, tried, looked at, run."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quotes import bulk, holds
from quotes.bulk import OFFERED
from quotes.desk import worklist
from quotes.desk.forms import LONGEST_NOTE, AnswersField, answered
from quotes.desk.views import sees_quotes
from quotes.models import BulkRun
from quotes.queues import QUEUES, Listing
from quotes.search import BadCursor, page_of
from quotes.verification import REASONS, VerificationBasis
from sources.refusal import Refusal

A_PAGE = 100
_CHOSEN = re.compile(r"([1-9]\d{0,17}):([1-9]\d{0,8})", re.ASCII)


class ChosenField(forms.Field):
    """Quotes as their boxes send them: the id, and the change number that the page showed."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[tuple[int, int]]:
        """Pairs of numbers."""
        found = [_CHOSEN.fullmatch(one) for one in value or []]
        if not all(found):
            raise forms.ValidationError("A quote was chosen that this form does not know.")
        return [(int(match[1]), int(match[2])) for match in found if match]


class BulkForm(forms.Form):
    """A move, the quotes it is for, and what is said along with it."""

    move = forms.ChoiceField(
        choices=[(name, offer.label) for name, offer in OFFERED.items()],
        error_messages={
            "required": "Choose what is to be done.",
            "invalid_choice": "Choose what is to be done.",
        },
    )
    which = forms.ChoiceField(choices=[("ticked", "Those ticked"), ("all", "All")], required=False)
    quote = ChosenField(required=False)
    queue = forms.ChoiceField(choices=[(name, name) for name in QUEUES])
    asked = forms.CharField(max_length=2000, required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)
    basis = forms.ChoiceField(
        label="Held against",
        choices=VerificationBasis.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    answers = AnswersField(label="Confirmed of each of them: they said it", required=False)
    reason = forms.ChoiceField(label="Reason", choices=[("", "—"), *REASONS], required=False)
    to = forms.CharField(label="To whom (user name)", max_length=150, required=False)

    def clean_to(self) -> Any:
        """The colleague."""
        typed = self.cleaned_data["to"]
        found = holds.colleague(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError("No colleague has this user name. Choose one of the list.")
        return found

    def said(self) -> bulk.Asked:
        """What is asked for."""
        given = self.cleaned_data
        return bulk.Asked(
            given["move"],
            note=given["note"],
            basis=given["basis"],
            answers=answered(given["answers"]),
            reason=given["reason"],
            to=given["to"],
        )

    def chosen(self, by: Any) -> tuple[list[tuple[int, int]], str]:
        """The quotes, and in words where they were chosen."""
        given = self.cleaned_data
        listing = Listing(QUEUES[given["queue"]], QueryDict(given["asked"]), by=by)
        if given["which"] != "all":
            return given["quote"], listing.in_words()
        return listing.chosen(OFFERED[given["move"]].most), f"All of {listing.in_words()}"


@require_POST
@sees_quotes
def new(request: HttpRequest) -> HttpResponse:
    """Set up a run and try it; first ask for what the move needs, where that was not said yet."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    asks = OFFERED[form.cleaned_data["move"]].asks
    chosen, found_by = form.chosen(request.user)
    if asks and "try" not in request.POST:
        return _ask(request, form)
    try:
        run = bulk.begin(form.said(), chosen, by=request.user, found_by=found_by)
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
        return _ask(request, form, status=422)
    return redirect(_address(run))


def _ask(request: HttpRequest, form: BulkForm, status: int = 200) -> HttpResponse:
    offer = OFFERED.get(form.data.get("move", ""))
    queue = QUEUES.get(form.data.get("queue", ""))
    context = {
        "title": f"{offer.label} many quotes" if offer else "Many quotes at once",
        "here": "bulk",
        "form": form,
        "offer": offer,
        "queue": queue,
        "asked": form.data.get("asked", "")[:2000],
        "ticked": form.data.getlist("quote")[: bulk.MOST],  # type: ignore[attr-defined]
        "people": holds.colleagues(),
        "questions": worklist.questions(),
    }
    return _page(request, "admin/desk/bulk_ask.html", context, status)


@require_safe
@sees_quotes
def runs(request: HttpRequest) -> HttpResponse:
    """The latest runs, everybody's; what was only tried is left out unless asked for."""
    with_tries = request.GET.get("show") == "tries"
    found = worklist.latest_runs(request.user, with_tries=with_tries)
    rows = [(run, OFFERED[run.move].label, run.rows_in_all) for run in found]
    context = {"title": "Bulk", "here": "bulk", "runs": rows, "with_tries": with_tries}
    return _page(request, "admin/desk/bulk_runs.html", context)


@require_safe
@sees_quotes
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: how far it is, and what would come or came of each quote."""
    found = _run(run_id)
    try:
        page = page_of(worklist.rows_of(found), request.GET.get("cursor", ""), A_PAGE)
    except BadCursor:
        raise Http404("No such page.") from None
    counts = bulk.summary(found)
    context = {
        "title": f"{OFFERED[found.move].label} {counts['all']:,} quotes",
        "here": "bulk",
        "run": found,
        "offer": OFFERED[found.move],
        "counts": counts,
        "tried": counts["would"] + counts["would_not"],
        "acted": counts["done"] + counts["refused"],
        "left": counts["all"] - counts["done"] - counts["refused"],
        "page": page,
        "is_own": found.by_id == request.user.pk,
    }
    return _page(request, "admin/desk/bulk_run.html", context)


@require_POST
@sees_quotes
def go(request: HttpRequest, run_id: int) -> HttpResponse:
    """Run what was tried; its owner alone may."""
    return _decided(request, _run(run_id), bulk.go)


@require_POST
@sees_quotes
def stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Act on no further quote; its owner alone may."""
    return _decided(request, _run(run_id), bulk.stop)


def _decided(request: HttpRequest, found: BulkRun, verb: Any) -> HttpResponse:
    try:
        verb(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(_address(found))


def _run(run_id: int) -> BulkRun:
    return get_object_or_404(BulkRun.objects.select_related("by", "to"), pk=run_id)


def _address(found: BulkRun) -> str:
    return reverse("admin:desk_bulk_run", args=[found.pk])


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, template, shown, status=status)
