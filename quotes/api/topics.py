"""Tagging quotes with topics, as verbs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import topics
from quotes.api.doors import DeskDoor, StrictSerializer
from quotes.models import Quote, Topic


class TagSerializer(StrictSerializer):
    """Which topic."""

    topic = serializers.SlugField(
        max_length=100, help_text="The topic’s address, such as `harbour-sale`."
    )


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A topic by its address and name."""

    class Meta:
        model = Topic
        fields = ["slug", "name"]
        read_only_fields = fields


class TopicsOfAQuoteSerializer(serializers.Serializer[Any]):
    """What a quote is about."""

    topics = TopicSerializer(many=True, read_only=True)


class _Tagging(DeskDoor, GenericAPIView[Quote], ABC):
    """A verb about one quote and one topic; it answers with the quote's topics."""

    serializer_class = TagSerializer
    http_method_names = ["post"]

    def get_queryset(self) -> QuerySet[Quote]:
        """All quotes, in whatever state."""
        return Quote.objects.all()

    def post(self, request: Request, pk: int) -> Response:
        """Do it, and answer with the topics that the quote has then."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        quote = get_object_or_404(self.get_queryset(), pk=pk)
        self.carry_out(quote, topics.named(body.validated_data["topic"]), by=request.user)
        rendered = TopicsOfAQuoteSerializer({"topics": topics.of(quote)})
        return Response(rendered.data)

    @abstractmethod
    def carry_out(self, quote: Quote, topic: Topic, *, by: Any) -> None:
        """Call the verb."""


def _described(name: str, summary: str, permission: str) -> Any:
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"quotes_{name}",
            summary=summary,
            description=f"Sent again it changes nothing. Needs the permission `{permission}`.",
            request=TagSerializer,
            responses={200: TopicsOfAQuoteSerializer},
        )
    )


@_described("tag", "Tag with a topic", "add_tagging")
class TagView(_Tagging):
    """Say that a quote is about a topic."""

    def carry_out(self, quote: Quote, topic: Topic, *, by: Any) -> None:
        """Call the verb."""
        topics.tag(quote, topic, by=by)


@_described("untag", "Take a topic off", "delete_tagging")
class UntagView(_Tagging):
    """Take a topic off a quote."""

    def carry_out(self, quote: Quote, topic: Topic, *, by: Any) -> None:
        """Call the verb."""
        topics.untag(quote, topic, by=by)


TOPIC_VIEWS = {"tag": TagView, "untag": UntagView}
"""A view for each."""
