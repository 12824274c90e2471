"""Votes and the status that follows from them: lock, recount, write, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from claims import status as rule
from claims.models import Claim, ClaimMatch, Evidence, StatusChange, Vote
from claims.permissions import may_run_the_desk, reason_barred_from_voting, sees_all_statuses
from claims.services.errors import VoteRefused
from claims.services.matches import match_confirm
from claims.services.statements import statements_lock
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry
from sources.addresses import AddressRefused, canonical_url
from sources.models import Article


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """What a *corroborated* vote rests on: the public id of a claim match, or a link with what it shows."""

    claim_match: uuid.UUID | None = None
    url: str = ""
    shows: str = ""


@atomic_with_retry
def vote_cast(
    *,
    claim: Claim,
    reviewer: User,
    verdict: str,
    reason: str = "",
    note: str = "",
    evidence: Sequence[EvidenceInput] = (),
) -> Vote:
    """Cast or change a reviewer's vote in the claim's current round, and set the status that follows.

    Raises VoteRefused, naming the field; then nothing is written.
    """
    _check_form(verdict, reason, note, evidence)
    if any(item.claim_match for item in evidence):
        statements_lock()  # citing a suggested match confirms it, which regroups
    User.objects.select_for_update(no_key=True).get(pk=reviewer.pk)  # user before claim: the order of every lock
    claim = (
        Claim.objects.select_for_update(of=("self",), no_key=True)
        .select_related("article", "revision", "attribution")
        .get(pk=claim.pk)
    )
    _check_may_vote(claim, reviewer)
    earlier = Vote.objects.filter(claim=claim, reviewer=reviewer, round=claim.round)
    last = earlier.order_by("-number").first()
    earlier.filter(is_active=True).update(is_active=False)
    vote = Vote.objects.create(
        claim=claim,
        reviewer=reviewer,
        round=claim.round,
        number=last.number + 1 if last else 1,
        verdict=verdict,
        reason=reason,
        note=note.strip(),
        # A first vote of a reviewer, who could not see the status; a change of mind is cast knowing it.
        status_was_hidden=last is None and not sees_all_statuses(reviewer),
    )
    for i, item in enumerate(evidence):
        _evidence_record(vote, claim, reviewer, item, where=f"evidence/{i}")
    change_record(kind="vote.cast", subject=claim.uuid, payload={"round": claim.round})
    status_recompute(claim=claim, actor=reviewer)
    return vote


def _check_form(verdict: str, reason: str, note: str, evidence: Sequence[EvidenceInput]) -> None:
    if verdict not in Vote.Verdict.values:
        raise VoteRefused(f"Not a verdict: {verdict!r}. One of {', '.join(Vote.Verdict.values)}.", field="verdict")
    if verdict == Vote.Verdict.NOT_CORROBORATED and reason not in Vote.Reason.values:
        raise VoteRefused(f"Say why: one of {', '.join(Vote.Reason.values)}.", field="reason")
    if verdict != Vote.Verdict.NOT_CORROBORATED and reason:
        raise VoteRefused("A reason belongs to 'not corroborated' only.", field="reason")
    if verdict == Vote.Verdict.CORROBORATED and not evidence:
        raise VoteRefused("Say what corroborates it: a matched claim, or a link and what it shows.", field="evidence")
    if verdict != Vote.Verdict.CORROBORATED and evidence:
        raise VoteRefused("Evidence belongs to 'corroborated' only.", field="evidence")
    if len(evidence) > settings.CREDTRACK_MAX_EVIDENCE:
        raise VoteRefused(f"At most {settings.CREDTRACK_MAX_EVIDENCE} pieces of evidence.", field="evidence")
    for name, value in (("note", note), *((f"evidence/{i}/shows", e.shows) for i, e in enumerate(evidence))):
        if len(value) > settings.CREDTRACK_MAX_NOTE_LENGTH:
            raise VoteRefused(f"At most {settings.CREDTRACK_MAX_NOTE_LENGTH:,} characters.", field=name)
        if any(c == "\0" or 0xD800 <= ord(c) <= 0xDFFF for c in value):
            raise VoteRefused("Holds a character that cannot be stored.", field=name)


def _check_may_vote(claim: Claim, reviewer: User) -> None:
    barred = reason_barred_from_voting(reviewer, claim)
    if barred is not None:
        raise VoteRefused(barred, code="forbidden")
    if claim.state != "active" or not claim.revision.is_current:
        raise VoteRefused("This claim was replaced or belongs to an earlier text.", code="conflict")
    if claim.article.is_retracted:
        raise VoteRefused("The claim's article was retracted.", code="conflict")


def _evidence_record(vote: Vote, claim: Claim, reviewer: User, item: EvidenceInput, *, where: str) -> None:
    if (item.claim_match is None) == (not item.url.strip()):
        raise VoteRefused("Give a matched claim or a link, one of them.", field=where)
    if item.claim_match is not None:
        match = (
            ClaimMatch.objects.of(claim)
            .filter(uuid=item.claim_match)
            .select_for_update(of=("self",), no_key=True)
            .first()
        )
        if match is None:
            raise VoteRefused("Not a match of this claim.", field=f"{where}/claim_match")
        if match.state == ClaimMatch.State.REJECTED:
            raise VoteRefused("This match was rejected.", field=f"{where}/claim_match")
        if vote.evidence.filter(claim_match=match).exists():
            raise VoteRefused("The same match twice.", field=f"{where}/claim_match")
        if match.state == ClaimMatch.State.SUGGESTED:
            match_confirm(match=match, by=reviewer)  # citing confirms it, in the voter's name
        Evidence.objects.create(vote=vote, kind=Evidence.Kind.CLAIM_MATCH, claim_match=match, shows=item.shows.strip())
        return
    if not item.shows.strip():
        raise VoteRefused("Say what the link shows.", field=f"{where}/shows")
    try:
        url = canonical_url(item.url, max_length=settings.CREDTRACK_MAX_URL_LENGTH)
    except AddressRefused as error:
        raise VoteRefused(str(error), field=f"{where}/url") from None
    if url == claim.article.canonical_url:
        raise VoteRefused("An article does not corroborate itself.", field=f"{where}/url")
    if vote.evidence.filter(url=url).exists():
        raise VoteRefused("The same link twice.", field=f"{where}/url")
    held = Article.objects.filter(canonical_url=url).first()
    Evidence.objects.create(vote=vote, kind=Evidence.Kind.LINK, url=url, shows=item.shows.strip(), article=held)


def votes_counted(claim: Claim) -> rule.Votes:
    """The active votes of the claim's current round, counted afresh."""
    counts = Vote.objects.filter(claim=claim, round=claim.round, is_active=True).aggregate(
        corroborated=Count("pk", filter=Q(verdict=Vote.Verdict.CORROBORATED)),
        not_corroborated=Count("pk", filter=Q(verdict=Vote.Verdict.NOT_CORROBORATED)),
        abstaining=Count("pk", filter=Q(verdict=Vote.Verdict.CANNOT_JUDGE)),
    )
    return rule.Votes(**counts)


def status_recompute(*, claim: Claim, actor: User | None, reason: str = "", new_round: bool = False) -> str:
    """Recount and write the status of a claim whose row the caller has locked; append to its log.

    The log grows with every change of what was counted, so that replaying it gives the stored status.
    """
    votes = votes_counted(claim)
    flags = rule.Flags(retracted=claim.article.is_retracted)
    previous = "unreviewed" if new_round else claim.status
    status = rule.status(previous, votes, None, flags)
    last = claim.status_changes.order_by("-number").first()
    StatusChange.objects.create(
        claim=claim,
        number=last.number + 1 if last else 1,
        previous=claim.status,
        status=status,
        round=claim.round,
        inputs=rule.to_inputs(votes, None, flags),
        rule_version=rule.RULE_VERSION,
        actor=actor,
        reason=reason,
    )
    if status != claim.status:
        change_record(
            kind="claim.status_changed", subject=claim.uuid, payload={"previous": claim.status, "status": status}
        )
        claim.status_changed_at = timezone.now()
    claim.status = status
    claim.votes_for, claim.votes_against = votes.corroborated, votes.not_corroborated
    claim.votes_abstaining = votes.abstaining
    claim.save(update_fields=["status", "status_changed_at", "votes_for", "votes_against", "votes_abstaining", "round"])
    return status


@atomic_with_retry
def claim_reopen(*, claim: Claim, editor: User, reason: str) -> Claim:
    """An editor starts a new round: unreviewed again, earlier votes stay as history. Raises VoteRefused."""
    if not may_run_the_desk(editor):
        raise VoteRefused("Only editors re-open a claim.", code="forbidden")
    if not reason.strip():
        raise VoteRefused("Say why it is re-opened.", field="reason")
    claim = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("article").get(pk=claim.pk)
    claim.round += 1
    status_recompute(claim=claim, actor=editor, reason=reason.strip(), new_round=True)
    return claim
