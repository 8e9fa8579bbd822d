"""The vault's pages in the admin: record, look at, open, share, take back, destroy, and the log.

Nothing is unsealed by a GET, no address or title holds what is sealed, and the page that shows it
is kept by no cache. A fault on these pages is reported without what was typed, in DEBUG too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.debug import SafeExceptionReporterFilter
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import BaseThrottle

from quotes.models import Quote
from quotes.search.paging import BadCursor, QuotePage, page_of
from sources.refusal import NotAllowed, Refusal
from vault import custody, register
from vault.forms import PersonForm, ReasonForm, RecordForm, VaultForm
from vault.models import Access, Entry

SHOWN_FOR = 60
"""Seconds after which an opened page goes back to the closed one, by itself."""

ROWS_A_PAGE = 50

View = Callable[..., HttpResponse]


class _AlwaysDiscreet(SafeExceptionReporterFilter):
    """Django shows what is sensitive when DEBUG is on; here it does not."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always."""
        return True


def confidential(view: View) -> View:
    """A page of the vault: for staff who see quotes, never cached, discreet in error reports."""
    guarded = permission_required("quotes.view_quote", raise_exception=True)(view)
    guarded = sensitive_post_parameters()(sensitive_variables()(guarded))

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.exception_reporter_filter = _AlwaysDiscreet()
        response = guarded(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "same-origin"
        return response

    return answered


def deed(view: View) -> View:
    """An address that only does something; who comes back to it, after signing in, is sent on."""

    @wraps(view)
    def answered(request: HttpRequest, pk: UUID) -> HttpResponse:
        return view(request, pk) if request.method == "POST" else redirect("vault:entry", pk)

    return require_http_methods(["GET", "HEAD", "POST"])(answered)


@require_safe
@confidential
def log(request: HttpRequest) -> HttpResponse:
    """Who did what, when and why: of one's own entries, or all for who keeps the standards."""
    context = {
        "title": "The vault",
        "page": _log_page(request),
        "reads_all": register.reads_log(request.user),
    }
    return _page(request, "log", context)


@require_http_methods(["GET", "HEAD", "POST"])
@confidential
def record(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Put on record who the unnamed source of a quote is."""
    if not register.may_record(request.user):
        raise PermissionDenied
    quotes = Quote.objects.select_related("version__article").defer("version__raw", "version__text")
    quote = get_object_or_404(quotes, pk=quote_id)
    form = RecordForm(request.POST if request.method == "POST" else None, name="record")
    if form.is_valid():
        given = form.cleaned_data
        try:
            entry = custody.record(
                quote,
                identity=given["identity"],
                note=given["note"],
                open_to=[given["person"]] if given["person"] else [],
                by=request.user,
                whence=_whence(request),
            )
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.message)
        else:
            messages.success(request, "The identity is sealed.")
            return redirect("vault:entry", entry.pk)
    context = {"title": "Record who the source is", "quote": quote, "form": form}
    return _page(request, "record", context, status=422 if form.is_bound else 200)


@require_safe
@confidential
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An entry, closed: who may open it, and what was done with it."""
    return _entry_page(request, _get_entry(pk))


@deed
@confidential
def open_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open an entry, once the password was given again; the page closes itself."""
    found = _get_entry(pk)
    form = ReasonForm(request.POST, name="open")
    if not form.is_valid():
        return _entry_page(request, found, form=form, status=422)
    try:
        told = custody.open(found, by=request.user, whence=_whence(request), **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, found, form, refusal)
    context = {"title": "Opened", "entry": found, "told": told, "shown_for": SHOWN_FOR}
    response = _page(request, "opened", context)
    response["Refresh"] = f"{SHOWN_FOR}; url={reverse('vault:entry', args=[pk])}"
    return response


@deed
@confidential
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let one more person open an entry."""

    def shared(found: Entry, given: dict[str, Any]) -> str:
        person = given["person"]
        custody.share(found, with_=person, **_signed(request, given))
        return f"{person} may open it now."

    return _act(request, pk, PersonForm(request.POST, name="share"), shared)


@deed
@confidential
def unshare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody open an entry no more."""

    def unshared(found: Entry, given: dict[str, Any]) -> str:
        person = given["person"]
        custody.unshare(found, person=person, **_signed(request, given))
        return f"{person} may open it no more."

    return _act(request, pk, PersonForm(request.POST, name="unshare"), unshared)


@deed
@confidential
def destroy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy what an entry holds."""

    def destroyed(found: Entry, given: dict[str, Any]) -> str:
        custody.destroy(found, reason=given["reason"], **_signed(request, given))
        return "What was sealed is destroyed. The log stays."

    return _act(request, pk, ReasonForm(request.POST, name="destroy"), destroyed)


@sensitive_variables()
def _act(
    request: HttpRequest,
    pk: UUID,
    form: VaultForm,
    verb: Callable[[Entry, dict[str, Any]], str],
) -> HttpResponse:
    """Do what a form asks for, and go back to the entry; or show why it was not done."""
    found = _get_entry(pk)
    if not form.is_valid():
        return _entry_page(request, found, form=form, status=422)
    try:
        said = verb(found, form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, found, form, refusal)
    messages.success(request, said)
    return redirect("vault:entry", pk)


def _refused(request: HttpRequest, found: Entry, form: VaultForm, refusal: Refusal) -> HttpResponse:
    form.refuse(refusal.field, refusal.message)
    status = 403 if isinstance(refusal, NotAllowed) else 422
    return _entry_page(request, found, form=form, status=status)


def _entry_page(
    request: HttpRequest, found: Entry, *, form: VaultForm | None = None, status: int = 200
) -> HttpResponse:
    """The closed entry. One who is not named for it, nor reads the log, learns that and no more."""
    holds = register.holds(found, request.user)
    reads = holds or register.reads_log(request.user)
    bound = {form.auto_id: form} if form else {}
    blank = [
        ReasonForm(name="open"),
        PersonForm(name="share"),
        PersonForm(name="unshare"),
        ReasonForm(name="destroy"),
    ]
    opens, shares, unshares, destroys = (bound.get(one.auto_id, one) for one in blank)
    context = {
        "title": "An identity on record",
        "entry": found,
        "holds": holds,
        "reads": reads,
        "forms": {"open": opens, "share": shares, "unshare": unshares, "destroy": destroys},
        "refused": form,
        "people": register.people(found) if reads else [],
        "page": _log_page(request, found) if reads else None,
    }
    return _page(request, "entry", context, status=status if reads else 403)


def _log_page(request: HttpRequest, found: Entry | None = None) -> QuotePage[Access]:
    rows = register.log(request.user, found)
    try:
        return page_of(rows, request.GET.get("cursor", ""), ROWS_A_PAGE)
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return page_of(rows, "", ROWS_A_PAGE)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/vault/{name}.html", whole, status=status)


def _get_entry(pk: UUID) -> Entry:
    return get_object_or_404(Entry.objects.for_page(), pk=pk)


@sensitive_variables()
def _signed(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    return {"by": request.user, "password": given["password"], "whence": _whence(request)}


def _whence(request: Any) -> str:
    """The address that a request came from, behind as many proxies as the settings say."""
    return str(BaseThrottle().get_ident(request) or "")
