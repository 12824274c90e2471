"""The desk's first page: what waits for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from claims.models import Claim, ClaimMatch
from sources.models import Revision

# Beyond this a card says "1,000+": counting on would make the first page the slowest.
COUNT_UP_TO = 1_000


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    count: int
    more: bool
    address: str


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds the cards (UNFOLD's DASHBOARD_CALLBACK)."""
    suggested = ClaimMatch.objects.filter(state=ClaimMatch.State.SUGGESTED)
    cards = [
        _card(
            "Articles that failed", Revision.objects.current().filter(state="failed"), "sources_article", "state=failed"
        ),
        _card("Articles in work", Revision.objects.in_work(), "sources_article", ""),
        _card(
            "Disputed claims",
            Claim.objects.current().filter(status="disputed"),
            "claims_claim",
            "status__exact=disputed",
        ),
        _card(
            "Contradictions suggested",
            suggested.filter(relation=ClaimMatch.Relation.CONTRADICTS),
            "claims_claimmatch",
            "state__exact=suggested&relation__exact=contradicts",
        ),
        _card(
            "Figures that disagree",
            suggested.filter(relation=ClaimMatch.Relation.NUMERIC_DISCREPANCY),
            "claims_claimmatch",
            "state__exact=suggested&relation__exact=numeric_discrepancy",
        ),
    ]
    return {**context, "cards": cards}


def _card(title: str, rows: QuerySet[Any], name: str, query: str) -> Card:
    count = rows.order_by()[: COUNT_UP_TO + 1].count()
    return Card(title, min(count, COUNT_UP_TO), count > COUNT_UP_TO, f"{reverse(f'admin:{name}_changelist')}?{query}")
