"""Splitting a captured quote and joining two, as verbs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import reshaping
from quotes.api.desk import DeskQuoteSerializer, MoveView, PlainMoveSerializer
from quotes.models import Quote
from sources.refusal import Refusal


class SplitSerializer(PlainMoveSerializer):
    """Where to part a quote."""

    at = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        help_text="An offset into the version's text; the words after it become a quote.",
    )


class JoinSerializer(PlainMoveSerializer):
    """Which quote to take over."""

    other = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="The `id` of the quote that is joined in."
    )
    other_expected = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="Its `change_number` as you last read it."
    )


class PartsSerializer(serializers.Serializer[Any]):
    """Both quotes as they are then."""

    quote = DeskQuoteSerializer(help_text="The one at the address.")
    other = DeskQuoteSerializer(help_text="The one split off, or joined in.")


class _TwoQuotes(MoveView, ABC):
    """A verb about two quotes; it answers with both."""

    def post(self, request: Request, pk: int) -> Response:
        """Do it, and answer with the quotes as they are then."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        quote = get_object_or_404(self.get_queryset(), pk=pk)
        other = self.carry_out(quote, body.validated_data, by=request.user)
        both = self.get_queryset().in_bulk([quote.pk, other.pk])
        parts = {"quote": both[quote.pk], "other": both[other.pk]}
        rendered = PartsSerializer(parts, context=self.get_serializer_context())
        return Response(rendered.data)

    @abstractmethod
    def carry_out(self, quote: Quote, given: dict[str, Any], *, by: Any) -> Quote:
        """Call the verb; the other quote."""


@extend_schema_view(
    post=extend_schema(
        operation_id="quotes_split",
        summary="Split",
        description="Part a captured quote at a place in the text. Who said it, when and on which "
        "terms goes along. Needs the permissions `change_quote` and `add_quote`.",
        request=SplitSerializer,
        responses={200: PartsSerializer},
    )
)
class SplitView(_TwoQuotes):
    """Part a captured quote."""

    serializer_class = SplitSerializer

    def carry_out(self, quote: Quote, given: dict[str, Any], *, by: Any) -> Quote:
        """The quote with the words after the place."""
        return reshaping.split(quote, at=given["at"], by=by, expected=given["expected"])


@extend_schema_view(
    post=extend_schema(
        operation_id="quotes_join",
        summary="Join",
        description="Make one captured quote of two: this one takes the words of the other, which "
        "is rejected as joined. Needs the permission `change_quote`.",
        request=JoinSerializer,
        responses={200: PartsSerializer},
    )
)
class JoinView(_TwoQuotes):
    """Join another captured quote into this one."""

    serializer_class = JoinSerializer

    def carry_out(self, quote: Quote, given: dict[str, Any], *, by: Any) -> Quote:
        """The quote that was joined in."""
        other = self.get_queryset().in_bulk([given["other"]]).get(given["other"])
        if other is None:
            raise Refusal("There is no quote with this id.", field="other")
        reshaping.join(
            quote,
            other,
            by=by,
            expected=given["expected"],
            second_expected=given["other_expected"],
        )
        return other


RESHAPING_VIEWS = {"split": SplitView, "join": JoinView}
"""A view for each."""
