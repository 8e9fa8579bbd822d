"""The terms on which a source lets its article be used."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sources.models import Article
from sources.refusal import NotAllowed, Refusal


@transaction.atomic
def set_terms(
    article: Article, *, by: Any, publish_status: str, embargo_until: datetime | None = None
) -> None:
    """Record whether and from when the source lets its article be used; it holds at once.

    Who may change articles may tighten the terms; what is hidden is shown again only by somebody
    who may release quotes. Raises NotAllowed or Refusal.
    """
    if publish_status not in Article.PublishStatus.values:
        raise Refusal("Give usable, withheld or canceled.", field="publish_status")
    if not by.has_perm("sources.change_article"):
        raise NotAllowed("Your role does not include changing an article's terms.")
    on_record = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if _loosens(on_record, publish_status, embargo_until) and not by.has_perm(
        "quotes.release_quote"
    ):
        raise NotAllowed(
            "Your role does not include showing again what its source holds back; "
            "ask somebody who may release quotes."
        )
    on_record.publish_status, on_record.embargo_until = publish_status, embargo_until
    on_record.save(update_fields=["publish_status", "embargo_until"])
    article.publish_status, article.embargo_until = publish_status, embargo_until


def _loosens(article: Article, publish_status: str, embargo_until: datetime | None) -> bool:
    usable = Article.PublishStatus.USABLE
    held = article.embargo_until
    is_sooner = held is not None and (embargo_until is None or embargo_until < held)
    return (publish_status == usable != article.publish_status) or (
        is_sooner and held is not None and held > timezone.now()
    )
