"""An article's page: its text with everything marked, matches beside, revisions, long texts in parts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.services import vote_cast
from claims.views.articles import MATCHES_BESIDE, PART_LENGTH
from credtrack.accounts.models import User
from sources.models import Article, Revision
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_article, make_claim, make_match, make_revision, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Story:
    return story()


def page(user: User, shown: Revision, /, **params: Any) -> str:
    response = sign_in(user).get(reverse("article", args=[shown.article.uuid]), params)
    assert response.status_code == 200
    return response.text


def words_of(body: str) -> str:
    """The article's text as a reader sees it, without marks and claim numbers."""
    passages = re.findall(r'<p class="passage" dir="auto">(.*?)</p>', body, re.S)
    return "\n\n".join(re.sub(r'<a class="m-ref".*?</a>|<[^>]+>', "", passage) for passage in passages)


def test_the_text_is_whole_with_claims_sources_and_cues_marked(reviewer: User, world: Story) -> None:
    body = page(reviewer, world.herald)
    assert words_of(body) == world.herald.text
    assert body.count('<mark class="m m-claim') >= 5
    assert '<span class="m m-cue distancing" title="Cue: claim, distancing">claimed</span>' in body
    assert f'id="claim-{world.relayed.uuid}"' in body
    assert f'<a class="m-ref" href="/claims/{world.relayed.uuid}/" aria-label="Claim 1">1</a>' in body


def test_each_claims_matches_stand_beside_its_paragraph(reviewer: User, world: Story) -> None:
    body = page(reviewer, world.herald)
    first, second = body.index("Forty lorries"), body.index("“They had no papers")
    beside = body[first:second]
    link = f'<a href="{reverse("claim", args=[world.witnessed.uuid])}" title="{world.witnessed.text}">Nordwire</a>'
    assert f'<span class="relation same">same</span> {link}' in beside
    assert '<span class="relation numeric_discrepancy">numeric discrepancy</span>' in beside


def test_only_the_surest_matches_stand_beside_and_the_rest_are_counted(reviewer: User, world: Story) -> None:
    for i in range(MATCHES_BESIDE + 2):
        other = make_claim(make_article(f"Lorries were seen, said witness {i}."), "Lorries were seen")
        make_match(world.own_voice, other, relation="related", score=0.1 + i / 100)
    body = page(reviewer, world.herald)
    assert f"all {MATCHES_BESIDE + 2}</a>" in body
    assert body.count('title="Lorries were seen"') == MATCHES_BESIDE


def test_the_statuses_of_all_claims_are_summed_up_for_who_may_see_them(
    editor: User, reviewer: User, world: Story
) -> None:
    vote_cast(claim=world.own_voice, reviewer=reviewer, verdict="cannot_judge")
    summary = page(editor, world.herald)
    assert "4 unreviewed" in summary
    assert "1 in review" in summary
    own = page(reviewer, world.herald)
    assert "1 in review" in own
    assert "4 shown after your vote" in own


def test_an_earlier_revision_has_its_own_address(reviewer: User, world: Story) -> None:
    make_revision(world.herald.article, "PELL — The report was rewritten.")
    assert words_of(page(reviewer, world.herald)) == "PELL — The report was rewritten."
    old = page(reviewer, world.herald, revision=1)
    assert words_of(old) == world.herald.text
    assert "an earlier text" in old


@pytest.mark.parametrize("params", [{"revision": "9"}, {"revision": "x"}, {"part": "2"}, {"part": "0"}, {"part": "²"}])
def test_what_there_is_not_is_404(reviewer: User, world: Story, params: dict[str, str]) -> None:
    url = reverse("article", args=[world.herald.article.uuid])
    assert sign_in(reviewer).get(url, params).status_code == 404


def test_a_long_text_comes_in_parts_that_hold_all_of_it(reviewer: User) -> None:
    paragraphs = [f"Paragraph {i} tells of the harbour. " + "word " * 500 for i in range(60)]
    revision = make_article("\n\n".join(p.strip() for p in paragraphs))
    make_claim(revision, "Paragraph 59 tells of the harbour")
    first = page(reviewer, revision)
    parts = int(re.search(r"Part 1 of (\d+)", first)[1])  # type: ignore[index]
    assert parts == -(-len(revision.text) // PART_LENGTH)
    whole = [words_of(page(reviewer, revision, part=n)) for n in range(1, parts + 1)]
    assert "\n\n".join(whole) == revision.text
    assert 'class="margin"' not in first
    assert 'class="margin"' in page(reviewer, revision, part=parts)


def test_lines_that_are_not_body_are_shown_faint(reviewer: User) -> None:
    revision = make_article("By Runa Okkel\n\nThe bridge fell.")
    Revision.objects.filter(pk=revision.pk).update(ignored=[[0, 13]])
    assert '<span class="m m-ignored "' in page(reviewer, revision)


@pytest.mark.parametrize(
    ("state", "said"),
    [("received", "the claims are being read"), ("extracted", "compared with other articles"), ("failed", "failed")],
)
def test_work_under_way_and_failure_are_said(reviewer: User, state: str, said: str) -> None:
    assert said in page(reviewer, make_article("A text.", state=state))


def test_why_it_failed_is_for_editors(reviewer: User, editor: User) -> None:
    revision = make_article("A text.", state="failed")
    assert "out of ink" not in page(reviewer, revision)
    assert "out of ink" in page(editor, revision)


def test_a_retraction_and_an_unsupported_language_are_said(reviewer: User, world: Story) -> None:
    Article.objects.filter(pk=world.wire.article.pk).update(
        retracted_at=timezone.now(),
        retraction_note="The count was invented.",
        language_unsupported=True,
        language="tlh",
    )
    body = page(reviewer, world.wire)
    assert "Retracted on" in body
    assert "The count was invented." in body
    assert "The language (tlh) is not supported" in body


def test_a_fetched_page_without_text_yet_has_a_page(reviewer: User) -> None:
    article = make_article("x").article
    article.revisions.update(is_current=False)
    revision = Revision.objects.create(article=article, number=2, text="", html="<p>x</p>", text_digest="0" * 64)
    assert "the claims are being read" in page(reviewer, revision)
