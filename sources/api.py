"""The API's view of outlets and articles: what is public of them, and never an article's text.

Which of them the public may see is for the app that knows the quotes to say (see quotes.api).
"""

from rest_framework import serializers

from sources.models import Article, Outlet


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    """An outlet."""

    class Meta:
        model = Outlet
        fields = ["id", "name", "slug", "kind"]
        read_only_fields = fields


class ArticleReferenceSerializer(serializers.ModelSerializer[Article]):
    """An article as a quote names it: enough to find it at its outlet."""

    url = serializers.URLField(
        source="canonical_url",
        read_only=True,
        help_text="The article's address at its outlet; empty if it has none.",
    )

    class Meta:
        model = Article
        fields = ["id", "headline", "url", "published_at"]
        read_only_fields = fields


class ArticleSerializer(ArticleReferenceSerializer):
    """An article; its text stays with its outlet."""

    outlet = OutletSerializer(read_only=True)

    class Meta(ArticleReferenceSerializer.Meta):
        fields = [
            *("id", "headline", "byline", "dateline", "language", "kind", "url", "outlet"),
            *("published_at", "modified_at"),
        ]
        read_only_fields = fields
