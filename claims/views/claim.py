"""A claim's page, the vote on it, and the decisions on its matches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from claims.forms import VoteForm, add_refusal
from claims.highlighting import Passage, excerpt, highlight
from claims.models import Attribution, Claim, ClaimMatch, Vote
from claims.permissions import claims_with_visible_status, may_decide_matches, reason_barred_from_voting
from claims.services import MatchRefused, VoteRefused, match_confirm, match_reject, vote_cast
from claims.views.cards import ClaimCard, MatchCard, attribution_chain, match_cards, shown_matches, shown_status
from claims.views.texts import attribution_marks, claim_marks, spans_of, spans_of_attribution
from credtrack.accounts.models import User
from sources.models import Revision

# Code points of context on each side of the claim and its attribution: about four sentences.
CONTEXT = 600
# Longer histories are the admin's matter.
HISTORY_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the status history."""

    created_at: datetime
    previous_label: str
    status_label: str
    actor: User | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything the template shows of one claim."""

    card: ClaimCard
    passages: list[Passage]
    chain: list[Attribution]
    matches: list[MatchCard]
    own_vote: Vote | None
    earlier_vote: Vote | None
    barred: str | None
    changes: list[ChangeLine]
    votes: list[Vote]
    may_decide: bool


@login_required
@require_safe
def claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    page = _page(user, _claim_or_404(user, uuid))
    return _render(request, page, _form(page))


@login_required
@require_POST
def vote(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cast or change the user's vote; back to the claim's page, which now shows the status."""
    user = request.user
    assert isinstance(user, User)
    if not user.is_reviewer:
        raise PermissionDenied
    subject = _claim_or_404(user, uuid)
    form = VoteForm(request.POST, matches=ClaimMatch.objects.visible_to(user).of(subject).shown())
    status = 422
    if form.is_valid():
        try:
            vote_cast(
                claim=subject,
                reviewer=user,
                verdict=form.cleaned_data["verdict"],
                reason=form.reason_given(),
                note=form.cleaned_data["note"],
                evidence=form.evidence(),
            )
        except VoteRefused as refused:
            add_refusal(form, refused)
            status = {"forbidden": 403, "conflict": 409}.get(refused.code, 422)
        else:
            messages.success(request, "Your vote is recorded.")
            return redirect(reverse("claim", args=[subject.uuid]) + "#status")
    return _render(request, _page(user, subject), form, status=status)


@login_required
@require_POST
def decide_match(request: HttpRequest, uuid: UUID, decision: str) -> HttpResponse:
    """Confirm or reject a match in one click, and back to the page it was clicked on."""
    user = request.user
    assert isinstance(user, User)
    if not may_decide_matches(user):
        raise PermissionDenied
    match = get_object_or_404(ClaimMatch.objects.visible_to(user).select_related("left", "right"), uuid=uuid)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("claim", args=[match.left.uuid])
    try:
        if decision == "confirm":
            match_confirm(match=match, by=user)
            messages.success(request, "Match confirmed.")
        else:
            match_reject(match=match, by=user)
            messages.success(request, "Match rejected: it will not be suggested again.")
    except MatchRefused as refused:
        # Why a match is held tells of votes, so only those hear it who may know of them.
        knows = len(claims_with_visible_status(user, [match.left, match.right])) == 2
        messages.error(request, refused.message if knows else "This match cannot be changed any more.")
    return redirect(back)


def _claim_or_404(user: User, uuid: UUID) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(user).with_everything(), uuid=uuid)


def _page(user: User, subject: Claim) -> ClaimPage:
    found = list(shown_matches(user).of(subject)[: settings.CREDTRACK_MAX_MATCHES_SHOWN])
    others = [match.right if match.left_id == subject.pk else match.left for match in found]
    visible = claims_with_visible_status(user, [subject, *others])
    card = ClaimCard(subject, shown_status(subject, visible))
    own = list(subject.votes.filter(reviewer=user, is_active=True).order_by("-round")[:2])
    current = next((vote for vote in own if vote.round == subject.round), None)
    attributions = {a.pk: a for a in subject.revision.attributions.filter(state="active").select_related("source")}
    chain = attribution_chain(subject.attribution, attributions)
    return ClaimPage(
        card=card,
        passages=_passages(card, chain),
        chain=chain,
        matches=match_cards(user, subject, found, visible),
        own_vote=current,
        earlier_vote=next((vote for vote in own if vote.round < subject.round), None),
        barred=_barred(user, subject),
        changes=_changes(subject) if card.shown else [],
        votes=_votes(subject) if card.shown else [],
        may_decide=may_decide_matches(user),
    )


def _barred(user: User, subject: Claim) -> str | None:
    if subject.state != "active" or not subject.revision.is_current:
        return "This claim was replaced or belongs to an earlier text of the article."
    if subject.article.is_retracted:
        return "The article was retracted: its claims are no longer voted on."
    return reason_barred_from_voting(user, subject)


def _passages(card: ClaimCard, chain: list[Attribution]) -> list[Passage]:
    text = Revision.objects.values_list("text", flat=True).get(pk=card.claim.revision_id)
    spans = [*spans_of(card), *(span for attribution in chain for span in spans_of_attribution(attribution))]
    windows = excerpt(text, [span for span in spans if span.end <= len(text)], around=CONTEXT)
    return highlight(text, [*claim_marks([card], labelled=False), *attribution_marks(chain)], windows)


def _changes(subject: Claim) -> list[ChangeLine]:
    labels = dict(subject._meta.get_field("status").flatchoices)
    return [
        ChangeLine(
            created_at=change.created_at,
            previous_label=labels.get(change.previous, change.previous),
            status_label=labels.get(change.status, change.status),
            actor=change.actor,
            reason=change.reason,
        )
        for change in subject.status_changes.select_related("actor").order_by("-number")[:HISTORY_SHOWN]
    ]


def _votes(subject: Claim) -> list[Vote]:
    return list(
        subject.votes.select_related("reviewer")
        .prefetch_related(
            "evidence__claim_match__left__article", "evidence__claim_match__right__article", "evidence__article"
        )
        .order_by("-round", "-id")[:HISTORY_SHOWN]
    )


def _form(page: ClaimPage) -> VoteForm:
    """The form as the user left it: their vote, or, after a re-opening, their old one ("still so?")."""
    known = page.own_vote or page.earlier_vote
    initial: dict[str, Any] = {}
    if known is not None:
        evidence = list(known.evidence.select_related("claim_match"))
        initial = {"verdict": known.verdict, "reason": known.reason, "note": known.note}
        initial["cited"] = [item.claim_match.uuid for item in evidence if item.claim_match]
        for row, item in enumerate(item for item in evidence if item.url):
            initial |= {f"url_{row}": item.url, f"shows_{row}": item.shows}
    return VoteForm(matches=ClaimMatch.objects.none(), initial=initial)


def _render(request: HttpRequest, page: ClaimPage, form: VoteForm, *, status: int = 200) -> HttpResponse:
    return render(request, "claims/claim.html", {"page": page, "claim": page.card.claim, "form": form}, status=status)
