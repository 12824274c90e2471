"""How a revision moves through its steps, so that nothing is lost and nothing happens twice (DESIGN §3).

A step is three moves. (1) A short transaction takes a lease by a conditional UPDATE: token, `lease_until`,
attempts + 1. (2) The work is done with no transaction open. (3) A short transaction writes the results, and only while
the token still holds. A worker that dies in any way leaves an expired lease behind, which counts as an attempt; the
third makes the revision `failed`, with the reason on show. Redis only carries ids: what it forgets, `sweep` finds again
in PostgreSQL.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.services.extraction import Extraction, extraction_store, revision_analyse
from claims.services.matching import claims_match_chunk, matching_finish
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry
from sources.models import Article, Revision
from sources.querysets import IN_WORK

logger = logging.getLogger(__name__)

MAX_ERROR_LENGTH = 2_000
# After a failed attempt: long enough for a passing fault (a database that restarts), short enough for a newsroom.
RETRY_AFTER = (timedelta(seconds=10), timedelta(seconds=60))


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write the results of one attempt at one step."""

    revision_id: int
    token: uuid.UUID
    state: str
    attempt: int


class LeaseLost(Exception):
    """Somebody else has taken the step over; nothing was written."""


def lease_take(*, revision_id: int, now: datetime | None = None) -> Lease | None:
    """Move 1. None when there is nothing to do: unknown, finished, superseded, waiting, or in other hands.

    A revision whose attempts are used up becomes `failed` instead.
    """
    now = now or timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    token = uuid.uuid4()
    with transaction.atomic():
        exhausted = (
            Revision.objects.in_work()
            .filter(free & due, pk=revision_id, attempts__gte=settings.CREDTRACK_MAX_ATTEMPTS)
            .select_for_update(no_key=True)
            .first()
        )
        if exhausted is not None:
            _mark_failed(exhausted, exhausted.error or "The worker died during the step, three times.", now)
            return None
        taken = (
            Revision.objects.in_work()
            .filter(free & due, pk=revision_id, attempts__lt=settings.CREDTRACK_MAX_ATTEMPTS)
            .update(
                lease_token=token,
                lease_until=now + timedelta(seconds=settings.CREDTRACK_LEASE_SECONDS),
                attempts=F("attempts") + 1,
                next_attempt_at=None,
            )
        )
        if not taken:
            return None
        state, attempt = Revision.objects.values_list("state", "attempts").get(pk=revision_id)
    return Lease(revision_id, token, state, attempt)


def lease_hold(lease: Lease) -> Revision:
    """At the start of move 3, inside its transaction: lock article and revision, or raise LeaseLost.

    Locks are "no key" ones everywhere: rows that refer to an article (matches, which other workers store meanwhile) are
    checked against it when their transaction commits, and a plain FOR UPDATE would let the two wait for each other.
    """
    # The article first, as intake does: two orders would be a deadlock.
    article = Article.objects.select_for_update(no_key=True).get(revisions=lease.revision_id)
    revision = (
        Revision.objects.select_for_update(no_key=True)
        .filter(pk=lease.revision_id, lease_token=lease.token, state=lease.state, is_current=True)
        .first()
    )
    if revision is None:
        raise LeaseLost(f"revision {lease.revision_id}: the lease of attempt {lease.attempt} no longer holds")
    revision.article = article
    return revision


def step_finish(revision: Revision, *, state: str) -> None:
    """Inside move 3: the step is done, the next one starts with a clean count."""
    now = timezone.now()
    _save(revision, state=state, attempts=0, error="", queued_at=now, state_changed_at=now)


def step_pause(lease: Lease) -> None:
    """Give the lease back with the step unfinished but advancing: not an attempt that failed."""
    with transaction.atomic():
        revision = lease_hold(lease)
        _save(revision, attempts=0, queued_at=timezone.now())


def step_fail(lease: Lease, error: str) -> None:
    """An attempt failed with a reason: wait and try again, or, after the last attempt, stop as `failed`."""
    now = timezone.now()
    with transaction.atomic():
        try:
            revision = lease_hold(lease)
        except LeaseLost:
            return
        if lease.attempt >= settings.CREDTRACK_MAX_ATTEMPTS:
            _mark_failed(revision, error, now)
        else:
            wait = RETRY_AFTER[min(lease.attempt, len(RETRY_AFTER)) - 1]
            _save(revision, error=error[:MAX_ERROR_LENGTH], next_attempt_at=now + wait, queued_at=None)


def _mark_failed(revision: Revision, error: str, now: datetime) -> None:
    _save(
        revision,
        failed_in=revision.state,
        state=Revision.State.FAILED,
        error=error[:MAX_ERROR_LENGTH],
        state_changed_at=now,
    )
    change_record(kind="article.failed", subject=revision.article.uuid, payload={"revision": str(revision.uuid)})


def _save(revision: Revision, **values: object) -> None:
    """Write these fields and let go of the lease."""
    values = {"next_attempt_at": None, **values, "lease_token": None, "lease_until": None}
    for name, value in values.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(values))


def extract(lease: Lease) -> bool:
    """received / fetched → extracted: attributions and claims."""
    revision = Revision.objects.select_related("article").get(pk=lease.revision_id)
    extract_finish(lease, revision_analyse(revision))
    return True


@atomic_with_retry
def extract_finish(lease: Lease, found: Extraction) -> None:
    held = lease_hold(lease)
    extraction_store(revision=held, found=found)
    step_finish(held, state=Revision.State.EXTRACTED)


def match(lease: Lease) -> bool:
    """extracted → matched: every claim compared with those of other articles, a chunk of claims at a time."""
    if not claims_match_chunk(revision_id=lease.revision_id):
        step_pause(lease)
        return True
    match_finish(lease)
    return False


@atomic_with_retry
def match_finish(lease: Lease) -> None:
    held = lease_hold(lease)
    matching_finish(revision=held)
    step_finish(held, state=Revision.State.MATCHED)


STEPS: dict[str, Callable[[Lease], bool]] = {
    Revision.State.RECEIVED: extract,
    Revision.State.FETCHED: extract,
    Revision.State.EXTRACTED: match,
}


def revision_process(*, revision_id: int) -> bool:
    """Carry one step of a revision out. True when another step should follow at once.

    Safe to call late, twice and from many workers at once: only one holds the lease.
    """
    lease = lease_take(revision_id=revision_id)
    if lease is None:
        return False
    try:
        return STEPS[lease.state](lease)
    except LeaseLost as error:
        logger.warning("%s", error)
    except Exception as error:
        # Whatever an extractor raises is this attempt's reason, on show; the queue goes on.
        logger.exception("revision %s: step from %r failed", revision_id, lease.state)
        step_fail(lease, f"{type(error).__name__}: {error}")
    return False


@transaction.atomic
def revision_retry(*, revision: Revision, by: User | None = None) -> bool:
    """An editor's retry of a failed revision: back to the step that failed, with all its attempts. False otherwise."""
    from claims import tasks

    held = Revision.objects.select_for_update(no_key=True).filter(pk=revision.pk, state=Revision.State.FAILED).first()
    if held is None:
        return False
    now = timezone.now()
    _save(held, state=held.failed_in, failed_in="", attempts=0, error="", queued_at=now, state_changed_at=now)
    change_record(
        kind="article.retried",
        subject=held.article.uuid,
        payload={"revision": str(held.uuid), "by": str(by.uuid) if by else None},
    )
    tasks.process_on_commit(held.pk)
    return True


def sweep(*, now: datetime | None = None) -> int:
    """Queue again what stands still, in one bounded batch; returns how many.

    Expired leases at once; rows never started only when their message is older than the visibility timeout, so that a
    long backlog is not queued twice. Every row is stamped, so the next sweep lets it be.
    """
    from claims import tasks

    now = now or timezone.now()
    timeout = timedelta(seconds=settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"])
    with transaction.atomic():
        due = list(
            Revision.objects.due(now=now, visibility_timeout=timeout)
            .select_for_update(skip_locked=True, no_key=True)
            .values_list("pk", flat=True)[: settings.CREDTRACK_SWEEP_BATCH]
        )
        Revision.objects.filter(pk__in=due).update(
            queued_at=now,
            # An expired lease is let go here, so that a row waiting in the queue is not found again as expired.
            lease_token=None,
            lease_until=None,
        )
        for pk in due:
            tasks.process_on_commit(pk)
    return len(due)


def unfinished() -> models.QuerySet[Revision]:
    """Revisions on their way: what `ingest --wait` and the demonstration wait for."""
    return Revision.objects.current().filter(state__in=IN_WORK)
