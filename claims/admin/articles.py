"""Articles: how far each has come, what was found in it, retrying, and taking one in by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateFilter
from unfold.decorators import action, display

from claims.admin.texts import marked_text
from claims.forms import ArticleForm, add_refusal
from claims.models import Claim
from claims.pipeline import revision_retry
from claims.services import ArticleRefused, article_submit
from credtrack.accounts.desk import AddByService, EditorsOnly, ReadOnly, RefusalsShown, to_row
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from sources.models import Article, Revision

ERROR_SHOWN = 120
STATE_LOOKS = {"matched": "success", "failed": "danger", "extracted": "info", "fetched": "info", "received": "info"}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Revision.State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in Revision.State.values:
            return queryset
        return queryset.filter(revisions__is_current=True, revisions__state=self.value())


class RetractedFilter(admin.SimpleListFilter):
    title = "retracted"
    parameter_name = "retracted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "retracted"), ("no", "not retracted")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(retracted_at__isnull=self.value() == "no")


class RevisionInline(ReadOnly, TabularInline):
    model = Revision
    extra = 0
    hide_title = True
    fields = ("number", "is_current", "state", "attempts", "failed_in", "error", "extractor", "created_at")
    readonly_fields = fields
    ordering = ("-number",)
    verbose_name_plural = "revisions"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("text", "html", "links", "ignored").select_related("article")


@admin.register(Article)
class ArticleAdmin(AddByService, RefusalsShown, EditorsOnly, ModelAdmin):
    add_form = ArticleForm
    add_title = "Take an article in"
    add_help = "Paste its text as it appeared. The same text at the same address is taken in once."
    list_display = (
        "shown_title",
        "publisher",
        "shown_state",
        "shown_attempts",
        "claims_n",
        "shown_error",
        "shown_published",
        "created_at",
    )
    list_filter = (
        StateFilter,
        ("publisher", AutocompleteSelectFilter),
        RetractedFilter,
        ("created_at", RangeDateFilter),
    )
    list_filter_submit = True
    list_fullwidth = True
    compressed_fields = False
    list_select_related = ("publisher",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("title", "canonical_url")
    search_help_text = "Headline or address"
    ordering = ("-created_at", "-id")
    autocomplete_fields = ("publisher",)
    readonly_fields = (
        "shown_state",
        "shown_attempts",
        "shown_error",
        "shown_text",
        "canonical_url",
        "language",
        "modified_at",
        "submitted_by",
        "retracted_at",
        "retraction_note",
        "uuid",
        "created_at",
    )
    fieldsets = (
        ("Text", {"fields": ("shown_text",)}),
        ("Progress", {"fields": (("shown_state", "shown_attempts"), "shown_error")}),
        ("Article", {"fields": ("title", "byline", "publisher", "published_at")}),
        ("Retraction", {"fields": ("retracted_at", "retraction_note")}),
        ("Record", {"fields": ("canonical_url", "language", "modified_at", "submitted_by", "uuid", "created_at")}),
    )
    inlines = (RevisionInline,)
    actions = ("retry_failed",)
    actions_detail = ("retry",)

    class Media:
        css = {"all": ("highlight.css", "desk.css")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        counted = Claim.objects.filter(article=OuterRef("pk")).current().order_by().values("article")
        current = Revision.objects.current().defer("html", "links")
        if not self._is_change_page(request):
            current = current.defer("text", "html", "links", "ignored")
        return (
            super()
            .get_queryset(request)
            .select_related("publisher", "submitted_by")
            .prefetch_related(Prefetch("revisions", queryset=current, to_attr="current_revisions"))
            .annotate(claims_n=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))
        )

    @staticmethod
    def _is_change_page(request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and str(match.url_name).endswith("_change")

    def add_by_service(self, request: HttpRequest, form: forms.Form) -> Article | None:
        assert isinstance(form, ArticleForm)
        assert isinstance(request.user, User)
        try:
            submission = article_submit(**form.submission(), submitted_by=request.user)
        except ArticleRefused as refused:
            add_refusal(form, refused)
            return None
        if submission.created:
            messages.success(request, "The article was taken in; its claims are being read.")
        else:
            messages.info(request, "This text was here already.")
        return submission.revision.article

    def save_model(self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            change_record(kind="article.edited", subject=obj.uuid, payload={"fields": form.changed_data})

    def view_on_site(self, article: Article) -> str:
        return reverse("article", args=[article.uuid])

    @admin.action(description="Try the failed ones again", permissions=["desk"])
    def retry_failed(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        retried = sum(self._retry(request, article) for article in articles)
        messages.success(request, f"{retried} of {len(articles)} articles are tried again; the others had not failed.")

    @action(
        description="Try again",
        permissions=["desk"],
        icon="refresh",
        dialog={
            "title": "Try this article again?",
            "description": "The step that failed starts afresh, with three attempts.",
            "form_class": None,
            "form_submit_text": "Try again",
        },
    )
    def retry(self, request: HttpRequest, form: forms.Form, object_id: str) -> HttpResponse:
        article = get_object_or_404(self.get_queryset(request), pk=object_id)
        if self._retry(request, article):
            messages.success(request, "The article is tried again.")
        else:
            messages.warning(request, "It has not failed, so there is nothing to try again.")
        return to_row(request, article)

    @staticmethod
    def _retry(request: HttpRequest, article: Article) -> bool:
        assert isinstance(request.user, User)
        current = _current(article)
        return current is not None and revision_retry(revision=current, by=request.user)

    @display(description="Article", ordering="title")
    def shown_title(self, article: Article) -> str:
        return f"{'Retracted: ' if article.is_retracted else ''}{article}"[:120]

    @display(description="State", label=STATE_LOOKS)
    def shown_state(self, article: Article) -> str:
        current = _current(article)
        return current.state if current else ""

    @display(description="Attempts")
    def shown_attempts(self, article: Article) -> int | str:
        current = _current(article)
        return current.attempts if current and current.state != Revision.State.MATCHED else ""

    @display(description="Error")
    def shown_error(self, article: Article) -> str:
        current = _current(article)
        return current.error[:ERROR_SHOWN] if current else ""

    @display(description="Claims", ordering="claims_n")
    def claims_n(self, article: Article) -> int:
        return article.claims_n  # type: ignore[attr-defined]

    @display(description="Published", ordering="published_at")
    def shown_published(self, article: Article) -> date | None:
        return article.published_at.date() if article.published_at else None

    @display(description="With what was found in it")
    def shown_text(self, article: Article) -> str:
        current = _current(article)
        if current is None:
            return "No text."
        current.article = article
        return marked_text(current)


def _current(article: Article) -> Revision | None:
    """The current revision, as `get_queryset` fetched it for all rows at once."""
    return next(iter(article.current_revisions), None)  # type: ignore[attr-defined]
