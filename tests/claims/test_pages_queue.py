"""The queue: what needs a reviewer's vote, worthiest first; and the list of all claims."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.services import vote_cast
from claims.views.lists import PAGE_SIZE
from credtrack.accounts.models import DeclaredLink, User
from sources.models import Article
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_article, make_claim, make_revision, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Story:
    return story()


def listed(user: User, url_name: str = "queue", **params: Any) -> list[str]:
    """The texts of the claims on the page, in order."""
    response = sign_in(user).get(reverse(url_name), params)
    assert response.status_code == 200
    return re.findall(r'class="claim-text"[^>]*>([^<]*)<', response.text)


def test_the_worthiest_comes_first_with_what_makes_it_so(reviewer: User, world: Story) -> None:
    claims = listed(reviewer)
    assert claims[0] == world.relayed.text
    assert len(claims) == 8
    body = sign_in(reviewer).get(reverse("queue")).text
    assert "anonymous source <b>25</b>" in body
    assert "a customs officer" in body
    assert "Pell Herald" in body
    assert "3 Nov 2025" in body


def test_what_was_voted_on_leaves_the_queue(reviewer: User, world: Story) -> None:
    vote_cast(claim=world.relayed, reviewer=reviewer, verdict="cannot_judge")
    assert world.relayed.text not in listed(reviewer)
    assert world.relayed.text in listed(reviewer, show="all")


def test_what_one_is_barred_from_is_not_in_the_queue(reviewer: User, world: Story) -> None:
    Article.objects.filter(pk=world.wire.article.pk).update(submitted_by=reviewer)
    DeclaredLink.objects.create(user=reviewer, source=world.minister)
    claims = listed(reviewer)
    assert world.witnessed.text not in claims
    assert world.denied.text not in claims
    assert world.relayed.text in claims


def test_claims_of_an_earlier_text_and_dismissed_ones_are_gone(reviewer: User, world: Story) -> None:
    make_revision(world.wire.article, "Another text.")
    world.own_voice.state = "dismissed"
    world.own_voice.save()
    claims = listed(reviewer, show="all")
    assert world.witnessed.text not in claims
    assert world.own_voice.text not in claims


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"source": "anonymous"}, {"relayed", "orders"}),
        ({"source": "none"}, {"own_voice", "fewer"}),
        ({"source": "named", "stance": "denial"}, {"denied"}),
        ({"stance": "distancing"}, {"orders"}),
        ({"q": "lorries"}, {"relayed", "witnessed"}),
        ({"q": "bridge midnight"}, {"own_voice"}),
        ({"q": "Crossed LORRIES"}, {"relayed", "witnessed"}),
        ({"q": "zeppelin"}, set()),
    ],
)
def test_filters(reviewer: User, world: Story, params: dict[str, str], expected: set[str]) -> None:
    texts = {
        "relayed": world.relayed.text,
        "orders": "the convoy had been waved through on orders from the capital",
        "own_voice": world.own_voice.text,
        "fewer": "no more than 25 vehicles had been counted",
        "denied": world.denied.text,
        "witnessed": world.witnessed.text,
    }
    assert set(listed(reviewer, **params)) == {texts[name] for name in expected}


def test_editors_first_see_all_claims_with_their_status_and_may_filter_by_it(editor: User, world: Story) -> None:
    vote_cast(claim=world.own_voice, reviewer=editor, verdict="cannot_judge")
    assert len(listed(editor)) == 8
    assert listed(editor, status="in_review") == [world.own_voice.text]
    assert len(listed(editor, show="vote")) == 7


@pytest.mark.parametrize("params", [{"q": "ab"}, {"stance": "angry"}, {"q": "x" * 301}, {"source": "1"}])
def test_a_filter_that_makes_no_sense_is_said_and_finds_nothing(editor: User, world: Story, params: Any) -> None:
    response = sign_in(editor).get(reverse("queue"), params)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert 'class="claim-text"' not in response.text


def test_pages_follow_each_other(reviewer: User) -> None:
    revision = make_article("x " * 40)
    for i in range(PAGE_SIZE + 3):
        make_claim(revision, "x", resolved=f"x {i}", check_worthiness=0.5)
    client = sign_in(reviewer)
    first, second = (client.get(reverse("queue"), {"page": n, "stance": ""}) for n in (1, 2))
    assert first.text.count('class="claim-row"') == PAGE_SIZE
    assert second.text.count('class="claim-row"') == 3
    assert 'rel="next"' in first.text
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize("page", ["0", "-1", "two", "9" * 30, "3", "1.5"])
def test_a_page_there_is_not_is_404(reviewer: User, world: Story, page: str) -> None:
    assert sign_in(reviewer).get(reverse("queue"), {"page": page}).status_code == 404


def test_an_empty_queue_says_so(reviewer: User) -> None:
    assert "Nothing waits for your vote" in sign_in(reviewer).get(reverse("queue")).text


def test_a_retracted_article_is_marked(editor: User, world: Story) -> None:
    Article.objects.filter(pk=world.wire.article.pk).update(retracted_at=timezone.now())
    assert 'class="tag retracted"' in sign_in(editor).get(reverse("queue")).text
