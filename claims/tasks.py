"""Celery's side of the pipeline: a task carries an id and calls one service."""

from __future__ import annotations

from celery import shared_task


@shared_task
def process_revision(revision_id: int) -> None:
    """One step of a revision, then the next one as a task of its own."""
    from claims.pipeline import revision_process

    if revision_process(revision_id=revision_id):
        process_revision.delay(revision_id)


def process_on_commit(revision_id: int) -> None:
    """Queue a revision's next step when, and only if, the transaction that wants it commits."""
    process_revision.delay_on_commit(revision_id)  # type: ignore[attr-defined]  # Celery's Django tasks have it


@shared_task
def sweep() -> None:
    """Every minute: queue again what stands still."""
    from claims.pipeline import sweep as pipeline_sweep

    pipeline_sweep()
