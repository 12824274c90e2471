"""Claims of different articles held against each other."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim, MadeBy
from claims.querysets import ClaimMatchQuerySet
from sources.models import Article


class ClaimMatching(models.Model):
    """That a claim was compared with all others, and by which version of the matching.

    Not a column of the claim: PostgreSQL would write the whole row anew, and with it an entry in every index, the slow
    one of the embeddings included, for a number that changes right after the claim was stored.
    """

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.CASCADE, related_name="matching")
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = "matching of a claim"
        verbose_name_plural = "matchings of claims"
        indexes = [models.Index(fields=["version"], name="claim_matching_version")]

    def __str__(self) -> str:
        return f"{self.claim_id}: version {self.version}"


class ClaimNeighbour(models.Model):
    """One of the few claims that a claim counts as its nearest; see `claims.services.neighbours`."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="neighbours", db_index=False)
    other = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="neighbour_of")
    score = models.FloatField(help_text="By the first stage of the comparison.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "other"], name="claim_neighbour_once"),
            models.CheckConstraint(name="claim_neighbour_of_another", condition=~Q(claim=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} → {self.other_id}"


class ClaimMatch(models.Model):
    """A pair of claims of different articles, each pair once (left < right). A rejected pair is kept for good."""

    class Relation(models.TextChoices):
        SAME = "same"
        SUPPORTS = "supports"
        CONTRADICTS = "contradicts"
        NUMERIC_DISCREPANCY = "numeric_discrepancy", "numeric discrepancy"
        UPDATE = "update"
        RELATED = "related"

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    class Direction(models.TextChoices):
        LEFT_TO_RIGHT = "left_to_right", "left to right"
        RIGHT_TO_LEFT = "right_to_left", "right to left"
        BOTH = "both"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    left = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches_as_left")
    right = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches_as_right")
    left_article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    right_article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=19, choices=Relation)
    direction = models.CharField(max_length=13, choices=Direction, blank=True)
    score = models.FloatField(help_text="How sure the machine is, 0 to 1.")
    why = models.JSONField(default=list, help_text="What decided it, in words.")
    state = models.CharField(max_length=9, choices=State, default=State.SUGGESTED)
    version = models.PositiveSmallIntegerField(default=0, help_text="Version of the matching that last found it.")
    made_by = models.CharField(max_length=7, choices=MadeBy, default=MadeBy.MACHINE)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="decided_matches"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimMatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "claim matches"
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="claim_match_pair_once"),
            models.CheckConstraint(name="claim_match_left_before_right", condition=Q(left__lt=F("right"))),
            models.CheckConstraint(name="claim_match_of_two_articles", condition=~Q(left_article=F("right_article"))),
            models.CheckConstraint(name="claim_match_score_unit", condition=Q(score__range=(0, 1))),
            models.CheckConstraint(
                name="claim_match_decided_when_not_suggested",
                condition=Q(state="suggested") | Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["left", "state", "-score"], name="claim_match_left"),
            models.Index(fields=["right", "state", "-score"], name="claim_match_right"),
        ]

    def __str__(self) -> str:
        return f"{self.relation}: {self.left_id} – {self.right_id}"
