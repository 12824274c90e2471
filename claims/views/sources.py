"""Sources: the list of named ones, and what one said, published and owns."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Attribution, Claim
from claims.views.cards import claim_cards
from claims.views.paging import page_of
from credtrack.accounts.models import User
from sources.models import Article, Source, SourceAlias
from sources.names import name_key
from sources.querysets import SourceQuerySet

LIST_SIZE = 50
PAGE_SIZE = 25
# A source's newest articles and dependants; the lists have them all.
NEWEST = 10


class SourceFilters(forms.Form):
    q = forms.CharField(label="Name", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "any"), *(choice for choice in Source.Kind.choices if choice[0] != Source.Kind.ANONYMOUS)],
    )


@login_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Named sources by name. Anonymous ones belong to their article and are not listed (DESIGN §4)."""
    user = request.user
    assert isinstance(user, User)
    filters = SourceFilters(request.GET)
    rows = Source.objects.none()
    if filters.is_valid():
        rows = _with_counts(_matching(Source.objects.visible_to(user).named(), **filters.cleaned_data))
    page = page_of(rows.order_by("name", "id"), request.GET.dict(), size=LIST_SIZE)
    status = 200 if filters.is_valid() else 400
    return render(request, "sources/sources.html", {"page": page, "filters": filters}, status=status)


def _matching(rows: SourceQuerySet, *, q: str, kind: str) -> SourceQuerySet:
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        alias = SourceAlias.objects.filter(source=OuterRef("pk"), key__contains=name_key(q) or q)
        rows = rows.filter(Q(name__icontains=q) | Exists(alias))
    return rows


def _with_counts(rows: SourceQuerySet) -> SourceQuerySet:
    said = Attribution.objects.filter(source=OuterRef("pk")).current().order_by().values("source")
    published = Article.objects.filter(publisher=OuterRef("pk")).order_by().values("publisher")
    return rows.select_related("parent").annotate(
        attributions_count=Coalesce(Subquery(said.annotate(n=Count("pk")).values("n")), 0),
        articles_count=Coalesce(Subquery(published.annotate(n=Count("pk")).values("n")), 0),
    )


@login_required
@require_safe
def source(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    found = get_object_or_404(
        _with_counts(Source.objects.visible_to(user)).select_related("parent", "article", "merged_into"), uuid=uuid
    )
    claims = (
        Claim.objects.visible_to(user).current().with_everything().filter(attribution__source=found).order_by("-id")
    )
    page = page_of(claims, request.GET.dict(), size=PAGE_SIZE)
    context = {
        "source": found,
        "aliases": list(found.aliases.exclude(name=found.name).order_by("name")[:LIST_SIZE]),
        "children": list(found.children.filter(merged_into=None).order_by("name")[:LIST_SIZE]),
        "published": list(found.published.order_by("-created_at", "-id")[:NEWEST]),
        "page": page,
        "cards": claim_cards(user, page.rows),
        "attributions": _attributions(user, found),
    }
    return render(request, "sources/source.html", context)


def _attributions(user: User, found: Source) -> list[Attribution]:
    return list(
        Attribution.objects.visible_to(user)
        .current()
        .filter(source=found)
        .select_related("revision__article__publisher")
        .defer("revision__text", "revision__html")
        .order_by("-id")[:NEWEST]
    )
