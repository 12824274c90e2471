"""Writing to the change log: always inside the transaction that makes the change."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from credtrack.changes.models import Change


def change_record(*, kind: str, subject: uuid.UUID, payload: dict[str, Any] | None = None) -> Change:
    """Append one change; it commits, or not, with what it tells of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a change is recorded in the transaction that makes it")
    return Change.objects.create(kind=kind, subject=subject, payload=payload or {})
