"""How speakers, quotes and notices look to the API's public readers."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quotes import display
from quotes.models import Notice, Quote, Speaker
from sources.api import ArticleReferenceSerializer, OutletSerializer


class WithPage(serializers.Serializer[Any]):
    """A row that has a page of its own."""

    url = serializers.SerializerMethodField(help_text="The permalink of its page.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, row: Any) -> str:
        """The page's absolute address."""
        return display.permalink(row)


class SpeakerReferenceSerializer(WithPage, serializers.ModelSerializer[Speaker]):
    """A speaker as a quote names it."""

    class Meta:
        model = Speaker
        fields = ["id", "name", "slug", "kind", "url"]
        read_only_fields = fields


class SpeakerSerializer(SpeakerReferenceSerializer):
    """A person or organisation that is quoted."""

    class Meta(SpeakerReferenceSerializer.Meta):
        fields = [
            *("id", "name", "sort_name", "slug", "kind", "description", "wikidata_id", "url"),
        ]
        read_only_fields = fields


class ChangeSerializer(serializers.Serializer[Any]):
    """What one part of a quote was before a correction, and what it became."""

    name = serializers.CharField(read_only=True)
    before = serializers.CharField(read_only=True)
    after = serializers.CharField(read_only=True)


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """A public note on a change to a quote."""

    changes = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ["type", "public_text", "decided_at", "revision", "changes"]
        read_only_fields = fields
        extra_kwargs = {
            "revision": {"help_text": "The revision the change made; null if it made none."}
        }

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, notice: Notice) -> Any:
        """The changes that readers may see."""
        return ChangeSerializer(display.changes(self.context["quote"], notice), many=True).data


class QuoteSerializer(WithPage, serializers.ModelSerializer[Quote]):
    """A quote: the words, who said them, as what, when, and where they were printed.

    Its state and verification basis tell how sure we are that they were said. Nothing here tells
    whether what was said is true.
    """

    text = serializers.CharField(
        source="words",
        read_only=True,
        help_text="The words as printed, without the outer quotation marks, in one line.",
    )
    pieces = serializers.SerializerMethodField(
        help_text="The same words in the pieces in which the source prints them, in order."
    )
    speaker = SpeakerReferenceSerializer(
        read_only=True, allow_null=True, help_text="Null for a source that the story does not name."
    )
    role = serializers.CharField(
        source="role_as_printed",
        read_only=True,
        help_text="The role as the article printed it; empty if it printed none.",
    )
    setting = serializers.SerializerMethodField(
        help_text="Where or how it was said, as the article printed it, such as “to reporters”; "
        "empty if it printed nothing of that."
    )
    outlet = OutletSerializer(read_only=True)
    article = ArticleReferenceSerializer(read_only=True)
    notices = serializers.SerializerMethodField(
        help_text="Updates, clarifications and corrections, the latest first."
    )

    class Meta:
        model = Quote
        fields = [
            *("id", "url", "text", "pieces", "kind", "language", "speaker", "descriptor", "role"),
            *("said_on", "said_on_precision", "setting", "outlet", "article", "state", "revision"),
            *("verification_basis", "attribution_basis", "single_editor", "notices"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "said_on": {
                "help_text": "When it was said. Read it with `said_on_precision`: of a date known "
                "to the month or year only, the parts after that are 01."
            },
            "verification_basis": {
                "help_text": "What a checker held the quote against: how we know that it was said."
            },
            "attribution_basis": {"help_text": "The terms on which the source spoke."},
            "single_editor": {
                "help_text": "Whether one person alone made decisions that otherwise take two."
            },
            "revision": {"help_text": "1, and one more with each published correction."},
        }

    def get_pieces(self, quote: Quote) -> list[str]:
        """The words, piece by piece."""
        return display.pieces(quote)

    def get_setting(self, quote: Quote) -> str:
        """Where or how it was said."""
        return display.setting(quote)

    @extend_schema_field(NoticeSerializer(many=True))
    def get_notices(self, quote: Quote) -> Any:
        """The notices that were decided and made public."""
        context = {**self.context, "quote": quote}
        notices = display.announced(quote)
        return NoticeSerializer(notices, many=True, context=context).data
