"""Queries about sources, articles and revisions, as verbs that chain."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from credtrack.accounts.models import User

IN_WORK = ("received", "fetched", "extracted")


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Every signed-in user sees every source."""
        return self if user.is_active else self.none()

    def named(self) -> Self:
        """Without sources that belong to one article (anonymous ones among them), and without merged rows."""
        return self.filter(article=None, merged_into=None)


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Every signed-in user sees every article."""
        return self if user.is_active else self.none()


class RevisionQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)

    def in_work(self) -> Self:
        """Not at an end yet."""
        return self.filter(state__in=IN_WORK, is_current=True)

    def due(self, *, now: datetime, visibility_timeout: timedelta) -> Self:
        """What the sweeper re-queues: expired leases at once; never-started rows only when their message must be lost.

        A row whose `next_attempt_at` lies ahead waits.
        """
        expired = Q(lease_until__lt=now)
        unstarted = Q(lease_token=None) & (Q(queued_at=None) | Q(queued_at__lt=now - visibility_timeout))
        return (
            self.in_work()
            .filter(expired | unstarted)
            .filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=now))
            .order_by("queued_at", "id")
        )
