"""Claims and matches in the desk: with votes and status, re-opened, confirmed, rejected."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import ClaimMatch, StatusChange
from claims.services import EvidenceInput, vote_cast
from credtrack.accounts.models import User
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_revision, story

pytestmark = pytest.mark.django_db

LIST = "admin:claims_claim_changelist"
MATCHES = "admin:claims_claimmatch_changelist"


@pytest.fixture
def world() -> Story:
    return story()


@pytest.fixture
def desk(editor: User) -> Any:
    return sign_in(editor)


def texts(desk: Any, query: str = "") -> set[str]:
    response = desk.get(reverse(LIST) + query)
    assert response.status_code == 200
    return {claim.text for claim in response.context["cl"].result_list}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?anonymous=yes", {"relayed", "orders"}),
        ("?anonymous=none", {"own_voice", "fewer"}),
        ("?attribution__stance__exact=denial", {"denied"}),
        ("?polarity__exact=negative", {"denied"}),
        ("?certainty__exact=probable", {"orders"}),
        ("?status__exact=in_review", {"relayed"}),
        ("?q=lorries crossed", {"relayed", "witnessed"}),
        ("?q=zeppelin", set()),
    ],
)
def test_filters_and_search(desk: Any, editor: User, world: Story, query: str, expected: set[str]) -> None:
    vote_cast(claim=world.relayed, reviewer=editor, verdict="cannot_judge")
    names = {
        "relayed": world.relayed.text,
        "orders": "the convoy had been waved through on orders from the capital",
        "own_voice": world.own_voice.text,
        "fewer": "no more than 25 vehicles had been counted",
        "denied": world.denied.text,
        "witnessed": world.witnessed.text,
    }
    assert texts(desk, query) == {names[name] for name in expected}


def test_publisher_and_source_filter(desk: Any, world: Story) -> None:
    assert len(texts(desk, f"?article__publisher__id__exact={world.wire.article.publisher_id}")) == 3
    assert texts(desk, f"?attribution__source__id__exact={world.minister.pk}") == {world.denied.text}


def test_the_list_starts_without_earlier_texts(desk: Any, world: Story) -> None:
    make_revision(world.wire.article, "Rewritten.")
    assert world.witnessed.text not in texts(desk)
    assert world.witnessed.text in texts(desk, "?current=all")


def test_a_claim_shows_its_votes_evidence_status_and_log(desk: Any, reviewer: User, world: Story) -> None:
    evidence = [EvidenceInput(claim_match=world.match.uuid), EvidenceInput(url="https://e.example/x", shows="A count.")]
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="corroborated", note="Seen.", evidence=evidence)
    body = desk.get(reverse("admin:claims_claim_change", args=[world.relayed.pk])).text
    for words in ("reviewer", "Seen.", "A count.", "1 corroborated", "mean 67 %", "unreviewed", "in_review"):
        assert words in body
    assert "numeric discrepancy" in body
    assert 'name="votes-0-verdict"' not in body
    assert 'name="_save"' not in body


def test_a_claim_is_reopened_with_a_reason(desk: Any, reviewer: User, world: Story) -> None:
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="cannot_judge")
    url = reverse("admin:claims_claim_reopen", args=[world.relayed.pk])
    assert "Why" in desk.get(url).text
    refused = desk.post(url, {"_form_submitted": "on", "reason": " "})
    assert "This field is required." in refused.text
    world.relayed.refresh_from_db()
    assert world.relayed.round == 1
    desk.post(url, {"_form_submitted": "on", "reason": "New figures."})
    world.relayed.refresh_from_db()
    assert (world.relayed.round, world.relayed.status) == (2, "unreviewed")
    last = StatusChange.objects.order_by("number").last()
    assert last is not None
    assert last.reason == "New figures."


@pytest.mark.parametrize(("action", "state"), [("confirm_matches", "confirmed"), ("reject_matches", "rejected")])
def test_matches_are_decided_in_bulk(desk: Any, editor: User, world: Story, action: str, state: str) -> None:
    picked = [world.match.pk, world.contradiction.pk]
    desk.post(reverse(MATCHES), {"action": action, "_selected_action": picked})
    for match in ClaimMatch.objects.filter(pk__in=picked):
        assert (match.state, match.decided_by) == (state, editor)


def test_one_match_is_decided_on_its_page(desk: Any, world: Story) -> None:
    url = reverse("admin:claims_claimmatch_reject", args=[world.match.pk])
    assert desk.get(url).status_code == 200
    world.match.refresh_from_db()
    assert world.match.state == "suggested"
    desk.post(url, {"_form_submitted": "on"})
    world.match.refresh_from_db()
    assert world.match.state == "rejected"


def test_a_match_that_a_vote_rests_on_stays_and_the_editor_hears_why(desk: Any, reviewer: User, world: Story) -> None:
    evidence = [EvidenceInput(claim_match=world.match.uuid)]
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="corroborated", evidence=evidence)
    picked = [world.match.pk, world.contradiction.pk]
    response = desk.post(reverse(MATCHES), {"action": "reject_matches", "_selected_action": picked}, follow=True)
    assert "A vote rests on this match." in response.text
    assert "1 rejected." in response.text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?relation__exact=same", 1),
        ("?state__exact=suggested", 3),
        ("?score_from=0.7&score_to=0.8", 1),
        ("?q=vehicles", 2),
        ("?q=zeppelin", 0),
    ],
)
def test_matches_are_filtered_by_relation_state_score_and_words(
    desk: Any, world: Story, query: str, number: int
) -> None:
    response = desk.get(reverse(MATCHES) + query)
    assert response.status_code == 200
    assert len(response.context["cl"].result_list) == number
