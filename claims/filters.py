"""What articles, claims and matches can be filtered by in the API."""

from __future__ import annotations

from typing import cast

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError

from claims.models import Attribution, Claim, ClaimMatch
from claims.querysets import ClaimQuerySet
from claims.status import STATUSES
from sources.addresses import AddressRefused, canonical_url
from sources.models import Article, Revision


def _canonical(name: str, value: str) -> str:
    try:
        return canonical_url(value, max_length=settings.CREDTRACK_MAX_URL_LENGTH)
    except AddressRefused as error:
        raise ValidationError({name: [str(error)]}) from None


class ArticleFilter(django_filters.FilterSet):
    url = django_filters.CharFilter(method="by_url", help_text="Any form of the article's address.")
    publisher = django_filters.UUIDFilter(field_name="publisher__uuid")
    state = django_filters.ChoiceFilter(method="by_state", choices=Revision.State.choices)
    published_after = django_filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="gte")
    published_before = django_filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="lt")
    retracted = django_filters.BooleanFilter(field_name="retracted_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Article
        fields: list[str] = []

    def by_url(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return queryset.filter(canonical_url=_canonical(name, value))

    def by_state(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return queryset.filter(pk__in=Revision.objects.current().filter(state=value).values("article"))


class ClaimFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter(field_name="article__uuid")
    article_url = django_filters.CharFilter(method="by_article_url", help_text="Any form of the article's address.")
    source = django_filters.UUIDFilter(field_name="attribution__source__uuid")
    publisher = django_filters.UUIDFilter(field_name="article__publisher__uuid")
    anonymous = django_filters.BooleanFilter(method="by_anonymous", help_text="Rests on an anonymous source.")
    stance = django_filters.ChoiceFilter(field_name="attribution__stance", choices=Attribution.Stance.choices)
    status = django_filters.ChoiceFilter(
        method="by_status",
        choices=[(status, status) for status in STATUSES],
        help_text="Reviewers get only claims they have voted on: until then the status is hidden from them.",
    )
    certainty = django_filters.ChoiceFilter(choices=Claim.Certainty.choices)
    polarity = django_filters.ChoiceFilter(choices=Claim.Polarity.choices)

    class Meta:
        model = Claim
        fields: list[str] = []

    def by_article_url(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(article__canonical_url=_canonical(name, value))

    def by_anonymous(self, queryset: QuerySet[Claim], name: str, value: bool) -> QuerySet[Claim]:
        anonymous = Q(attribution__source__kind="anonymous")
        return queryset.filter(anonymous) if value else queryset.exclude(anonymous)

    def by_status(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        visible = cast(ClaimQuerySet, queryset).status_visible_to(self.request.user)
        return visible.filter(status=value)


class ClaimMatchFilter(django_filters.FilterSet):
    claim = django_filters.UUIDFilter(method="by_claim", help_text="On either side.")
    relation = django_filters.ChoiceFilter(choices=ClaimMatch.Relation.choices)
    state = django_filters.ChoiceFilter(choices=ClaimMatch.State.choices)

    class Meta:
        model = ClaimMatch
        fields: list[str] = []

    def by_claim(self, queryset: QuerySet[ClaimMatch], name: str, value: str) -> QuerySet[ClaimMatch]:
        return queryset.filter(Q(left__uuid=value) | Q(right__uuid=value))
