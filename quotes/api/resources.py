"""How positions, topics, notices and changes look to the API's public readers."""

from __future__ import annotations

from typing import Any, cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from quotes import changes, display
from quotes.api.revisions import RevisionReferenceSerializer
from quotes.api.serializers import (
    ChangeSerializer,
    NoticeSerializer,
    SpeakerReferenceSerializer,
    SpeakerSerializer,
    WithPage,
)
from quotes.models import Notice, Position, PublicChange, Quote, Speaker, Tagging, Topic


class HeldPositionSerializer(serializers.ModelSerializer[Position]):
    """A title that somebody held, where, and from when to when."""

    organisation = SpeakerReferenceSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Position
        fields = [
            *("id", "title", "organisation", "start", "start_precision", "end", "end_precision"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "start": {"help_text": "Null where it is not known."},
            "end": {"help_text": "Null where it is not known, or the position is still held."},
        }


class PositionSerializer(HeldPositionSerializer):
    """A position, with who held it."""

    speaker = SpeakerReferenceSerializer(read_only=True)

    class Meta(HeldPositionSerializer.Meta):
        fields = ["id", "speaker", *HeldPositionSerializer.Meta.fields[1:]]
        read_only_fields = fields


class OrganisationSerializer(SpeakerSerializer):
    """An organisation that is quoted, or whose people are."""

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, row: Speaker) -> str:
        """The organisation's own page."""
        return display.page("organisation", row.slug)


class PublicTopicSerializer(WithPage, serializers.ModelSerializer[Topic]):
    """What some quotes are about."""

    class Meta:
        model = Topic
        fields = ["id", "name", "slug", "description", "url"]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, row: Topic) -> str:
        """The topic's page."""
        return display.page("topic", row.slug)


class TaggedTopicSerializer(serializers.ModelSerializer[Tagging]):
    """A topic of a quote."""

    id = serializers.IntegerField(source="topic.pk", read_only=True)
    name = serializers.CharField(source="topic.name", read_only=True)
    slug = serializers.CharField(source="topic.slug", read_only=True)

    class Meta:
        model = Tagging
        fields = ["id", "name", "slug"]
        read_only_fields = fields


class QuoteReferenceSerializer(WithPage, serializers.ModelSerializer[Quote]):
    """A quote by its number and its page, which says what became of it."""

    class Meta:
        model = Quote
        fields = ["id", "url"]
        read_only_fields = fields


class PublicNoticeSerializer(NoticeSerializer):
    """A notice in the list of all of them, with the quote that it is about."""

    quote = QuoteReferenceSerializer(read_only=True)

    class Meta(NoticeSerializer.Meta):
        fields = ["id", "quote", *NoticeSerializer.Meta.fields]
        read_only_fields = fields

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, notice: Notice) -> Any:
        """The changes that readers may see; none of a quote that is gone."""
        shown = getattr(notice, "quote_now", None)
        return ChangeSerializer(display.changes(shown, notice), many=True).data if shown else []


class PublicChangeSerializer(serializers.ModelSerializer[PublicChange]):
    """What became of a quote, at one place in the order of all changes.

    Of a quote that is gone nothing is told but its number.
    """

    change = serializers.ChoiceField(
        choices=PublicChange.Kind.choices[:3],
        source="kind",
        read_only=True,
        help_text="`published`: it is public, for the first time or again. `changed`: it reads "
        "otherwise. `gone`: it is not public any more; remove your copy.",
    )
    id = serializers.IntegerField(source="quote_id", read_only=True, help_text="The quote's id.")
    api_url = serializers.SerializerMethodField(
        help_text="Where the quote is read; null of one that is gone."
    )
    cursor = serializers.SerializerMethodField(help_text="Goes on after this change.")

    class Meta:
        model = PublicChange
        fields = ["id", "change", "at", "api_url", "cursor"]
        read_only_fields = fields
        extra_kwargs = {"at": {"help_text": "When it became so."}}

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_api_url(self, change: PublicChange) -> str | None:
        """The quote's address in the API."""
        if change.kind == PublicChange.Kind.GONE:
            return None
        request = self.context.get("request")
        return reverse("api:quote-detail", args=[change.quote_id], request=request)

    def get_cursor(self, change: PublicChange) -> str:
        """The token to go on with."""
        return changes.cursor_of(change.pk)


class Revisions(serializers.Field[Any, Any, Any, Any]):
    """The revisions of a quote in a list of quotes, for all of which people are fetched once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)

    @property
    def shown(self) -> serializers.Serializer[Any]:
        """How one of them looks, for whoever asks what there is."""
        return RevisionReferenceSerializer()

    def to_representation(self, value: Quote) -> Any:
        """The revisions, the latest first."""
        context = cast(dict[str, Any], self.context)
        if "people" not in context:
            rows: Any = self.root.instance
            context["people"] = display.people_named(rows if isinstance(rows, list) else [rows])
        found = display.revisions(value, context["people"])
        return RevisionReferenceSerializer(found, many=True).data
