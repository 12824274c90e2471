"""Sources in the API."""

from __future__ import annotations

from typing import cast

from django.apps import apps
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from rest_framework import viewsets

from credtrack.accounts.models import User
from sources.filters import SourceFilter
from sources.models import Article, Source
from sources.serializers import SourceSerializer


def count_of(rows: QuerySet, by: str) -> Coalesce:
    """How many of `rows` point to the outer row by the field `by`: a subquery, so that counts do not multiply."""
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class SourceViewSet(viewsets.ReadOnlyModelViewSet):
    """Who says it. Sources of a single article (anonymous ones among them) stand with their claims, not here."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    queryset = Source.objects.none()

    def get_queryset(self) -> QuerySet[Source]:
        # By name: claims build on sources, so this module knows of their tables but does not import them.
        attributions = apps.get_model("claims", "Attribution")._default_manager.filter(
            state="active", revision__is_current=True
        )
        return (
            Source.objects.visible_to(cast(User, self.request.user))
            .named()
            .select_related("parent")
            .prefetch_related("aliases")
            .annotate(
                attributions_count=count_of(attributions, "source"),
                published_count=count_of(Article.objects.all(), "publisher"),
            )
        )
