"""What anybody may read: published quotes; speakers, articles and outlets that have some."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import exceptions, status
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from quotes import directory, display
from quotes.api.doors import KeysetPagination, ReadOnly
from quotes.api.revisions import (
    RevisionReferenceSerializer,
    RevisionSerializer,
    SpeakerPageSerializer,
)
from quotes.api.searching import (
    FacetSerializer,
    SearchPagination,
    TimelineSerializer,
    checked,
)
from quotes.api.serializers import QuoteSerializer, SpeakerSerializer
from quotes.models import Notice, Quote, Speaker
from quotes.search import QuoteSearch, public_articles, public_outlets
from sources.api import ArticleSerializer, OutletSerializer
from sources.models import Article, Outlet

WHOLE_NUMBER = "[0-9]{1,18}"
SLUG = "[-a-zA-Z0-9_]+"


class Retracted(exceptions.APIException):
    """A quote that was public and was withdrawn; its address answers why and since when."""

    status_code = status.HTTP_410_GONE
    default_code = "retracted"

    def __init__(self, *, reason: str, since: datetime) -> None:
        super().__init__(f"This quote was retracted on {since:%-d %B %Y}. {reason}")
        self.extra = {"reason": reason, "retracted_at": since.isoformat()}


@extend_schema_view(
    list=extend_schema(
        summary="Published quotes, newest first",
        description="The same search as the public page. Every filter narrows the list; `order` "
        "puts the oldest or the best match first.",
    )
)
class QuoteViewSet(ReadOnly):
    """Published quotes."""

    serializer_class = QuoteSerializer
    pagination_class = SearchPagination
    filterset_class = QuoteSearch
    lookup_value_regex = WHOLE_NUMBER

    def get_queryset(self) -> QuerySet[Quote]:
        """Public quotes with what their rendering needs, in a fixed number of queries."""
        return Quote.objects.public().with_context().prefetch_related("notices").newest_first()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of the search that the parameters ask for."""
        paginator = SearchPagination()
        items = paginator.page_of(self._search(), request)
        return paginator.get_paginated_response(self.get_serializer(items, many=True).data)

    @extend_schema(
        operation_id="quotes_facets",
        summary="What published quotes have in common",
        description="Speakers, organisations, outlets, topics, kinds and years of the quotes that "
        "the same parameters find, those of most quotes first. Where very many match, an even "
        "sample of them is counted, and `is_exact` is false.",
        responses={200: FacetSerializer(many=True)},
    )
    @action(detail=False, pagination_class=None)
    def facets(self, request: Request) -> Response:
        """The facets of the search that the parameters ask for."""
        return Response(FacetSerializer(checked(self._search()).facets(), many=True).data)

    @extend_schema(
        operation_id="quotes_timeline",
        summary="When published quotes were said, by month",
        description="Counted as the facets are.",
        responses={200: TimelineSerializer},
    )
    @action(detail=False, pagination_class=None)
    def timeline(self, request: Request) -> Response:
        """The months of the search that the parameters ask for."""
        return Response(TimelineSerializer(checked(self._search()).timeline()).data)

    def _search(self) -> QuoteSearch:
        return QuoteSearch(self.request.query_params, queryset=self.get_queryset())

    def known_parameters(self) -> set[str]:
        """Facets and timeline take the filters of the list, and no page."""
        if self.action in ("facets", "timeline"):
            return set(QuoteSearch.base_filters) - {"order"}
        return super().known_parameters()

    @extend_schema(
        summary="One published quote",
        description="A retracted quote answers 410 with the public reason and the day; a quote "
        "that is not published answers 404, whether or not there is one.",
        responses={200: QuoteSerializer, 410: OpenApiResponse(description="Retracted")},
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The quote, or why it is gone."""
        return Response(self.get_serializer(self._standing()).data)

    @extend_schema(
        operation_id="quotes_revisions_list",
        summary="The revisions of a published quote, the latest first",
        responses={
            200: RevisionReferenceSerializer(many=True),
            410: OpenApiResponse(description="Retracted"),
        },
    )
    @action(detail=True, pagination_class=None, filterset_class=None)
    def revisions(self, request: Request, pk: str) -> Response:
        """What was changed, from when to when each revision was public."""
        found = display.revisions(self._standing())
        return Response(RevisionReferenceSerializer(found, many=True).data)

    @extend_schema(
        operation_id="quotes_revisions_retrieve",
        summary="A published quote as it was public in one revision",
        description="Read `is_current`: a revision that is not current has been replaced. One from "
        "before a retraction answers 410 with its reason.",
        parameters=[OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)],
        responses={200: RevisionSerializer, 410: OpenApiResponse(description="Retracted")},
    )
    @action(
        detail=True,
        url_path="revisions/(?P<number>[0-9]{1,9})",
        pagination_class=None,
        filterset_class=None,
    )
    def revision(self, request: Request, pk: str, number: str) -> Response:
        """The quote as it stood."""
        quote = self._standing()
        found = {one.number: one for one in display.revisions(quote)}
        if 0 < int(number) < min(found):
            raise _retracted(quote)
        if int(number) not in found:
            raise exceptions.NotFound
        return Response(RevisionSerializer(found[int(number)]).data)

    def _standing(self) -> Quote:
        """The public quote that is asked for, or why it is gone."""
        asked = {"pk": self.kwargs["pk"]}
        try:
            return get_object_or_404(self.get_queryset(), **asked)
        except Http404:
            gone = Quote.objects.tombstones().prefetch_related("notices")
            raise _retracted(get_object_or_404(gone, **asked)) from None


def _retracted(quote: Quote) -> Retracted:
    notice = next(
        notice
        for notice in display.public_notices(quote)
        if notice.type == Notice.Type.RETRACTION and notice.decided_at
    )
    assert notice.decided_at  # noqa: S101 - for the type checker; the line above asked
    return Retracted(reason=notice.public_text, since=notice.decided_at)


@extend_schema_view(list=extend_schema(summary="Speakers with published quotes, by name"))
class SpeakerViewSet(ReadOnly):
    """People and organisations with published quotes."""

    serializer_class = SpeakerSerializer
    pagination_class = KeysetPagination
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def get_queryset(self) -> QuerySet[Speaker]:
        """Public speakers in the order of an index."""
        return Speaker.objects.public().order_by("sort_name", "id")

    @extend_schema(
        summary="One speaker",
        description="The slug of a speaker that was merged into another leads there by a redirect.",
        responses={200: SpeakerPageSerializer, 301: OpenApiResponse(description="Merged")},
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The speaker, or where the speaker is now."""
        try:
            speaker = directory.find(kwargs["slug"])
        except Speaker.DoesNotExist:
            raise exceptions.NotFound from None
        if speaker.slug != kwargs["slug"]:
            here = reverse("api:speaker-detail", args=[speaker.slug], request=request)
            return Response(status=status.HTTP_301_MOVED_PERMANENTLY, headers={"Location": here})
        return Response(SpeakerPageSerializer(speaker).data)


@extend_schema_view(
    list=extend_schema(summary="Articles with published quotes, newest first"),
    retrieve=extend_schema(summary="One article"),
)
class ArticleViewSet(ReadOnly):
    """Articles with published quotes; their text stays with the outlet."""

    serializer_class = ArticleSerializer
    pagination_class = KeysetPagination
    lookup_value_regex = WHOLE_NUMBER

    def get_queryset(self) -> QuerySet[Article]:
        """Public articles, the newest first."""
        return public_articles().select_related("outlet").order_by("-published_at", "-id")


@extend_schema_view(
    list=extend_schema(summary="Outlets with published quotes, by name"),
    retrieve=extend_schema(summary="One outlet"),
)
class OutletViewSet(ReadOnly):
    """Outlets with published quotes."""

    serializer_class = OutletSerializer
    pagination_class = KeysetPagination
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def get_queryset(self) -> QuerySet[Outlet]:
        """Public outlets by name."""
        return public_outlets().order_by("name", "id")
