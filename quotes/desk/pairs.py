"""Two entries of the register side by side: likely duplicates, merging them, undoing that."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quotes import duplicates, merging
from quotes.desk import storyline
from quotes.models import Merger, Speaker
from sources.admin import REFUSED, reason
from sources.refusal import Refusal

sees_speakers = permission_required("quotes.view_speaker", raise_exception=True)
merges_speakers = permission_required("quotes.merge_speaker", raise_exception=True)


def get_speaker(pk: int | str) -> Speaker:
    """The speaker, or 404."""
    found = merging.speaker_with_id(pk)
    if found is None:
        raise Http404("No such speaker.")
    return found


def page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One of the register's pages in the admin's frame."""
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/desk/{name}.html", whole, status=status)


@require_safe
@sees_speakers
def duplicates_page(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one speaker, with reasons for and against."""
    after = request.GET.get("after", "")
    try:
        found, trouble = duplicates.page(after), ""
    except Refusal as refusal:
        found, trouble = duplicates.PairPage([], ""), refusal.message
    context = {"title": "Likely duplicates", "found": found, "after": after, "trouble": trouble}
    return page(request, "duplicates", context, status=400 if trouble else 200)


@require_POST
@sees_speakers
@permission_required("quotes.change_speaker", raise_exception=True)
def tell_apart(request: HttpRequest) -> HttpResponse:
    """Remember that a pair is two speakers."""
    one, other = (get_speaker(request.POST.get(name, "")) for name in ("one", "other"))
    try:
        merging.tell_apart(one, other, by=request.user, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{one} and {other} are two; they are not suggested again.")
    return redirect("admin:desk_duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
@sees_speakers
@merges_speakers
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other entry, look at what would happen, merge."""
    loser = get_speaker(pk)
    given = request.POST if request.method == "POST" else request.GET
    into = merging.speaker_with_id(given.get("into", ""))
    if request.method != "POST":
        return _merging_page(request, loser, into)
    if into is None:
        return _merging_page(request, loser, None, trouble="Choose another speaker.")
    try:
        merging.merge(loser, into=into, by=request.user, reason=given.get("reason", ""))
    except REFUSED as error:
        return _merging_page(request, loser, into, trouble=reason(error))
    messages.success(request, f"{loser} is merged into {into}.")
    return redirect("admin:quotes_speaker_change", into.pk)


def _merging_page(
    request: HttpRequest, loser: Speaker, into: Speaker | None, *, trouble: str = ""
) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    context = {
        "title": f"Merge {loser}",
        "speaker": loser,
        "into": into,
        "plan": merging.plan(loser, into=into) if into else None,
        "typed": typed,
        "found": [one for one in storyline.speakers_like(typed) if one != loser],
        "pairs": duplicates.of(loser) if into is None else [],
        "trouble": trouble,
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "merge", context, status=422 if trouble else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@sees_speakers
@merges_speakers
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what a merger moved, and take it back as a whole."""
    merger = merging.merger_with_id(pk)
    if merger is None:
        raise Http404("No such merger.")
    if request.method != "POST":
        return _undoing_page(request, merger)
    try:
        undoing = merging.undo(merger, by=request.user, reason=request.POST.get("reason", ""))
    except REFUSED as error:
        return _undoing_page(request, merger, trouble=reason(error))
    messages.success(request, f"{merger.loser} and {merger.winner} are two again.")
    for line in undoing.left:
        messages.warning(request, line)
    return redirect(reverse("admin:quotes_speaker_change", args=[merger.loser_id]))


def _undoing_page(request: HttpRequest, merger: Merger, *, trouble: str = "") -> HttpResponse:
    context = {
        "title": f"Part {merger.loser} from {merger.winner}",
        "merger": merger,
        "moved": merging.moved_by(merger),
        "obstacles": merging.obstacles(merger, loser=merger.loser, winner=merger.winner),
        "trouble": trouble,
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "undo_merger", context, status=422 if trouble else 200)
