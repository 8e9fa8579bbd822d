"""What a checker answers before verifying: questions that the newsroom words and chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from quotes import triggers
from quotes.verification import Applies

if TYPE_CHECKING:
    from quotes.models.quotes import Quote

EXACT_WORDS = "exact_words"
"""The one question that no newsroom switches off."""


class ChecklistQuerySet(models.QuerySet["ChecklistItem"]):
    """Questions asked of the checklist."""

    def in_use(self) -> Self:
        """The questions that are asked now, in their order."""
        return self.filter(active=True).order_by("place", "pk")


@pghistory.track()
class ChecklistItem(models.Model):
    """One question before *verify*. It is switched off, never deleted: reviews have its answers."""

    key = models.SlugField(
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9_]*$", "Lower-case letters, digits, underscores.")
        ],
        help_text="Its name in the API and on record; it stays.",
    )
    question = models.CharField(max_length=200, help_text="What the checker confirms.")
    active = models.BooleanField(default=True, help_text="Whether it is asked at all.")
    required = models.BooleanField(
        default=True, help_text="Whether nothing is verified without an answer."
    )
    may_not_apply = models.BooleanField("may be answered “does not apply”", default=False)
    applies = models.CharField(
        "asked when", max_length=12, choices=Applies.choices, default=Applies.ALWAYS
    )
    place = models.PositiveSmallIntegerField(default=100, help_text="The lowest comes first.")

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "question before verifying"
        verbose_name_plural = "questions before verifying"
        constraints = [
            models.CheckConstraint(
                condition=Q(applies__in=Applies.values),
                name="checklist_item_applies_at_known_times",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="checklist_item_asks_something"),
            models.CheckConstraint(
                condition=~Q(key=EXACT_WORDS)
                | Q(active=True, required=True, may_not_apply=False, applies=Applies.ALWAYS),
                name="exact_words_are_always_asked_for",
                violation_error_message="Whether the words are exact is asked of every quote; "
                "only its wording and place may change.",
            ),
        ]
        indexes = [models.Index(fields=["place", "id"], name="checklist_in_order")]
        triggers = triggers.CHECKLIST_ITEM

    def __str__(self) -> str:
        return self.question

    def applies_to(self, quote: Quote, basis: str = "") -> bool:
        """Whether it is asked of a quote that is held against that basis."""
        match self.applies:
            case Applies.TRANSLATED:
                is_english = quote.language.lower().split("-")[0] == "en"
                return "translation" in quote.caveats or not is_english
            case Applies.RECORDING | Applies.SPEAKER:
                return basis == self.applies
            case Applies.UNNAMED:
                return bool(quote.descriptor)
            case Applies.LEGAL:
                return quote.legal_flag
        return True

    def may_be_asked_of(self, quote: Quote) -> bool:
        """Whether it is asked of a quote on some basis: the page shows it before one is chosen."""
        return self.hangs_on_basis or self.applies_to(quote)

    @property
    def hangs_on_basis(self) -> bool:
        """Whether the basis that the checker chooses decides if it is asked."""
        return self.applies in (Applies.RECORDING, Applies.SPEAKER)
