"""The editors' queues: counts, lists, holds, and moves on many quotes at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import bulk, holds
from quotes.api.checklist import AnswersSerializer
from quotes.api.desk import DeskQuoteSerializer, SeesTheDesk, whole_quotes
from quotes.api.doors import Door, KeysetPagination, StrictSerializer
from quotes.models import BulkRow, BulkRun, Hold, Quote
from quotes.queues import MOST_COUNTED, QUEUES, Listing, QueueFilter, tally
from quotes.verification import REASONS, VerificationBasis


class DeskDoor(Door, GenericAPIView[Any]):
    """What only editors may see stays out of every cache."""

    permission_classes = [SeesTheDesk]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep it out of every cache."""
        response["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)


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


class HoldSerializer(serializers.ModelSerializer[Hold]):
    """Who holds a quote now, and until when."""

    holder = serializers.CharField(source="holder.username", read_only=True)
    came_from = serializers.CharField(source="came_from.username", read_only=True, default=None)

    class Meta:
        model = Hold
        fields = ["holder", "since", "until", "came", "came_from"]
        read_only_fields = fields


class HeldSerializer(serializers.Serializer[Any]):
    """Who holds a quote after a verb."""

    hold = HoldSerializer(read_only=True, allow_null=True)


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
class QueuesView(DeskDoor):
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
class QueueView(DeskDoor):
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


class HoldBodySerializer(StrictSerializer):
    """Nothing, or what the quote was when it was last read."""

    expected = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The quote's `change_number` as you last read it, if that matters to you.",
    )


class HandOverSerializer(HoldBodySerializer):
    """To whom a quote is handed over."""

    to = serializers.CharField(max_length=150, help_text="A user name.")


class HoldView(DeskDoor):
    """A verb of holds on one quote."""

    serializer_class: Any = HoldBodySerializer
    http_method_names = ["post"]
    verb = "take"

    def post(self, request: Request, pk: int) -> Response:
        """Carry it out, and answer with who holds the quote then."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        quote = get_object_or_404(whole_quotes(), pk=pk)
        given = body.validated_data
        more = {"to": _colleague(given["to"])} if "to" in given else {}
        held = _VERBS[self.verb](quote, by=request.user, expected=given.get("expected"), **more)
        return Response(HeldSerializer({"hold": held}).data)


_VERBS: dict[str, Any] = {
    "take": holds.take,
    "take_over": holds.take_over,
    "give_back": holds.give_back,
    "hand_over": holds.hand_over,
}


def _colleague(username: str) -> Any:
    found = holds.colleague(username)
    if found is None:
        raise ValidationError({"to": ["No member of the staff has this user name."]})
    return found


def _hold_view(name: str, summary: str) -> type[HoldView]:
    body = HandOverSerializer if name == "hand_over" else HoldBodySerializer
    view = type(f"{name.title()}View", (HoldView,), {"verb": name, "serializer_class": body})
    document = extend_schema(
        operation_id=f"quotes_{name}",
        summary=summary,
        request=body,
        responses={200: HeldSerializer},
    )
    made: type[HoldView] = extend_schema_view(post=document)(view)
    return made


HOLD_VIEWS = {
    "take": _hold_view("take", "Take a quote, so that others do not work on it unknowing"),
    "take_over": _hold_view("take_over", "Take a quote from whoever holds it, on record"),
    "give_back": _hold_view("give_back", "Let go of a quote"),
    "hand_over": _hold_view("hand_over", "Give a quote to somebody who may do something with it"),
}
"""A view for each verb of holds."""


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


class BulkView(DeskDoor):
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
            to=_colleague(given["to"]) if "to" in given else None,
        )
        chosen, found_by = _chosen(given, request.user)
        run = bulk.begin(asked, chosen, by=request.user, found_by=found_by)
        return Response(BulkRunSerializer(run).data, status=status.HTTP_201_CREATED)


def _chosen(given: dict[str, Any], by: Any) -> tuple[list[tuple[int, int]], str]:
    if "quotes" in given:
        return [(one["id"], one["expected"]) for one in given["quotes"]], "The API"
    queue = QUEUES[given["queue"]]
    listing = Listing(queue, given.get("filters", {}), by=by)
    if listing.errors:
        raise ValidationError({"filters": listing.errors})
    return listing.chosen(bulk.OFFERED[given["move"]].most), f"All of {queue.title}"


class BulkRunView(DeskDoor):
    """How far a run is."""

    serializer_class: Any = BulkRunSerializer
    http_method_names = ["get", "head"]

    @extend_schema(operation_id="desk_bulk_retrieve", summary="How far a run is")
    def get(self, request: Request, pk: int) -> Response:
        """The run with its counts."""
        return Response(BulkRunSerializer(_run(pk)).data)


class BulkRowsView(DeskDoor):
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


class BulkVerbView(DeskDoor):
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
