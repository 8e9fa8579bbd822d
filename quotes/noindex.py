"""What search engines are asked to leave out: the verbs by which an editor decides it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from quotes.models import NoIndex, Quote, Speaker
from quotes.verification import NotAllowed
from sources.refusal import Refusal

NOT_YOURS = "Your role does not include deciding what search engines find."
NO_REASON = "Say why search engines are to leave it out."
TWICE = "Search engines are asked to leave this out already."
NOT_OUT = "Search engines are not asked to leave this out."


def keep_out(record: Quote | Speaker, *, by: Any, reason: str) -> NoIndex:
    """Ask search engines to leave a quote's or a speaker's page out. NotAllowed or Refusal."""
    if not by.has_perm("quotes.add_noindex"):
        raise NotAllowed(NOT_YOURS)
    if not reason.strip():
        raise Refusal(NO_REASON, field="reason")
    kind = "quote" if isinstance(record, Quote) else "speaker"
    try:
        with transaction.atomic():
            return NoIndex.objects.create(**{kind: record}, by=by, reason=reason.strip())
    except IntegrityError:
        raise Refusal(TWICE, field=kind) from None


@transaction.atomic
def let_in(record: Quote | Speaker, *, by: Any) -> None:
    """Take that back; its history stays. NotAllowed or Refusal."""
    if not by.has_perm("quotes.delete_noindex"):
        raise NotAllowed(NOT_YOURS)
    kind = "quote" if isinstance(record, Quote) else "speaker"
    found = NoIndex.objects.select_for_update().filter(**{kind: record}).first()
    if found is None:
        raise Refusal(NOT_OUT, field=kind)
    found.delete()


def is_kept_out(record: Quote | Speaker) -> bool:
    """Whether search engines are asked to leave a record's page out; one query."""
    if isinstance(record, Speaker):
        return NoIndex.objects.filter(speaker=record.pk).exists()
    found = NoIndex.objects.filter(quote=record.pk)
    if record.speaker_id:
        found = found | NoIndex.objects.filter(speaker=record.speaker_id)
    return found.exists()
