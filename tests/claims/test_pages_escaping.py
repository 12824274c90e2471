"""What people and pages wrote is shown as text, wherever it is shown: in pages and in the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Attribution, Claim, ClaimMatch
from claims.services import EvidenceInput, claim_reopen, vote_cast
from credtrack.accounts.models import User
from sources.models import Article, Revision, Source
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_revision, make_user, story

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"


@pytest.fixture
def world(editor: User) -> Story:
    """The story with something hostile in every field that holds somebody's words."""
    world = story()
    evidence = [EvidenceInput(claim_match=world.match.uuid), EvidenceInput(url="https://e.example/?<b>", shows=HOSTILE)]
    vote_cast(claim=world.relayed, reviewer=make_user(), verdict="corroborated", note=HOSTILE, evidence=evidence)
    claim_reopen(claim=world.relayed, editor=editor, reason=HOSTILE)
    Article.objects.update(title=HOSTILE, byline=HOSTILE, retraction_note=HOSTILE, retracted_at=timezone.now())
    Source.objects.update(name=HOSTILE, note=HOSTILE)
    world.minister.aliases.update(name=HOSTILE)
    Attribution.objects.update(
        source_text=HOSTILE,
        cue_text=HOSTILE,
        cue_lemma=HOSTILE,
        anonymous_affiliation=HOSTILE,
        anonymous_seniority=HOSTILE,
        anonymous_proximity=HOSTILE,
        anonymous_reason=HOSTILE,
    )
    ClaimMatch.objects.update(why=[HOSTILE])
    hostile = make_revision(world.wire.article, HOSTILE * 3, state="failed", error=HOSTILE)
    Revision.objects.filter(pk=world.wire.pk).update(is_current=False)
    Claim.objects.filter(revision=world.wire).update(revision=hostile, spans=[[0, len(HOSTILE)]])
    Claim.objects.update(
        text=HOSTILE,
        quantities=[{"text": HOSTILE, "counted": HOSTILE, "unit": HOSTILE, "value": HOSTILE, "comparator": HOSTILE}],
        check_worthiness_parts={HOSTILE: 0.5},
        event_precision="<b>",
    )
    return world


def test_nothing_hostile_comes_out_as_markup(world: Story, editor: User) -> None:
    client = sign_in(editor)
    claims, articles = [world.relayed, world.witnessed], [world.herald.article, world.wire.article]
    pages = [
        reverse("queue"),
        reverse("queue") + "?show=vote",
        reverse("search") + "?q=lorries+crossed",
        reverse("articles"),
        reverse("sources"),
        *(reverse("claim", args=[claim.uuid]) for claim in claims),
        *(reverse("article", args=[article.uuid]) for article in articles),
        *(reverse("source", args=[source.uuid]) for source in (world.minister, world.anonymous)),
        *(reverse(f"admin:{name}_changelist") for name in ("sources_article", "claims_claim", "claims_claimmatch")),
        *(reverse(f"admin:{name}_changelist") for name in ("sources_source", "accounts_user", "changes_change")),
        *(reverse("admin:claims_claim_change", args=[claim.pk]) for claim in claims),
        *(reverse("admin:sources_article_change", args=[article.pk]) for article in articles),
        reverse("admin:claims_claimmatch_change", args=[world.match.pk]),
        reverse("admin:sources_source_change", args=[world.minister.pk]),
    ]
    shown = 0
    for url in pages:
        response = client.get(url)
        assert response.status_code == 200, url
        body = response.text
        assert "<script>alert" not in body, url
        assert "<img src=x" not in body, url
        assert "&lt;script&gt;alert" in body or "admin" in url, url
        shown += body.count("&lt;script&gt;alert")
    assert shown > 60


def test_what_was_typed_comes_back_as_text(editor: User, world: Story) -> None:
    client = sign_in(editor)
    hostile = {"q": HOSTILE, "page": "1", "show": HOSTILE}
    for url in (reverse("queue"), reverse("search"), reverse("articles"), reverse("sources")):
        assert "<script>alert" not in client.get(url, hostile).text
    refused = client.post(reverse("submit"), {"title": HOSTILE, "url": HOSTILE, "text": ""})
    assert "<script>alert" not in refused.text
    refused = client.post(reverse("admin:sources_article_add"), {"title": HOSTILE, "url": HOSTILE, "text": ""})
    assert "<script>alert" not in refused.text
