"""Claims, matches and votes in the API: what shows, to whom, and how it is filtered."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from claims.models import Claim, ClaimMatch
from claims.services import vote_cast
from credtrack.accounts.models import User
from tests.claims.test_api_articles import problem
from tests.conftest import Key, key_of
from tests.factories import make_article, make_attribution, make_claim, make_match, make_outlet, make_source

pytestmark = pytest.mark.django_db
URL = "/api/v1/claims"
TEXT = "The dam at Sarnak was closed, two officials said."


@pytest.fixture
def claim() -> Claim:
    revision = make_article(TEXT, url="https://herald.example/dam", publisher=make_outlet("Herald"))
    source = make_source("two officials", kind="anonymous", article=revision.article)
    attribution = make_attribution(
        revision,
        source=source,
        source_words="two officials",
        cue="said",
        content="The dam at Sarnak was closed",
        anonymous_count=2,
        anonymous_exact=True,
    )
    return make_claim(revision, "The dam at Sarnak was closed", attribution=attribution)


@pytest.fixture
def match(claim: Claim) -> ClaimMatch:
    other = make_claim(make_article("Sarnak dam shut.", url="https://post.example/dam"), "Sarnak dam shut")
    return make_match(claim, other)


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def test_all_claims_of_an_article_are_one_request(api_key: Key, claim: Claim, match: ClaimMatch) -> None:
    response = api_key.client.get(URL, {"article_url": "https://HERALD.example/dam?utm_source=x"})
    assert ids(response) == [str(claim.uuid)]
    row = response.json()["results"][0]
    assert row["status"] == "unreviewed"
    assert row["tally"]["mean"] == 0.5
    assert row["attribution"]["anonymous"]["count"] == 2
    assert row["attribution"]["source_span"] == [TEXT.index("two"), TEXT.index(" said")]
    assert row["matches"] == {"same": 1}
    start, end = row["spans"][0]
    assert TEXT[start:end] == row["text"]


def test_filters(api_key: Key, claim: Claim) -> None:
    own_voice = make_claim(make_article("A bridge fell."), "A bridge fell", polarity="negative")
    source = claim.attribution.source
    for query, found in (
        ({"anonymous": "true"}, claim),
        ({"anonymous": "false"}, own_voice),
        ({"source": str(source.uuid)}, claim),
        ({"stance": "neutral"}, claim),
        ({"polarity": "negative"}, own_voice),
        ({"article": str(own_voice.article.uuid)}, own_voice),
        ({"publisher": str(claim.article.publisher.uuid)}, claim),
        ({"status": "unreviewed", "polarity": "positive"}, claim),
    ):
        assert ids(api_key.client.get(URL, query)) == [str(found.uuid)], query
    for query in ({"statuss": "x"}, {"status": "true"}, {"article_url": "x"}, {"source": "1"}):
        problem(api_key.client.get(URL, query), 400)


def test_superseded_and_dismissed_claims_leave_the_list_but_keep_their_address(api_key: Key, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(state="dismissed")
    assert ids(api_key.client.get(URL)) == []
    assert api_key.client.get(f"{URL}/{claim.uuid}").status_code == 200


def test_a_vote_is_cast_and_answers_with_its_evidence(api_key: Key, reviewer: User, match: ClaimMatch) -> None:
    claim, key = match.left, key_of(reviewer)
    body = {"verdict": "corroborated", "evidence": [{"claim_match": str(match.uuid)}]}
    response = key.client.post(f"{URL}/{claim.uuid}/votes", body)
    assert response.status_code == 201, response.content
    assert response.json()["evidence"][0]["claim_match"] == str(match.uuid)
    assert key.client.get(f"{URL}/{claim.uuid}/").json()["status"] == "in_review"
    assert len(key.client.get(f"{URL}/{claim.uuid}/votes").json()) == 1
    assert [c["status"] for c in key.client.get(f"{URL}/{claim.uuid}/history").json()] == ["in_review"]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 400, "/verdict"),
        ({"verdict": "true"}, 400, "/verdict"),
        ({"verdict": "not_corroborated"}, 400, "/reason"),
        ({"verdict": "corroborated"}, 400, "/evidence"),
        ({"verdict": "corroborated", "evidence": [{"url": "x", "shows": "y"}]}, 400, "/evidence/0/url"),
        ({"verdict": "corroborated", "evidence": [{"claim_match": "7"}]}, 400, "/evidence/0/claim_match"),
        ({"verdict": "corroborated", "evidence": "all"}, 400, "/evidence"),
    ],
)
def test_a_bad_vote_says_what_and_where(reviewer: User, claim: Claim, body: dict, status: int, pointer: str) -> None:
    response = key_of(reviewer).client.post(f"{URL}/{claim.uuid}/votes", body)
    pointers = {error["pointer"] for error in problem(response, status)["errors"]}
    assert any(p.startswith(pointer) for p in pointers), pointers


def test_readers_do_not_vote_and_replaced_claims_take_no_votes(outsider: User, reviewer: User, claim: Claim) -> None:
    body = {"verdict": "cannot_judge"}
    for any_body in (body, {}):
        problem(key_of(outsider).client.post(f"{URL}/{claim.uuid}/votes", any_body), 403)
    Claim.objects.filter(pk=claim.pk).update(state="replaced")
    problem(key_of(reviewer).client.post(f"{URL}/{claim.uuid}/votes", body), 409)


def test_nothing_tells_a_reviewer_the_status_before_they_voted(
    reviewer: User, second_reviewer: User, claim: Claim, match: ClaimMatch
) -> None:
    vote_cast(claim=claim, reviewer=second_reviewer, verdict="not_corroborated", reason="contradicted")
    client = key_of(reviewer).client
    for response in (
        client.get(URL),
        client.get(f"{URL}/{claim.uuid}"),
        client.get("/api/v1/matches"),
        client.get(f"/api/v1/matches/{match.uuid}"),
        client.get("/api/v1/articles"),
    ):
        assert response.status_code == 200
        assert b"in_review" not in response.content
        assert b"not_corroborated" not in response.content
    assert ids(client.get(URL, {"status": "in_review"})) == []
    problem(client.get(f"{URL}/{claim.uuid}/votes"), 403)
    problem(client.get(f"{URL}/{claim.uuid}/history"), 403)
    client.post(f"{URL}/{claim.uuid}/votes", {"verdict": "cannot_judge"})
    assert ids(client.get(URL, {"status": "in_review"})) == [str(claim.uuid)]


def test_a_rejected_match_leaves_the_list_and_stays_rejected(api_key: Key, match: ClaimMatch) -> None:
    response = api_key.client.post(f"/api/v1/matches/{match.uuid}/reject")
    assert response.json()["state"] == "rejected"
    assert ids(api_key.client.get("/api/v1/matches")) == []
    assert ids(api_key.client.get("/api/v1/matches", {"state": "rejected"})) == [str(match.uuid)]
    assert api_key.client.post(f"/api/v1/matches/{match.uuid}/confirm").json()["state"] == "confirmed"
    assert ids(api_key.client.get("/api/v1/matches", {"claim": str(match.right.uuid)})) == [str(match.uuid)]


def test_a_match_that_a_vote_rests_on_is_not_rejected(api_key: Key, reviewer: User, match: ClaimMatch) -> None:
    body = {"verdict": "corroborated", "evidence": [{"claim_match": str(match.uuid)}]}
    key_of(reviewer).client.post(f"{URL}/{match.left.uuid}/votes", body)
    problem(api_key.client.post(f"/api/v1/matches/{match.uuid}/reject"), 409)


def test_readers_do_not_decide_on_matches(outsider: User, match: ClaimMatch) -> None:
    problem(key_of(outsider).client.post(f"/api/v1/matches/{match.uuid}/confirm"), 403)


def test_sources_show_names_owners_and_counts_but_no_anonymous_ones(api_key: Key, claim: Claim) -> None:
    owner = make_source("Herald Group", kind="organization")
    outlet = claim.article.publisher
    outlet.parent = owner
    outlet.save()
    rows = api_key.client.get("/api/v1/sources").json()["results"]
    assert {row["name"] for row in rows} == {"Herald", "Herald Group"}
    row = api_key.client.get(f"/api/v1/sources/{outlet.uuid}").json()
    assert (row["owner"]["name"], row["articles_published"]) == ("Herald Group", 1)
    assert ids(api_key.client.get("/api/v1/sources", {"name": "group"})) == [str(owner.uuid)]
    problem(api_key.client.get("/api/v1/sources", {"nam": "x"}), 400)


def test_lists_cost_the_same_queries_for_few_and_for_many(api_key: Key, django_assert_max_num_queries: Any) -> None:
    def ask(address: str) -> int:
        with django_assert_max_num_queries(9) as counted:
            assert api_key.client.get(address).status_code == 200
        return len(counted)

    def world(n: int) -> None:
        for i in range(n):
            left = make_claim(make_article(f"Text {i} fell.", publisher=make_outlet()), f"Text {i} fell")
            right = make_claim(make_article(f"Text {i} has fallen.", publisher=make_outlet()), f"Text {i} has fallen")
            make_match(left, right, decided_at=timezone.now(), state="confirmed")

    addresses = (URL, "/api/v1/matches", "/api/v1/sources")
    world(1)
    ask(URL)  # the first use of a key is recorded
    few = [ask(address) for address in addresses]
    world(15)
    assert [ask(address) for address in addresses] == few
