"""What the queues look up: whether quotes stand in the newest wording, and who is quoted much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from quotes.models import Comparison, Prominence, Quote
from quotes.typography import plain
from quotes.verification import Incomplete, NotAllowed
from sources.models import Article, ArticleVersion
from sources.refusal import Refusal

A_YEAR = timedelta(days=365)


def stands(quote: Quote, text: str) -> bool:
    """Whether a quote's words are in a text to the letter, its pieces in their order.

    Another typographic mark or line break is the same wording; another word is not.
    """
    place, read = 0, _spaced(text)
    for piece in _pieces(quote):
        found = re.compile(rf"(?<!\w){re.escape(_spaced(piece))}(?!\w)").search(read, place)
        if found is None:
            return False
        place = found.end()
    return True


def _spaced(text: str) -> str:
    return " ".join(plain(text).split())


def _pieces(quote: Quote) -> Iterator[str]:
    """The words of each span; joined by a space they are the quote's."""
    place = 0
    for start, end in quote.content:
        yield quote.words[place : place + end - start]
        place += end - start + 1


@transaction.atomic
def compare(article: Article) -> int:
    """Hold the quotes of an article's earlier wordings against the newest; say how many are gone.

    What a person settled stays settled until the words have been back in between.
    """
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    newest = article.versions.without_raw().latest("number")
    earlier = Quote.objects.filter(version__article=article, version__number__lt=newest.number)
    quotes = list(earlier.only("pk", "words", "content"))
    known = {
        known.quote_id: known
        for known in Comparison.objects.select_for_update().filter(quote__in=quotes)
    }
    compared = [_compared(quote, newest, known.get(quote.pk)) for quote in quotes]
    Comparison.objects.bulk_create(
        compared,
        update_conflicts=True,
        unique_fields=["quote"],
        update_fields=["version", "words", "stands", "at", "settled_by", "settled_at", "note"],
    )
    return sum(not one.stands for one in compared)


def _compared(quote: Quote, newest: ArticleVersion, known: Comparison | None) -> Comparison:
    made = Comparison(
        quote=quote,
        version=newest,
        words=quote.words,
        stands=stands(quote, newest.text),
        at=timezone.now(),
    )
    if known and not made.stands and not known.stands and known.words == quote.words:
        made.at = known.at
        made.settled_by_id, made.settled_at = known.settled_by_id, known.settled_at
        made.note = known.note
    return made


def uncompared() -> QuerySet[Quote]:
    """Quotes that, as they are now, were not held against the newest wording of their article."""
    newer = ArticleVersion.objects.filter(
        article=OuterRef("version__article"), number__gt=OuterRef("version__number")
    )
    compared = Comparison.objects.filter(quote=OuterRef("pk"), words=OuterRef("words"))
    later = ArticleVersion.objects.filter(
        article=OuterRef("version__article"), number__gt=OuterRef("version__number")
    )
    return Quote.objects.filter(Exists(newer)).exclude(Exists(compared.filter(~Exists(later))))


def compare_anew(limit: int = 500) -> int:
    """Compare what no reading has, such as quotes whose words changed; in how many stories."""
    stories = list(uncompared().values_list("version__article", flat=True).distinct()[:limit])
    for article in Article.objects.filter(pk__in=stories):
        compare(article)
    return len(stories)


def settle(quote: Quote, *, by: Any, note: str) -> None:
    """Decide that a quote stays as it is although the newest wording has it no more.

    Raises NotAllowed, Incomplete, or Refusal where there is nothing to settle.
    """
    if not (by.has_perm("quotes.verify_quote") or by.has_perm("quotes.publish_quote")):
        raise NotAllowed("Your role does not include settling changed sources.")
    if not note.strip():
        raise Incomplete("Say why the quote stays although its source changed.", field="note")
    with transaction.atomic():
        found = Comparison.objects.select_for_update().filter(quote=quote, stands=False).first()
        if found is None or found.settled_at is not None:
            raise Refusal("The newest wording has this quote, or somebody settled it already.")
        found.settled_by, found.settled_at, found.note = by, timezone.now(), note.strip()
        found.save(update_fields=["settled_by", "settled_at", "note"])


@transaction.atomic
def count_prominence() -> int:
    """Count anew how often each speaker was quoted in public in the last year; how many were."""
    since = timezone.localdate() - A_YEAR
    spoke = Quote.objects.public().filter(said_on__gte=since, speaker__isnull=False)
    counted: Sequence[Any] = list(
        spoke.values_list("speaker").annotate(number=Count("pk")).order_by("speaker")
    )
    Prominence.objects.exclude(speaker__in=[pk for pk, _ in counted]).delete()
    Prominence.objects.bulk_create(
        [Prominence(speaker_id=pk, published=number) for pk, number in counted],
        update_conflicts=True,
        unique_fields=["speaker"],
        update_fields=["published"],
        batch_size=5000,
    )
    return len(counted)
