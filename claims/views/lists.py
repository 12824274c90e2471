"""Lists of claims: the reviewer's queue, all claims with their status, and the search "has this been claimed?"."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.forms import ClaimFilters, LookupForm
from claims.lookup_words import likest_first
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.services import Found, LookupRefused, claims_lookup
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
    """Has this been claimed? What says the same or contradicts it, by meaning; then what has the same words."""
    user = request.user
    assert isinstance(user, User)
    form = LookupForm(request.GET if "q" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        words = form.cleaned_data["q"]
        page = page_of(_like(user, words), request.GET.dict(), size=PAGE_SIZE)
        found = _found(words) if page.number == 1 else []
        cards = claim_cards(user, [*(item.claim for item in found), *page.rows])
        context |= {
            "page": page,
            "found": [(item.comparison, card) for item, card in zip(found, cards, strict=False)],
            "cards": [card for card in cards[len(found) :] if card.claim not in {item.claim for item in found}],
        }
    return render(request, "claims/search.html", context, status=400 if form.errors else 200)


def _found(words: str) -> list[Found]:
    try:
        return claims_lookup(text=words)
    except LookupRefused:
        return []  # the form took it: what is left is a text of white space and the like


def _like(user: User, words: str) -> ClaimQuerySet:
    return likest_first(Claim.objects.visible_to(user).current().with_everything(), words)
