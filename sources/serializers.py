"""Sources and articles as the API shows them, and articles as it takes them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sources.cleaning import replace_unstorable
from sources.models import Article, Revision, Source


class SourceBriefSerializer(serializers.ModelSerializer):
    """A source where something else is about it."""

    id = serializers.UUIDField(source="uuid", read_only=True)

    class Meta:
        model = Source
        fields = ["id", "kind", "name", "domain"]  # fmt: skip


class SourceSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)
    aliases = serializers.SerializerMethodField()
    owner = SourceBriefSerializer(source="parent", read_only=True)
    attributions = serializers.IntegerField(source="attributions_count", read_only=True)
    articles_published = serializers.IntegerField(source="published_count", read_only=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "kind",
            "name",
            "domain",
            "aliases",
            "owner",
            "attributions",
            "articles_published",
            "created_at",
        ]

    def get_aliases(self, source: Source) -> list[str]:
        return sorted(alias.name for alias in source.aliases.all())


class RevisionSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)

    class Meta:
        model = Revision
        fields = ["id", "number", "state", "attempts", "error", "created_at", "state_changed_at"]  # fmt: skip


class ArticleBriefSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)
    url = serializers.CharField(source="canonical_url", read_only=True, allow_null=True)
    publisher = SourceBriefSerializer(read_only=True)
    retracted = serializers.BooleanField(source="is_retracted", read_only=True)

    class Meta:
        model = Article
        fields = ["id", "url", "title", "publisher", "published_at", "retracted"]


class ArticleSerializer(ArticleBriefSerializer):
    """An article with its current revision's state."""

    revision = serializers.SerializerMethodField()
    claims = serializers.IntegerField(source="claims_count", read_only=True)

    class Meta:
        model = Article
        fields = [
            *ArticleBriefSerializer.Meta.fields,
            "byline",
            "language",
            "language_unsupported",
            "modified_at",
            "created_at",
            "revision",
            "claims",
        ]

    def get_revision(self, article: Article) -> dict[str, Any] | None:
        current = [revision for revision in article.revisions.all() if revision.is_current]
        return RevisionSerializer(current[0]).data if current else None


class LinkSerializer(serializers.Serializer):
    href = serializers.CharField(max_length=10_000)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=0)


class PublisherSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    domain = serializers.CharField(max_length=253, required=False, allow_blank=True, default="")
    owner = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class StorableField(serializers.CharField):
    """Text as intake takes it: NUL and lone surrogates become U+FFFD, one for one, instead of a refusal."""

    def to_internal_value(self, data: Any) -> str:
        return replace_unstorable(super().to_internal_value(data))


class ArticleWriteSerializer(serializers.Serializer):
    """An article handed in: its text, or its HTML. What is no shape error is decided by `article_submit`."""

    url = StorableField(required=False, allow_blank=True, allow_null=True, default=None)
    title = StorableField(required=False, allow_blank=True, default="")
    text = StorableField(required=False, allow_blank=True, trim_whitespace=False, default="")
    html = StorableField(required=False, allow_blank=True, trim_whitespace=False, default="")
    published_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    byline = StorableField(required=False, allow_blank=True, default="")
    language = StorableField(required=False, allow_blank=True, default="")
    links = LinkSerializer(many=True, required=False, default=list)
    publisher = PublisherSerializer(required=False, allow_null=True, default=None)
    retracted = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if unknown := sorted(set(self.initial_data) - set(self.fields)):
            raise serializers.ValidationError({name: ["Unknown field."] for name in unknown})
        return attrs
