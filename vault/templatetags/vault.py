"""What a quote's card on the desk shows of the vault: that there is something, and for how many."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context

from quotes.models import Quote
from vault.register import Summary, may_record, summaries

register = template.Library()


@register.inclusion_tag("admin/desk/_vault.html", takes_context=True)
def vault_line(context: Context, quote: Quote) -> dict[str, Any]:
    """Whether an unnamed source's identity is on record; one query a page, whatever its cards."""
    request: HttpRequest = context["request"]
    return {
        "quote": quote,
        "summary": _summaries(request, quote.version_id).get(quote.pk),
        "may_record": may_record(request.user),
    }


def _summaries(request: HttpRequest, version_id: int) -> dict[int, Summary]:
    """A story's entries, looked up once for each request."""
    kept: dict[int, dict[int, Summary]] = getattr(request, "vault_summaries", {})
    if version_id not in kept:
        kept[version_id] = summaries(version_id, request.user)
        request.vault_summaries = kept  # type: ignore[attr-defined]
    return kept[version_id]
