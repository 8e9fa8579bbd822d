"""What a page is made of, in a few numbers: equal stamps, equal pages; found before rendering.

A stamp is read from the rows as they stand, not from counters of changes: whoever commits last, no
change slips past it. It names the row versions of all that a page shows, whether each quote of the
article is public (its neighbours' pages leave its words out if not), and the release of the program
that renders them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Expression, F, Func, OuterRef, Subquery, TextField
from django.db.models.expressions import Col
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler

from quotes.models import Comparison, NoIndex, Notice, Quote, QuoteQuerySet, Review, Topic
from sources.models import ArticleVersion


@dataclass(frozen=True)
class Stamp:
    """An entity tag, and when what it stands for last changed as far as a clock can say."""

    etag: str
    changed_at: datetime | None
    is_kept_out: bool = False


class RowVersion(Func):
    """Which version of a row this is: it changes with every update of the row, whoever makes it.

    Takes a column of the row that is not the key another table knows it by, so that it is joined.
    """

    output_field = TextField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        """The transaction that wrote the row, and its place in the table's file."""
        column = cast(Col, self.get_source_expressions()[0])
        table = compiler.quote_name_unless_alias(column.alias)
        return f"({table}.xmin::text || {table}.ctid::text)", []


def quote(pk: int) -> Stamp | None:
    """The stamp of a quote's page, and of all that is made of the quote; None if not public."""
    asked = Quote.objects.public().filter(pk=pk)
    rows = list(_rows(_of_article(Subquery(asked.values("version__article")[:1]))))
    if not any(row[0] == pk and row[1] for row in rows):
        return None
    told = Notice.objects.filter(quote=pk, approved_by__isnull=False).order_by("pk")
    notices = list(told.values_list("pk", "decided_at"))
    (own,) = [row for row in rows if row[0] == pk]
    moments = [own[2], *(moment for _, moment in notices)]
    changed_at = max(filter(None, moments), default=None)
    return Stamp(tag(pk, rows, notices), changed_at, is_kept_out=own[4] or own[5])


def picture(pk: int, revision: int) -> Stamp | None:
    """The stamp of a quote's picture, at the address that any of its revisions has."""
    return quote(pk)


def story(pk: int) -> Stamp | None:
    """The stamp of a page that shows all public quotes of an article; None if there are none."""
    rows = list(_rows(_of_article(pk)))
    if not any(is_public for _, is_public, *_ in rows):
        return None
    told = Notice.objects.filter(quote__version__article=pk, approved_by__isnull=False).order_by(
        "pk"
    )
    notices = list(told.values_list("pk", "decided_at"))
    moments = [row[2] for row in rows if row[1]] + [moment for _, moment in notices]
    wordings = ArticleVersion.objects.filter(article=pk).count()
    return Stamp(tag(pk, rows, notices, wordings), max(filter(None, moments), default=None))


def tag(*parts: Any) -> str:
    """A weak entity tag: the same where every part, and the program itself, are the same."""
    told = repr((*parts, _release()))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _of_article(article: Any) -> QuoteQuerySet:
    return Quote.objects.filter(version__article=article)


_SHOWN = (
    *("speaker__name", "position__title", "position__organisation__name"),
    *("version__article__headline", "version__article__outlet__name"),
)
"""A column of every row that the page of a quote shows something of."""


def _rows(quotes: QuoteQuerySet) -> Iterable[tuple[Any, ...]]:
    """Of each quote: its key, whether it is public, when it came to be, and every row's version."""
    published = Review.objects.filter(quote=OuterRef("pk"), move="publish").order_by("-pk")
    gone = Comparison.objects.filter(quote=OuterRef("pk"), stands=False)
    tagged = Topic.objects.filter(taggings__quote=OuterRef("pk")).order_by("pk")
    topics = tagged.values_list(JSONObject(name="name", slug="slug"))
    versions: dict[str, Expression] = {
        f"v{number}": RowVersion(F(column)) for number, column in enumerate(_SHOWN)
    }
    return (
        quotes.annotate(
            is_public=Exists(Quote.objects.public().filter(pk=OuterRef("pk"))),
            published_at=Subquery(published.values("at")[:1]),
            kept_out=Exists(NoIndex.objects.filter(quote=OuterRef("pk"))),
            speaker_kept_out=Exists(NoIndex.objects.filter(speaker=OuterRef("speaker"))),
            is_reworded=Exists(gone),
            about=ArraySubquery(topics),
            **versions,
        )
        .order_by("pk")
        .values_list(
            *("pk", "is_public", "published_at", "change_number"),
            *("kept_out", "speaker_kept_out", "is_reworded", "about"),
            *versions,
        )
    )


def _release() -> str:
    settled = (settings.NEWSROOM, settings.SITE_URL, settings.TIME_ZONE)
    return _sources() + repr(settled) if not settings.DEBUG else _read_sources() + repr(settled)


@cache
def _sources() -> str:
    return _read_sources()


def _read_sources() -> str:
    """A hash of the program as far as it renders: a new release makes every page anew."""
    root = Path(settings.BASE_DIR)
    hashed = hashlib.sha256()
    for folder, pattern in (("templates", "*.html"), ("static", "*"), ("quotes", "*.py")):
        for path in sorted((root / folder).rglob(pattern)):
            if path.is_file():
                hashed.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return hashed.hexdigest()
