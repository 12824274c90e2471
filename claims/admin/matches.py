"""Claim matches: what the machine suggests, and what people decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RangeNumericFilter
from unfold.decorators import action, display

from claims.forms import MAX_SEARCH_LENGTH
from claims.lookup_words import claims_with_words
from claims.models import Claim, ClaimMatch
from claims.services import MatchRefused, match_confirm, match_reject
from claims.views.cards import with_both_claims
from credtrack.accounts.desk import ReadOnly, to_row
from credtrack.accounts.models import User

TEXT_SHOWN = 110
RELATION_LOOKS = {
    "same": "success",
    "supports": "success",
    "contradicts": "danger",
    "numeric discrepancy": "warning",
    "update": "info",
}


@admin.register(ClaimMatch)
class ClaimMatchAdmin(ReadOnly, ModelAdmin):
    list_display = (
        "shown_relation",
        "shown_score",
        "shown_left",
        "left_outlet",
        "shown_right",
        "right_outlet",
        "shown_state",
        "decided_by",
    )
    list_filter = ("relation", "state", ("score", RangeNumericFilter), "made_by")
    list_filter_submit = True
    list_fullwidth = True
    compressed_fields = False
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("left__resolved",)  # by the trigram index: see get_search_results
    search_help_text = "Words of either claim"
    ordering = ("-id",)
    fields = (
        ("shown_relation", "direction", "shown_score"),
        "shown_pair",
        "shown_why",
        ("shown_state", "decided_by", "decided_at"),
        ("made_by", "uuid", "created_at"),
    )
    actions = ("confirm_matches", "reject_matches")
    actions_detail = ("confirm", "reject")

    class Media:
        css = {"all": ("highlight.css", "desk.css")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClaimMatch]:
        return with_both_claims(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ClaimMatch], search_term: str
    ) -> tuple[QuerySet[ClaimMatch], bool]:
        words = search_term.strip()[:MAX_SEARCH_LENGTH]
        if not words:
            return queryset, False
        like = claims_with_words(Claim.objects.all(), words).order_by().values("pk")
        return queryset.filter(left__in=like) | queryset.filter(right__in=like), False

    @admin.action(description="Confirm the selected matches", permissions=["desk"])
    def confirm_matches(self, request: HttpRequest, matches: QuerySet[ClaimMatch]) -> None:
        self._decide_all(request, matches, match_confirm, "confirmed")

    @admin.action(description="Reject the selected matches", permissions=["desk"])
    def reject_matches(self, request: HttpRequest, matches: QuerySet[ClaimMatch]) -> None:
        self._decide_all(request, matches, match_reject, "rejected")

    @action(
        description="Confirm",
        permissions=["desk"],
        icon="check",
        dialog={
            "title": "Confirm this match?",
            "description": "The two claims do relate as it says.",
            "form_class": None,
            "form_submit_text": "Confirm",
        },
    )
    def confirm(self, request: HttpRequest, form: forms.Form, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, match_confirm, "confirmed")

    @action(
        description="Reject",
        permissions=["desk"],
        icon="close",
        dialog={
            "title": "Reject this match?",
            "description": "The pair is kept and never suggested again.",
            "form_class": None,
            "form_submit_text": "Reject",
        },
    )
    def reject(self, request: HttpRequest, form: forms.Form, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, match_reject, "rejected")

    def _decide(self, request: HttpRequest, object_id: str, decide: Callable[..., Any], done: str) -> HttpResponse:
        match = get_object_or_404(ClaimMatch, pk=object_id)
        self._decide_all(request, [match], decide, done)
        return to_row(request, match)

    @staticmethod
    def _decide_all(request: HttpRequest, matches: Any, decide: Callable[..., Any], done: str) -> None:
        assert isinstance(request.user, User)
        decided = 0
        for match in matches:
            try:
                decide(match=match, by=request.user)
                decided += 1
            except MatchRefused as refused:
                messages.error(request, f"{match}: {refused.message}")
        if decided:
            messages.success(request, f"{decided} {done}.")

    @display(description="Relation", ordering="relation", label=RELATION_LOOKS)
    def shown_relation(self, match: ClaimMatch) -> str:
        return match.relation.replace("_", " ")

    @display(description="Score", ordering="score")
    def shown_score(self, match: ClaimMatch) -> str:
        return f"{match.score:.2f}"

    @display(description="State", ordering="state", label={"confirmed": "success", "rejected": "danger"})
    def shown_state(self, match: ClaimMatch) -> str:
        return match.state

    @display(description="Claim")
    def shown_left(self, match: ClaimMatch) -> str:
        return _short(match.left)

    @display(description="Other claim")
    def shown_right(self, match: ClaimMatch) -> str:
        return _short(match.right)

    @display(description="Outlet")
    def left_outlet(self, match: ClaimMatch) -> str:
        return _outlet(match.left)

    @display(description="Outlet")
    def right_outlet(self, match: ClaimMatch) -> str:
        return _outlet(match.right)

    @display(description="Claims")
    def shown_pair(self, match: ClaimMatch) -> str:
        return render_to_string("admin/claims/pair.html", {"claims": [match.left, match.right]})

    @display(description="Why")
    def shown_why(self, match: ClaimMatch) -> str:
        return "; ".join(str(reason) for reason in match.why)


def _short(claim: Claim) -> str:
    return claim.text if len(claim.text) <= TEXT_SHOWN else claim.text[:TEXT_SHOWN] + "…"


def _outlet(claim: Claim) -> str:
    return claim.article.publisher.name if claim.article.publisher else ""
