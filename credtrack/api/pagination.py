"""Cursor pages that answer 400 to a cursor nobody issued."""

from __future__ import annotations

from typing import Any

from django.db import DataError
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Newest first by id; `page_size` up to 500: an article's claims fit one page."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 500

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as error:  # DRF answers 404 to what it cannot decode; nothing is missing, the request is wrong
            raise ValidationError({"cursor": ["Not a cursor of this list."]}) from error
        except (ValueError, TypeError, OverflowError, DataError) as error:
            # A forged position reaches the database's type conversion (DRF decodes, but does not check it).
            raise ValidationError({"cursor": ["Not a cursor of this list."]}) from error
