"""The revisions of a quote and the mix-ups of a speaker, as the API's public readers see them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quotes import directory, display
from quotes.api.serializers import (
    ChangeSerializer,
    SpeakerReferenceSerializer,
    SpeakerSerializer,
)
from quotes.models import Notice, Quote, Speaker


class RevisionReferenceSerializer(serializers.Serializer[Any]):
    """One revision in the list: what made it, and from when to when it was public."""

    revision = serializers.IntegerField(source="number", read_only=True)
    url = serializers.URLField(source="address", read_only=True, help_text="Its page.")
    is_current = serializers.BooleanField(read_only=True, help_text="Whether it stands now.")
    is_minor = serializers.BooleanField(
        read_only=True, help_text="Whether it only mended spelling, marks or spacing."
    )
    type = serializers.ChoiceField(
        choices=Notice.Type.choices,
        source="notice.type",
        default=None,
        read_only=True,
        help_text="The notice that made it; null for the first.",
    )
    public_text = serializers.CharField(
        source="notice.public_text",
        default=None,
        read_only=True,
        help_text="What that notice says.",
    )
    public_from = serializers.DateTimeField(source="since", read_only=True)
    public_until = serializers.DateTimeField(
        source="until", read_only=True, help_text="Null for the one that stands."
    )
    single_editor = serializers.BooleanField(
        source="standing.single_editor",
        read_only=True,
        help_text="Whether one person alone made a decision on the quote that takes two.",
    )
    changes = serializers.SerializerMethodField(
        help_text="In what it differs from the revision before."
    )

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, revision: display.Revision) -> Any:
        """Both wordings of every part that changed."""
        return [_told(change) for change in revision.changes]


def _told(change: display.Difference) -> dict[str, str]:
    before, after = ("".join(run.text for run in side) for side in (change.before, change.after))
    return {"name": change.name, "before": before, "after": after}


class WordingSerializer(serializers.ModelSerializer[Quote]):
    """A quote as readers saw it in one revision."""

    text = serializers.CharField(source="words", read_only=True)
    pieces = serializers.SerializerMethodField()
    speaker = SpeakerReferenceSerializer(
        read_only=True,
        allow_null=True,
        help_text="Null for a source that was not named, or may not be named any more.",
    )
    role = serializers.CharField(source="role_as_printed", read_only=True)

    class Meta:
        model = Quote
        fields = [
            *("text", "pieces", "kind", "language", "speaker", "descriptor", "role", "said_on"),
            *("said_on_precision", "setting", "attribution_basis"),
        ]
        read_only_fields = fields

    def get_pieces(self, quote: Quote) -> list[str]:
        """The words, piece by piece."""
        return display.pieces(quote)


class RevisionSerializer(RevisionReferenceSerializer):
    """A revision, with the quote as it was public then."""

    quote = WordingSerializer(read_only=True)
    current_url = serializers.SerializerMethodField(help_text="The page of the quote as it stands.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_current_url(self, revision: display.Revision) -> str:
        """The quote's permalink."""
        return display.permalink(revision.standing)


class MisattributionSerializer(serializers.Serializer[Any]):
    """Words that were published under a wrong name, and the notice that put it right."""

    quote = serializers.SerializerMethodField(help_text="The page of the quote as it stands.")
    wrong = SpeakerReferenceSerializer(read_only=True, help_text="Who was named by mistake.")
    right = SpeakerReferenceSerializer(read_only=True, help_text="Whose words they are.")
    public_text = serializers.CharField(source="notice.public_text", read_only=True)
    decided_at = serializers.DateTimeField(source="notice.decided_at", read_only=True)

    @extend_schema_field(OpenApiTypes.URI)
    def get_quote(self, told: directory.Misattribution) -> str:
        """The quote's permalink."""
        return display.permalink(told.quote)


class SpeakerPageSerializer(SpeakerSerializer):
    """A speaker, with the quotes that were attributed wrongly, to them or from them."""

    misattributions = serializers.SerializerMethodField(
        help_text="Corrections that took words from this speaker, or gave them; the latest first."
    )

    class Meta(SpeakerSerializer.Meta):
        fields = [*SpeakerSerializer.Meta.fields, "misattributions"]
        read_only_fields = fields

    @extend_schema_field(MisattributionSerializer(many=True))
    def get_misattributions(self, speaker: Speaker) -> Any:
        """The mix-ups that the speaker's page tells of."""
        return MisattributionSerializer(directory.misattributions(speaker), many=True).data
