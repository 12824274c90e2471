"""Claims with their votes and status; re-opening one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin.texts import marked_context, tally_picture
from claims.forms import MAX_SEARCH_LENGTH
from claims.lookup_words import claims_with_words
from claims.models import Claim, ClaimMatch, ClaimMatching, StatusChange, Vote
from claims.querysets import ClaimQuerySet
from claims.services import VoteRefused, claim_reopen
from claims.views.cards import ClaimCard, with_both_claims
from credtrack.accounts.desk import ReadOnly, to_row
from credtrack.accounts.models import User

STATUS_LOOKS = {
    "corroborated": "success",
    "not corroborated": "danger",
    "retracted": "danger",
    "single origin": "warning",
    "disputed": "warning",
    "in review": "info",
}
TEXT_SHOWN = 140
MATCHES_SHOWN = 50


class AnonymousFilter(admin.SimpleListFilter):
    title = "source"
    parameter_name = "anonymous"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "unnamed"), ("no", "named"), ("none", "outlet’s own voice")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() == "yes":
            return queryset.filter(attribution__source__kind="anonymous")
        if self.value() == "no":
            return queryset.filter(attribution__source__isnull=False).exclude(attribution__source__kind="anonymous")
        if self.value() == "none":
            return queryset.filter(attribution__source=None)
        return queryset


class CurrentFilter(admin.SimpleListFilter):
    """Replaced claims and earlier texts are kept; the list starts without them."""

    title = "current"
    parameter_name = "current"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "also replaced and earlier ones")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        return queryset if self.value() == "all" else queryset.current()  # type: ignore[attr-defined]


class VoteInline(ReadOnly, TabularInline):
    model = Vote
    extra = 0
    hide_title = True
    fields = ("reviewer", "round", "number", "verdict", "reason", "note", "shown_evidence", "is_active", "created_at")
    readonly_fields = fields
    ordering = ("-round", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vote]:
        return (
            super()
            .get_queryset(request)
            .select_related("reviewer", "claim")
            .prefetch_related("evidence__claim_match__left", "evidence__claim_match__right")
        )

    @display(description="Evidence")
    def shown_evidence(self, vote: Vote) -> str:
        return render_to_string("admin/claims/evidence.html", {"vote": vote})


class StatusChangeInline(ReadOnly, TabularInline):
    model = StatusChange
    extra = 0
    hide_title = True
    fields = ("number", "previous", "status", "round", "shown_inputs", "actor", "reason", "rule_version", "created_at")
    readonly_fields = fields
    ordering = ("-number",)
    verbose_name_plural = "status changes"

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusChange]:
        return super().get_queryset(request).select_related("actor")

    @display(description="Votes counted, and what outranked them")
    def shown_inputs(self, change: StatusChange) -> str:
        votes, flags = change.inputs.get("votes", {}), change.inputs.get("flags", {})
        told = [f"{number} {name.replace('_', ' ')}" for name, number in votes.items() if number]
        told += [f"{name}: {value}" for name, value in flags.items() if value]
        return ", ".join(told) or "none"


class ReopenForm(BaseDialogForm):
    reason = forms.CharField(
        label="Why", max_length=2_000, widget=UnfoldAdminTextareaWidget, help_text="Reviewers read it."
    )


@admin.register(Claim)
class ClaimAdmin(ReadOnly, ModelAdmin):
    list_display = (
        "shown_text",
        "shown_source",
        "shown_stance",
        "shown_status",
        "shown_votes",
        "shown_worth",
        "shown_publisher",
        "shown_date",
    )
    list_filter = (
        "status",
        AnonymousFilter,
        "attribution__stance",
        "certainty",
        "polarity",
        ("article__publisher", AutocompleteSelectFilter),
        ("attribution__source", AutocompleteSelectFilter),
        CurrentFilter,
    )
    list_filter_submit = True
    list_fullwidth = True
    compressed_fields = False
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("resolved",)  # by the trigram index: see get_search_results
    search_help_text = "Words of the claim"
    ordering = ("-id",)
    fieldsets = (
        ("In its context", {"fields": ("shown_context", "shown_article")}),
        ("Attribution", {"fields": (("shown_source", "shown_stance"), ("certainty", "polarity"), "shown_quantities")}),
        ("Status", {"fields": (("shown_status", "round"), "shown_tally", "status_changed_at")}),
        ("Worth checking", {"fields": ("shown_worthiness",)}),
        ("In other articles", {"fields": ("shown_matches",)}),
        (
            "Record",
            {
                "fields": (
                    "shown_event",
                    "resolved",
                    "made_by",
                    "state",
                    "replaced_by",
                    "shown_matching",
                    "uuid",
                    "created_at",
                )
            },
        ),
    )
    readonly_fields = tuple(
        name
        for _, options in fieldsets
        for entry in options["fields"]
        for name in ((entry,) if isinstance(entry, str) else entry)
    )
    inlines = (VoteInline, StatusChangeInline)
    actions_detail = ("reopen",)

    class Media:
        css = {"all": ("highlight.css", "desk.css")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        rows = (
            super()
            .get_queryset(request)
            .select_related(
                "article", "article__publisher", "attribution", "attribution__source", "revision", "replaced_by"
            )
        )
        match = request.resolver_match
        if match is not None and str(match.url_name).endswith("_change"):
            return rows.defer("revision__html", "embedding", "replaced_by__embedding")
        return rows.defer("revision__text", "revision__html", "embedding", "replaced_by__embedding")

    def get_search_results(
        self, request: HttpRequest, queryset: ClaimQuerySet, search_term: str
    ) -> tuple[ClaimQuerySet, bool]:
        words = search_term.strip()[:MAX_SEARCH_LENGTH]
        return (claims_with_words(queryset, words) if words else queryset), False

    def view_on_site(self, claim: Claim) -> str:
        return reverse("claim", args=[claim.uuid])

    @action(
        description="Re-open",
        permissions=["desk"],
        icon="restart_alt",
        dialog={
            "title": "Re-open this claim?",
            "description": "A new round of votes begins, unreviewed. Earlier votes stay as history.",
            "form_class": ReopenForm,
            "form_submit_text": "Re-open",
        },
    )
    def reopen(self, request: HttpRequest, form: ReopenForm, object_id: str) -> HttpResponse:
        assert isinstance(request.user, User)
        claim = get_object_or_404(Claim, pk=object_id)
        try:
            claim_reopen(claim=claim, editor=request.user, reason=form.cleaned_data["reason"])
        except VoteRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "The claim is re-opened.")
        return to_row(request, claim)

    @display(description="Claim", ordering="text")
    def shown_text(self, claim: Claim) -> str:
        return claim.text if len(claim.text) <= TEXT_SHOWN else claim.text[:TEXT_SHOWN] + "…"

    @display(description="Source", ordering="attribution__source__name")
    def shown_source(self, claim: Claim) -> str:
        source = claim.attribution.source if claim.attribution else None
        if source is None:
            return "own voice" if claim.attribution is None else claim.attribution.source_text
        return f"{source.name} (unnamed)" if source.kind == "anonymous" else source.name

    @display(
        description="Stance",
        ordering="attribution__stance",
        label={"distancing": "warning", "denial": "danger", "factive": "success"},
    )
    def shown_stance(self, claim: Claim) -> str:
        return claim.attribution.stance if claim.attribution else ""

    @display(description="Status", ordering="status", label=STATUS_LOOKS)
    def shown_status(self, claim: Claim) -> str:
        return claim.status.replace("_", " ")

    @display(description="For – against")
    def shown_votes(self, claim: Claim) -> str:
        if not (claim.votes_for or claim.votes_against or claim.votes_abstaining):
            return ""
        abstained = f", {claim.votes_abstaining} abstained" if claim.votes_abstaining else ""
        return f"{claim.votes_for} – {claim.votes_against}{abstained}"

    @display(description="Worth", ordering="check_worthiness")
    def shown_worth(self, claim: Claim) -> int:
        return ClaimCard(claim, None).worthiness_percent

    @display(description="Published", ordering="article__published_at")
    def shown_date(self, claim: Claim) -> date | None:
        return claim.article.published_at.date() if claim.article.published_at else None

    @display(description="What makes it worth checking")
    def shown_worthiness(self, claim: Claim) -> str:
        card = ClaimCard(claim, None)
        parts = ", ".join(f"{name} {part}" for name, part in card.worthiness_parts)
        return f"{card.worthiness_percent}" + (f" ({parts})" if parts else "")

    @display(description="Outlet", ordering="article__publisher__name")
    def shown_publisher(self, claim: Claim) -> str:
        publisher = claim.article.publisher
        return publisher.name if publisher else ""

    @display(description="Text")
    def shown_context(self, claim: Claim) -> str:
        return marked_context(claim)

    @display(description="Article")
    def shown_article(self, claim: Claim) -> str:
        return render_to_string("admin/claims/article_link.html", {"article": claim.article})

    @display(description="Tally")
    def shown_tally(self, claim: Claim) -> str:
        return tally_picture(claim)

    @display(description="Quantities")
    def shown_quantities(self, claim: Claim) -> str:
        return "; ".join(f"{words}: {meaning}" for words, meaning in ClaimCard(claim, None).quantities)

    @display(description="When it happened")
    def shown_event(self, claim: Claim) -> str:
        if claim.event_start is None:
            return ""
        return f"{claim.event_start} – {claim.event_end} (to the {claim.event_precision or 'day'})"

    @display(description="Compared by version")
    def shown_matching(self, claim: Claim) -> str:
        matching = ClaimMatching.objects.filter(claim=claim).first()
        return f"{matching.version}" if matching else "not yet"

    @display(description="Matches")
    def shown_matches(self, claim: Claim) -> str:
        matches = with_both_claims(ClaimMatch.objects.of(claim).order_by("state", "-score", "id"))[:MATCHES_SHOWN]
        rows = [(match, match.right if match.left_id == claim.pk else match.left) for match in matches]
        return render_to_string("admin/claims/matches.html", {"rows": rows})
