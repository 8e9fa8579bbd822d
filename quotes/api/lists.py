"""Organisations, positions, topics, notices and changes, for anybody to read."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import remove_query_param, replace_query_param

from quotes import browsing, changes
from quotes.api.doors import KeysetPagination
from quotes.api.public import SLUG, WHOLE_NUMBER
from quotes.api.reading import PublicList, PublicReads
from quotes.api.resources import (
    OrganisationSerializer,
    PositionSerializer,
    PublicChangeSerializer,
    PublicNoticeSerializer,
    PublicTopicSerializer,
)
from quotes.api.serializers import QuoteSerializer, SpeakerSerializer
from quotes.api.shape import Expansion
from quotes.api.wording import nearest
from quotes.models import Notice, Position, PublicChange, Speaker, Topic

NO_MOMENT = "Give a day (2026-03-31) or a moment with its zone (2026-03-31T12:00:00Z)."
QUOTE_NOW = Expansion(QuoteSerializer(source="quote_now", read_only=True, allow_null=True))


@extend_schema_view(
    list=extend_schema(summary="Organisations that are quoted, or whose people are; by name")
)
class OrganisationViewSet(PublicReads):
    """Organisations with public quotes of their own or of their people."""

    serializer_class = OrganisationSerializer
    pagination_class = KeysetPagination
    filterset_class = browsing.OrganisationFilter
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def get_queryset(self) -> QuerySet[Speaker]:
        """Public organisations in the order of an index."""
        return browsing.organisations()

    @extend_schema(
        summary="One organisation",
        description="The slug of one that was merged into another leads there by a redirect.",
        responses={200: OrganisationSerializer, 301: OpenApiResponse(description="Merged")},
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The organisation, or where it is now."""
        try:
            found = browsing.organisation_named(kwargs["slug"])
        except Speaker.DoesNotExist:
            raise exceptions.NotFound from None
        if found.slug != kwargs["slug"]:
            return _moved("organisation", found.slug, request)
        return self.sent(found)


@extend_schema_view(
    list=extend_schema(summary="Positions of those who are quoted, by title"),
    retrieve=extend_schema(summary="One position"),
)
class PositionViewSet(PublicReads):
    """Titles that quoted people held, where, and from when to when."""

    serializer_class = PositionSerializer
    pagination_class = KeysetPagination
    filterset_class = browsing.PositionFilter
    lookup_value_regex = WHOLE_NUMBER
    expansions = {
        "speaker": Expansion(SpeakerSerializer(read_only=True)),
        "organisation": Expansion(SpeakerSerializer(read_only=True, allow_null=True)),
    }

    def get_queryset(self) -> QuerySet[Position]:
        """The positions of public speakers."""
        return browsing.positions()


@extend_schema_view(list=extend_schema(summary="Topics with published quotes, by name"))
class TopicViewSet(PublicReads):
    """What published quotes are about."""

    serializer_class = PublicTopicSerializer
    pagination_class = KeysetPagination
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def get_queryset(self) -> QuerySet[Topic]:
        """Topics with public quotes."""
        return Topic.objects.public().order_by("name", "id")

    @extend_schema(
        summary="One topic",
        description="A former slug leads to the present one by a redirect.",
        responses={
            200: PublicTopicSerializer,
            301: OpenApiResponse(description="Renamed or merged"),
        },
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The topic, or where it is now."""
        try:
            found = browsing.topic_named(kwargs["slug"])
        except Topic.DoesNotExist:
            raise exceptions.NotFound from None
        if found.slug != kwargs["slug"]:
            return _moved("topic", found.slug, request)
        return self.sent(found)


def _moved(name: str, slug: str, request: Request) -> Response:
    here = reverse(f"api:{name}-detail", args=[slug], request=request)
    return Response(status=status.HTTP_301_MOVED_PERMANENTLY, headers={"Location": here})


_DAY = OpenApiTypes.DATE
_NOTICE_PARAMETERS = [
    OpenApiParameter(
        "type",
        str,
        description="What kind of change it tells of.",
        enum=[value for value in Notice.Type.values if value != "refile"],
    ),
    OpenApiParameter(
        "speaker",
        str,
        description="Whose quotes, or who was named by mistake: a "
        "slug, or a name that one speaker alone has.",
    ),
    OpenApiParameter("outlet", str, description="In whose articles: a slug or a name."),
    OpenApiParameter("decided_after", _DAY, description="The first day, included."),
    OpenApiParameter("decided_before", _DAY, description="The last day, included."),
]


@extend_schema_view(
    list=extend_schema(
        summary="Every public notice, newest first",
        description="Updates, clarifications and corrections of published quotes, and retractions.",
        parameters=_NOTICE_PARAMETERS,
    )
)
class NoticeViewSet(PublicList):
    """What the public was told of changes to quotes."""

    serializer_class = PublicNoticeSerializer
    pagination_class = KeysetPagination
    expansions = {"quote": QUOTE_NOW}

    def get_queryset(self) -> QuerySet[Notice]:
        """The notices that the parameters ask for; 400 names those that are wrong."""
        asked = browsing.NoticeFilter(self.request.query_params)
        if not asked.is_valid():
            raise exceptions.ValidationError(_with_nearest(asked))
        return browsing.notices_asked_for(asked)

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page of notices, each with its quote if that is public."""
        return browsing.with_quotes(super().paginate_queryset(queryset) or [])

    def known_parameters(self) -> set[str]:
        """The filters of the list, besides."""
        return super().known_parameters() | set(browsing.NoticeFilter.base_fields)


def _with_nearest(asked: browsing.NoticeFilter) -> dict[str, list[str]]:
    errors = {name: [str(message) for message in found] for name, found in asked.errors.items()}
    if "type" in errors:
        values = [value for value in Notice.Type.values if value != "refile"]
        errors["type"] = [one + nearest(asked.data["type"], values) for one in errors["type"]]
    return errors


class ChangePagination(KeysetPagination):
    """`results`, the address of the `next` page or null, and the `cursor` to go on with."""

    size = 100
    largest = 1000

    def follow(self, request: Request, *, quotes: bool) -> list[PublicChange]:
        """The changes of the page that was asked for."""
        self.request = request
        self.found = changes.follow(
            cursor=request.query_params.get("cursor", ""),
            since=_moment(request.query_params.get("since", "")),
            size=self._size(request),
            quotes=quotes,
        )
        return self.found.items

    def get_paginated_response(self, data: Any) -> Response:
        """The page as it is sent."""
        cursor = self.found.cursor
        more = self._address(cursor) if self.found.has_more else None
        return Response({"results": data, "next": more, "cursor": cursor})

    def _address(self, cursor: str | None) -> str | None:
        here = remove_query_param(self.request.build_absolute_uri(), "since")
        return str(replace_query_param(here, "cursor", cursor))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the schema describes it."""
        return {
            "type": "object",
            "required": ["results", "next", "cursor"],
            "properties": {
                "results": schema,
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The next page; null once there is nothing more for now.",
                },
                "cursor": {
                    "type": "string",
                    "description": "Ask with it later for what has come since.",
                },
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The parameters as the schema describes them."""
        size = super().get_schema_operation_parameters(view)[1]
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "Where to go on: the `cursor` of the last page. It holds for ever.",
                "schema": {"type": "string"},
            },
            {
                "name": "since",
                "in": "query",
                "description": "Start with the changes of this day or moment, not with the first. "
                "Not together with `cursor`.",
                "schema": {
                    "anyOf": [{"type": "string", "format": form} for form in ("date-time", "date")]
                },
            },
            size,
        ]


def _moment(text: str) -> datetime | None:
    """A day or a moment; 400 if it is none."""
    if not text:
        return None
    try:
        day = parse_date(text)
        found = datetime.combine(day, time()) if day else parse_datetime(text)
        if found is None or (day is None and found.tzinfo is None):
            raise ValueError(text)
        found = timezone.make_aware(found) if found.tzinfo is None else found
        if not date(1970, 1, 1) <= found.date() <= date(9998, 12, 31):
            raise ValueError(text)
    except (ValueError, OverflowError, ValidationError):
        raise exceptions.ValidationError({"since": [NO_MOMENT]}) from None
    return found


@extend_schema_view(
    list=extend_schema(
        summary="What became of the public quotes, in order",
        description="Every publication, correction and withdrawal, for ever, in one order that "
        "never changes afterwards: keep the `cursor` of the last page, and ask with it for what "
        "has come since. Apply the changes in order: what is `published` or `changed`, read it "
        "again (or ask with `expand=quote`); what is `gone`, remove.",
    )
)
class ChangeViewSet(PublicList):
    """The changes, for whoever keeps a copy of the record."""

    serializer_class = PublicChangeSerializer
    pagination_class = ChangePagination
    expansions = {"quote": QUOTE_NOW}

    def get_queryset(self) -> QuerySet[PublicChange]:
        """For the schema; the rows come by `changes.follow`."""
        return PublicChange.objects.none()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of changes."""
        paginator = ChangePagination()
        found = paginator.follow(request, quotes="quote" in self.shape.expand)
        shown = self.shape.cut(self.get_serializer(found, many=True).data)
        return paginator.get_paginated_response(shown)

    def known_parameters(self) -> set[str]:
        """A moment to start at, besides."""
        return super().known_parameters() | {"since"}


LISTS = {
    "organisations": (OrganisationViewSet, "organisation"),
    "positions": (PositionViewSet, "position"),
    "topics": (TopicViewSet, "topic"),
    "notices": (NoticeViewSet, "notice"),
    "changes": (ChangeViewSet, "change"),
}
"""The lists by their place in the address, and what their rows are called."""
