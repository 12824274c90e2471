"""The change log: what changed for readers of the API, in the order it was committed.

It is the outbox of webhooks and of incremental sync. A serial number alone is handed out before commit, so a reader
could skip a row that commits late; `transaction` lets it stop at the oldest transaction still running
(`pg_snapshot_xmin(pg_current_snapshot())`).
"""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL


class Change(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    transaction = models.BigIntegerField(db_default=RawSQL("(pg_current_xact_id()::text::bigint)", ()), editable=False)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=50, help_text="What happened: claim.status_changed, article.extracted, …")
    subject = models.UUIDField(help_text="Public id of what changed.")
    payload = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["transaction", "id"], name="change_order"),
            models.Index(fields=["subject", "id"], name="change_subject"),
        ]
        triggers = [pgtrigger.Protect(name="change_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
