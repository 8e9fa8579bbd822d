"""The desk's queues: what waits for whom, and who holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quotes import bulk, holds, standing
from quotes.desk import worklist
from quotes.desk.rows import Row, by_story
from quotes.desk.views import sees_quotes
from quotes.models import Quote
from quotes.queues import EXPLAINED, MOST_COUNTED, ORDERS, QUEUES, Listing, Queue, tally, told
from quotes.queues.listing import row_of
from quotes.search import BadCursor, QuotePage
from quotes.verification import name_of
from sources.models import Article
from sources.refusal import Refusal

NO_SUCH_PAGE = "This page of the queue is gone. This is its beginning."
MOST_OF_A_STORY = 300


@require_safe
@sees_quotes
def overview(request: HttpRequest) -> HttpResponse:
    """Every queue, with how much waits for this person and in all."""
    counted = [(one.queue, told(one.open), told(one.all), one.open) for one in tally(request.user)]
    context = {"title": "The desk", "queues": counted, "here": "queues"}
    return _page(request, "admin/desk/queues.html", context)


@require_safe
@sees_quotes
def queue(request: HttpRequest, name: str) -> HttpResponse:
    """One queue, narrowed and ordered as asked, a page at a time, story by story."""
    listing = Listing(_queue(name), request.GET, by=request.user)
    try:
        page, error = listing.page(request.GET.get("cursor", "")), ""
    except BadCursor:
        page, error = listing.page(), NO_SUCH_PAGE
    context = _of_listing(listing) | _of_page(request, listing, page)
    context |= {"title": listing.queue.title, "here": "queues", "page_error": error}
    status = 422 if listing.errors else 200
    return _page(request, "admin/desk/queue.html", context, status=status)


def _of_listing(listing: Listing) -> dict[str, Any]:
    """What the filters show."""
    scopes = [
        (label, listing.address(show=scope), scope == listing.scope)
        for scope, label in listing.queue.scopes()
    ]
    return {
        "queue": listing.queue,
        "listing": listing,
        "form": listing.form,
        "asked": listing.address(),
        "narrowed": listing.address(show=""),
        "scopes": scopes,
        "count": told(listing.count),
        "is_more": listing.count > MOST_COUNTED,
        "order": ORDERS[listing.order][0],
        "explained": EXPLAINED,
        "outlets": worklist.outlet_slugs(),
        "sections": Article.objects.sections(),
        "people": holds.colleagues(),
    }


def _of_page(request: HttpRequest, listing: Listing, page: QuotePage[Quote]) -> dict[str, Any]:
    return {
        "page": page,
        "stories": by_story(page.items),
        "may_settle": _may_settle(request),
        "offers": [offer for offer in bulk.OFFERED.values() if _may(request, offer.permission)],
    }


def _may(request: HttpRequest, permission: str) -> bool:
    return not permission or request.user.has_perm(f"quotes.{permission}")


def _may_settle(request: HttpRequest) -> bool:
    return _may(request, "verify_quote") or _may(request, "publish_quote")


def _queue(name: str) -> Queue:
    if name not in QUEUES:
        raise Http404("No such queue.")
    return QUEUES[name]


Verb = Callable[[HttpRequest, Quote], str]


def _take(request: HttpRequest, quote: Quote) -> str:
    holds.take(quote, by=request.user)
    return "You hold it."


def _take_over(request: HttpRequest, quote: Quote) -> str:
    holds.take_over(quote, by=request.user)
    return "You took it over."


def _give_back(request: HttpRequest, quote: Quote) -> str:
    holds.give_back(quote, by=request.user)
    return "Given back."


def _hand_over(request: HttpRequest, quote: Quote) -> str:
    to = holds.colleague(request.POST.get("to", ""))
    if to is None:
        raise Refusal("No colleague has this user name. Choose one from the list.", field="to")
    holds.hand_over(quote, to=to, by=request.user)
    return f"Handed over to {name_of(to)}."


def _settle(request: HttpRequest, quote: Quote) -> str:
    note = request.POST.get("note", "").replace("\0", "")[:4000]
    standing.settle(quote, by=request.user, note=note)
    return "Settled. The quote stays as it is."


VERBS: Mapping[str, Verb] = {
    "take": _take,
    "take-over": _take_over,
    "give-back": _give_back,
    "hand-over": _hand_over,
    "settle": _settle,
}


@require_POST
@sees_quotes
def act(request: HttpRequest, quote_id: int, verb: str) -> HttpResponse:
    """Take a quote, take it over, hand it over, give it back, or settle that its source changed."""
    if verb not in VERBS:
        raise Http404("No such verb.")
    queue = _queue(request.POST.get("queue", "captured"))
    quote = row_of(queue, quote_id)
    if quote is None:
        raise Http404("No such quote.")
    said, trouble = "", ""
    try:
        said = VERBS[verb](request, quote)
    except Refusal as refusal:
        trouble = refusal.message
    if request.htmx:  # type: ignore[attr-defined]
        return _row(request, queue, quote_id, said=said, trouble=trouble)
    _tell(request, said, trouble)
    return redirect(_back(queue, request.POST.get("asked", "")))


def _row(
    request: HttpRequest, queue: Queue, quote_id: int, *, said: str, trouble: str
) -> HttpResponse:
    """The row as it stands now, for htmx to swap in, with what came of it."""
    fresh = row_of(queue, quote_id)
    context = {
        "queue": queue,
        "asked": request.POST.get("asked", "")[:2000],
        "row": Row(fresh) if fresh else None,
        "said": said,
        "trouble": trouble,
        "typed": request.POST,
        "may_settle": _may_settle(request),
    }
    status = 409 if trouble else 200
    return TemplateResponse(request, "admin/desk/_queue_row.html", context, status=status)


@require_POST
@sees_quotes
def take_story(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take every quote of a story that waits in a queue for this person."""
    queue = _queue(request.POST.get("queue", "captured"))
    listing = Listing(queue, {"story": str(version_id)}, by=request.user)
    taken, refused = holds.take_all(list(listing.rows[:MOST_OF_A_STORY]), by=request.user)
    _tell(
        request, f"You took {taken} quotes of this story." if taken else "", " ".join(refused[:3])
    )
    return redirect(_back(queue, request.POST.get("asked", "")))


def _tell(request: HttpRequest, said: str, trouble: str) -> None:
    if said:
        messages.success(request, said)
    if trouble:
        messages.error(request, trouble)


def _back(queue: Queue, asked: str) -> str:
    """The queue as it was asked for; what comes back is only ever a query."""
    address = reverse("admin:desk_queue", args=[queue.name])
    query = QueryDict(asked[:2000]).urlencode()
    return f"{address}?{query}" if query else address


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, template, shown, status=status)
