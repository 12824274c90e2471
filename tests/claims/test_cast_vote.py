"""Casting votes: one active vote a reviewer, the status that follows, what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Claim, ClaimMatch, StatusChange, Vote
from claims.permissions import claims_with_visible_status, may_see_status
from claims.services import EvidenceInput, VoteRefused, claim_reopen, vote_cast
from claims.status import replay
from credtrack.accounts.models import DeclaredLink, User
from credtrack.changes.models import Change
from tests.factories import make_article, make_claim, make_match, make_outlet, make_user

LINK = EvidenceInput(url="https://registry.example/filing/7", shows="The filing names the date.")


@pytest.fixture
def claim(db: None) -> Claim:
    revision = make_article("The dam at Sarnak will be closed for repairs.", publisher=make_outlet())
    return make_claim(revision, "The dam at Sarnak will be closed for repairs")


def corroborate(claim: Claim, reviewer: User, *evidence: EvidenceInput) -> Vote:
    return vote_cast(claim=claim, reviewer=reviewer, verdict="corroborated", evidence=evidence or (LINK,))


def contradict(claim: Claim, reviewer: User) -> Vote:
    return vote_cast(claim=claim, reviewer=reviewer, verdict="not_corroborated", reason="contradicted")


def test_three_votes_corroborate(claim: Claim, reviewer: User, second_reviewer: User, third_reviewer: User) -> None:
    seen = []
    for person in (reviewer, second_reviewer, third_reviewer):
        corroborate(claim, person)
        claim.refresh_from_db()
        seen.append(claim.status)
    assert seen == ["in_review", "in_review", "corroborated"]
    assert (claim.votes_for, claim.votes_against, claim.votes_abstaining) == (3, 0, 0)
    assert claim.status_changed_at is not None


def test_second_vote_replaces_the_first_and_both_stay(claim: Claim, reviewer: User) -> None:
    corroborate(claim, reviewer)
    contradict(claim, reviewer)
    claim.refresh_from_db()
    assert (claim.votes_for, claim.votes_against) == (0, 1)
    votes = list(Vote.objects.filter(claim=claim).order_by("number"))
    assert [(v.number, v.verdict, v.is_active) for v in votes] == [
        (1, "corroborated", False),
        (2, "not_corroborated", True),
    ]
    assert votes[0].evidence.count() == 1
    assert [v.status_was_hidden for v in votes] == [True, False]


def test_every_step_is_logged_and_replays_to_the_stored_status(
    claim: Claim, reviewer: User, second_reviewer: User, third_reviewer: User, editor: User
) -> None:
    for person in (reviewer, second_reviewer, third_reviewer):
        corroborate(claim, person)
    claim_reopen(claim=claim, editor=editor, reason="New figures.")
    contradict(claim, reviewer)
    claim.refresh_from_db()
    log = list(claim.status_changes.order_by("number"))
    assert [change.number for change in log] == [1, 2, 3, 4, 5]
    assert replay((change.round, change.inputs) for change in log) == claim.status == "in_review"
    assert [c.status for c in log] == ["in_review", "in_review", "corroborated", "unreviewed", "in_review"]


def test_reopening_begins_anew_and_keeps_the_old_votes(claim: Claim, reviewer: User, editor: User) -> None:
    corroborate(claim, reviewer)
    claim_reopen(claim=claim, editor=editor, reason="A correction appeared.")
    claim.refresh_from_db()
    assert (claim.round, claim.status, claim.votes_for) == (2, "unreviewed", 0)
    assert Vote.objects.filter(claim=claim, round=1, is_active=True).count() == 1
    assert not may_see_status(reviewer, claim)
    with pytest.raises(VoteRefused, match="Only editors"):
        claim_reopen(claim=claim, editor=reviewer, reason="Mine.")


def test_citing_a_suggested_match_confirms_it_in_the_voters_name(claim: Claim, reviewer: User) -> None:
    other = make_claim(make_article("Sarnak dam shuts for repairs."), "Sarnak dam shuts for repairs")
    match = make_match(claim, other)
    corroborate(claim, reviewer, EvidenceInput(claim_match=match.uuid))
    match.refresh_from_db()
    assert (match.state, match.decided_by) == ("confirmed", reviewer)


def test_a_rejected_match_is_no_evidence_and_nothing_is_written(claim: Claim, reviewer: User) -> None:
    other = make_claim(make_article("Sarnak dam shuts for repairs."), "Sarnak dam shuts for repairs")
    match = make_match(claim, other, state="rejected", decided_at=timezone.now())
    with pytest.raises(VoteRefused, match="rejected") as refusal:
        corroborate(claim, reviewer, EvidenceInput(claim_match=match.uuid))
    assert refusal.value.field == "evidence/0/claim_match"
    assert not Vote.objects.exists()
    assert not Change.objects.exists()


def test_a_match_of_another_claim_is_no_evidence(claim: Claim, reviewer: User) -> None:
    one = make_claim(make_article("A bridge fell."), "A bridge fell")
    two = make_claim(make_article("The bridge fell."), "The bridge fell")
    with pytest.raises(VoteRefused, match="Not a match of this claim"):
        corroborate(claim, reviewer, EvidenceInput(claim_match=make_match(one, two).uuid))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"verdict": "true"}, "verdict"),
        ({"verdict": "corroborated"}, "evidence"),
        ({"verdict": "not_corroborated"}, "reason"),
        ({"verdict": "not_corroborated", "reason": "because"}, "reason"),
        ({"verdict": "cannot_judge", "reason": "contradicted"}, "reason"),
        ({"verdict": "cannot_judge", "evidence": [LINK]}, "evidence"),
        ({"verdict": "corroborated", "evidence": [EvidenceInput()]}, "evidence/0"),
        ({"verdict": "corroborated", "evidence": [EvidenceInput(url="ftp://x.example/", shows="x")]}, "evidence/0/url"),
        ({"verdict": "corroborated", "evidence": [EvidenceInput(url=LINK.url)]}, "evidence/0/shows"),
        ({"verdict": "corroborated", "evidence": [LINK, LINK]}, "evidence/1/url"),
        ({"verdict": "corroborated", "evidence": [LINK] * 21}, "evidence"),
        ({"verdict": "cannot_judge", "note": "x" * 5001}, "note"),
        ({"verdict": "cannot_judge", "note": "a\0b"}, "note"),
        ({"verdict": "cannot_judge", "note": "\ud800"}, "note"),
    ],
)
def test_a_vote_that_does_not_add_up_is_refused_at_its_field(
    claim: Claim, reviewer: User, given: dict, field: str
) -> None:
    with pytest.raises(VoteRefused) as refusal:
        vote_cast(claim=claim, reviewer=reviewer, **given)
    assert refusal.value.field == field
    assert not Vote.objects.exists()


def test_an_article_does_not_corroborate_itself(claim: Claim, reviewer: User) -> None:
    own = EvidenceInput(url=claim.article.canonical_url + "?utm_source=x", shows="It says so.")
    with pytest.raises(VoteRefused, match="itself"):
        corroborate(claim, reviewer, own)


def test_a_link_to_a_held_article_is_tied_to_it(claim: Claim, reviewer: User) -> None:
    held = make_article("Sarnak dam shuts.", url="https://other.example/dam").article
    vote = corroborate(claim, reviewer, EvidenceInput(url="HTTPS://other.example:443/dam#top", shows="The same."))
    assert vote.evidence.get().article == held


def test_readers_submitters_and_linked_reviewers_are_barred(
    claim: Claim, outsider: User, reviewer: User, second_reviewer: User
) -> None:
    claim.article.submitted_by = reviewer
    claim.article.save()
    DeclaredLink.objects.create(user=second_reviewer, source=claim.article.publisher)
    for person in (outsider, reviewer, second_reviewer):
        with pytest.raises(VoteRefused) as refusal:
            contradict(claim, person)
        assert refusal.value.code == "forbidden"
        assert not Claim.objects.filter(pk=claim.pk).needing_vote_of(person).exists()


def test_a_superseded_or_dismissed_claim_takes_no_votes(claim: Claim, reviewer: User) -> None:
    Claim.objects.filter(pk=claim.pk).update(state="dismissed")
    with pytest.raises(VoteRefused, match="replaced"):
        contradict(claim, reviewer)


def test_a_reviewer_sees_a_status_only_after_voting(claim: Claim, reviewer: User, outsider: User, editor: User) -> None:
    assert claims_with_visible_status(reviewer, [claim]) == set()
    assert claims_with_visible_status(outsider, [claim]) == claims_with_visible_status(editor, [claim]) == {claim.pk}
    vote_cast(claim=claim, reviewer=reviewer, verdict="cannot_judge")
    assert claims_with_visible_status(reviewer, [claim]) == {claim.pk}
    assert list(Claim.objects.status_visible_to(reviewer)) == [claim]


def test_the_queue_is_worthiest_first_and_without_what_was_judged(claim: Claim, reviewer: User) -> None:
    worthier = make_claim(make_article("Two ships sank."), "Two ships sank", check_worthiness=0.99)
    assert list(Claim.objects.needing_vote_of(reviewer)) == [worthier, claim]
    contradict(worthier, reviewer)
    assert list(Claim.objects.needing_vote_of(reviewer)) == [claim]


def test_the_database_keeps_what_was_logged_and_voted(claim: Claim, reviewer: User) -> None:
    vote = contradict(claim, reviewer)
    change = StatusChange.objects.get(claim=claim)
    for forbidden in (
        lambda: StatusChange.objects.filter(pk=change.pk).update(status="corroborated"),
        lambda: StatusChange.objects.filter(pk=change.pk).delete(),
        lambda: Vote.objects.filter(pk=vote.pk).update(verdict="cannot_judge", reason=""),
        lambda: Change.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(claim=claim, reviewer=reviewer, round=1, number=2, verdict="cannot_judge")


@pytest.mark.django_db(transaction=True)
def test_fifty_reviewers_at_once_are_fifty_votes() -> None:
    claim = make_claim(make_article("The bridge was closed."), "The bridge was closed")
    people = [make_user(role="reviewer") for _ in range(50)]

    def cast(i: int) -> None:
        try:
            # Each votes twice: the second vote replaces the first.
            contradict(claim, people[i])
            corroborate(claim, people[i]) if i % 2 else contradict(claim, people[i])
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(cast, range(50)))
    claim.refresh_from_db()
    active = Vote.objects.filter(claim=claim, is_active=True)
    assert active.count() == active.values("reviewer").distinct().count() == 50
    assert (claim.votes_for, claim.votes_against) == (25, 25)
    assert claim.status == "disputed"
    log = claim.status_changes.order_by("number")
    assert [c.number for c in log] == list(range(1, 101))
    assert replay((c.round, c.inputs) for c in log) == "disputed"


@pytest.mark.django_db(transaction=True)
def test_votes_that_confirm_one_match_from_both_sides_do_not_deadlock() -> None:
    left = make_claim(make_article("The ferry sank off Pell."), "The ferry sank off Pell")
    right = make_claim(make_article("A ferry sank off Pell."), "A ferry sank off Pell")
    match = make_match(left, right)
    people = [make_user(role="reviewer") for _ in range(12)]

    def cast(i: int) -> None:
        try:
            corroborate((left, right)[i % 2], people[i], EvidenceInput(claim_match=match.uuid))
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(cast, range(12)))
    assert ClaimMatch.objects.get().state == "confirmed"
    assert sorted(Claim.objects.values_list("votes_for", flat=True)) == [6, 6]
