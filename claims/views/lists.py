"""Lists of claims: the reviewer's queue, all claims with their status, and the search "has this been claimed?"."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.forms import ClaimFilters, SearchForm
from claims.lookup_words import claims_with_words, likest_first
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.views.cards import claim_cards
from claims.views.paging import page_of
from credtrack.accounts.models import User

PAGE_SIZE = 25


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What needs the user's vote, worthiest first; for readers, and for others who ask (`?show=all`), every claim."""
    user = request.user
    assert isinstance(user, User)
    # An editor's first look is over the desk, a reviewer's at what waits for them.
    show = request.GET.get("show") or ("vote" if user.role == User.Role.REVIEWER else "all")
    voting = user.is_reviewer and show == "vote"
    filters = ClaimFilters(request.GET, with_status=not voting)
    claims = Claim.objects.visible_to(user).with_everything()
    claims = claims.needing_vote_of(user) if voting else claims.current().order_by("-id")
    page = page_of(filters.apply(claims, user), request.GET.dict(), size=PAGE_SIZE)
    context = {"cards": claim_cards(user, page.rows), "page": page, "filters": filters, "voting": voting}
    return render(request, "claims/queue.html", context, status=200 if filters.is_valid() else 400)


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Claims whose words are like the asked ones, the likest first."""
    user = request.user
    assert isinstance(user, User)
    form = SearchForm(request.GET if "q" in request.GET else None)
    cards, page = [], None
    if form.is_valid():
        page = page_of(_like(user, form.cleaned_data["q"]), request.GET.dict(), size=PAGE_SIZE)
        cards = claim_cards(user, page.rows)
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "claims/search.html", {"form": form, "cards": cards, "page": page}, status=status)


def _like(user: User, words: str) -> ClaimQuerySet:
    return likest_first(claims_with_words(Claim.objects.visible_to(user).current().with_everything(), words), words)
