"""Until a reviewer has voted on a claim, no page of theirs tells what others found of it (DESIGN §6)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from claims.services import EvidenceInput, claim_reopen, vote_cast
from credtrack.accounts.models import User
from tests.factories import Story, make_user, story

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
TELLING = ('class="status', "tally", "Mean ", "History")


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world() -> Story:
    return story()


def bodies(client: Client, world: Story) -> dict[str, str]:
    """Every page that could tell of a claim, without the tokens that differ each time."""
    pages = {
        "queue": reverse("queue"),
        "all claims": reverse("queue") + "?show=all",
        "claim": reverse("claim", args=[world.relayed.uuid]),
        "matched claim": reverse("claim", args=[world.witnessed.uuid]),
        "article": reverse("article", args=[world.herald.article.uuid]),
        "matched article": reverse("article", args=[world.wire.article.uuid]),
        "articles": reverse("articles"),
        "source": reverse("source", args=[world.anonymous.uuid]),
        "sources": reverse("sources"),
        "search": reverse("search") + "?q=lorries+crossed",
        **{f"status {s}": f"{reverse('queue')}?show=all&status={s}" for s in ("unreviewed", "in_review", "disputed")},
    }
    answers = {name: client.get(url) for name, url in pages.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: TOKEN.sub("", answer.text) for name, answer in answers.items()}


def others_vote(claim: Claim, verdicts: tuple[str, ...] = ("not_corroborated", "not_corroborated")) -> None:
    for verdict in verdicts:
        reason = "misattributed" if verdict == "not_corroborated" else ""
        vote_cast(claim=claim, reviewer=make_user(), verdict=verdict, reason=reason, note="A telling note.")


@pytest.mark.parametrize(
    "verdicts", [("cannot_judge",), ("not_corroborated", "not_corroborated"), ("not_corroborated", "cannot_judge")]
)
def test_no_byte_of_any_page_changes_when_others_vote(reviewer: User, world: Story, verdicts: Any) -> None:
    client = sign_in(reviewer)
    before = bodies(client, world)
    others_vote(world.relayed, verdicts)
    others_vote(world.witnessed, verdicts)
    after = bodies(client, world)
    for name, body in after.items():
        assert body == before[name], name


def test_no_page_of_a_claim_changes_when_others_reach_a_result(reviewer: User, world: Story) -> None:
    client = sign_in(reviewer)
    before = bodies(client, world)
    others_vote(world.relayed, ("not_corroborated",) * 3)
    world.relayed.refresh_from_db()
    assert world.relayed.status == "not_corroborated"
    after = bodies(client, world)
    for name in after.keys() - {"queue"}:  # a claim with a result no longer needs a vote, and leaves the queue
        assert after[name] == before[name], name


def test_neither_names_nor_words_of_voters_show_when_a_match_was_cited(reviewer: User, world: Story) -> None:
    voter = make_user("telltale")
    evidence = [EvidenceInput(claim_match=world.match.uuid)]
    vote_cast(claim=world.relayed, reviewer=voter, verdict="corroborated", note="A telling note.", evidence=evidence)
    for name, body in bodies(sign_in(reviewer), world).items():
        assert "telltale" not in body, name
        assert "A telling note" not in body, name
        for words in TELLING:
            assert words not in body, (name, words)


def test_why_a_match_is_held_is_not_told(reviewer: User, world: Story) -> None:
    evidence = [EvidenceInput(claim_match=world.match.uuid)]
    vote_cast(claim=world.relayed, reviewer=make_user(), verdict="corroborated", evidence=evidence)
    client = sign_in(reviewer)
    answer = client.post(reverse("match-reject", args=[world.match.uuid]), follow=True)
    assert "cannot be changed" in answer.text
    assert "vote rests" not in answer.text
    world.match.refresh_from_db()
    assert world.match.state == "confirmed"


def test_a_filter_on_status_finds_only_what_the_reviewer_voted_on(reviewer: User, world: Story) -> None:
    others_vote(world.relayed)
    vote_cast(claim=world.denied, reviewer=reviewer, verdict="cannot_judge")
    body = sign_in(reviewer).get(reverse("queue"), {"show": "all", "status": "in_review"}).text
    assert world.denied.text in body
    assert world.relayed.text not in body


def test_after_the_vote_all_of_it_shows(reviewer: User, world: Story) -> None:
    others_vote(world.relayed)
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="cannot_judge")
    body = sign_in(reviewer).get(reverse("claim", args=[world.relayed.uuid])).text
    assert 'class="status in_review"' in body
    assert "Mean 25 %" in body  # Beta(1, 3)
    assert "A telling note." in body
    assert "History" in body


def test_a_new_round_hides_it_again_and_keeps_the_own_vote(reviewer: User, editor: User, world: Story) -> None:
    others_vote(world.relayed)
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="not_corroborated", reason="out_of_date", note="Mine.")
    claim_reopen(claim=world.relayed, editor=editor, reason="New figures came in.")
    body = sign_in(reviewer).get(reverse("claim", args=[world.relayed.uuid])).text
    assert "Still so?" in body
    assert "Mine." in body
    assert re.search(r'value="out_of_date"\s+selected', body)
    assert "A telling note." not in body
    assert "New figures came in." not in body


@pytest.mark.parametrize("role", ["editor", "reader"])
def test_editors_and_readers_see_every_status(role: str, world: Story) -> None:
    others_vote(world.relayed)
    pages = bodies(sign_in(make_user(role=role)), world)
    for name in ("all claims", "claim", "matched claim", "article", "source", "search", "status in_review"):
        assert 'class="status in_review"' in pages[name], name
