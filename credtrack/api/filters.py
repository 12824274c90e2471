"""Filters that refuse what they do not know, so that a misspelt filter never looks like an answer."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

PAGING = {"cursor", "page_size", "format"}


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter's backend; a query parameter that is neither a filter nor paging is a 400."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset_class = self.get_filterset_class(view, queryset)
        known = set(filterset_class.base_filters) if filterset_class else set()
        unknown = sorted(set(request.query_params) - known - PAGING)
        if unknown and request.method == "GET":
            raise ValidationError(
                {name: [f"Unknown filter. Known: {', '.join(sorted(known)) or 'none'}."] for name in unknown}
            )
        return super().filter_queryset(request, queryset, view)
