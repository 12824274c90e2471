"""An accepted article is processed at least once and takes effect exactly once, whatever dies (DESIGN §3)."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import connection, connections
from django.utils import timezone

from claims import pipeline, tasks
from claims.models import Attribution, Claim, ClaimMatch
from claims.pipeline import lease_take, revision_process, revision_retry, sweep
from claims.services import article_submit, extraction
from claims.services.matching import MATCH_VERSION
from credtrack.changes.models import Change
from sources.models import Revision

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "The bridge at Lissk was closed on Sunday after two shells hit it, Mayor Ona Brandt said.\n\n"
    "At least 40 lorries were waiting on the eastern bank, according to two border guards."
)
RELAY = "Two shells hit the bridge at Lissk, which was closed on Sunday, Mayor Ona Brandt said."


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was handed to Celery, in order; no worker runs, a test plays it."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.process_revision, "delay_on_commit", ids.append)
    monkeypatch.setattr(tasks.process_revision, "delay", ids.append)
    return ids


def drain(queued: list[int]) -> None:
    """A single worker with nothing else to do."""
    while queued:
        tasks.process_revision(queued.pop(0))


def later(**by: float) -> datetime:
    return timezone.now() + timedelta(**by)


def after_lease() -> datetime:
    return later(seconds=settings.CREDTRACK_LEASE_SECONDS + 1)


def rows() -> dict[str, list[tuple]]:
    """Everything the pipeline writes, without row ids."""
    return {
        "claims": sorted(Claim.objects.values_list("revision_id", "position", "text", "status")),
        "attributions": sorted(Attribution.objects.values_list("revision_id", "position", "source_text", "cue_text")),
        "matches": sorted(ClaimMatch.objects.values_list("left__text", "right__text", "relation")),
        "changes": sorted(Change.objects.values_list("kind", "subject")),
    }


def submit_both() -> list[int]:
    first = article_submit(text=TEXT, url="https://a.example/1")
    second = article_submit(text=RELAY, url="https://b.example/1")
    return [first.revision.pk, second.revision.pk]


def test_an_article_goes_all_the_way(queued: list[int]) -> None:
    submit_both()
    drain(queued)
    assert set(Revision.objects.values_list("state", flat=True)) == {"matched"}
    assert ClaimMatch.objects.filter(left__article__canonical_url="https://a.example/1").exists()
    assert not Claim.objects.not_matched_by(MATCH_VERSION).exists()


def test_a_task_delivered_five_times_and_eight_at_once_has_one_effect(queued: list[int]) -> None:
    ids = submit_both()

    def deliver(pk: int) -> None:
        try:
            tasks.process_revision(pk)
        finally:
            connections.close_all()

    while queued:
        step, queued[:] = queued[:2], queued[2:]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(deliver, step * 8))
    drain(queued)
    once = rows()
    for pk in ids * 5:
        tasks.process_revision(pk)
    assert rows() == once
    kinds = [kind for kind, _ in once["changes"]]
    assert kinds.count("article.extracted") == kinds.count("article.matched") == 2
    positions = [(revision, position) for revision, position, *_ in once["claims"]]
    assert len(positions) == len(set(positions))


def test_only_one_of_many_takes_the_lease(queued: list[int]) -> None:
    (pk, _) = submit_both()

    def take(_: int) -> object:
        try:
            return lease_take(revision_id=pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        leases = [lease for lease in pool.map(take, range(8)) if lease is not None]
    assert len(leases) == 1
    assert Revision.objects.get(pk=pk).attempts == 1


def _killed(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt("as if the worker were killed here")


@pytest.mark.parametrize(
    "where",
    [
        "claims.pipeline.revision_analyse",  # after the lease
        "claims.pipeline.lease_hold",  # after the work
        "claims.pipeline.extraction_store",  # inside the last move
        "claims.pipeline.step_finish",  # at its very end
        "claims.services.neighbours.candidates",  # the same for the second step
        "claims.pipeline.claims_match_chunk",
        "claims.pipeline.matching_finish",
    ],
)
def test_a_worker_killed_between_any_two_moves_is_finished_by_the_sweeper(
    where: str, queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_both()
    with monkeypatch.context() as patched:
        patched.setattr(where, _killed)
        while queued:
            pk = queued.pop(0)
            try:
                tasks.process_revision(pk)
            except KeyboardInterrupt:
                continue
    assert Revision.objects.in_work().exists()
    assert sweep() == 0  # the leases still hold
    assert sweep(now=after_lease()) > 0
    drain(queued)
    assert set(Revision.objects.values_list("state", flat=True)) == {"matched"}
    kinds = [kind for kind, _ in rows()["changes"]]
    assert kinds.count("article.extracted") == kinds.count("article.matched") == 2


def test_redis_emptied_midway_loses_no_article(queued: list[int]) -> None:
    submit_both()
    tasks.process_revision(queued.pop(0))
    queued.clear()  # all messages gone
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert sweep(now=later(seconds=timeout - 60)) == 0
    assert sweep(now=later(seconds=timeout + 60)) == 2
    drain(queued)
    assert set(Revision.objects.values_list("state", flat=True)) == {"matched"}


def test_a_long_backlog_is_neither_duplicated_nor_counted_as_failing(queued: list[int]) -> None:
    submit_both()
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    waited = later(seconds=timeout + 60)
    assert sweep(now=waited) == 2
    assert sweep(now=waited + timedelta(seconds=60)) == 0  # stamped: the next sweep lets them be
    assert list(Revision.objects.values_list("attempts", flat=True)) == [0, 0]
    drain(queued)  # twice each in the queue by now
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds.count("article.extracted") == kinds.count("article.matched") == 2
    assert set(Revision.objects.values_list("state", flat=True)) == {"matched"}


def test_the_sweeper_works_in_bounded_batches(queued: list[int], settings: LazySettings) -> None:
    settings.CREDTRACK_SWEEP_BATCH = 2
    for i in range(5):
        article_submit(text=f"{TEXT} {i}")
    queued.clear()
    now = later(hours=1)
    assert [sweep(now=now) for _ in range(4)] == [2, 2, 1, 0]
    assert len(set(queued)) == 5


def test_an_extractor_that_raises_fails_after_three_attempts_with_the_reason_on_show(
    queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = submit_both()
    real = pipeline.revision_analyse

    def analyse(revision: Revision) -> object:
        if revision.pk == bad:
            raise RuntimeError("no such grammar")
        return real(revision)

    monkeypatch.setattr(pipeline, "revision_analyse", analyse)
    drain(queued)
    for attempt in (1, 2):
        revision = Revision.objects.get(pk=bad)
        assert (revision.state, revision.attempts) == ("received", attempt)
        assert "no such grammar" in revision.error
        Revision.objects.filter(pk=bad).update(next_attempt_at=timezone.now())  # its wait is over
        sweep()
        drain(queued)
    revision.refresh_from_db()
    assert (revision.state, revision.failed_in) == ("failed", "received")
    assert revision.error == "RuntimeError: no such grammar"
    assert Revision.objects.get(pk=good).state == "matched"
    assert not Claim.objects.filter(revision_id=bad).exists()


def test_a_waiting_attempt_is_not_taken_early(queued: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    pk, _ = submit_both()
    monkeypatch.setattr(pipeline, "revision_analyse", _raise)
    tasks.process_revision(pk)
    tasks.process_revision(pk)
    assert Revision.objects.get(pk=pk).attempts == 1
    assert sweep(now=later(seconds=1)) == 0


def _raise(*_: Any) -> None:
    raise RuntimeError("passing")


def _exit(*_: Any) -> None:
    os._exit(9)


def _die_in(revision_id: int) -> None:
    connections.close_all()
    pipeline.revision_analyse = _exit  # type: ignore[assignment]
    pipeline.revision_process(revision_id=revision_id)


def test_an_extractor_that_exits_the_process_fails_after_three_attempts(queued: list[int]) -> None:
    pk, good = submit_both()
    for _ in range(3):
        connections.close_all()  # a forked child must not share our connection
        child = multiprocessing.get_context("fork").Process(target=_die_in, args=(pk,))
        child.start()
        child.join(30)
        assert child.exitcode == 9
        assert Revision.objects.get(pk=pk).state == "received"
        sweep(now=after_lease())
    drain(queued)
    revision = Revision.objects.get(pk=pk)
    assert (revision.state, revision.failed_in) == ("failed", "received")
    assert "died" in revision.error
    assert Revision.objects.get(pk=good).state == "matched"


def test_an_editors_retry_starts_afresh_where_it_failed(queued: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    pk, _ = submit_both()
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "revision_analyse", _raise)
        for _ in range(3):
            Revision.objects.filter(pk=pk).update(next_attempt_at=None)
            tasks.process_revision(pk)
    failed = Revision.objects.get(pk=pk)
    assert failed.state == "failed"
    assert revision_retry(revision=failed)
    assert not revision_retry(revision=failed)  # once
    drain(queued)
    failed.refresh_from_db()
    assert (failed.state, failed.error, failed.failed_in) == ("matched", "", "")


def test_a_worker_that_comes_back_too_late_writes_nothing(queued: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    pk, _ = submit_both()
    real = pipeline.revision_analyse

    def slow(revision: Revision) -> object:
        found = real(revision)
        monkeypatch.setattr(pipeline, "revision_analyse", real)
        sweep(now=after_lease())  # its lease ran out meanwhile, and somebody else did the step
        revision_process(revision_id=pk)
        return found

    monkeypatch.setattr(pipeline, "revision_analyse", slow)
    tasks.process_revision(pk)
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds.count("article.extracted") == 1
    assert Revision.objects.get(pk=pk).state == "extracted"


def test_a_superseded_text_is_left_alone(queued: list[int]) -> None:
    pk, _ = submit_both()
    article_submit(text="All clear.", url="https://a.example/1")
    drain(queued)
    assert Revision.objects.get(pk=pk).state == "received"
    assert not Claim.objects.filter(revision_id=pk).exists()
    assert not Revision.objects.in_work().exists()


def test_a_long_match_is_done_in_chunks_and_no_chunk_counts_as_a_failure(
    queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = submit_both()
    real = pipeline.claims_match_chunk
    monkeypatch.setattr(pipeline, "claims_match_chunk", lambda **given: real(**given, budget_seconds=0.0))
    drain(queued)
    assert set(Revision.objects.filter(pk__in=ids).values_list("state", "attempts")) == {("matched", 0)}


def test_analysis_runs_outside_any_transaction(queued: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real: Callable = extraction.embed

    def embed(texts: list[str]) -> object:
        seen.append(connection.in_atomic_block)
        return real(texts)

    monkeypatch.setattr(extraction, "embed", embed)
    submit_both()
    drain(queued)
    assert seen == [False, False]
