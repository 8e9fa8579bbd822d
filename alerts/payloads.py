"""What a call says: made when it is sent, of what is public then. What was withdrawn is an id."""

from __future__ import annotations

import json
from typing import Any

from alerts.models import Call, Event
from quotes import display
from quotes.models import Quote

SAYS_MORE = {Event.Type.PUBLISHED, Event.Type.CORRECTED, Event.Type.UPDATED}


def payload(call: Call) -> bytes:
    """The body of a call."""
    event = call.event
    said = {"type": event.type, "timestamp": event.at.isoformat(), "data": _data(event)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _data(event: Event) -> dict[str, Any]:
    """The id; and the quote as it stands, where the event tells of one that is still public."""
    if event.quote_id is None:
        return {}
    told: dict[str, Any] = {"id": event.quote_id}
    if event.type not in SAYS_MORE:
        return told
    quote = Quote.objects.public().with_context().filter(pk=event.quote_id).first()
    if quote is None:
        return told  # it was withdrawn since; the event that says so follows
    return told | {"revision": event.revision, "quote": _as_it_stands(quote)}


def _as_it_stands(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    said_on = quote.said_on
    return {
        "url": display.permalink(quote),
        "revision": quote.revision,
        "words": quote.words,
        "kind": quote.kind,
        "language": quote.language,
        "speaker": {"name": speaker.name, "slug": speaker.slug} if speaker else None,
        "descriptor": quote.descriptor,
        "role": quote.role_as_printed,
        "said_on": display.machine_day(said_on, quote.said_on_precision) if said_on else None,
        "source": {
            "outlet": quote.outlet.name,
            "headline": quote.article.headline,
            "url": quote.article.canonical_url,
        },
    }
