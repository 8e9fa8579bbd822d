"""What a person narrows a queue by, declared once for the page's form, the API and bulk moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from quotes import names
from quotes.models import Band, Hold, Quote, QuoteKind, QuoteQuerySet, Speaker
from quotes.queues.orders import ORDERS
from quotes.queues.table import ALL, OPEN, OWN
from quotes.verification import name_of
from sources.models import ArticleVersion, Outlet

AGES = {
    "1h": ("Over an hour", timedelta(hours=1)),
    "4h": ("Over four hours", timedelta(hours=4)),
    "1d": ("Over a day", timedelta(days=1)),
    "3d": ("Over three days", timedelta(days=3)),
    "7d": ("Over a week", timedelta(days=7)),
}
ME, NOBODY, SOMEBODY = "me", "nobody", "somebody"
MOST_SPEAKERS = 200
UNLESS_TOLD = {("show", OPEN), ("order", "urgent")}

_NO_OUTLET = "No outlet has the slug “%(value)s”."
_NO_SPEAKER = "No speaker bears a name with “%(value)s” in it."
_NO_PERSON = f"“%(value)s” is none of {ME}, {NOBODY}, {SOMEBODY}, and nobody's user name."


def _choice(choices: Any, **options: Any) -> django_filters.ChoiceFilter:
    values = ", ".join(str(value) for value, _ in choices)
    errors = {"invalid_choice": f"“%(value)s” is none of {values}."}
    return django_filters.ChoiceFilter(choices=choices, error_messages=errors, **options)


def _no_null(**options: Any) -> dict[str, Any]:
    return {"validators": [ProhibitNullCharactersValidator()], "max_length": 200, **options}


class QueueFilter(django_filters.FilterSet):
    """Filters among the rows of a queue; one that leads nowhere is an error that names it."""

    outlet = django_filters.CharFilter(
        method="by_outlet", label="Outlet", help_text="An outlet's slug.", **_no_null()
    )
    speaker = django_filters.CharFilter(
        method="by_speaker",
        label="Speaker",
        help_text="Part of a name or alias, or a slug.",
        **_no_null(),
    )
    section = django_filters.CharFilter(
        field_name="version__article__section",
        label="Section",
        help_text="As the outlet names it.",
        **_no_null(),
    )
    age = _choice(
        [(name, label) for name, (label, _) in AGES.items()],
        method="by_age",
        label="Waiting",
        help_text="At least how long it has waited.",
    )
    confidence = _choice(
        Band.choices, method="by_band", label="Engine", help_text="How sure the engine was."
    )
    kind = _choice(QuoteKind.choices, label="Kind", help_text="How the words are rendered.")
    assigned = django_filters.CharFilter(
        method="by_holder",
        label="Held by",
        help_text=f"{ME}, {NOBODY}, {SOMEBODY}, or a user name.",
        **_no_null(),
    )
    story = django_filters.NumberFilter(
        field_name="version",
        label="Story",
        help_text="A wording, by its number.",
        min_value=1,
        max_value=2**63 - 1,
        decimal_places=0,
    )
    show = _choice(
        [(OPEN, "For you"), (OWN, "Your own"), (ALL, "All")],
        method="later",
        label="Show",
        help_text="What is open to you, your own that wait for others, or all.",
    )
    order = _choice(
        [(name, label) for name, (label, _) in ORDERS.items()],
        method="later",
        label="Order",
        help_text="Urgent first unless you choose otherwise.",
    )

    class Meta:
        model = Quote
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Quote], *, by: Any) -> None:
        self.by = by
        super().__init__(data, queryset)

    @property
    def form(self) -> Any:
        """The form, with the errors of filters that lead nowhere."""
        if not hasattr(self, "_form"):
            form = super().form
            form.is_valid()
            for name in ("outlet", "speaker", "assigned"):
                value = getattr(form, "cleaned_data", {}).get(name)
                try:
                    self._found[name] = getattr(self, f"_{name}")(value) if value else None
                except ValidationError as error:
                    form.add_error(name, error)
        return self._form

    @property
    def _found(self) -> dict[str, Any]:
        return cast(dict[str, Any], self.__dict__.setdefault("_found_ids", {}))

    def _outlet(self, slug: str) -> Outlet:
        found = Outlet.objects.filter(slug=slug).first()
        if found is None:
            raise ValidationError(_NO_OUTLET, params={"value": slug})
        return found

    def _speaker(self, typed: str) -> list[int]:
        named = Q(slug=typed)
        if folded := names.fold(typed):
            named |= Q(aliases__folded__contains=folded)
        found = Speaker.objects.current().filter(named).values_list("pk", flat=True).distinct()
        ids = list(found[:MOST_SPEAKERS])
        if not ids:
            raise ValidationError(_NO_SPEAKER, params={"value": typed})
        return ids

    def _assigned(self, value: str) -> Any:
        if value in (ME, NOBODY, SOMEBODY):
            return self.by if value == ME else None
        person = get_user_model().objects.filter(username=value).first()
        if person is None:
            raise ValidationError(_NO_PERSON, params={"value": value})
        return person

    def in_words(self) -> str:
        """The filters in use, for whoever reads later what was chosen: “kind: Direct; …”."""
        form = self.form
        given = {name: form.cleaned_data.get(name) for name in form.fields}
        return "; ".join(
            f"{form.fields[name].label.lower()}: {self._in_words(name, value)}"
            for name, value in given.items()
            if value and (name, value) not in UNLESS_TOLD
        )

    def _in_words(self, name: str, value: Any) -> str:
        if name == "outlet":
            return str(self._found[name])
        if name == "assigned" and self._found[name]:
            return name_of(self._found[name])
        if name == "story":
            version = ArticleVersion.objects.select_related("article__outlet").filter(pk=value)
            return str(next((one.article for one in version), value))
        if (name, value) == ("show", OWN):
            return "Their own"  # the form says “your own” to the one who chooses
        labels = dict(getattr(self.form.fields[name], "choices", ()))
        return str(labels.get(value, value))

    def by_outlet(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """From one outlet."""
        return rows.filter(version__article__outlet=self._found["outlet"])

    def by_speaker(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """By speakers with a name."""
        return rows.filter(speaker__in=self._found["speaker"])

    def by_age(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Waiting since before a moment; the rows know since when."""
        return rows.filter(Q(since__lte=timezone.now() - AGES[value][1]))

    def by_band(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Read as surely as a band says."""
        return cast(QuoteQuerySet, rows).in_band(value)

    def by_holder(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Held now by somebody, or by nobody."""
        held = Hold.objects.current().filter(quote=OuterRef("pk"))
        if value == NOBODY:
            return rows.exclude(Exists(held))
        person = self._found["assigned"]
        return rows.filter(Exists(held.of(person) if person else held))

    def later(self, rows: QuerySet[Quote], name: str, value: str) -> QuerySet[Quote]:
        """Scope and order are the listing's business."""
        return rows
