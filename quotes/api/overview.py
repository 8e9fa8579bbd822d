"""The overview's figures for editors, as JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.doors import DeskDoor
from quotes.measurement import Share
from quotes.overview import (
    PERIODS,
    SERIES,
    Bucket,
    Ledger,
    Mended,
    Overview,
    Waiting,
    overview,
    period,
)


class ShareSerializer(serializers.Serializer[Share]):
    """How many of how many; the rate from 0 to 1, and Wilson's 95 % interval; null of nothing."""

    part = serializers.IntegerField(read_only=True)
    whole = serializers.IntegerField(read_only=True)
    rate = serializers.FloatField(read_only=True, allow_null=True)
    between = serializers.ListField(
        child=serializers.FloatField(), read_only=True, allow_null=True, min_length=2, max_length=2
    )


class CountsSerializer(serializers.Serializer[Any]):
    """How many of each kind."""

    def get_fields(self) -> dict[str, Any]:
        """One number for each series."""
        return {name: serializers.IntegerField(read_only=True) for name in SERIES}


class BucketSerializer(serializers.Serializer[Bucket]):
    """A day or a week, and what it saw."""

    first = serializers.DateField(read_only=True)
    last = serializers.DateField(read_only=True)
    counts = CountsSerializer(read_only=True)


class WaitingSerializer(serializers.Serializer[Waiting]):
    """What waits, and for how long, in seconds; null where nothing waits."""

    name = serializers.CharField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    median_seconds = serializers.SerializerMethodField()
    oldest_seconds = serializers.SerializerMethodField()

    def get_median_seconds(self, waiting: Waiting) -> int | None:
        """Half of them wait at least so long."""
        return None if waiting.median is None else int(waiting.median.total_seconds())

    def get_oldest_seconds(self, waiting: Waiting) -> int | None:
        """The oldest waits so long."""
        return None if waiting.oldest is None else int(waiting.oldest.total_seconds())


class MendedSerializer(serializers.Serializer[Mended]):
    """How often people changed a field that the engine had given."""

    field = serializers.CharField(read_only=True)
    changed = ShareSerializer(read_only=True)
    left_open = serializers.IntegerField(
        read_only=True, help_text="How often the engine gave nothing and people filled it in."
    )


class EngineRevisionSerializer(serializers.Serializer[Any]):
    """One revision of the engine."""

    name = serializers.CharField(read_only=True)
    mended = MendedSerializer(many=True, read_only=True)
    turned_down = ShareSerializer(read_only=True, help_text="Findings that were no quotes.")
    missed = ShareSerializer(read_only=True, help_text="Quotes that a person had to add.")


class LedgerSerializer(serializers.Serializer[Ledger]):
    """Of the quotes published in the period, those corrected and retracted since."""

    corrected = ShareSerializer(read_only=True)
    retracted = ShareSerializer(read_only=True)
    notices = serializers.DictField(child=serializers.IntegerField(), read_only=True)


class OverviewSerializer(serializers.Serializer[Overview]):
    """The figures of a period that ends today, in the newsroom's time zone."""

    days = serializers.IntegerField(read_only=True)
    first = serializers.DateField(read_only=True)
    last = serializers.DateField(read_only=True)
    at = serializers.DateTimeField(read_only=True)
    bucket_days = serializers.IntegerField(read_only=True, help_text="Days in each bucket.")
    buckets = BucketSerializer(many=True, read_only=True)
    waiting = WaitingSerializer(many=True, read_only=True)
    revisions = EngineRevisionSerializer(many=True, read_only=True)
    judged = serializers.IntegerField(
        read_only=True, help_text="How many judged quotes the revisions were measured on."
    )
    is_cut = serializers.BooleanField(
        read_only=True, help_text="Whether the period had more than were measured."
    )
    ledger = LedgerSerializer(read_only=True)


class OverviewView(DeskDoor):
    """The newsroom's work in figures."""

    http_method_names = ["get", "head"]

    def known_parameters(self) -> set[str]:
        """The length of the period."""
        return {"days"}

    @extend_schema(
        operation_id="desk_overview",
        summary="The newsroom's work in figures",
        parameters=[OpenApiParameter("days", int, enum=PERIODS, description="How far back.")],
        responses={200: OverviewSerializer},
    )
    def get(self, request: Request) -> Response:
        """The figures of the last days."""
        found = overview(period(request.query_params.get("days", "")))
        return Response(OverviewSerializer(found).data)
