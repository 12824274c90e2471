"""Waiting, with a progress bar, for the pipeline to finish with some revisions."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection

from django.core.management.base import CommandError
from tqdm import tqdm

from claims.models import ClaimMatching
from claims.pipeline import unfinished
from claims.services.matching import MATCH_VERSION

# The pipeline takes seconds an article, a look takes a millisecond.
LOOK_EVERY_SECONDS = 1.0
# Three leases of a dead worker run out in this time; without any progress for longer no worker can be at work.
STALLED_AFTER_SECONDS = 900


def wait_until_finished(pending: Collection[int], *, what: str) -> None:
    """Return when each revision is matched or failed. Raises CommandError when nothing moves."""
    left, moved_at, last = len(pending), time.monotonic(), None
    with tqdm(total=left, desc=what, unit=" articles", disable=not sys.stderr.isatty()) as bar:
        while left:
            rows = sorted(unfinished().filter(pk__in=pending).values_list("pk", "state", "attempts"))
            bar.update(left - len(rows))
            left = len(rows)
            state = (rows, _compared(pending))
            if state != last:
                moved_at, last = time.monotonic(), state
            elif time.monotonic() - moved_at > STALLED_AFTER_SECONDS:
                raise CommandError(f"{left} articles stand still: is a worker running?")
            if left:
                time.sleep(LOOK_EVERY_SECONDS)


def _compared(pending: Collection[int]) -> int:
    """How many claims are compared: a long article moves, too."""
    return ClaimMatching.objects.filter(claim__revision__in=pending, version=MATCH_VERSION).count()
