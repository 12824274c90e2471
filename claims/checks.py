"""System checks: the invariants of the pipeline (DESIGN §3) and what the database must offer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, connection

POSTGRESQL_AT_LEAST = 170000
PGVECTOR_AT_LEAST = (0, 8)


@register()
def waits_are_ordered(**kwargs: Any) -> list[CheckMessage]:
    """hard time limit < lease < visibility timeout: else two workers could hold one step, or Redis repeat it early."""
    soft, hard = settings.CELERY_TASK_SOFT_TIME_LIMIT, settings.CELERY_TASK_TIME_LIMIT
    lease = settings.CREDTRACK_LEASE_SECONDS
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if soft < hard < lease < visibility:
        return []
    return [
        Error(
            "CELERY_TASK_SOFT_TIME_LIMIT < CELERY_TASK_TIME_LIMIT < CREDTRACK_LEASE_SECONDS < visibility_timeout "
            f"must hold; they are {soft}, {hard}, {lease}, {visibility} seconds.",
            id="credtrack.E001",
        )
    ]


@register(Tags.database)
def database_is_new_enough(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL ≥ 17 and, where it is installed, pgvector ≥ 0.8 (iterative scans)."""
    if not databases or "default" not in databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int")
            server = cursor.fetchone()[0]
            cursor.execute("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
            row = cursor.fetchone()
    except OperationalError:
        return []  # no server: the command that needs one says so itself
    errors: list[CheckMessage] = []
    if server < POSTGRESQL_AT_LEAST:
        errors.append(Error(f"PostgreSQL 17 or later is needed, this is {server // 10000}.", id="credtrack.E002"))
    version = tuple(int(n) for n in row[0].split(".")[:2]) if row else None
    if version is None or version < PGVECTOR_AT_LEAST:
        errors.append(
            Error(f"pgvector 0.8 or later is needed, {row[0] if row else 'none'} is available.", id="credtrack.E003")
        )
    return errors
