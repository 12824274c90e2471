"""The look-up: has this been claimed, by whom, and what is its status?"""

from __future__ import annotations

import pytest

from claims.analysis.embed import embed
from claims.analysis.keys import claim_keys
from claims.models import Claim
from claims.services import vote_cast
from credtrack.accounts.models import User
from tests.claims.test_api_articles import problem
from tests.conftest import Key, key_of
from tests.factories import make_article, make_claim

pytestmark = pytest.mark.django_db
URL = "/api/v1/claims/lookup"


def hold(text: str) -> Claim:
    """A claim as extraction leaves it."""
    return make_claim(
        make_article(text + "."),
        text,
        resolved=text,
        keys=claim_keys(text, ()),
        embedding=embed([text])[0].tolist(),
    )


@pytest.fixture
def claim(db: None) -> Claim:
    hold("The finance ministry of Veldria sold its shares in the railway")
    hold("A ferry with 40 passengers sank off Pell on Sunday")
    return hold("General Omar Sadat resigned as commander of the northern army")


def test_the_same_in_other_words_comes_first_with_its_status(api_key: Key, claim: Claim) -> None:
    results = api_key.client.get(URL, {"text": "Omar Sadat has resigned as the northern army's commander"}).json()[
        "results"
    ]
    assert results[0]["claim"]["id"] == str(claim.uuid)
    assert results[0]["relation"] in {"same", "supports"}
    assert results[0]["claim"]["status"] == "unreviewed"
    assert results[0]["why"]


def test_what_nobody_claimed_finds_nothing_that_is_the_same(api_key: Key, claim: Claim) -> None:
    results = api_key.client.get(URL, {"text": "The moon is made of green cheese"}).json()["results"]
    assert not [row for row in results if row["relation"] != "related"]


def test_another_figure_of_the_same_is_a_discrepancy(api_key: Key, claim: Claim) -> None:
    results = api_key.client.get(URL, {"text": "A ferry with 70 passengers sank off Pell on Sunday"}).json()["results"]
    assert results[0]["relation"] == "numeric_discrepancy"
    assert any("70" in why and "40" in why for why in results[0]["why"])


def test_a_reviewer_is_shown_the_claim_but_not_its_status(reviewer: User, second_reviewer: User, claim: Claim) -> None:
    vote_cast(claim=claim, reviewer=second_reviewer, verdict="cannot_judge")
    results = key_of(reviewer).client.get(URL, {"text": claim.text}).json()["results"]
    assert results[0]["claim"]["id"] == str(claim.uuid)
    assert results[0]["claim"]["status"] is None
    assert results[0]["claim"]["tally"] is None


def test_superseded_claims_are_not_found(api_key: Key, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(state="replaced")
    results = api_key.client.get(URL, {"text": claim.text}).json()["results"]
    assert str(claim.uuid) not in {row["claim"]["id"] for row in results}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({}, "/text"),
        ({"text": "  "}, "/text"),
        ({"text": "a" * 1_001}, "/text"),
        ({"text": "x", "published_at": "soon"}, "/published_at"),
        ({"text": "x", "limit": "5"}, "/limit"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(api_key: Key, query: dict, pointer: str) -> None:
    assert problem(api_key.client.get(URL, query), 400)["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("text", ["x", "?", '"' * 900, "a" * 1_000, "\u202e\u0007", "١٢٣"])
def test_awkward_questions_are_answered(api_key: Key, claim: Claim, text: str) -> None:
    assert api_key.client.get(URL, {"text": text}).status_code in {200, 400}
