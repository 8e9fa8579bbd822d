"""One speaker's quotes parted in two: chosen, looked at as a dry run, carried out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from quotes import merging
from quotes.desk import storyline
from quotes.desk.pairs import get_speaker, merges_speakers, page, sees_speakers
from quotes.merging import Split
from quotes.models import Speaker
from sources.admin import REFUSED, reason


@require_http_methods(["GET", "HEAD", "POST"])
@sees_speakers
@merges_speakers
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose quotes and whose they are; see what would come of each; do it."""
    speaker = get_speaker(pk)
    if request.method != "POST":
        return _page(request, speaker)
    asked = _asked(request)
    is_dry_run = request.POST.get("do") != "part"
    try:
        found = merging.split(speaker, by=request.user, dry_run=is_dry_run, **asked)
    except REFUSED as error:
        return _page(request, speaker, trouble=reason(error))
    if is_dry_run:
        return _page(request, speaker, preview=found)
    for outcome in merging.OUTCOMES:
        if found.count(outcome):
            messages.success(request, f"{outcome.capitalize()}: {found.count(outcome)}.")
    for part in found.parts:
        if part.outcome == "refused":
            messages.warning(request, f"Quote {part.quote.pk}: {part.note}")
    return redirect("admin:quotes_speaker_change", found.other.pk)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the form asks for; a number that is none is left for the verb to miss."""
    chosen = [int(pk) for pk in request.POST.getlist("quotes") if pk.isascii() and pk.isdigit()]
    new_name = request.POST.get("new_name", "").replace("\0", "")
    return {
        "quotes": chosen,
        "other": merging.speaker_with_id(request.POST.get("other", "")),
        "new_name": new_name,
        "reason": request.POST.get("reason", ""),
        "public_text": request.POST.get("public_text", "").replace("\0", ""),
    }


def _page(
    request: HttpRequest, speaker: Speaker, *, preview: Split | None = None, trouble: str = ""
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    context = {
        "title": f"Part {speaker}’s quotes",
        "speaker": speaker,
        "quotes": merging.quotes_of(speaker),
        "chosen": set(given.getlist("quotes")),
        "typed": typed,
        "found": [one for one in storyline.speakers_like(typed) if one != speaker],
        "other": merging.speaker_with_id(given.get("other", "")),
        "given": given,
        "preview": preview,
        "trouble": trouble,
    }
    return page(request, "split", context, status=422 if trouble else 200)
