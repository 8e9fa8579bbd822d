"""The register: who speaks, under which names, in which positions."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Expression
from django.urls import reverse

from quotes import namekeys, triggers
from quotes.models.precision import Precision
from quotes.models.quotes import Quote


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
        permissions = [
            ("confirm_speaker", "Can confirm a proposed speaker"),
            ("merge_speaker", "Can merge speakers, undo that, and part one speaker's quotes"),
        ]
        triggers = [*triggers.SPEAKER, *triggers.SPEAKER_ROWS]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The speaker's public page."""
        return reverse("speaker", args=[self.slug])

    @property
    def is_confirmed(self) -> bool:
        """Whether an editor has confirmed that this is one real speaker."""
        return self.confirmed_at is not None


def _key(expression: Expression) -> models.GeneratedField:
    return models.GeneratedField(
        expression=expression, output_field=models.CharField(max_length=210), db_persist=True
    )


@pghistory.track(exclude=["family", "key", "turned_key"])
class Alias(models.Model):
    """A name under which a speaker is printed; the speaker's own name is one of them."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    name = models.CharField("name as printed", max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    family = _key(namekeys.family("folded"))
    key = _key(namekeys.family_and_initial("folded"))
    turned_key = _key(namekeys.turned_round("folded"))

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "folded"],
                name="alias_once_per_speaker",
                violation_error_message="The speaker has this name already.",
            )
        ]
        indexes = [
            models.Index(fields=["folded"], name="alias_by_folded_name"),
            models.Index(fields=["key"], name="alias_by_key"),
            models.Index(fields=["turned_key"], name="alias_by_turned_key"),
            models.Index(fields=["family"], name="alias_by_family_name"),
        ]
        triggers = triggers.ALIAS

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
        triggers = [*triggers.POSITION, *triggers.POSITION_ROWS]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title
