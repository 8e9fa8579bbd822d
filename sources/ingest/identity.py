"""Which article on record a story is, so that it is not entered twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from rapidfuzz import fuzz

from sources.models import Article, ArticleVersion, Outlet
from sources.refusal import Refusal

SHARED_PARAGRAPHS, SHARE = 2, 0.5
"""At least so many paragraphs, and more than this part of the shorter text, stand in both wordings
of one story; a common foot of two stories is less."""

ALIKE = 70.0
"""Likeness (0–100) of the first paragraphs of two wordings of one story."""

LATEST = 200


def known_article(
    outlet: Outlet, facts: Mapping[str, Any], *, digest: str, text: str
) -> Article | None:
    """The article that a story is: by address, by the outlet's id, by its words; or None.

    Raises Refusal where address and id contradict each other or the outlet.
    """
    by_url = _by_address(outlet, facts["canonical_url"])
    by_id = _by_external_id(outlet, facts["external_id"])
    if by_url and by_id and by_url != by_id:
        raise Refusal(
            "The address and the external id belong to two different articles.", field="external_id"
        )
    found = by_url or by_id or _by_words(outlet, facts, digest)
    if found is not None or facts["canonical_url"] or facts["external_id"]:
        return found
    return _other_wording(outlet, facts["published_at"], text)


def _by_address(outlet: Outlet, address: str) -> Article | None:
    if not address:
        return None
    found = Article.objects.filter(canonical_url=address).select_related("outlet").first()
    if found is not None and found.outlet_id != outlet.pk:
        raise Refusal(
            f"This address is on record under {found.outlet}, not {outlet}. Name that outlet.",
            field="url",
        )
    return found


def _by_external_id(outlet: Outlet, external_id: str) -> Article | None:
    if not external_id:
        return None
    return Article.objects.filter(outlet=outlet, external_id=external_id).first()


def _by_words(outlet: Outlet, facts: Mapping[str, Any], digest: str) -> Article | None:
    """An article with exactly these words, unless another id says that it is a story of its own."""
    found = Article.objects.filter(outlet=outlet, versions__sha256=digest)
    if facts["external_id"]:
        found = found.filter(external_id="")
    return found.order_by("pk").first()


def _other_wording(outlet: Outlet, published_at: datetime, text: str) -> Article | None:
    """An article of the outlet and the day, without address and id, that tells the same story."""
    day = timezone.localtime(published_at).date()
    candidates = (
        ArticleVersion.objects.without_raw()
        .filter(article__outlet=outlet, article__published_at__date=day)
        .filter(article__canonical_url="", article__external_id="")
        .select_related("article")
        .order_by("-id")[:LATEST]
    )
    for version in candidates:
        if is_same_story(text, version.text):
            return version.article
    return None


def is_same_story(one: str, other: str) -> bool:
    """Whether two texts of one outlet and day are wordings of one story."""
    texts = [text.split("\n\n") for text in (one, other)]
    kinds = [set(paragraphs) for paragraphs in texts]
    shared = len(kinds[0] & kinds[1])
    return (
        shared >= SHARED_PARAGRAPHS
        and shared / min(map(len, kinds)) > SHARE
        and fuzz.token_sort_ratio(texts[0][0], texts[1][0]) >= ALIKE
    )
