"""The editors' queues: how much waits in each, and what."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.desk import DeskQuoteSerializer
from quotes.api.doors import DeskDoor, KeysetPagination
from quotes.api.holds import HoldSerializer
from quotes.models import Quote
from quotes.queues import MOST_COUNTED, QUEUES, Listing, QueueFilter, tally


class QueueSerializer(serializers.Serializer[Any]):
    """A queue and how much waits in it."""

    name = serializers.CharField(source="queue.name", read_only=True)
    title = serializers.CharField(source="queue.title", read_only=True)
    about = serializers.CharField(source="queue.about", read_only=True)
    open = serializers.SerializerMethodField(help_text="How many are open to you.")
    all = serializers.SerializerMethodField(help_text="How many there are.")
    is_bounded = serializers.SerializerMethodField(
        help_text=f"Whether there are more than the {MOST_COUNTED:,} that are counted."
    )

    def get_open(self, tally: Any) -> int:
        """How many, up to the bound."""
        return min(tally.open, MOST_COUNTED)

    def get_all(self, tally: Any) -> int:
        """How many, up to the bound."""
        return min(tally.all, MOST_COUNTED)

    def get_is_bounded(self, tally: Any) -> bool:
        """Whether either count stops at the bound."""
        return max(tally.open, tally.all) > MOST_COUNTED


class QueuedQuoteSerializer(DeskQuoteSerializer):
    """A quote in a queue: since when it waits, and who holds it."""

    waiting_since = serializers.DateTimeField(source="since", read_only=True)
    why = serializers.CharField(
        read_only=True, help_text="What was said when it came here, if anything was."
    )
    hold = serializers.SerializerMethodField(help_text="Who holds it now, or null.")

    class Meta(DeskQuoteSerializer.Meta):
        fields = [*DeskQuoteSerializer.Meta.fields, "waiting_since", "why", "hold"]
        read_only_fields = fields

    @extend_schema_field(HoldSerializer(allow_null=True))
    def get_hold(self, quote: Quote) -> Any:
        """The hold that has not run out."""
        held = next(iter(quote.holds.all()), None)
        return HoldSerializer(held).data if held else None


@extend_schema_view(
    get=extend_schema(
        summary="The queues, with how much waits for you and in all",
        operation_id="desk_queues_list",
        responses={200: QueueSerializer(many=True)},
    )
)
class QueuesView(DeskDoor, GenericAPIView[Any]):
    """Every queue with its counts."""

    http_method_names = ["get", "head"]
    queryset = Quote.objects.none()
    serializer_class = QueueSerializer
    pagination_class = None

    def get(self, request: Request) -> Response:
        """Count what waits."""
        return Response(self.get_serializer(tally(request.user), many=True).data)


def _filter_parameters() -> list[OpenApiParameter]:
    return [
        OpenApiParameter(name, str, description=str(one.extra.get("help_text", "")))
        for name, one in QueueFilter.base_filters.items()
    ]


@extend_schema_view(
    get=extend_schema(
        summary="One queue, urgent first unless you choose otherwise",
        operation_id="desk_queue_list",
        parameters=_filter_parameters(),
        responses={200: QueuedQuoteSerializer(many=True)},
    )
)
class QueueView(DeskDoor, GenericAPIView[Any]):
    """The quotes of one queue."""

    http_method_names = ["get", "head"]
    queryset = Quote.objects.none()
    serializer_class = QueuedQuoteSerializer
    pagination_class = KeysetPagination

    def known_parameters(self) -> set[str]:
        """The filters and the page."""
        return KeysetPagination.parameters | set(QueueFilter.base_filters)

    def get(self, request: Request, name: str) -> Response:
        """A page of it."""
        if name not in QUEUES:
            raise Http404
        listing = Listing(QUEUES[name], request.query_params, by=request.user)
        if listing.errors:
            raise ValidationError(listing.errors)
        rows = listing.whole().prefetch_related("notices__proposed_by", "reviews__by")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
