"""The columns of an export, the same in every format and every dump; and the schema they follow.

A column that changes its meaning, its type or its name makes a new SCHEMA_VERSION; a new one at the
end does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, OuterRef, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from quotes.models import Notice, Precision, QuoteKind, Speaker, Tagging
from quotes.verification import AttributionBasis, VerificationBasis

SCHEMA_VERSION = 1


class Kind(Enum):
    """What a column holds."""

    INTEGER = "integer"
    TEXT = "text"
    BOOLEAN = "boolean"
    DAY = "day"
    MOMENT = "moment"
    TEXTS = "texts"


@dataclass(frozen=True)
class Column:
    """One column: where its value comes from, what it holds and what it means."""

    name: str
    value: str | Combinable | Callable[[], Combinable]
    kind: Kind
    about: str
    is_nullable: bool = False
    choices: tuple[str, ...] = ()

    @property
    def expression(self) -> Combinable:
        """Its value, of a quote."""
        found: Any = F(self.value) if isinstance(self.value, str) else self.value
        found = found() if callable(found) else found
        return _Moment(found) if self.kind == Kind.MOMENT else found

    def schema(self) -> dict[str, Any]:
        """The column as JSON Schema describes it."""
        found = {"description": self.about, **_SCHEMAS[self.kind]}
        if self.choices:
            found["enum"] = [*self.choices, *([None] if self.is_nullable else [])]
        if self.is_nullable:
            found["type"] = [found["type"], "null"]
        return found


class _Moment(Func):
    """A moment as RFC 3339 writes it, in UTC; with a fraction of a second only where it has one."""

    template = "((to_json((%(expressions)s) AT TIME ZONE 'UTC') #>> '{}') || 'Z')"
    output_field = TextField()


def _permalink() -> Combinable:
    """The address of a quote's page."""
    before, after = reverse("quote", args=[0]).rsplit("0", 1)
    parts = Value(f"{settings.SITE_URL}{before}"), Cast("pk", TextField()), Value(after)
    return Concat(*parts, output_field=TextField())


def columns() -> tuple[Column, ...]:
    """All columns, in their order."""
    return (*_said(), *_printed(), *_vouched())


def _said() -> tuple[Column, ...]:
    """What was said, by whom and when."""
    return (
        Column("id", "pk", Kind.INTEGER, "The quote's number; it never changes."),
        Column("url", _permalink, Kind.TEXT, "The address of its page."),
        Column("text", "words", Kind.TEXT, "The words as printed, in one line."),
        Column("kind", "kind", Kind.TEXT, _KIND, choices=tuple(QuoteKind.values)),
        Column("language", "language", Kind.TEXT, "The language's code, such as en or pt-BR."),
        Column("speaker_id", "speaker_id", Kind.INTEGER, _SPEAKER, is_nullable=True),
        Column("speaker", "speaker__name", Kind.TEXT, "The speaker's name.", is_nullable=True),
        Column("speaker_slug", "speaker__slug", Kind.TEXT, _SLUG, is_nullable=True),
        Column(
            *("speaker_kind", "speaker__kind", Kind.TEXT, "Whether that is a person."),
            is_nullable=True,
            choices=tuple(Speaker.Kind.values),
        ),
        Column("descriptor", "descriptor", Kind.TEXT, _DESCRIPTOR),
        Column("role", "role_as_printed", Kind.TEXT, "The role as printed; empty if none was."),
        Column("organisation", "position__organisation__name", Kind.TEXT, _BODY, is_nullable=True),
        Column("said_on", "said_on", Kind.DAY, _SAID_ON),
        Column(
            *("said_on_precision", "said_on_precision", Kind.TEXT, "How exactly that is known."),
            choices=tuple(Precision.values),
        ),
    )


def _printed() -> tuple[Column, ...]:
    """Where it was printed."""
    return (
        Column("outlet", "version__article__outlet__name", Kind.TEXT, "Who published."),
        Column("outlet_slug", "version__article__outlet__slug", Kind.TEXT, _SLUG),
        Column("article_id", "version__article_id", Kind.INTEGER, "The article's number."),
        Column("article_url", "version__article__canonical_url", Kind.TEXT, _ARTICLE_URL),
        Column("article_headline", "version__article__headline", Kind.TEXT, "Its headline."),
        Column(
            *("article_published_at", "version__article__published_at", Kind.MOMENT),
            "When the outlet published it; RFC 3339, in UTC.",
        ),
    )


def _vouched() -> tuple[Column, ...]:
    """How it is known to have been said, what became of it, and what it is about."""
    corrected = Notice.objects.announced().filter(quote=OuterRef("pk"), revision__isnull=False)
    topics = Tagging.objects.filter(quote=OuterRef("pk")).order_by("topic__slug")
    return (
        Column("revision", "revision", Kind.INTEGER, "1, and one more with each correction."),
        Column("corrected", Exists(corrected), Kind.BOOLEAN, "Whether it has been corrected."),
        Column(
            *("verification_basis", "verification_basis", Kind.TEXT, _VERIFIED),
            choices=tuple(VerificationBasis.values),
        ),
        Column(
            *("attribution_basis", "attribution_basis", Kind.TEXT, _TERMS),
            choices=(AttributionBasis.ON_RECORD.value, AttributionBasis.BACKGROUND.value),
        ),
        Column("single_editor", "single_editor", Kind.BOOLEAN, _SINGLE),
        Column("topics", ArraySubquery(topics.values("topic__slug")), Kind.TEXTS, _TOPICS),
    )


_KIND = "Whether the words are quoted, partly quoted or a paraphrase."
_SPEAKER = "Who said it; null for a source that the story does not name."
_SLUG = "As the search and its addresses take it."
_DESCRIPTOR = "How the story describes a source it does not name; else empty."
_BODY = "For which organisation the speaker held that role, where the register knows."
_SAID_ON = "When it was said; of a day known to the month or year only, the rest is 01."
_ARTICLE_URL = "The article's own address; empty where it has none."
_VERIFIED = "What a checker held it against: how we know that it was said. Not whether it is true."
_TERMS = "The terms on which the source spoke."
_SINGLE = "Whether one person alone made decisions that otherwise take two."
_TOPICS = "The slugs of its topics. In CSV they stand in one field, between spaces."

_SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.INTEGER: {"type": "integer"},
    Kind.TEXT: {"type": "string"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
}

COLUMNS = tuple(column.name for column in columns())
"""Their names."""


def json_schema() -> dict[str, Any]:
    """What a line of JSON Lines is, as JSON Schema 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}/api/v1/dumps/quote.schema.json",
        "title": "A published quote",
        "description": f"Version {SCHEMA_VERSION} of the columns of exports and dumps.",
        "type": "object",
        "properties": {column.name: column.schema() for column in columns()},
        "required": list(COLUMNS),
        "additionalProperties": False,
    }
