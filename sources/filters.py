"""What sources can be filtered by."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from sources.models import Source
from sources.names import name_key


class SourceFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=Source.Kind.choices)
    domain = django_filters.CharFilter(field_name="domain", lookup_expr="iexact")
    owner = django_filters.UUIDFilter(field_name="parent__uuid")
    name = django_filters.CharFilter(method="by_name", help_text="Part of the name, or an alias as a whole.")

    class Meta:
        model = Source
        fields: list[str] = []

    def by_name(self, queryset: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        return queryset.filter(
            Q(name__icontains=value) | Q(pk__in=Source.objects.filter(aliases__key=name_key(value)).values("pk"))
        )
