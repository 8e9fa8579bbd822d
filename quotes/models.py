"""Who said what: speakers and the roles they held, quotes, and the record of every decision."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.urls import reverse

from quotes import triggers
from quotes.typography import plain_column
from quotes.verification import (
    PERMISSIONS,
    VOUCHED,
    AttributionBasis,
    State,
    VerificationBasis,
)
from sources.models import Article, ArticleVersion, Outlet

Spans = list[list[int]]
"""Pairs of character offsets [start, end) into a version's text."""


class Precision(models.TextChoices):
    """How exactly a date is known; the unknown parts of the stored day are its first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Questions asked of speakers."""

    def current(self) -> Self:
        """Speakers that have not been merged into another."""
        return self.filter(merged_into__isnull=True)

    def proposed(self) -> Self:
        """Speakers that a machine or a reporter proposed and no editor has confirmed."""
        return self.current().filter(confirmed_at__isnull=True)

    def named(self, folded: str) -> Self:
        """Current speakers that bear a name, in its folded form, as name or alias."""
        return self.current().filter(aliases__folded=folded).distinct()

    def public(self) -> Self:
        """Speakers with something to show: at least one public quote."""
        return self.current().filter(Exists(Quote.objects.public().filter(speaker=OuterRef("pk"))))


@pghistory.track()
class Speaker(models.Model):
    """A person or organisation that is quoted. Proposed until an editor confirms it."""

    class Kind(models.TextChoices):
        """What sort of speaker this is."""

        PERSON = "person"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, help_text="As an index prints it: Rutte, Mark.")
    slug = models.SlugField(max_length=200, unique=True)
    description = models.CharField(
        max_length=300, blank=True, help_text="What tells this speaker from a namesake."
    )
    wikidata_id = models.CharField("Wikidata id", max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="one_speaker_per_wikidata_id",
                violation_error_message="Another speaker has this Wikidata id.",
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="wikidata_id_is_a_q_number",
                violation_error_message="A Wikidata id is a Q and a number, such as Q57792.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="speaker_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="confirmation_has_a_person_and_a_time",
            ),
        ]
        indexes = [models.Index(fields=["sort_name", "id"], name="speaker_by_sort_name")]
        permissions = [("confirm_speaker", "Can confirm a proposed speaker")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The speaker's public page."""
        return reverse("speaker", args=[self.slug])

    @property
    def is_confirmed(self) -> bool:
        """Whether an editor has confirmed that this is one real speaker."""
        return self.confirmed_at is not None


@pghistory.track()
class Alias(models.Model):
    """A name under which a speaker is printed; the speaker's own name is one of them."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    name = models.CharField("name as printed", max_length=200)
    folded = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "folded"],
                name="alias_once_per_speaker",
                violation_error_message="The speaker has this name already.",
            )
        ]
        indexes = [models.Index(fields=["folded"], name="alias_by_folded_name")]

    def __str__(self) -> str:
        return self.name


class PositionQuerySet(models.QuerySet["Position"]):
    """Questions asked of positions."""

    def held_on(self, day: date) -> Self:
        """Positions whose holder held them on a day; an open end still runs.

        An end known to the month or year is taken for the last day of it.
        """
        month, year = day.replace(day=1), day.replace(month=1, day=1)
        return self.filter(
            Q(start__isnull=True) | Q(start__lte=day),
            Q(end__isnull=True)
            | Q(end__gte=day)
            | Q(end__gte=month, end_precision=Precision.MONTH)
            | Q(end__gte=year, end_precision=Precision.YEAR),
        )


@pghistory.track()
class Position(models.Model):
    """A title that a speaker held, where, from when to when."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="positions")
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        limit_choices_to={"kind": Speaker.Kind.ORGANISATION},
    )
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    end = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="position_ends_after_it_starts",
                violation_error_message="A position can't end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | ~Q(organisation=F("speaker")),
                name="position_is_held_elsewhere",
                violation_error_message="A speaker can't hold a position in itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title


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
        return self.select_related(
            "speaker", "position__organisation", "version__article__outlet"
        ).defer("version__raw", "version__text", "version__credit")


class QuoteKind(models.TextChoices):
    """How the words are rendered."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@pghistory.track(exclude=["search", "literal"])
class Quote(models.Model):
    """One rendering of something said: spans of one frozen wording, with who, as what and when."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="quotes")
    content = ArrayField(ArrayField(models.PositiveIntegerField(), size=2))
    cue = ArrayField(ArrayField(models.PositiveIntegerField(), size=2), default=list, blank=True)
    source = ArrayField(ArrayField(models.PositiveIntegerField(), size=2), default=list, blank=True)
    words = models.TextField(help_text="The content spans, joined by a space.")
    kind = models.CharField(max_length=10, choices=QuoteKind.choices)
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    descriptor = models.CharField(
        max_length=300, blank=True, help_text="How the story describes a source it does not name."
    )
    anonymity_reason = models.CharField(max_length=500, blank=True)
    role_as_printed = models.CharField(max_length=300, blank=True)
    no_role_printed = models.BooleanField("no role is printed", default=False)
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="quotes"
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
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(0, 1)),
                name="confidence_is_between_0_and_1",
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
            models.Index(fields=["state", "captured_at"], name="quote_by_state"),
        ]
        permissions = [(name, f"Can {name.replace('_', ' ')}") for name in PERMISSIONS]
        triggers = triggers.QUOTE

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:77]}…"

    def get_absolute_url(self) -> str:
        """The quote's public page."""
        return reverse("quote", args=[self.pk])

    @property
    def article(self) -> Article:
        """The article the words stand in."""
        return self.version.article

    @property
    def outlet(self) -> Outlet:
        """Who published that article."""
        return self.article.outlet

    @property
    def needs_another_publisher(self) -> bool:
        """Whether four eyes hold for publishing too: an unnamed source, or a legal flag."""
        return bool(self.descriptor) or self.legal_flag

    @property
    def is_editable(self) -> bool:
        """Whether its attribution may still be mended without a correction."""
        return self.state == State.CAPTURED


class Review(models.Model):
    """A move that a person made, and why. Never changed, never deleted."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="reviews")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    verification_basis = models.CharField(
        max_length=10, choices=VerificationBasis.choices, blank=True
    )
    revision = models.PositiveIntegerField(help_text="The revision that stands after the move.")
    single_editor = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="review_by_person")]
        triggers = triggers.REVIEW

    def __str__(self) -> str:
        return f"{self.move} by {self.by}"


@pghistory.track()
class Notice(models.Model):
    """A typed, public note on a change to a quote: proposed by one person, approved by another.

    A retraction is decided by a standards editor alone, for a withdrawal must not wait.
    """

    class Type(models.TextChoices):
        """What kind of change it is, in newsroom terms."""

        UPDATE = "update"
        CLARIFICATION = "clarification"
        CORRECTION = "correction"
        RETRACTION = "retraction"

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="notices")
    type = models.CharField(max_length=15, choices=Type.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    public_text = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposed_notices"
    )
    proposed_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_notices",
    )
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="declined_notices",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="The revision that the approved change made."
    )
    single_editor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(public_text=""), name="notice_has_public_text"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("proposed_by"))
                | Q(single_editor=True)
                | Q(type="retraction"),
                name="notice_is_approved_by_another_person",
                violation_error_message="You proposed this correction; somebody else approves it.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, approved_by=None, declined_by=None)
                | Q(decided_at__isnull=False, approved_by__isnull=False, declined_by=None)
                | Q(decided_at__isnull=False, approved_by=None, declined_by__isnull=False),
                name="notice_is_open_approved_or_declined",
            ),
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(decided_at__isnull=True),
                name="one_open_proposal_per_quote",
                violation_error_message="A correction of this quote waits for approval already.",
            ),
            models.UniqueConstraint(
                fields=["quote", "revision"],
                condition=Q(revision__isnull=False),
                name="one_notice_per_revision",
            ),
        ]
        indexes = [models.Index(fields=["quote", "-decided_at"], name="notice_by_quote")]
        triggers = triggers.NOTICE

    def __str__(self) -> str:
        return f"{self.get_type_display()} of quote {self.quote_id}"


class Extraction(models.Model):
    """That an engine has read a version, or failed to; without this row the version is unread."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="extractions")
    engine = models.CharField(max_length=50)
    revision = models.CharField(max_length=50)
    at = models.DateTimeField(db_default=Now())
    found = models.PositiveIntegerField(default=0)
    failed = models.TextField(blank=True, help_text="Why the engine gave up, if it did.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "engine", "revision"], name="one_reading_per_engine"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.revision} on {self.version}"
