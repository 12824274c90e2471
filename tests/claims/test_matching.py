"""The same claim in other articles: found from both sides, each pair once, decisions kept, in any order."""

from __future__ import annotations

import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims import candidates as candidates_module
from claims import tasks
from claims.intake_files import record_of
from claims.models import Claim, ClaimMatch, ClaimNeighbour, Statement
from claims.pipeline import lease_hold, lease_take, revision_process
from claims.services import article_submit, match_confirm, match_reject
from claims.services.matching import claims_match_chunk
from claims.services.neighbours import pairs_prune
from claims.services.rematching import revisions_rematch
from credtrack.accounts.models import User
from sources.demonstration import articles
from sources.models import Revision
from tests.factories import make_article, make_claim, make_match

STRANGER = candidates_module.Candidate(0, 9.0, candidates_module.glimpse("", None, None, None), "")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.process_revision, "delay_on_commit", lambda pk: None)


def process_all() -> None:
    for pk in list(Revision.objects.in_work().values_list("pk", flat=True)):
        while revision_process(revision_id=pk):
            pass


def load_demonstration(about: str = "Toldek", seed: int | None = None) -> None:
    """One story with its relays (or all twenty articles, in five times the time)."""
    chosen = [row for row in articles() if about in row["text"]]
    if seed is not None:
        random.Random(seed).shuffle(chosen)
    for row in chosen:
        article_submit(**record_of(json.dumps(row).encode()))
    process_all()


def found() -> set[tuple]:
    """Every match by its words, whichever side came first."""
    return {
        (*sorted((m.left.text + m.left_article.title, m.right.text + m.right_article.title)), m.relation, m.state)
        for m in ClaimMatch.objects.select_related("left", "right", "left_article", "right_article")
    }


def statements() -> set[frozenset[str]]:
    return {frozenset(statement.claims.values_list("text", "article__title")) for statement in Statement.objects.all()}


def test_the_demonstration_denial_and_tolls_are_told_apart_and_relays_found() -> None:
    load_demonstration(about="")
    pairs = [
        (m.relation, {m.left.text, m.right.text})
        for m in ClaimMatch.objects.exclude(relation="related").select_related("left", "right")
    ]

    def relation(one: str, other: str) -> set[str]:
        return {r for r, texts in pairs if any(one in t for t in texts) and any(other in t for t in texts)}

    assert "contradicts" in {r for r, texts in pairs if sum("secret loan" in t for t in texts) == 2}
    assert relation("killed 14", "killed 21") == {"numeric_discrepancy"}
    assert relation("killed 21", "rose to 27") == {"update"}
    origin = Claim.objects.get(article__publisher__name="The Marenne Courier", text__startswith="The commander of the")
    relays = ClaimMatch.objects.of(origin).filter(relation="same")
    assert len({match.left_article_id for match in relays} | {match.right_article_id for match in relays}) >= 5
    rifles = Statement.objects.get(claims__text__startswith="Toldek had asked the officers for at least 200 rifles")
    assert rifles.claims.values("article__publisher").distinct().count() >= 3


def rematch_shuffled(seed: int) -> None:
    revisions_rematch(everything=True)
    ids = list(Revision.objects.in_work().values_list("pk", flat=True))
    random.Random(seed).shuffle(ids)
    for pk in ids:
        while revision_process(revision_id=pk):
            pass


def test_matching_everything_again_in_any_order_gives_the_same() -> None:
    load_demonstration()
    before = (found(), statements())
    assert before[1]
    rematch_shuffled(1)
    assert (found(), statements()) == before
    rematch_shuffled(2)
    assert (found(), statements()) == before


@pytest.mark.parametrize("seed", [5, 6])
def test_articles_arriving_in_another_order_give_the_same_matches(seed: int) -> None:
    load_demonstration()
    before = (found(), statements())
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE sources_article, sources_source, claims_statement CASCADE")
    load_demonstration(seed=seed)
    assert (found(), statements()) == before


def test_two_articles_that_match_each_other_at_once_make_each_pair_once() -> None:
    text = "The bridge at Lissk was closed on 4 May 2025 after two shells hit it, Mayor Ona Brandt said."
    ids = [article_submit(text=text + suffix).revision.pk for suffix in (" A.", " B.", " C.", " D.")]
    for pk in ids:
        revision_process(revision_id=pk)

    def match(pk: int) -> None:
        try:
            revision_process(revision_id=pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(match, ids))
    assert set(Revision.objects.values_list("state", flat=True)) == {"matched"}
    pairs = [(m.left_id, m.right_id) for m in ClaimMatch.objects.all()]
    assert all(left < right for left, right in pairs)
    same = ClaimMatch.objects.filter(relation="same")
    assert {frozenset((m.left_article_id, m.right_article_id)) for m in same} >= {
        frozenset((a, b)) for a in Claim.objects.values_list("article_id", flat=True).distinct()
        for b in Claim.objects.values_list("article_id", flat=True).distinct() if a != b
    }  # fmt: skip
    assert Statement.objects.filter(claims__text__contains="closed").distinct().count() == 1


def test_matches_with_an_article_are_stored_while_its_own_step_ends() -> None:
    """Otherwise two workers whose articles match each other wait for each other, and PostgreSQL ends one of them."""
    text = "The bridge at Lissk was closed on 4 May 2025 after two shells hit it, Mayor Ona Brandt said."
    one, other = (article_submit(text=text + suffix).revision for suffix in (" A.", " B."))
    for pk in (one.pk, other.pk):
        revision_process(revision_id=pk)
    lease = lease_take(revision_id=one.pk)
    assert lease is not None

    def match_other() -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return claims_match_chunk(revision_id=other.pk)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lease_hold(lease)
        assert pool.submit(match_other).result()
    assert ClaimMatch.objects.filter(left_article=one.article, right_article=other.article).exists()


def test_a_rejected_pair_never_comes_back(editor: User) -> None:
    load_demonstration()
    match = ClaimMatch.objects.filter(relation="same").first()
    assert match is not None
    match_reject(match=match, by=editor)
    revisions_rematch(everything=True)
    process_all()
    match.refresh_from_db()
    assert match.state == "rejected"
    match.left.refresh_from_db()
    match.right.refresh_from_db()
    assert match.left.statement_id is None or match.left.statement_id != match.right.statement_id


def test_a_confirmed_pair_keeps_its_relation_when_matching_runs_again(editor: User) -> None:
    load_demonstration()
    match = ClaimMatch.objects.filter(relation="related").first()
    assert match is not None
    ClaimMatch.objects.filter(pk=match.pk).update(relation="supports")
    match_confirm(match=match, by=editor)
    revisions_rematch(everything=True)
    process_all()
    match.refresh_from_db()
    assert (match.state, match.relation) == ("confirmed", "supports")


def test_suggestions_that_a_new_version_does_not_find_again_go(monkeypatch: pytest.MonkeyPatch) -> None:
    load_demonstration()
    one = Claim.objects.earliest("pk")
    matched = one.matches_as_left.values("right")
    other = Claim.objects.exclude(article=one.article).exclude(pk__in=matched).latest("pk")
    stale = make_match(one, other)
    monkeypatch.setattr("claims.services.matching.MATCH_VERSION", 99)
    monkeypatch.setattr("claims.services.rematching.MATCH_VERSION", 99)
    assert revisions_rematch() == Revision.objects.count()
    process_all()
    assert not ClaimMatch.objects.filter(pk=stale.pk).exists()
    assert revisions_rematch() == 0


def test_rematch_embeds_what_an_earlier_model_embedded(capsys: pytest.CaptureFixture[str]) -> None:
    load_demonstration()
    claim = Claim.objects.exclude(embedding=None).earliest("pk")
    Claim.objects.filter(pk=claim.pk).update(embedding=[0.0] * 383 + [1.0], embedding_version=0)
    call_command("rematch")
    assert "1 claims embedded again" in capsys.readouterr().out
    again = Claim.objects.get(pk=claim.pk)
    assert sum(a * b for a, b in zip(again.embedding, claim.embedding, strict=True)) > 0.99


def test_superseded_texts_leave_statements_and_find_no_matches() -> None:
    text = "The bridge at Lissk was closed on 4 May 2025 after two shells hit it, Mayor Ona Brandt said."
    article_submit(text=text, url="https://a.example/1")
    article_submit(text=text + " More soon.", url="https://b.example/1")
    process_all()
    assert Statement.objects.exists()
    article_submit(text="Nothing is known.", url="https://a.example/1")
    process_all()
    assert not Statement.objects.exists()
    article_submit(text=text + " Third.", url="https://c.example/1")
    process_all()
    articles_joined = {
        m.left_article.canonical_url
        for m in ClaimMatch.objects.filter(right_article__canonical_url="https://c.example/1")
    }
    assert articles_joined == {"https://b.example/1"}


def test_a_pair_that_is_among_neither_sides_nearest_goes_unless_somebody_decided(
    monkeypatch: pytest.MonkeyPatch, editor: User
) -> None:
    monkeypatch.setattr("claims.services.neighbours.MOST", 2)
    submit = "The bridge at Lissk was closed on 4 May 2025{}, Mayor Ona Brandt said.".format
    far = [article_submit(text=submit(end)).revision for end in (", it is said", " or later")]
    process_all()
    claims = [revision.claims.get().pk for revision in far]
    assert {(m.left_id, m.right_id) for m in ClaimMatch.objects.all()} == {tuple(claims)}
    for again in range(5):
        article_submit(text=submit("") + f" Report {again}.")
    process_all()
    kept = {(m.left_id, m.right_id) for m in ClaimMatch.objects.all()}
    lists = set(ClaimNeighbour.objects.values_list("claim_id", "other_id"))
    assert kept <= lists | {(other, claim) for claim, other in lists}
    assert max(Counter(claim for claim, _ in lists).values()) == 2
    decided = ClaimMatch.objects.latest("pk")
    match_confirm(match=decided, by=editor)
    ClaimNeighbour.objects.all().delete()
    pairs_prune(list(Claim.objects.values_list("pk", flat=True)))
    assert set(ClaimMatch.objects.values_list("pk", flat=True)) == {decided.pk}


def test_the_nearest_are_asked_of_the_index_even_when_the_planner_knows_nothing_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table without statistics is what every archive has that was just loaded."""
    monkeypatch.setattr("claims.candidates._NEAREST_SQL", "EXPLAIN " + candidates_module._NEAREST_SQL)
    plans: list[str] = []
    monkeypatch.setattr("claims.candidates._candidate", lambda line: plans.append(line) or STRANGER)
    candidates_module.candidates_near(embedding=[0.1] * 384, keys=[])
    assert "claim_embedding_hnsw" in "\n".join(plans)


def test_the_database_refuses_a_pair_turned_round_and_a_pair_within_one_article() -> None:
    one = make_claim(make_article("A ship sank."), "A ship sank")
    two = make_claim(make_article("The ship sank."), "The ship sank")
    low, high = sorted((one, two), key=lambda claim: claim.pk)
    fields = {"relation": "same", "score": 0.9, "decided_at": timezone.now()}
    for left, right, left_article, right_article in (
        (high, low, high.article, low.article),
        (low, high, low.article, low.article),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimMatch.objects.create(
                left=left, right=right, left_article=left_article, right_article=right_article, **fields
            )
