"""What a person decides on the desk: moves, attributions, corrections; one verb for each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import DataError, IntegrityError, ProgrammingError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quotes import attribution, corrections, verification
from quotes.desk import worklist
from quotes.desk.cards import CORRECT, EDIT, Trouble, card
from quotes.desk.forms import AttributionForm, CorrectionForm, MoveForm, QuoteForm, SpansForm
from quotes.desk.views import get_quote, get_version, sees_quotes, story_context, story_page
from quotes.models import Notice, Quote
from quotes.verification import MOVES
from sources.refusal import Refusal

log = logging.getLogger(__name__)

REFUSED = "The database refused this, and nothing was changed. Look at the quote again."
RELOAD = "This form has lost its place; look at the quote again and repeat what you did."


@dataclass(frozen=True)
class _Asked:
    """One thing a person asked for: about which quote, and from which panel of its card."""

    request: HttpRequest
    quote: Quote
    panel: str
    form: QuoteForm | None = None

    def carried_out(self, verb: Callable[[], str]) -> HttpResponse:
        """Call the verb; answer with the fresh card, or with the person's input and the reason."""
        if self.form is not None and not self.form.is_valid():
            return self._refused(self._invalid(self.form))
        try:
            said = verb()
        except Refusal as refusal:
            return self._refused(Trouble.of(refusal, self.panel, self.form))
        except (IntegrityError, ProgrammingError, DataError):
            log.exception("The database refused what the desk asked for quote %s", self.quote.pk)
            return self._refused(Trouble(self.panel, REFUSED, "", self.form, is_conflict=True))
        return answer(self.request, self.quote, said=said)

    def _invalid(self, form: QuoteForm) -> Trouble:
        if "expected" in form.errors:
            return Trouble(self.panel, RELOAD, "", form, is_conflict=True)
        field, errors = next(iter(form.errors.items()))
        return Trouble(self.panel, str(errors[0]), field, form)

    def _refused(self, trouble: Trouble) -> HttpResponse:
        form = trouble.form
        if form is not None and trouble.field in form.fields and trouble.field not in form.errors:
            form.add_error(trouble.field, trouble.message)
        return answer(self.request, self.quote, trouble=trouble)


@require_safe
@sees_quotes
def show(request: HttpRequest, quote_id: int) -> HttpResponse:
    """One card, with the form that was asked for; without htmx, its place on the story's page."""
    quote = get_quote(quote_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_place(quote))
    return _card(request, quote, panel=request.GET.get("open", ""))


@require_POST
@sees_quotes
def move(request: HttpRequest, quote_id: int, name: str) -> HttpResponse:
    """Make a move; who may make it is in the table of moves, and the verb looks it up."""
    if name not in MOVES or MOVES[name].own_verb:
        raise Http404("No such move.")
    quote = get_quote(quote_id)
    form = MoveForm(quote, request.POST, name=name)

    def verb() -> str:
        expected = form.cleaned_data["expected"]
        verification.make(quote, name, form.decision(), by=request.user, expected=expected)
        return f"{MOVES[name].label}: done. The quote is {quote.get_state_display().lower()}."

    return _Asked(request, quote, name, form).carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def amend(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Settle who said it, as what, when and on which terms; and where its spans are."""
    quote = get_quote(quote_id)
    form = AttributionForm(quote, request.POST, name=EDIT)
    return _Asked(request, quote, EDIT, form).carried_out(lambda: _amend(request, quote, form))


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def set_spans(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Set the words, the cue and the source by their places in the story."""
    quote = get_quote(quote_id)
    form = SpansForm(quote, request.POST, name="spans")
    return _Asked(request, quote, "spans", form).carried_out(lambda: _amend(request, quote, form))


def _amend(request: HttpRequest, quote: Quote, form: SpansForm) -> str:
    expected = form.cleaned_data["expected"]
    with transaction.atomic():  # a speaker is proposed only if the change is accepted
        changes = _changes(form)
        attribution.amend(quote, by=request.user, changes=changes, expected=expected)
    return "Saved." if changes else "Nothing was changed."


def _changes(form: SpansForm) -> dict[str, object]:
    changes = form.changes()
    proposed = form.cleaned_data.get("proposed")
    if proposed:
        name, kind = proposed
        changes["speaker"] = attribution.propose_speaker(name, kind)
    return changes


@require_POST
@sees_quotes
@permission_required("quotes.confirm_speaker", raise_exception=True)
def confirm_speaker(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Confirm the quote's proposed speaker, if it is still the one that the page showed."""
    quote = get_quote(quote_id)

    def verb() -> str:
        if quote.speaker is None or request.POST.get("speaker") != str(quote.speaker_id):
            raise verification.StaleQuote("The quote has another speaker now.", field="speaker")
        attribution.confirm_speaker(quote.speaker, by=request.user)
        return f"{quote.speaker} is confirmed."

    return _Asked(request, quote, "speaker").carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.propose_correction", raise_exception=True)
def propose(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Propose a correction of a published quote."""
    quote = get_quote(quote_id)
    form = CorrectionForm(quote, request.POST, name=CORRECT)

    def verb() -> str:
        with transaction.atomic():
            corrections.propose(
                quote,
                by=request.user,
                type=form.cleaned_data["type"],
                changes=_changes(form),
                public_text=form.cleaned_data["public_text"],
                expected=form.cleaned_data["expected"],
            )
        return "Proposed. Somebody else approves it."

    return _Asked(request, quote, CORRECT, form).carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.approve_correction", raise_exception=True)
def approve(request: HttpRequest, quote_id: int, notice_id: int) -> HttpResponse:
    """Approve a proposed correction: the quote's next revision stands at once."""
    quote = get_quote(quote_id)
    notice = _notice(quote, notice_id)

    def verb() -> str:
        corrections.approve(notice, by=request.user)
        return "Approved. The correction is public."

    return _Asked(request, quote, "proposal").carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.propose_correction", raise_exception=True)
def decline(request: HttpRequest, quote_id: int, notice_id: int) -> HttpResponse:
    """Decline a proposed correction, or withdraw one's own."""
    quote = get_quote(quote_id)
    notice = _notice(quote, notice_id)

    def verb() -> str:
        reason = request.POST.get("reason", "").replace("\0", "")[:4000]
        corrections.decline(notice, by=request.user, reason=reason)
        return "Declined. The proposal stays on record with the reason."

    return _Asked(request, quote, "proposal").carried_out(verb)


def _notice(quote: Quote, notice_id: int) -> Notice:
    for notice in quote.notices.all():
        if notice.pk == notice_id:
            return notice
    raise Http404("No such proposal.")


def answer(
    request: HttpRequest, quote: Quote, *, said: str = "", trouble: Trouble | None = None
) -> HttpResponse:
    """The quote as it stands now: its card alone for htmx, else its place on the story's page."""
    fresh = get_quote(quote.pk)
    status = 200 if trouble is None else 409 if trouble.is_conflict else 422
    panel = trouble.panel if trouble else ""
    if request.htmx:  # type: ignore[attr-defined]
        return _card(request, fresh, panel=panel, trouble=trouble, said=said, status=status)
    if trouble:
        version = get_version(fresh.version_id)
        return story_page(
            request, version, opened=fresh.pk, panel=panel, trouble=trouble, status=status
        )
    messages.success(request, said)
    return redirect(_place(fresh))


def _card(
    request: HttpRequest,
    quote: Quote,
    *,
    panel: str,
    trouble: Trouble | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """A card for htmx to swap in, with the story's text and counts beside it after a change."""
    siblings = worklist.quotes_of(quote.version) if said else []
    number = worklist.numbers(quote.version_id).get(quote.pk, 0)
    context = {
        "card": card(quote, request.user, number=number, panel=panel, trouble=trouble, said=said),
        "swaps_text": bool(said),
    }
    if said:
        context |= story_context(request, quote.version, siblings)
    return TemplateResponse(request, "admin/desk/_swap.html", context, status=status)


def _place(quote: Quote) -> str:
    return f"{reverse('admin:desk_story', args=[quote.version_id])}#quote-{quote.pk}"
