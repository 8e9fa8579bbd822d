"""Moves on many quotes at once: tried, looked at, then run."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import bulk
from quotes.api.checklist import AnswersSerializer
from quotes.api.doors import DeskDoor, KeysetPagination, StrictSerializer
from quotes.api.holds import colleague_named
from quotes.models import BulkRow, BulkRun
from quotes.queues import QUEUES, Listing, QueueFilter
from quotes.verification import REASONS, VerificationBasis


class ChosenSerializer(StrictSerializer):
    """A quote as you last read it."""

    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    expected = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class BulkSerializer(StrictSerializer):
    """A move on many quotes: those named, or all that match in a queue."""

    move = serializers.ChoiceField(choices=[(n, o.label) for n, o in bulk.OFFERED.items()])
    quotes = ChosenSerializer(many=True, required=False, help_text="At most 5,000.")
    queue = serializers.ChoiceField(
        choices=[(n, q.title) for n, q in QUEUES.items()], required=False
    )
    filters = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        required=False,
        help_text="As the queue's own parameters; together with `queue`.",
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    basis = serializers.ChoiceField(choices=VerificationBasis.choices, required=False)
    checklist = AnswersSerializer(required=False)
    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="For `reject`; without one, say it in `note`."
    )
    to = serializers.CharField(required=False, max_length=150)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """One way of choosing, and filters that lead somewhere."""
        if ("quotes" in given) == ("queue" in given):
            raise ValidationError({"quotes": ["Give either `quotes` or a `queue`."]})
        unknown = set(given.get("filters", {})) - set(QueueFilter.base_filters)
        if unknown:
            raise ValidationError({"filters": [f"Unknown filter: {min(unknown)}."]})
        return given


class BulkRunSerializer(serializers.ModelSerializer[BulkRun]):
    """A run: how far it is, and how many rows went through."""

    by = serializers.CharField(source="by.username", read_only=True)
    counts = serializers.SerializerMethodField(
        help_text="Rows in all, that would and would not go through, that did and did not."
    )

    class Meta:
        model = BulkRun
        fields = ["id", "move", "by", "note", "found_by", "stage", "made_at", "ended_at", "counts"]
        read_only_fields = fields

    def get_counts(self, run: BulkRun) -> dict[str, int]:
        """The counts."""
        return bulk.summary(run)


class BulkRowSerializer(serializers.ModelSerializer[BulkRow]):
    """One quote of a run: what would happen to it, and what did."""

    class Meta:
        model = BulkRow
        fields = ["number", "quote", "expected", "forecast", "forecast_why"]
        fields += ["outcome", "outcome_why", "at"]
        read_only_fields = fields


class BulkView(DeskDoor, GenericAPIView[Any]):
    """Sets up a run."""

    serializer_class: Any = BulkSerializer
    http_method_names = ["post"]

    @extend_schema(
        operation_id="desk_bulk_create",
        summary="Try a move on many quotes; nothing is changed",
        request=BulkSerializer,
        responses={201: BulkRunSerializer},
    )
    def post(self, request: Request) -> Response:
        """Try it on each."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        asked = bulk.Asked(
            given["move"],
            note=given.get("note", ""),
            basis=given.get("basis", ""),
            answers=given.get("checklist", {}),
            reason=given.get("reason", ""),
            to=colleague_named(given["to"]) if "to" in given else None,
        )
        chosen, found_by = _chosen(given, request.user)
        run = bulk.begin(asked, chosen, by=request.user, found_by=found_by)
        return Response(BulkRunSerializer(run).data, status=status.HTTP_201_CREATED)


def _chosen(given: dict[str, Any], by: Any) -> tuple[list[tuple[int, int]], str]:
    if "quotes" in given:
        return [(one["id"], one["expected"]) for one in given["quotes"]], "The API"
    listing = Listing(QUEUES[given["queue"]], given.get("filters", {}), by=by)
    if listing.errors:
        raise ValidationError({"filters": listing.errors})
    return listing.chosen(bulk.OFFERED[given["move"]].most), f"All of {listing.in_words()}"


class BulkRunView(DeskDoor, GenericAPIView[Any]):
    """How far a run is."""

    serializer_class: Any = BulkRunSerializer
    http_method_names = ["get", "head"]

    @extend_schema(operation_id="desk_bulk_retrieve", summary="How far a run is")
    def get(self, request: Request, pk: int) -> Response:
        """The run with its counts."""
        return Response(BulkRunSerializer(_run(pk)).data)


class BulkRowsView(DeskDoor, GenericAPIView[Any]):
    """What would come or came of each quote of a run."""

    queryset = BulkRow.objects.none()
    serializer_class: Any = BulkRowSerializer
    pagination_class = KeysetPagination
    http_method_names = ["get", "head"]

    def known_parameters(self) -> set[str]:
        """The page."""
        return KeysetPagination.parameters

    @extend_schema(
        operation_id="desk_bulk_rows_list",
        summary="What would come or came of each quote of a run",
        responses={200: BulkRowSerializer(many=True)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """A page of rows, in their order."""
        page = self.paginate_queryset(_run(pk).rows.order_by("number", "id"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class BulkVerbView(DeskDoor, GenericAPIView[Any]):
    """Runs or stops a run; its owner alone may."""

    serializer_class: Any = StrictSerializer
    http_method_names = ["post"]
    verb = "go"

    def post(self, request: Request, pk: int) -> Response:
        """Have it act, or stop it; a second time changes nothing."""
        run = _run(pk)
        {"go": bulk.go, "stop": bulk.stop}[self.verb](run, by=request.user)
        return Response(BulkRunSerializer(run).data)


def _run(pk: int) -> BulkRun:
    return get_object_or_404(BulkRun.objects.select_related("by", "to"), pk=pk)


def _bulk_verb(name: str, summary: str) -> type[BulkVerbView]:
    view = type(f"Bulk{name.title()}View", (BulkVerbView,), {"verb": name})
    document = extend_schema(
        operation_id=f"desk_bulk_{name}",
        summary=summary,
        request=None,
        responses={200: BulkRunSerializer},
    )
    made: type[BulkVerbView] = extend_schema_view(post=document)(view)
    return made


BULK_VERBS = {
    "go": _bulk_verb("go", "Have a run that was tried act on each quote, once"),
    "stop": _bulk_verb("stop", "Have a run act on no further quote"),
}
"""A view for each verb of a run."""
