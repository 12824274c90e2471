"""Pages of a list, without counting all of it: a list of a million rows opens as fast as one of thirty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404

# Nobody leafs further; filters and search are for that. It bounds the rows that the database must skip.
LAST_PAGE = 400
# Beyond this a list says "1,000+" instead of counting on.
COUNT_UP_TO = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    number: int
    has_next: bool
    total: int
    total_is_more: bool
    query: str
    """The filters in force, ready to be joined with "&page=…"."""

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def page_of(rows: QuerySet[Any], params: Mapping[str, str], *, size: int) -> Page:
    """The page that `params["page"]` asks for (two queries). Raises Http404 for what is not a page number."""
    try:
        number = int(params.get("page") or 1)
    except ValueError:
        raise Http404("Not a page number.") from None
    if not 1 <= number <= LAST_PAGE:
        raise Http404("No such page.")
    total = rows.order_by()[: COUNT_UP_TO + 1].count()
    found = list(rows[(number - 1) * size : number * size + 1])
    if not found and number > 1:
        raise Http404("No such page.")
    kept = {name: value for name, value in params.items() if name != "page" and value}
    return Page(
        rows=found[:size],
        number=number,
        has_next=len(found) > size and number < LAST_PAGE,
        total=min(total, COUNT_UP_TO),
        total_is_more=total > COUNT_UP_TO,
        query=urlencode(kept),
    )
