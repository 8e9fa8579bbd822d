"""What a person decides on the desk: moves, attributions, corrections; one verb for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from quotes import attribution, corrections, requests, topics, verification
from quotes.desk import picker, storyline
from quotes.desk.answers import Asked, card_alone, place
from quotes.desk.cards import CORRECT, EDIT
from quotes.desk.forms import AttributionForm, CorrectionForm, MoveForm, QuoteForm, SpansForm
from quotes.desk.views import get_quote, sees_quotes
from quotes.models import CorrectionRequest, Notice, Quote
from quotes.verification import MOVES
from sources.refusal import Refusal


@require_safe
@sees_quotes
def show(request: HttpRequest, quote_id: int) -> HttpResponse:
    """One card, with the form that was asked for; without htmx, its place on the story's page."""
    quote = get_quote(quote_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(place(quote))
    return card_alone(
        request, quote, panel=request.GET.get("open", ""), part=request.GET.get("part", "")
    )


@require_POST
@sees_quotes
def move(request: HttpRequest, quote_id: int, name: str) -> HttpResponse:
    """Make a move; who may make it is in the table of moves, and the verb looks it up."""
    if name not in MOVES or MOVES[name].own_verb:
        raise Http404("No such move.")
    form = MoveForm(Quote(pk=quote_id), request.POST, name=name)

    def verb() -> str:
        return _make(request, quote_id, name, form)

    return Asked(request, Quote(pk=quote_id), name, form, decides=name).carried_out(verb)


def _make(request: HttpRequest, quote_id: int, name: str, form: MoveForm) -> str:
    """Make the move; the same one sent again by the same person is done, and says so.

    The verb locks and reads the quote itself, so nothing is read before it.
    """
    quote, decision = Quote(pk=quote_id), form.decision()
    expected = form.cleaned_data["expected"]
    try:
        verification.make(quote, name, decision, by=request.user, expected=expected, refresh=False)
    except (verification.StaleQuote, verification.IllegalMove):
        if not storyline.was_just_made(quote_id, name, decision, request.user, expected):
            raise
        return f"{MOVES[name].label}: done already."
    return f"{MOVES[name].label}: done."


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def amend(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Settle who said it, as what, when and on which terms; and where its spans are."""
    quote = get_quote(quote_id)
    form = AttributionForm(quote, request.POST, name=EDIT)
    return Asked(request, quote, EDIT, form).carried_out(lambda: _amend(request, quote, form))


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def set_spans(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Set the words, the cue and the source by their places in the story."""
    quote = get_quote(quote_id)
    form = SpansForm(quote, request.POST, name="spans")
    return Asked(request, quote, "spans", form).carried_out(lambda: _amend(request, quote, form))


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
@permission_required("quotes.change_quote", raise_exception=True)
def set_speaker(request: HttpRequest, quote_id: int, how: str) -> HttpResponse:
    """Settle the speaker with one press: the one above, or a new one of the source's name."""
    if how not in ("same", "new"):
        raise Http404("No such way to settle a speaker.")
    quote = get_quote(quote_id)
    form = QuoteForm(quote, request.POST, name="speaker")

    def verb() -> str:
        expected = form.cleaned_data["expected"]
        with transaction.atomic():  # a speaker is proposed only if the change is accepted
            changes = _as_above(quote) if how == "same" else _as_named(quote, request.POST)
            attribution.amend(quote, by=request.user, changes=changes, expected=expected)
        return f"Saved: {quote.speaker or quote.descriptor}."

    return Asked(request, quote, "speaker", form).carried_out(verb)


def _as_above(quote: Quote) -> dict[str, object]:
    """The attribution of the quote above; what is settled on this one besides stays."""
    above = storyline.quote_above(quote)
    if above is None or not (above.speaker or above.descriptor):
        raise Refusal("The quote above has no speaker to take over.", field="speaker")
    changes: dict[str, object] = {
        name: getattr(above, name) for name in ("speaker", "descriptor", "anonymity_reason")
    }
    if not quote.role_as_printed and not quote.no_role_printed:
        changes |= {name: getattr(above, name) for name in ("role_as_printed", "no_role_printed")}
    if quote.said_on is None:
        changes |= {name: getattr(above, name) for name in ("said_on", "said_on_precision")}
    if not quote.attribution_basis:
        changes["attribution_basis"] = above.attribution_basis
    return changes


def _as_named(quote: Quote, sent: Mapping[str, str]) -> dict[str, object]:
    """A new speaker of the name that the page showed, if the source still reads so."""
    name = picker.name_in_source(quote)
    if not name or sent.get("name") != name:
        raise verification.StaleQuote("The source has another name now.", field="speaker")
    kind = sent.get("kind", "person")
    speaker = attribution.propose_speaker(name, kind)
    return {"speaker": speaker, "descriptor": "", "anonymity_reason": ""}


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

    return Asked(request, quote, "speaker").carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.propose_correction", raise_exception=True)
def propose(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Propose a correction of a published quote."""
    quote = get_quote(quote_id)
    form = CorrectionForm(quote, request.POST, name=CORRECT)

    def verb() -> str:
        with transaction.atomic():
            notice = corrections.propose(
                quote,
                by=request.user,
                type=form.cleaned_data["type"],
                changes=_changes(form),
                public_text=form.cleaned_data["public_text"],
                expected=form.cleaned_data["expected"],
            )
            if form.cleaned_data["request"]:
                asked = CorrectionRequest(pk=form.cleaned_data["request"])
                requests.take_up(asked, notice, by=request.user)
        return "Proposed. Somebody else approves it."

    return Asked(request, quote, CORRECT, form).carried_out(verb)


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

    return Asked(request, quote, "proposal").carried_out(verb)


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

    return Asked(request, quote, "proposal").carried_out(verb)


@require_POST
@sees_quotes
def tag(request: HttpRequest, quote_id: int, verb: str) -> HttpResponse:
    """Say that a quote is about a topic, or is not."""
    if verb not in TAGGING:
        raise Http404("No such verb.")
    quote = get_quote(quote_id)

    def carry_out() -> str:
        topic = topics.named(request.POST.get("topic", ""))
        TAGGING[verb](quote, topic, by=request.user)
        return f"Tagged: {topic}." if verb == "add" else f"Taken off: {topic}."

    return Asked(request, quote, "tag").carried_out(carry_out)


TAGGING: Mapping[str, Callable[..., object]] = {"add": topics.tag, "remove": topics.untag}


def _notice(quote: Quote, notice_id: int) -> Notice:
    for notice in quote.notices.all():
        if notice.pk == notice_id:
            return notice
    raise Http404("No such proposal.")
