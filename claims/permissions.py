"""Who may do and see what, as named predicates; querysets mirror them (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Iterable

from claims.models import Claim, Vote
from credtrack.accounts.models import DeclaredLink, User


def reason_barred_from_voting(user: User, claim: Claim) -> str | None:
    """Why this user may not vote on this claim, in words for them; None when they may.

    Mirrored by `Claim.objects.judgeable_by(user)`.
    """
    if not user.is_reviewer:
        return "Only reviewers and editors vote."
    if claim.article.submitted_by_id == user.pk:
        return "You submitted this article, so you do not vote on its claims."
    source_id = claim.attribution.source_id if claim.attribution is not None else None
    involved = [pk for pk in (claim.article.publisher_id, source_id) if pk is not None]
    if DeclaredLink.objects.filter(user=user, source__in=involved).exists():
        return "You declared a link to the publisher or the source of this claim."
    return None


def sees_all_statuses(user: User) -> bool:
    """Editors and readers (so also programs under their keys) see every status; reviewers what they voted on."""
    return user.role != User.Role.REVIEWER or user.is_superuser


def claims_with_visible_status(user: User, claims: Iterable[Claim]) -> set[int]:
    """The ids, among these claims, whose status, tally and history this user may see: one query at most.

    A reviewer sees them once they have voted or abstained in the claim's current round. Mirrored by
    `Claim.objects.status_visible_to(user)`.
    """
    claims = list(claims)
    if sees_all_statuses(user):
        return {claim.pk for claim in claims}
    return set(
        Vote.objects.counted()
        .filter(reviewer=user, claim__in=[claim.pk for claim in claims])
        .values_list("claim_id", flat=True)
    )


def may_see_status(user: User, claim: Claim) -> bool:
    return claim.pk in claims_with_visible_status(user, [claim])


def may_decide_matches(user: User) -> bool:
    return user.is_reviewer


def may_submit_articles(user: User) -> bool:
    """Reviewers and editors hand in articles; readers only read."""
    return user.is_reviewer


def may_run_the_desk(user: User) -> bool:
    """Retry, override, re-open, merge, retract: the editors' admin."""
    return user.is_editor
