"""From a frozen wording to captured quotes: the engine's findings, and those of a person."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from quotes import attribution, extraction, spans, standing, verification
from quotes.extraction import Attribution
from quotes.extraction.attributions import Sureness
from quotes.models import SURENESS, Caveat, Extraction, Quote, Speaker
from quotes.reshaping import LONGEST_QUOTE
from quotes.spans import Spans
from quotes.verification import AttributionBasis
from sources.models import ArticleVersion
from sources.refusal import Refusal

log = logging.getLogger(__name__)


def unread(
    engine: str = extraction.ENGINE, revision: str = extraction.REVISION
) -> QuerySet[ArticleVersion]:
    """Versions that this engine has not read yet, the oldest first: the queue is their absence."""
    done = Extraction.objects.filter(version=OuterRef("pk"), engine=engine, revision=revision)
    return ArticleVersion.objects.without_raw().filter(~Exists(done)).order_by("pk")


def read_unread(limit: int = 100) -> int:
    """Read waiting versions, one transaction each, and say how many; several may run at once."""
    count = 0
    while count < limit:
        with transaction.atomic():
            version = unread().select_for_update(skip_locked=True, of=("self",)).first()
            if version is None:
                return count
            read(version)
        count += 1
    return count


@transaction.atomic
def read(version: ArticleVersion) -> Extraction:
    """Run the engine on a version and record what it finds; a second call changes nothing.

    An engine that fails, or finds what can't be kept, leaves a row that says so: the version is not
    tried again until the next engine.
    """
    ArticleVersion.objects.select_for_update().only("pk").get(pk=version.pk)
    key = {"engine": extraction.ENGINE, "revision": extraction.REVISION}
    earlier = version.extractions.filter(**key).first()
    if earlier is not None:
        return earlier
    if version.number > 1:
        standing.compare(version.article)
    try:
        with transaction.atomic():
            return version.extractions.create(**key, found=_find(version))
    except (OperationalError, InterfaceError):
        raise  # the database is away, which says nothing about the version
    except Exception as error:  # one bad story must not hold up those behind it
        log.exception("The engine failed on version %s", version.pk)
        failed = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
        return version.extractions.create(**key, failed=failed)


def _find(version: ArticleVersion) -> int:
    published_on = version.article.published_on
    return record(version, extraction.extract(version.text, published_on=published_on))


def record(version: ArticleVersion, found: Sequence[Attribution]) -> int:
    """Capture the quotes that are new, and say how many.

    Left alone are places that hold or held a quote, whoever captured it and whatever became of it:
    where a person has moved its edges, split it or joined it, they have judged the whole place. So
    are words that another wording of the same article has on record, or had before that.
    """
    taken, known = _judged(version)
    count = 0
    for finding in found:
        content = _offsets(extraction.printed(version.text, finding))
        words = spans.words_at(version.text, content)
        if not content or len(words) > LONGEST_QUOTE:
            continue
        if words in known or spans.overlap(content, taken):
            continue
        _capture(version, finding, content, words)
        taken.extend(content)
        count += 1
    return count


def _judged(version: ArticleVersion) -> tuple[Spans, set[str]]:
    """Places of a wording, and words of the article's other wordings, that were ever a quote's."""
    events = Quote.pgh_event_model.objects  # type: ignore[attr-defined]
    here = events.filter(version=version).values_list("content", flat=True).distinct()
    elsewhere = events.filter(version__article=version.article_id).exclude(version=version)
    known = set(elsewhere.values_list("words", flat=True).distinct())
    return [span for content in here for span in content], known


def _capture(version: ArticleVersion, finding: Attribution, content: Spans, words: str) -> None:
    speaker = _speaker(finding)
    said_on = _day(version, finding)
    Quote.objects.create(
        version=version,
        content=content,
        cue=_offsets(finding.cue),
        source=_offsets(finding.source),
        words=words,
        kind=finding.kind,
        act=finding.act,
        caveats=Caveat.ordered(finding.caveats),
        setting=finding.setting[:300],
        speaker=speaker,
        descriptor="" if speaker else finding.descriptor[:300],
        anonymity_reason="" if speaker else finding.anonymity_reason[:500],
        role_as_printed=finding.role[:300],
        no_role_printed=bool(
            not finding.role and (finding.descriptor or finding.speaker_kind == "organisation")
        ),
        position=attribution.position_for(speaker, finding.role, said_on),
        said_on=said_on,
        said_on_precision=finding.said_on_precision,
        language=_language(version, finding),
        attribution_basis=AttributionBasis.ON_RECORD if speaker else "",
        confidence=finding.confidence,
        **_sureness(finding),
    )


def _language(version: ArticleVersion, finding: Attribution) -> str:
    """The finding's, where the engine says more than that it took the words for English."""
    assumed = Attribution.__dataclass_fields__["language"].default
    return version.article.language if finding.language == assumed else finding.language


def _sureness(finding: Attribution) -> dict[str, float | None]:
    """How sure the engine is of each part; unknown, where it says nothing on any of them."""
    sure = finding.sureness
    is_given = sure != Sureness()
    parts = (sure.span, sure.speaker, sure.role, sure.date)
    return {name: part if is_given else None for name, part in zip(SURENESS, parts, strict=True)}


def _day(version: ArticleVersion, finding: Attribution) -> date | None:
    """The day that was found, unless it lies after the story: then a person says."""
    latest = version.article.published_on + timedelta(days=1)
    return finding.said_on if finding.said_on and finding.said_on <= latest else None


def _speaker(finding: Attribution) -> Speaker | None:
    if not finding.speaker or finding.speaker_kind not in Speaker.Kind.values:
        return None
    if len(finding.speaker) > 200:
        return None
    try:
        return attribution.match(finding.speaker, finding.speaker_kind, finding.role)
    except Refusal:
        return None


def _offsets(found: Sequence[extraction.Span]) -> Spans:
    return [[span.start, span.end] for span in found]


def add_quote(
    version: ArticleVersion, content: Spans, *, by: Any, kind: str | None = None
) -> Quote:
    """Capture a quote that the engine missed, by its place in the text.

    Raises NotAllowed, or Refusal for spans that are wrong or hold a quote already.
    """
    if not by.has_perm("quotes.add_quote"):
        raise verification.NotAllowed("Your role does not include adding quotes.")
    spans.check(version.text, content, field="content")
    quote = Quote(
        version=version,
        content=content,
        words=spans.words_at(version.text, content),
        kind=kind or extraction.kind_at(version.text, content),
        said_on=version.article.published_on,
        language=version.article.language,
    )
    with transaction.atomic():
        ArticleVersion.objects.select_for_update().only("pk").get(pk=version.pk)
        attribution.validate(quote)
        quote.save(force_insert=True)
    return quote
