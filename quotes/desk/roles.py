"""The page of quotes whose role the register no longer bears out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quotes import merging, roles
from quotes.desk.pairs import page
from quotes.desk.views import sees_quotes
from sources.refusal import Refusal


@require_safe
@sees_quotes
def disagreements(request: HttpRequest) -> HttpResponse:
    """Quotes beside what the register says by now; nothing is changed here."""
    kind, given = request.GET.get("kind", ""), request.GET.get("speaker", "")
    speaker = merging.speaker_with_id(given) if given else None
    trouble = "There is no such speaker." if given and speaker is None else ""
    found = roles.DisagreementPage([], None, None)
    if not trouble:
        try:
            found = roles.page(kind, speaker=speaker, cursor=request.GET.get("cursor", ""))
        except Refusal as refusal:
            trouble = refusal.message
    tabs = [("", "All"), *roles.KINDS.items()]
    context = {
        "title": "Roles to look at",
        "found": found,
        "speaker": speaker,
        "tabs": [(_query(value, given), label, value == kind) for value, label in tabs],
        "next": _query(kind, given, found.next),
        "previous": _query(kind, given, found.previous),
        "trouble": trouble,
    }
    return page(request, "roles", context, status=400 if trouble else 200)


def _query(kind: str, speaker: str, cursor: str | None = None) -> str:
    asked = {"kind": kind, "speaker": speaker, "cursor": cursor or ""}
    return urlencode({name: value for name, value in asked.items() if value})
