"""What a person does with a quote besides deciding on it: hold it, split it, join it."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from quotes import dependants, reshaping
from quotes.desk import queues, storyline
from quotes.desk.answers import Asked
from quotes.desk.forms import JoinForm, SplitForm
from quotes.desk.views import get_quote, sees_quotes
from sources.refusal import Refusal

HOLDS = ("take", "take-over", "give-back")


@require_POST
@sees_quotes
def hold(request: HttpRequest, quote_id: int, verb: str) -> HttpResponse:
    """Take a quote, take it over or give it back, from its card."""
    if verb not in HOLDS:
        raise Http404("No such verb.")
    quote = get_quote(quote_id)
    return Asked(request, quote, "hold").carried_out(lambda: queues.VERBS[verb](request, quote))


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def split(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Part a captured quote in two."""
    quote = get_quote(quote_id)
    form = SplitForm(quote, request.POST, name="split")

    def verb() -> str:
        given = form.cleaned_data
        reshaping.split(quote, at=given["at"], by=request.user, expected=given["expected"])
        return "Split. The second quote stands below."

    return Asked(request, quote, "split", form, reads_anew=True).carried_out(verb)


@require_POST
@sees_quotes
@permission_required("quotes.change_quote", raise_exception=True)
def join(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Make one quote of this and the captured one below it."""
    quote = get_quote(quote_id)
    form = JoinForm(quote, request.POST, name="join")

    def verb() -> str:
        below = storyline.quote_below(quote)
        if below is None or below.pk != form.cleaned_data["other"]:
            raise Refusal("The quote below has changed; look at the story again.", field="other")
        reshaping.join(quote, below, by=request.user, expected=form.cleaned_data["expected"])
        return "Joined. Splitting the quote there brings the other one back."

    return Asked(request, quote, "join", form, reads_anew=True).carried_out(verb)


@require_safe
@sees_quotes
def depending(request: HttpRequest, quote_id: int) -> HttpResponse:
    """What hangs on a quote, to read before it is withheld or retracted."""
    quote = get_quote(quote_id)
    alone = bool(request.htmx)  # type: ignore[attr-defined]
    return TemplateResponse(
        request,
        "admin/desk/_dependants.html" if alone else "admin/desk/dependants.html",
        {
            **admin.site.each_context(request),
            "title": f"What depends on quote {quote.pk}",
            "quote": quote,
            "dependants": dependants.of(quote),
        },
    )
