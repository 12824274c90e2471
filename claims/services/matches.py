"""People's decisions on claim matches. A rejected pair is kept, and never suggested again."""

from __future__ import annotations

from django.utils import timezone

from claims.models import ClaimMatch
from claims.permissions import may_decide_matches, sees_all_statuses
from claims.services.errors import MatchRefused
from claims.services.statements import statements_lock, statements_recompute
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry


@atomic_with_retry
def match_confirm(*, match: ClaimMatch, by: User) -> ClaimMatch:
    """Two claims do relate as the match says. Raises MatchRefused."""
    return _decide(match, by, ClaimMatch.State.CONFIRMED)


@atomic_with_retry
def match_reject(*, match: ClaimMatch, by: User) -> ClaimMatch:
    """They do not; the pair never comes back. Raises MatchRefused, also when a counted vote cites the match."""
    return _decide(match, by, ClaimMatch.State.REJECTED)


def _decide(match: ClaimMatch, by: User, state: str) -> ClaimMatch:
    if not may_decide_matches(by):
        raise MatchRefused("Only reviewers and editors decide on matches.", code="forbidden")
    statements_lock()
    held = ClaimMatch.objects.select_for_update(no_key=True).get(pk=match.pk)
    if held.state == state:
        return held
    if state == ClaimMatch.State.REJECTED and held.cited_as_evidence.filter(vote__is_active=True).exists():
        # To a reviewer who has not voted, that there is a vote would tell something of the status.
        why = "A vote rests on this match." if sees_all_statuses(by) else "This match cannot be rejected."
        raise MatchRefused(why, code="conflict")
    held.state, held.decided_by, held.decided_at = state, by, timezone.now()
    held.save(update_fields=["state", "decided_by", "decided_at"])
    statements_recompute(claims=[held.left_id, held.right_id])
    change_record(kind=f"match.{state}", subject=held.uuid, payload={"relation": held.relation, "by": str(by.uuid)})
    return held
