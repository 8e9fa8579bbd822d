"""What hangs on a quote, for whoever is about to withhold or retract it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import dependants
from quotes.api.desk import whole_quotes
from quotes.api.doors import DeskDoor
from quotes.models import Quote


class DependantSerializer(serializers.Serializer[Any]):
    """One row."""

    text = serializers.CharField(read_only=True)
    address = serializers.CharField(
        read_only=True, help_text="Its path here; empty if it has none."
    )


class DependantsSerializer(serializers.Serializer[Any]):
    """Rows of one kind that hang on the quote."""

    name = serializers.CharField(read_only=True)
    note = serializers.CharField(read_only=True, help_text="What becomes of them.")
    count = serializers.IntegerField(
        read_only=True, help_text=f"How many; {dependants.MOST} stands for that many or more."
    )
    examples = DependantSerializer(many=True, read_only=True)


class DependantsView(DeskDoor, GenericAPIView[Quote]):
    """What hangs on a quote."""

    serializer_class = DependantsSerializer
    pagination_class = None
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Quote]:
        """All quotes, whatever their state."""
        return whole_quotes()

    @extend_schema(
        operation_id="desk_quotes_dependants",
        summary="What depends on a quote, to read before it is withheld or retracted",
        responses={200: DependantsSerializer(many=True)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Each kind of row, counted, with a few of them by name."""
        quote = get_object_or_404(self.get_queryset(), pk=pk)
        found = DependantsSerializer(dependants.of(quote), many=True).data
        return Response(found)
