"""Stories that editors have judged, as an annotated corpus to train the engine on; it only looks.

The shape is PolNeAR's, and so is where spans end: quotation marks belong to the words of a direct
quote, and "that" to those of an indirect one, which the record leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now

from quotes.models import Notice, Quote, QuoteKind
from quotes.spans import Spans
from quotes.verification import VOUCHED, AttributionBasis, State
from sources.models import Article, ArticleVersion

_AT_ONCE = 50
_OPENING = "\"'“”„«»‘‚‹›「『"
_CLOSING = re.compile("[,.!?;:…]?[\"'”“»«’‘›‹」』]")
_THAT = re.compile(r"\bthat\s+\Z", re.IGNORECASE)


def judged_stories() -> Iterator[dict[str, Any]]:
    """Each wording whose quotes have all been judged, with those that were taken; one query.

    `complete` is false where an earlier or later wording of the article holds quotes too: what both
    have in common is captured once, so that this text may hold quotes which it does not show.
    """
    for version in _wordings().iterator(chunk_size=_AT_ONCE):
        yield {
            "id": f"article-{version.article_id}-wording-{version.number}",
            "published": version.article.published_on.isoformat(),
            "title": version.article.headline,
            "publisher": version.article.outlet.slug,
            "complete": version.is_complete,
            "text": version.text,
            "attributions": [_attribution(version.text, quote) for quote in version.taken],
        }


def _wordings() -> QuerySet[Any]:
    here = Quote.objects.filter(version=OuterRef("pk"))
    elsewhere = Quote.objects.filter(version__article=OuterRef("article")).exclude(
        version=OuterRef("pk")
    )
    taken = here.filter(state__in=VOUCHED).order_by("content", "pk").values(json=_as_kept())
    return (
        ArticleVersion.objects.filter(Exists(here), article__in=Article.objects.showable())
        .exclude(Exists(here.filter(state__in=[State.CAPTURED, State.SUBMITTED])))
        .exclude(Exists(_confidential().filter(version__article=OuterRef("article"))))
        .annotate(taken=ArraySubquery(taken), is_complete=~Exists(elsewhere))
        .select_related("article__outlet")
        .defer("raw", "credit")
        .order_by("pk")
    )


def _as_kept() -> JSONObject:
    names = ("pk", "content", "cue", "source", "kind", "role_as_printed", "said_on")
    return JSONObject(
        **{name: name for name in names},
        said_on_precision="said_on_precision",
        speaker=F("speaker__name"),
    )


def _confidential() -> QuerySet[Quote]:
    """Quotes that must not leave the newsroom; nor does any wording of a story that holds one.

    They were withheld or withdrawn, not said for publication, are under embargo, or their source
    stood named once and must not be any more.
    """
    named_before = Notice.objects.filter(
        quote=OuterRef("pk"), approved_by__isnull=False, before__speaker__id__isnull=False
    )
    for_publication = Q(attribution_basis__in=["", AttributionBasis.ON_RECORD]) | (
        Q(attribution_basis=AttributionBasis.BACKGROUND) & ~Q(descriptor="")
    )
    return Quote.objects.filter(
        Q(state__in=[State.WITHHELD, State.RETRACTED])
        | ~for_publication
        | Q(embargo_until__gt=Now())
        | (~Q(descriptor="") & Exists(named_before))
    )


def _attribution(text: str, quote: dict[str, Any]) -> dict[str, Any]:
    widen = _with_marks if quote["kind"] == QuoteKind.DIRECT else _with_that
    return {
        "id": f"Q{quote['pk']}",
        "source": _spans(text, quote["source"]),
        "cue": _spans(text, quote["cue"]),
        "content": _spans(text, [widen(text, start, end) for start, end in quote["content"]]),
        "kind": quote["kind"],
        "speaker": quote["speaker"],
        "role": quote["role_as_printed"],
        "said_on": quote["said_on"],
        "said_on_precision": quote["said_on_precision"],
    }


def _spans(text: str, spans: Spans) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _with_marks(text: str, start: int, end: int) -> list[int]:
    if start == 0 or text[start - 1] not in _OPENING:
        return [start, end]
    closing = _CLOSING.match(text, end)
    return [start - 1, closing.end() if closing else end]


def _with_that(text: str, start: int, end: int) -> list[int]:
    that = _THAT.search(text, max(0, start - 10), start)
    return [that.start() if that else start, end]
