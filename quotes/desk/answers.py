"""How the desk answers one thing that a person asked for: the fresh card, or why not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import DataError, IntegrityError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from quotes.desk import storyline
from quotes.desk.cards import Trouble, card
from quotes.desk.forms import QuoteForm
from quotes.desk.highlights import Passage, passages
from quotes.desk.views import get_quote, get_version, story_page
from quotes.models import Quote
from sources.refusal import Refusal

log = logging.getLogger(__name__)

REFUSED = "The database refused this, and nothing was changed. Look at the quote again."
RELOAD = "This form has lost its place; look at the quote again and repeat what you did."


@dataclass(frozen=True)
class Asked:
    """One thing a person asked for: about which quote, and from which panel of its card."""

    request: HttpRequest
    quote: Quote
    panel: str
    form: QuoteForm | None = None
    decides: str = ""
    reads_anew: bool = False

    def carried_out(self, verb: Callable[[], str]) -> HttpResponse:
        """Call the verb; answer with the fresh card, or with the person's input and the reason."""
        places = places_of_spans(self.quote) if not self.decides else []
        if self.form is not None and not self.form.is_valid():
            return self._refused(self._invalid(self.form))
        try:
            said = verb()
        except Refusal as refusal:
            return self._refused(Trouble.of(refusal, self.panel, self.form))
        except Quote.DoesNotExist as error:
            raise Http404("No such quote.") from error
        except (IntegrityError, ProgrammingError, DataError):
            log.exception("The database refused what the desk asked for quote %s", self.quote.pk)
            return self._refused(Trouble(self.panel, REFUSED, "", self.form, is_conflict=True))
        if self.reads_anew:
            return read_anew(self.request, self.quote, said)
        return answer(self.request, self.quote.pk, said=said, decided=self.decides, was=places)

    def _invalid(self, form: QuoteForm) -> Trouble:
        if "expected" in form.errors:
            return Trouble(self.panel, RELOAD, "", form, is_conflict=True)
        field, errors = next(iter(form.errors.items()))
        return Trouble(self.panel, str(errors[0]), field, form)

    def _refused(self, trouble: Trouble) -> HttpResponse:
        form = trouble.form
        if form is not None and trouble.field in form.fields and trouble.field not in form.errors:
            form.add_error(trouble.field, trouble.message)
        return answer(self.request, self.quote.pk, trouble=trouble)


def read_anew(request: HttpRequest, quote: Quote, said: str) -> HttpResponse:
    """The whole page as it stands now: more than this one quote has changed."""
    messages.success(request, said)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return redirect(place(quote))


def answer(
    request: HttpRequest,
    quote_id: int,
    *,
    said: str = "",
    decided: str = "",
    trouble: Trouble | None = None,
    was: Sequence[Sequence[int]] = (),
) -> HttpResponse:
    """The quote as it stands now: its card alone for htmx, else its place on the story's page.

    `was` are the places of its spans before: the passages are sent along where these have changed.
    """
    fresh = get_quote(quote_id)
    if decided:
        said = f"{said} The quote is {fresh.get_state_display().lower()}."
    if request.htmx:  # type: ignore[attr-defined]
        return card_alone(
            request,
            fresh,
            part=request.POST.get("part", "") if trouble else "",
            trouble=trouble,
            changed=_changed_passages(fresh, was),
            said=said,
            decided=decided,
        )
    if trouble:
        version = get_version(fresh.version_id)
        return story_page(request, version, opened=fresh.pk, panel=trouble.panel, trouble=trouble)
    messages.success(request, said)
    return redirect(place(fresh))


def card_alone(
    request: HttpRequest,
    quote: Quote,
    *,
    panel: str = "",
    part: str = "",
    trouble: Trouble | None = None,
    changed: Sequence[Passage] = (),
    **told: Any,
) -> HttpResponse:
    """A card for htmx to swap in, with those passages of the story whose marks have changed."""
    panel = trouble.panel if trouble else panel
    shown = card(quote, request.user, panel=panel, part=part, trouble=trouble, **told)
    context = {"card": shown, "passages": changed}
    status = trouble.status if trouble else 200
    return TemplateResponse(request, "admin/desk/_swap.html", context, status=status)


def places_of_spans(quote: Quote) -> list[list[int]]:
    """Where the quote is marked in the story."""
    return [*quote.content, *quote.cue, *quote.source]


def _changed_passages(quote: Quote, was: Sequence[Sequence[int]]) -> list[Passage]:
    now = places_of_spans(quote)
    if not was or was == now:
        return []
    marked = storyline.places_of(quote.version)
    return passages(quote.version.text, marked, around=[*was, *now])


def place(quote: Quote) -> str:
    """The quote's place on its story's page."""
    address = reverse("admin:desk_story", args=[quote.version_id])
    return f"{address}?quote={quote.pk}#quote-{quote.pk}"
