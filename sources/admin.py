"""Sources in the editors' desk: names, aliases, owners.

Articles show claims, so their admin is in `claims.admin`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.forms import PaginationInlineFormSet

from credtrack.accounts.desk import EditorsOnly, RefusalsShown
from sources.models import Source, SourceAlias
from sources.names import name_key

# Owners of owners: the longest real chains (a local paper, its group, a holding, a fund) stay well below.
MAX_OWNERS = 20


class SourceForm(forms.ModelForm):
    """Refuses what the tables would, in words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        belongs = self.instance.article_id is not None
        if kind == Source.Kind.ANONYMOUS and not belongs:
            self.add_error("kind", "An anonymous source belongs to an article: the extraction makes them.")
        if kind and kind != Source.Kind.ANONYMOUS and belongs:
            self.add_error("kind", "This source belongs to its article, so it stays anonymous.")
        if self._owns_its_owner(cleaned.get("parent")):
            self.add_error("parent", "A source cannot own itself, directly or through others.")
        return cleaned

    def _owns_its_owner(self, owner: Source | None) -> bool:
        for _ in range(MAX_OWNERS):
            if owner is None or self.instance.pk is None:
                return False
            if owner.pk == self.instance.pk:
                return True
            owner = owner.parent
        return True


class AliasFormSet(PaginationInlineFormSet):
    """Aliases are compared folded, so "The Herald" and "herald" are one."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            if not name or form.cleaned_data.get("DELETE"):
                continue
            key = name_key(name)
            if not key:
                raise ValidationError(f"“{name}” holds no letter or digit to look up.")
            if key in seen:
                raise ValidationError(f"“{name}” is the same as another alias once case and accents are folded.")
            seen.add(key)


class AliasInline(EditorsOnly, TabularInline):
    model = SourceAlias
    formset = AliasFormSet
    may_delete = True
    extra = 0
    fields = ("name",)


def _count_of(relation: str) -> Coalesce:
    """Rows at the end of a relation, counted apart from each other: one join for all would multiply them."""
    counted = Source.objects.filter(pk=OuterRef("pk")).annotate(n=Count(relation, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


@admin.register(Source)
class SourceAdmin(RefusalsShown, EditorsOnly, ModelAdmin):
    form = SourceForm
    list_display = ("name", "shown_kind", "domain", "parent", "articles_n", "attributions_n", "claims_n", "created_at")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name",)  # and aliases: see get_search_results
    search_help_text = "Name or alias"
    ordering = ("name", "id")
    autocomplete_fields = ("parent",)
    readonly_fields = ("uuid", "article", "merged_into", "created_at")
    fieldsets = (
        (None, {"fields": ("name", "kind", "domain", "parent", "note")}),
        ("Record", {"fields": ("article", "merged_into", "uuid", "created_at")}),
    )
    inlines = (AliasInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return (
            super()
            .get_queryset(request)
            .select_related("parent", "article", "merged_into")
            .annotate(
                articles_n=_count_of("published"),
                attributions_n=_count_of("attributions"),
                claims_n=_count_of("attributions__claims"),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        words = search_term.strip()
        if not words:
            return queryset, False
        alias = SourceAlias.objects.filter(source=OuterRef("pk"), key__contains=name_key(words) or words)
        found = queryset.filter(Q(name__icontains=words) | Exists(alias))
        if request.path.endswith("/autocomplete/"):
            found = found.named()  # type: ignore[attr-defined]  # owners have names
        return found, False

    def view_on_site(self, source: Source) -> str:
        return reverse("source", args=[source.uuid])

    @display(description="Kind", ordering="kind", label={"anonymous": "warning", "outlet": "info", "agency": "info"})
    def shown_kind(self, source: Source) -> str:
        return source.kind

    @display(description="Articles", ordering="articles_n")
    def articles_n(self, source: Source) -> int:
        return source.articles_n  # type: ignore[attr-defined]

    @display(description="Attributions", ordering="attributions_n")
    def attributions_n(self, source: Source) -> int:
        return source.attributions_n  # type: ignore[attr-defined]

    @display(description="Claims", ordering="claims_n")
    def claims_n(self, source: Source) -> int:
        return source.claims_n  # type: ignore[attr-defined]
