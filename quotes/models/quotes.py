"""A quote: words at their place in a frozen wording, with who said them, as what and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Now
from django.urls import reverse

from quotes import triggers
from quotes.models.checklist import ChecklistItem
from quotes.models.precision import Precision
from quotes.models.reading import BANDS, SURENESS, Act, Band, Caveat
from quotes.models.record import Notice, Review
from quotes.spans import overlap
from quotes.typography import plain_column
from quotes.verification import (
    PERMISSIONS,
    VOUCHED,
    AttributionBasis,
    State,
    VerificationBasis,
)
from sources.models import Article, ArticleVersion, Outlet

if TYPE_CHECKING:
    from quotes.models.speakers import Speaker


class QuoteQuerySet(models.QuerySet["Quote"]):
    """Questions asked of quotes."""

    def public(self) -> Self:
        """The only door to the outside: published, past every embargo, its source usable."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=Now()),
            Q(version__article__embargo_until__isnull=True)
            | Q(version__article__embargo_until__lte=Now()),
            state=State.PUBLISHED,
            version__article__publish_status=Article.PublishStatus.USABLE,
        )

    def tombstones(self) -> Self:
        """Quotes that were public once, and whose withdrawal from it was a retraction."""
        shown = Review.objects.filter(quote=OuterRef("pk"), move="publish")
        turns = Review.objects.filter(quote=OuterRef("pk"), move__in=["publish", "retract"])
        last_turn = turns.order_by("-pk").values("move")[:1]
        return self.alias(last_turn=Subquery(last_turn)).filter(Exists(shown), last_turn="retract")

    def with_caveat(self, caveat: str) -> Self:
        """Quotes that are to be read with this caveat."""
        return self.filter(caveats__contains=[caveat])

    def in_band(self, band: str) -> Self:
        """Quotes that the engine read as surely as a `Band` says."""
        return self.alias(speaker_is_as_captured=self._as_captured()).filter(BANDS[Band(band)])

    def with_speaker_as_captured(self) -> Self:
        """Say of each whether its speaker, or the description of one, is as captured."""
        return self.annotate(speaker_is_as_captured=self._as_captured())

    def _as_captured(self) -> Exists:
        events = self.model.pgh_event_model.objects  # type: ignore[attr-defined]
        same_speaker = Q(speaker=OuterRef("speaker"))
        for path in ("merged_into", "merged_into__merged_into"):  # an entry merged since
            same_speaker |= Q(**{f"speaker__{path}": OuterRef("speaker")})
        same_description = Q(speaker=None, descriptor=OuterRef("descriptor")) & ~Q(descriptor="")
        return Exists(
            events.filter(
                same_speaker | same_description, pgh_obj=OuterRef("pk"), pgh_label="insert"
            )
        )

    def newest_first(self) -> Self:
        """In the order of news; unique, so that pages neither skip nor repeat."""
        return self.order_by("-said_on", "-id")

    def in_story_order(self) -> Self:
        """As the story tells them."""
        return self.order_by("version_id", "content", "id")

    def by_speaker(self, speaker: Speaker) -> Self:
        """What one speaker said."""
        return self.filter(speaker=speaker)

    def with_context(self) -> Self:
        """Everything that a result row shows, in one query; not the article's bytes."""
        told = Notice.objects.announced().filter(quote=OuterRef("pk"), revision__isnull=False)
        return (
            self.select_related("speaker", "position__organisation", "version__article__outlet")
            .defer("version__raw", "version__text", "version__credit")
            .annotate(is_corrected=Exists(told))
        )


class QuoteKind(models.TextChoices):
    """How the words are rendered."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


def _between_0_and_1(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 1)}),
        name=f"{field}_is_between_0_and_1",
    )


@pghistory.track(exclude=["search", "literal"])
class Quote(models.Model):
    """One rendering of something said: spans of one frozen wording, with who, as what and when."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="quotes")
    content = ArrayField(ArrayField(models.PositiveIntegerField(), size=2))
    cue = ArrayField(ArrayField(models.PositiveIntegerField(), size=2), default=list, blank=True)
    source = ArrayField(ArrayField(models.PositiveIntegerField(), size=2), default=list, blank=True)
    words = models.TextField(help_text="The content spans, joined by a space.")
    kind = models.CharField(max_length=10, choices=QuoteKind.choices)
    act = models.CharField(
        max_length=10,
        choices=Act.choices,
        default=Act.SPEECH,
        db_default=Act.SPEECH.value,
        help_text="Whether somebody spoke, or only thinks, means to do or feels this.",
    )
    caveats = ArrayField(
        models.CharField(max_length=15, choices=Caveat.choices),
        default=list,
        db_default=Value([], ArrayField(models.CharField(max_length=15))),
        blank=True,
    )
    setting = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Where or how it was said, as printed, such as “to reporters”.",
    )
    speaker = models.ForeignKey(
        "quotes.Speaker", models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    descriptor = models.CharField(
        max_length=300, blank=True, help_text="How the story describes a source it does not name."
    )
    anonymity_reason = models.CharField(max_length=500, blank=True)
    role_as_printed = models.CharField(max_length=300, blank=True)
    no_role_printed = models.BooleanField("no role is printed", default=False)
    position = models.ForeignKey(
        "quotes.Position", models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    said_on = models.DateField(null=True, blank=True)
    said_on_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    language = models.CharField(max_length=35, default="en")
    attribution_basis = models.CharField(
        max_length=20, choices=AttributionBasis.choices, blank=True
    )
    embargo_until = models.DateTimeField(null=True, blank=True)
    legal_flag = models.BooleanField(default=False)
    confidence = models.FloatField(null=True, blank=True, editable=False)
    span_confidence = models.FloatField(null=True, blank=True, editable=False)
    speaker_confidence = models.FloatField(null=True, blank=True, editable=False)
    role_confidence = models.FloatField(null=True, blank=True, editable=False)
    date_confidence = models.FloatField(null=True, blank=True, editable=False)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.CAPTURED, editable=False
    )
    verification_basis = models.CharField(
        max_length=10, choices=VerificationBasis.choices, blank=True, editable=False
    )
    single_editor = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    change_number = models.PositiveIntegerField(default=1, editable=False)
    captured_at = models.DateTimeField(db_default=Now(), editable=False)
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="split_off",
        help_text="The quote that these words were part of until a person split it.",
    )
    search = models.GeneratedField(
        expression=SearchVector(plain_column(F("words")), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    literal = models.GeneratedField(
        expression=SearchVector(plain_column(F("words")), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "content"],
                name="one_quote_per_place",
                violation_error_message="These words of the story are a quote already.",
            ),
            *(_between_0_and_1(field) for field in ("confidence", *SURENESS)),
            models.CheckConstraint(
                condition=Q(act__in=Act.values), name="act_is_speech_belief_plan_or_reaction"
            ),
            models.CheckConstraint(
                condition=Q(caveats__contained_by=Caveat.values),
                name="caveats_are_known_ones",
                violation_error_message=f"A caveat is one of {', '.join(Caveat.values)}.",
            ),
            models.CheckConstraint(
                condition=Q(role_as_printed="") | Q(no_role_printed=False),
                name="role_is_printed_or_not",
                violation_error_message="Give the role, or say that none is printed; not both.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.CAPTURED, State.REJECTED])
                | (
                    (
                        Q(speaker__isnull=False, descriptor="")
                        | (Q(speaker=None) & ~Q(descriptor=""))
                    )
                    & (~Q(role_as_printed="") | Q(no_role_printed=True))
                    & Q(said_on__isnull=False)
                    & ~Q(attribution_basis="")
                ),
                name="vouched_quote_has_speaker_role_date_and_basis",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=VOUCHED) | ~Q(verification_basis=""),
                name="verified_quote_has_its_basis",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(attribution_basis=AttributionBasis.ON_RECORD)
                | (Q(attribution_basis=AttributionBasis.BACKGROUND) & ~Q(descriptor="")),
                name="published_quote_was_said_for_publication",
                violation_error_message="Only what was said on the record, or on background by a "
                "source that stays unnamed, stands published.",
            ),
        ]
        indexes = [
            GinIndex(fields=["search", "literal"], name="quote_words"),
            models.Index(
                F("said_on").desc(),
                F("id").desc(),
                condition=Q(state=State.PUBLISHED),
                name="published_newest_first",
            ),
            models.Index(fields=["speaker", "-said_on", "-id"], name="quote_by_speaker"),
            models.Index(
                F("kind"),
                F("said_on").desc(),
                F("id").desc(),
                condition=Q(state=State.PUBLISHED),
                name="published_by_kind",
            ),
            models.Index(fields=["state", "captured_at", "id"], name="quote_by_state"),
            models.Index(fields=["captured_at", "id"], name="quote_by_capture"),
            models.Index(fields=["act", "captured_at", "id"], name="quote_by_act"),
            GinIndex(fields=["caveats"], name="quote_by_caveat"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="quote_by_embargo",
            ),
        ]
        permissions = [(name, f"Can {name.replace('_', ' ')}") for name in PERMISSIONS]
        triggers = [*triggers.QUOTE, *triggers.QUOTE_ROWS]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:77]}…"

    def get_absolute_url(self) -> str:
        """The quote's public page."""
        return reverse("quote", args=[self.pk])

    @property
    def article(self) -> Article:
        """The article the words stand in."""
        return self.version.article

    def article_as_it_stands(self) -> Article:
        """The same as the database has it now, in one query and without the wording's bytes."""
        return Article.objects.get(versions=self.version_id)

    @property
    def outlet(self) -> Outlet:
        """Who published that article."""
        return self.article.outlet

    @property
    def needs_another_publisher(self) -> bool:
        """Whether four eyes hold for publishing too: an unnamed source, or a legal flag."""
        return bool(self.descriptor) or self.legal_flag

    def shares_words_with(self, other: Quote) -> bool:
        """Whether the places of two quotes of one wording overlap."""
        return self.version_id == other.version_id and overlap(self.content, other.content)

    def checklist(self) -> list[ChecklistItem]:
        """The questions in use; whether each is asked of this quote, it says itself."""
        return list(ChecklistItem.objects.in_use())

    @property
    def is_editable(self) -> bool:
        """Whether its attribution may still be mended without a correction."""
        return self.state == State.CAPTURED
