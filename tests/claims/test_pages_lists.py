"""The lists of articles and sources, a source's page, the search, and handing an article in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from claims.analysis.embed import embed
from claims.services import vote_cast
from credtrack.accounts.models import User
from sources.models import Article, Source
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import PASSWORD, Story, make_article, make_claim, make_outlet, make_source, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Story:
    return story()


def titles(user: User, name: str, **params: Any) -> list[str]:
    response = sign_in(user).get(reverse(name), params)
    assert response.status_code == 200
    return re.findall(r'class="row-title"[^>]*>([^<]*)<', response.text)


def test_articles_are_listed_newest_first_with_their_claims(reviewer: User, world: Story) -> None:
    assert titles(reviewer, "articles") == [
        "Customs union confirms convoy at Pell",
        "Radar parts cross the border at night – customs officer",
    ]
    assert "5 claims" in sign_in(reviewer).get(reverse("articles")).text


@pytest.mark.parametrize(
    ("words", "found"), [("RADAR parts", 1), ("nordwire", 1), ("pell-herald.example", 1), ("no such thing", 0)]
)
def test_articles_are_found_by_headline_outlet_and_address(
    reviewer: User, world: Story, words: str, found: int
) -> None:
    assert len(titles(reviewer, "articles", q=words)) == found


def test_articles_in_work_and_failed_ones_are_told_apart(reviewer: User) -> None:
    make_article("One.", state="received")
    make_article("Two.", state="failed")
    body = sign_in(reviewer).get(reverse("articles")).text
    assert "in work" in body
    assert "failed" in body


def test_sources_are_listed_by_name_without_anonymous_and_merged_ones(reviewer: User, world: Story) -> None:
    Source.objects.filter(name="Harbour List").update(merged_into=world.minister)
    names = titles(reviewer, "sources")
    assert names == sorted(names)
    assert "a customs officer" not in names
    assert "Harbour List" not in names
    assert "Ilmari Sode" in names


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"q": "sode"}, ["Ilmari Sode"]),
        ({"q": "The INTERIOR minister"}, ["Ilmari Sode"]),  # an alias, folded
        ({"kind": "outlet"}, ["Nordwire", "Pell Herald"]),
        ({"q": "%"}, []),
    ],
)
def test_sources_are_found_by_name_alias_and_kind(
    reviewer: User, world: Story, params: dict[str, str], expected: list[str]
) -> None:
    assert titles(reviewer, "sources", **params) == expected


@pytest.mark.parametrize("params", [{"kind": "wizard"}, {"q": "x" * 101}])
def test_a_source_filter_that_makes_no_sense_is_400(reviewer: User, params: dict[str, str]) -> None:
    assert sign_in(reviewer).get(reverse("sources"), params).status_code == 400


def test_a_source_shows_what_it_said_its_aliases_and_owner(reviewer: User, world: Story) -> None:
    body = sign_in(reviewer).get(reverse("source", args=[world.minister.uuid])).text
    assert world.denied.text in body
    assert "the interior minister" in body
    outlet = Source.objects.get(name="Pell Herald")
    body = sign_in(reviewer).get(reverse("source", args=[outlet.uuid])).text
    assert "Quayside Media" in body
    assert "Radar parts cross the border" in body


def test_an_anonymous_source_leads_to_its_article(reviewer: User, world: Story) -> None:
    body = sign_in(reviewer).get(reverse("source", args=[world.anonymous.uuid])).text
    assert "unnamed source" in body
    assert reverse("article", args=[world.herald.article.uuid]) in body


def test_the_search_finds_the_likest_claim_first_with_who_and_where(reviewer: User, world: Story) -> None:
    body = sign_in(reviewer).get(reverse("search"), {"q": "Lorries crossed the Sode bridge"}).text
    found = re.findall(r'class="claim-text"[^>]*>([^<]*)<', body)
    assert found == [world.witnessed.text, world.relayed.text]
    assert "Northern Customs Union" in body
    assert "Nordwire" in body


def test_the_search_shows_a_status_to_who_may_see_it(editor: User, reviewer: User, world: Story) -> None:
    vote_cast(claim=world.witnessed, reviewer=editor, verdict="cannot_judge")
    params = {"q": "lorries crossed"}
    assert 'class="status in_review"' in sign_in(editor).get(reverse("search"), params).text
    assert 'class="status' not in sign_in(reviewer).get(reverse("search"), params).text


@pytest.mark.parametrize(("words", "status"), [("", 400), ("ab", 400), ("x" * 1001, 400), ("nothing like it", 200)])
def test_a_search_without_words_or_finds_is_said(reviewer: User, words: str, status: int) -> None:
    assert sign_in(reviewer).get(reverse("search"), {"q": words}).status_code == status


@pytest.mark.parametrize(
    "words", ["'; drop table x; --", "100%", "a\\b_c", "(((", "“”’", "‮abc", "\U0001f600\U0001f600\U0001f600"]
)
def test_odd_search_words_are_words(reviewer: User, world: Story, words: str) -> None:
    assert sign_in(reviewer).get(reverse("search"), {"q": words}).status_code == 200
    assert sign_in(reviewer).get(reverse("queue"), {"q": words}).status_code == 200


ARTICLE = {
    "text": "PELL — The dam broke on Monday, the mayor said.",
    "url": "https://dam.example/news?utm_source=feed",
    "title": "Dam breaks",
    "published_at": "2025-11-03T08:30",
    "publisher_name": "Dam Gazette",
    "publisher_owner": "Quayside Media",
}


def test_a_reviewer_hands_an_article_in_and_may_not_vote_on_it(reviewer: User) -> None:
    client = sign_in(reviewer)
    response = client.post(reverse("submit"), ARTICLE)
    article = Article.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("article", args=[article.uuid])
    assert article.canonical_url == "https://dam.example/news"
    assert article.submitted_by == reviewer
    assert article.publisher is not None
    assert article.publisher.parent is not None
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-11-03T08:30:00+00:00"
    claim = make_claim(article.revisions.get(), "The dam broke on Monday")
    assert "you do not vote" in client.get(reverse("claim", args=[claim.uuid])).text


def test_the_same_article_twice_is_one(reviewer: User) -> None:
    client = sign_in(reviewer)
    client.post(reverse("submit"), ARTICLE)
    response = client.post(reverse("submit"), ARTICLE, follow=True)
    assert Article.objects.count() == 1
    assert "This text was here already." in response.text


@pytest.mark.parametrize(
    ("changed", "field", "status"),
    [
        ({"text": ""}, "text", 422),
        ({"text": "x" * (settings.CREDTRACK_MAX_TEXT_BYTES + 1)}, "text", 413),
        ({"url": "ftp://dam.example/x"}, "url", 422),
        ({"url": "not an address"}, "url", 422),
        ({"published_at": "yesterday"}, "published_at", 422),
        ({"title": "x" * 501}, "title", 422),
    ],
)
def test_a_refused_article_says_why_where_and_keeps_the_rest(
    reviewer: User, changed: dict[str, str], field: str, status: int
) -> None:
    response = sign_in(reviewer).post(reverse("submit"), ARTICLE | changed)
    assert response.status_code == status
    assert list(response.context["form"].errors) == [field]
    assert Article.objects.count() == 0
    if field != "title":
        assert 'value="Dam breaks"' in response.text


def test_signing_in_and_out(client: Any, reviewer: User) -> None:
    page = client.get(reverse("login"))
    assert page.status_code == 200
    wrong = client.post(reverse("login"), {"username": "reviewer", "password": "wrong"})
    assert 'role="alert"' in wrong.text
    right = client.post(reverse("login"), {"username": "reviewer", "password": PASSWORD})
    assert right.url == reverse("queue")
    assert client.post(reverse("logout")).url == reverse("login")
    assert client.get(reverse("queue")).status_code == 302


def test_pages_of_what_is_not_there_and_of_refusals_are_plain(reviewer: User, outsider: User) -> None:
    missing = sign_in(reviewer).get("/claims/00000000-0000-0000-0000-000000000000/")
    assert missing.status_code == 404
    assert "Not found" in missing.text
    refused = sign_in(outsider).get(reverse("submit"))
    assert refused.status_code == 403
    assert "Not for this account" in refused.text


def test_a_fault_is_answered_with_a_plain_page(client: Any, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("out of ink")

    monkeypatch.setattr("claims.views.lists.claim_cards", fault)
    client.force_login(reviewer)
    client.raise_request_exception = False
    response = client.get(reverse("queue"))
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "out of ink" not in response.text


def test_owned_sources_and_counts(reviewer: User) -> None:
    owner = make_source("Quayside Media", kind="organization")
    for _ in range(3):
        make_article(publisher=make_outlet(owner=owner))
    body = sign_in(reviewer).get(reverse("source", args=[owner.uuid])).text
    assert body.count("Outlet ") >= 3
    assert "1 article" in sign_in(reviewer).get(reverse("sources"), {"kind": "outlet"}).text


def test_the_search_finds_by_meaning_what_its_words_do_not(reviewer: User, world: Story) -> None:
    world.witnessed.embedding = embed([world.witnessed.text])[0].tolist()
    world.witnessed.save()
    body = (
        sign_in(reviewer).get(reverse("search"), {"q": "Some forty trucks drove over the Sode bridge near Pell"}).text
    )
    assert "By meaning" in body
    assert body.count(world.witnessed.text) == 1  # not once more by its words
