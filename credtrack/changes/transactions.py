"""One transaction, tried again when the database asks for it."""

from __future__ import annotations

import functools
import logging
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from psycopg import errors

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3
# Long enough for the transaction that won to commit, short enough for a person who waits.
PAUSE_SECONDS = 0.05


def atomic_with_retry(service: Callable[P, R]) -> Callable[P, R]:
    """Run `service` in a transaction; deadlocks and serialization failures are tried again, three times in all.

    Inside a caller's transaction there is nothing to retry (it is lost as a whole), so it runs once. The last
    failure is raised as it is; the API answers 503 to it.
    """

    @functools.wraps(service)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else TRIES
        for attempt in range(1, tries + 1):
            try:
                with transaction.atomic():
                    return service(*args, **kwargs)
            except OperationalError as error:
                if not is_transient(error) or attempt == tries:
                    raise
                logger.warning("%s: attempt %d: %s", service.__qualname__, attempt, error)
                time.sleep(PAUSE_SECONDS * attempt * random.uniform(0.5, 1.5))
        raise AssertionError("unreachable")

    return call


def is_transient(error: BaseException) -> bool:
    """A deadlock or a serialization failure: the same transaction may well succeed next time."""
    return isinstance(error.__cause__, (errors.DeadlockDetected, errors.SerializationFailure))
