"""Examples of what the API answers, by operation; the tests ask for each and compare."""

from __future__ import annotations

from typing import Any

_SITE = "http://127.0.0.1:8000"
_ADA = {
    "id": 1,
    "name": "Ada Quill",
    "slug": "ada-quill",
    "kind": "person",
    "url": f"{_SITE}/speakers/ada-quill/",
}
_BOARD = {
    "id": 2,
    "name": "Harbour Board",
    "slug": "harbour-board",
    "kind": "organisation",
    "url": f"{_SITE}/organisations/harbour-board/",
}
_OUTLET = {"id": 1, "name": "Harbour Courier", "slug": "harbour-courier", "kind": "newspaper"}
_ARTICLE = {
    "id": 1,
    "headline": "The harbour opens",
    "url": "https://courier.example/harbour",
    "published_at": "2026-03-03T09:00:00Z",
}
_WHOLE_ARTICLE = {
    **_ARTICLE,
    "byline": "",
    "dateline": "",
    "language": "en",
    "kind": "story",
    "outlet": _OUTLET,
    "modified_at": None,
}
_CHANGES = [{"name": "Role", "before": "Mayor", "after": "President"}]
_NOTICE = {
    "type": "correction",
    "public_text": "An earlier version gave another role.",
    "decided_at": "2026-03-04T10:00:00Z",
    "revision": 2,
    "changes": _CHANGES,
}
_QUOTE = {
    "id": 1,
    "url": f"{_SITE}/quotes/1/",
    "text": "We open the harbour in spring.",
    "pieces": ["We open the harbour in spring."],
    "kind": "direct",
    "language": "en",
    "speaker": _ADA,
    "descriptor": "",
    "role": "President",
    "said_on": "2026-03-03",
    "said_on_precision": "day",
    "setting": "",
    "outlet": _OUTLET,
    "article": _ARTICLE,
    "state": "published",
    "revision": 2,
    "verification_basis": "article",
    "attribution_basis": "on_record",
    "single_editor": False,
    "notices": [_NOTICE],
}
_SPEAKER = {**_ADA, "sort_name": "Quill, Ada", "description": "", "wikidata_id": ""}
_ORGANISATION = {
    **_BOARD,
    "url": f"{_SITE}/organisations/harbour-board/",
    "sort_name": "Harbour Board",
    "description": "",
    "wikidata_id": "",
}
_POSITION = {
    "id": 1,
    "speaker": _ADA,
    "title": "President",
    "organisation": _BOARD,
    "start": "2020-01-01",
    "start_precision": "day",
    "end": None,
    "end_precision": "day",
}
_TOPIC = {
    "id": 1,
    "name": "Harbour",
    "slug": "harbour",
    "description": "",
    "url": f"{_SITE}/topics/harbour/",
}
_CHANGE = {
    "id": 1,
    "change": "published",
    "at": "2026-03-03T10:00:00Z",
    "api_url": f"{_SITE}/api/v1/quotes/1/",
    "cursor": "WyJjaGFuZ2UiLDJd",
}
_COUNT = {"number": 1, "is_exact": True, "is_estimate": False}


def _page(*rows: Any) -> dict[str, Any]:
    return {"results": list(rows), "next": None, "previous": None}


EXAMPLES: dict[str, Any] = {
    "quotes_list": {"count": _COUNT, "ranked": None, "notes": [], **_page(_QUOTE)},
    "quotes_retrieve": _QUOTE,
    "quotes_timeline": {
        "is_exact": True,
        "among": 1,
        "months": [{"month": "2026-03", "count": _COUNT}],
    },
    "speakers_list": _page(_SPEAKER),
    "speakers_retrieve": {**_SPEAKER, "misattributions": []},
    "articles_list": _page(_WHOLE_ARTICLE),
    "articles_retrieve": _WHOLE_ARTICLE,
    "articles_quotes_list": _page(_QUOTE),
    "outlets_list": _page(_OUTLET),
    "outlets_retrieve": _OUTLET,
    "organisations_list": _page(_ORGANISATION),
    "organisations_retrieve": _ORGANISATION,
    "positions_list": _page(_POSITION),
    "positions_retrieve": _POSITION,
    "topics_list": _page(_TOPIC),
    "topics_retrieve": _TOPIC,
    "notices_list": _page(
        {"id": 1, "quote": {"id": 1, "url": f"{_SITE}/quotes/1/"}, **_NOTICE},
    ),
    "changes_list": {"results": [_CHANGE], "next": None, "cursor": "WyJjaGFuZ2UiLDJd"},
}
"""Whole answers, as a newsroom with one published quote gives them."""
