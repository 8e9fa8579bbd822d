"""Who and what the addresses in a search stand for, as far as the public may know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, validate_slug
from django.db.models import OuterRef, Q, QuerySet, Subquery

from quotes.models import Position, Quote, Speaker, Topic
from sources.models import Outlet

NAMED = ("speaker", "organisation", "outlet", "topic")
"""The filters that take addresses."""

_NO_SLUG = "“%(slug)s” is not a slug: those have letters, digits, hyphens and underscores."
_UNKNOWN_SLUG = (
    "No %(what)s with quotes here has the slug “%(slug)s”. Choose one from the list of %(list)s."
)


@dataclass(frozen=True)
class Chooser:
    """Finds entries by their addresses, if they have a quote in the base queryset."""

    base: QuerySet[Quote]

    def ids(self, name: str, slugs: str | list[str]) -> list[int]:
        """The ids of those that a filter names; ValidationError says which it can't find."""
        given = _checked_slugs(slugs)
        return _FINDERS[name](self, given) if given else []

    def speakers(self, slugs: list[str]) -> list[int]:
        """The ids of those who bear these addresses now, through every merger."""
        survivors = _survivors(slugs)
        quoted = self._ids(Speaker, survivors.values(), Q(speaker=OuterRef("pk")))
        _refuse_unknown(slugs, survivors, quoted, "speaker")
        return quoted

    def organisations(self, slugs: list[str]) -> list[int]:
        """The same of organisations that spoke, or whose people did."""
        survivors = _survivors(slugs)
        own = self._ids(Speaker, survivors.values(), Q(speaker=OuterRef("pk")), kind=_BODY)
        through = self._ids(
            Speaker, survivors.values(), Q(position__organisation=OuterRef("pk")), kind=_BODY
        )
        quoted = [*own, *through]
        _refuse_unknown(slugs, survivors, quoted, "organisation")
        return quoted

    def outlets(self, slugs: list[str]) -> list[int]:
        """The ids of outlets that have something to show."""
        found = dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        quoted = self._ids(Outlet, found.values(), Q(version__article__outlet=OuterRef("pk")))
        _refuse_unknown(slugs, found, quoted, "outlet")
        return quoted

    def topics(self, slugs: list[str]) -> list[int]:
        """The ids of topics that have something to show."""
        found = dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        tagged = self._ids(Topic, found.values(), Q(taggings__topic=OuterRef("pk")))
        _refuse_unknown(slugs, found, tagged, "topic")
        return tagged

    def _ids(
        self,
        model: type[Speaker] | type[Outlet] | type[Topic],
        ids: Iterable[int],
        among: Q,
        **fields: str,
    ) -> list[int]:
        """Those with a quote in the base queryset: of the rest, not even the existence is told."""
        ids = list(ids)
        if not ids:
            return []
        one = self.base.filter(among).order_by().values("pk")[:1]
        rows: QuerySet[Any] = model._default_manager.alias(a_quote=Subquery(one))
        shown = rows.filter(a_quote__isnull=False, pk__in=ids, **fields)
        return list(shown.values_list("pk", flat=True))


_BODY = Speaker.Kind.ORGANISATION


def offices(organisations: list[int]) -> list[int]:
    """The positions held in some organisations, as numbers: each of two indexes can serve an OR."""
    held = Position.objects.filter(organisation__in=organisations)
    return list(held.values_list("pk", flat=True))


def _checked_slugs(value: str | list[str]) -> list[str]:
    slugs = [value] if isinstance(value, str) else value
    for slug in slugs:
        _forbid_null(slug)
        try:
            validate_slug(slug)
        except ValidationError:
            raise ValidationError(_NO_SLUG, params={"slug": slug[:80]}) from None
    return slugs


_forbid_null = ProhibitNullCharactersValidator()


def _survivors(slugs: list[str]) -> dict[str, int]:
    """Which speaker each address leads to, through every merger; two queries at the most usual."""
    speakers = Speaker.objects.filter(slug__in=slugs).select_related("merged_into")
    survivors = {}
    for speaker in speakers:
        slug = speaker.slug
        while speaker.merged_into:
            speaker = speaker.merged_into
        survivors[slug] = speaker.pk
    return survivors


def _refuse_unknown(
    slugs: list[str], found: Mapping[str, int], quoted: list[int], what: str
) -> None:
    for slug in slugs:
        if found.get(slug) not in quoted:
            raise ValidationError(
                _UNKNOWN_SLUG, params={"what": what, "slug": slug, "list": _LISTS[what]}
            )


_LISTS = {
    "speaker": "speakers",
    "organisation": "speakers",
    "outlet": "outlets",
    "topic": "topics",
}


_FINDERS = {
    "speaker": Chooser.speakers,
    "organisation": Chooser.organisations,
    "outlet": Chooser.outlets,
    "topic": Chooser.topics,
}
