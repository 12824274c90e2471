"""What is said: attributions, statements and claims.

Spans are lists of `[start, end]` in code points of the revision's text (DESIGN §1).
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from pgvector.django import HalfVectorField, HnswIndex

from claims.querysets import AttributionQuerySet, ClaimQuerySet
from claims.status import STATUSES
from sources.models import Article, Revision, Source

EMBEDDING_DIMENSIONS = 384
# Links a node of the HNSW graph, and candidates for them while it is built. With the defaults (16, 64) no search,
# however wide, finds 97 of a hundred true neighbours among a million claims (`make bench-data`).
HNSW_LINKS, HNSW_CANDIDATES = 24, 128


class MadeBy(models.TextChoices):
    MACHINE = "machine"
    EDITOR = "editor"


class RowState(models.TextChoices):
    ACTIVE = "active"
    DISMISSED = "dismissed"
    REPLACED = "replaced"


class Attribution(models.Model):
    """Source + cue + content (PARC 3 / PolNeAR); `parent` is the enclosing one ("the Guardian reported that …")."""

    class Stance(models.TextChoices):
        NEUTRAL = "neutral"
        DISTANCING = "distancing"
        FACTIVE = "factive"
        DENIAL = "denial"

    class QuoteType(models.TextChoices):
        DIRECT = "direct"
        INDIRECT = "indirect"
        MIXED = "mixed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="attributions")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    position = models.PositiveIntegerField(help_text="Order in the text.")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="attributions")
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)
    source_text = models.CharField(max_length=1000, blank=True, help_text="The source as written at this place.")
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    cue_text = models.CharField(max_length=500, blank=True)
    cue_lemma = models.CharField(max_length=500, blank=True)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.NEUTRAL)
    content = models.JSONField(help_text="[[start, end], …]")
    quote_type = models.CharField(max_length=8, choices=QuoteType)
    confidence = models.FloatField(default=1.0)
    anonymous_count = models.PositiveIntegerField(null=True, blank=True, help_text='"one source" of "two"')
    anonymous_exact = models.BooleanField(default=False)
    anonymous_affiliation = models.CharField(max_length=300, blank=True)
    anonymous_seniority = models.CharField(max_length=300, blank=True)
    anonymous_proximity = models.CharField(max_length=500, blank=True)
    anonymous_reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=7, choices=MadeBy, default=MadeBy.MACHINE)
    state = models.CharField(max_length=9, choices=RowState, default=RowState.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="attribution_source_span_whole",
                condition=Q(source_start__isnull=True, source_end__isnull=True) | Q(source_start__lt=F("source_end")),
            ),
            models.CheckConstraint(
                name="attribution_cue_span_whole",
                condition=Q(cue_start__isnull=True, cue_end__isnull=True) | Q(cue_start__lt=F("cue_end")),
            ),
            models.CheckConstraint(
                name="attribution_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(name="attribution_confidence_unit", condition=Q(confidence__range=(0, 1))),
        ]
        indexes = [models.Index(fields=["source", "state"], name="attribution_source_state")]

    def __str__(self) -> str:
        return f"{self.source_text or '(no source)'} {self.cue_text}".strip()


class Statement(models.Model):
    """What claims that are *the same* state in common: the group that origins and reach are counted on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(help_text="The words of the claim that represents it.")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text[:100]


class Claim(models.Model):
    """One checkable proposition as one article states it, with the status that its votes add up to."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain"
        PROBABLE = "probable"
        POSSIBLE = "possible"
        UNDERSPECIFIED = "underspecified"

    class Polarity(models.TextChoices):
        POSITIVE = "positive"
        NEGATIVE = "negative"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="claims")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="claims")
    attribution = models.ForeignKey(
        Attribution,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claims",
        help_text="None: the outlet's own voice.",
    )
    position = models.PositiveIntegerField(help_text="Order in the text.")
    spans = models.JSONField(help_text="[[start, end], …]")
    text = models.TextField()
    resolved = models.TextField(blank=True, help_text="With pronouns and relative times resolved: what is compared.")
    certainty = models.CharField(max_length=14, choices=Certainty, default=Certainty.CERTAIN)
    polarity = models.CharField(max_length=8, choices=Polarity, default=Polarity.POSITIVE)
    check_worthiness = models.FloatField(default=0)
    check_worthiness_parts = models.JSONField(default=dict, blank=True)
    quantities = models.JSONField(default=list, blank=True)
    event_start = models.DateField(null=True, blank=True)
    event_end = models.DateField(null=True, blank=True)
    event_precision = models.CharField(max_length=10, blank=True)
    made_by = models.CharField(max_length=7, choices=MadeBy, default=MadeBy.MACHINE)
    state = models.CharField(max_length=9, choices=RowState, default=RowState.ACTIVE)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")
    created_at = models.DateTimeField(auto_now_add=True)

    # Matching. `keys` are folded names and numbers, for lexical candidates.
    keys = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    embedding = HalfVectorField(dimensions=EMBEDDING_DIMENSIONS, null=True, blank=True)
    embedding_version = models.PositiveSmallIntegerField(default=0, help_text="Version of the model that embedded it.")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims")

    # Status: written by claims.services only, from the votes of the current round.
    status = models.CharField(max_length=16, choices=[(s, s.replace("_", " ")) for s in STATUSES], default="unreviewed")
    round = models.PositiveIntegerField(default=1)
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    votes_abstaining = models.PositiveIntegerField(default=0)
    status_changed_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="claim_status_known", condition=Q(status__in=STATUSES)),
            models.CheckConstraint(name="claim_text_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="claim_event_time_whole",
                condition=Q(event_start__isnull=True, event_end__isnull=True) | Q(event_start__lte=F("event_end")),
            ),
            models.CheckConstraint(name="claim_worthiness_unit", condition=Q(check_worthiness__range=(0, 1))),
            models.CheckConstraint(name="claim_not_replaced_by_itself", condition=~Q(replaced_by=F("id"))),
        ]
        indexes = [
            models.Index(fields=["revision", "position"], name="claim_revision_position"),
            models.Index(fields=["article", "state"], name="claim_article_state"),
            models.Index(fields=["status", "-check_worthiness", "-id"], name="claim_status_worth"),
            # The reviewers' queue, worthiest first over all open statuses at once (needing_vote_of).
            models.Index(
                fields=["-check_worthiness", "-id"],
                name="claim_queue",
                condition=Q(state="active", status__in=["unreviewed", "in_review", "disputed"]),
            ),
            GinIndex(fields=["keys"], name="claim_keys"),
            GinIndex(OpClass("resolved", name="gin_trgm_ops"), name="claim_resolved_trgm"),
            HnswIndex(
                name="claim_embedding_hnsw",
                fields=["embedding"],
                m=HNSW_LINKS,
                ef_construction=HNSW_CANDIDATES,
                opclasses=["halfvec_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]
