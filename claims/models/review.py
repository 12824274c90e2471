"""What people make of a claim: votes with their evidence, and the status changes that follow."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from claims.models.matching import ClaimMatch
from claims.querysets import VoteQuerySet
from claims.status import STATUSES
from sources.models import Article


class Vote(models.Model):
    """What a reviewer says of a claim in one round. A change of mind is a new revision; all stay, one is active."""

    class Verdict(models.TextChoices):
        CORROBORATED = "corroborated"
        NOT_CORROBORATED = "not_corroborated", "not corroborated"
        CANNOT_JUDGE = "cannot_judge", "cannot judge"

    class Reason(models.TextChoices):
        NO_INDEPENDENT_SOURCE = "no_independent_source", "no independent source"
        CONTRADICTED = "contradicted"
        MISATTRIBUTED = "misattributed"
        OUT_OF_DATE = "out_of_date", "out of date"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="votes")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="votes")
    round = models.PositiveIntegerField()
    number = models.PositiveIntegerField(help_text="1 for the first vote of the round, 2 for its first change, …")
    verdict = models.CharField(max_length=16, choices=Verdict)
    reason = models.CharField(max_length=21, choices=Reason, blank=True)
    note = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    status_was_hidden = models.BooleanField(
        default=True, help_text="Cast before the reviewer could see the claim's status: counts for agreement."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reviewer", "round"], condition=Q(is_active=True), name="vote_one_active"
            ),
            models.UniqueConstraint(fields=["claim", "reviewer", "round", "number"], name="vote_number_once"),
            models.CheckConstraint(
                name="vote_reason_only_when_not_corroborated",
                condition=(Q(verdict="not_corroborated") & ~Q(reason=""))
                | (~Q(verdict="not_corroborated") & Q(reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="vote_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="vote_only_deactivated",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["is_active"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.verdict}"


class Evidence(models.Model):
    """What a *corroborated* vote rests on: a matched claim, or a link with what it shows."""

    class Kind(models.TextChoices):
        CLAIM_MATCH = "claim_match", "matched claim"
        LINK = "link"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=11, choices=Kind)
    claim_match = models.ForeignKey(
        ClaimMatch, null=True, blank=True, on_delete=models.PROTECT, related_name="cited_as_evidence"
    )
    url = models.CharField(max_length=2000, blank=True)
    shows = models.TextField(blank=True, help_text="What the link shows, in the reviewer's words.")
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cited_as_evidence",
        help_text="The held article that the link is of.",
    )

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_is_match_or_link",
                condition=Q(kind="claim_match", claim_match__isnull=False, url="")
                | (Q(kind="link", claim_match__isnull=True) & ~Q(url="")),
            ),
            models.UniqueConstraint(fields=["vote", "claim_match"], name="evidence_match_once"),
            models.UniqueConstraint(fields=["vote", "url"], condition=~Q(url=""), name="evidence_link_once"),
        ]

    def __str__(self) -> str:
        return self.url or str(self.claim_match)


class StatusChange(models.Model):
    """One step of a claim's status, with the inputs and the rule's version that gave it. Append-only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="status_changes")
    number = models.PositiveIntegerField()
    previous = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    round = models.PositiveIntegerField()
    inputs = models.JSONField(help_text="What the rule was given: votes, evidence, flags, override.")
    rule_version = models.PositiveIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="status_change_number_once"),
            models.CheckConstraint(name="status_change_status_known", condition=Q(status__in=STATUSES)),
        ]
        triggers = [pgtrigger.Protect(name="status_change_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.previous} → {self.status}"
