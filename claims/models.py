"""What is said: attributions, claims, claim matches, statements, votes with their evidence, and status changes.

Spans are lists of `[start, end]` in code points of the revision's text (DESIGN §1). Rows that people may have built on
are never deleted: a machine's or an editor's change of mind makes them dismissed or replaced.
"""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from pgvector.django import HalfVectorField, HnswIndex

from claims.querysets import AttributionQuerySet, ClaimMatchQuerySet, ClaimQuerySet, VoteQuerySet
from claims.status import STATUSES
from sources.models import Article, Revision, Source

EMBEDDING_DIMENSIONS = 384


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
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]


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
