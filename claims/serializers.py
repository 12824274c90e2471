"""Claims, attributions, matches and votes as the API shows them, and votes as it takes them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims import status as rule
from claims.models import Attribution, Claim, ClaimMatch, Evidence, StatusChange, Vote
from sources.serializers import ArticleBriefSerializer, SourceBriefSerializer

SPAN_LIST = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}}


class AttributionSerializer(serializers.ModelSerializer):
    """Who says it, in which words. Spans are [start, end) in code points of the revision's text."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    source = SourceBriefSerializer(read_only=True)  # type: ignore[assignment]  # a field called as DRF calls its own
    parent = serializers.UUIDField(source="parent.uuid", read_only=True, default=None)  # type: ignore[assignment]
    source_span = serializers.SerializerMethodField()
    cue_span = serializers.SerializerMethodField()
    anonymous = serializers.SerializerMethodField()

    class Meta:
        model = Attribution
        fields = [
            "id",
            "parent",
            "source",
            "source_text",
            "source_span",
            "cue_text",
            "cue_span",
            "stance",
            "content",
            "quote_type",
            "confidence",
            "anonymous",
            "made_by",
        ]

    @extend_schema_field({"type": "array", "items": {"type": "integer"}, "nullable": True})
    def get_source_span(self, row: Attribution) -> list[int | None] | None:
        return [row.source_start, row.source_end] if row.source_start is not None else None

    @extend_schema_field({"type": "array", "items": {"type": "integer"}, "nullable": True})
    def get_cue_span(self, row: Attribution) -> list[int | None] | None:
        return [row.cue_start, row.cue_end] if row.cue_start is not None else None

    @extend_schema_field({"type": "object", "nullable": True})
    def get_anonymous(self, row: Attribution) -> dict[str, Any] | None:
        if row.source is None or row.source.kind != "anonymous":
            return None
        return {
            "descriptor": row.source.name,
            "count": row.anonymous_count,
            "exact": row.anonymous_exact,
            "affiliation": row.anonymous_affiliation or None,
            "seniority": row.anonymous_seniority or None,
            "proximity": row.anonymous_proximity or None,
            "reason": row.anonymous_reason or None,
        }


class TallySerializer(serializers.Serializer):
    """Votes of the current round and what they say of θ, the share that would call the claim corroborated."""

    corroborated = serializers.IntegerField()
    not_corroborated = serializers.IntegerField()
    cannot_judge = serializers.IntegerField()
    mean = serializers.FloatField()
    low = serializers.FloatField(help_text="Lower end of the 90 % interval.")
    high = serializers.FloatField(help_text="Upper end of the 90 % interval.")


class ClaimBriefSerializer(serializers.ModelSerializer):
    """A claim beside another one. Its status shows only to those who may see it: null means hidden."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    article = ArticleBriefSerializer(read_only=True)
    status = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ["id", "text", "article", "status"]

    @extend_schema_field({"type": "string", "enum": list(rule.STATUSES), "nullable": True})
    def get_status(self, claim: Claim) -> str | None:
        return claim.status if claim.pk in self.context.get("visible_statuses", ()) else None


class ClaimSerializer(ClaimBriefSerializer):
    attribution = AttributionSerializer(read_only=True)
    revision = serializers.UUIDField(source="revision.uuid", read_only=True)
    event_time = serializers.SerializerMethodField()
    tally = serializers.SerializerMethodField()
    matches = serializers.SerializerMethodField(help_text="How many of each relation, without rejected ones.")

    class Meta:
        model = Claim
        fields = [
            *ClaimBriefSerializer.Meta.fields,
            "revision",
            "spans",
            "resolved",
            "attribution",
            "certainty",
            "polarity",
            "check_worthiness",
            "check_worthiness_parts",
            "quantities",
            "event_time",
            "tally",
            "round",
            "matches",
            "made_by",
            "created_at",
        ]

    @extend_schema_field({"type": "object", "nullable": True})
    def get_event_time(self, claim: Claim) -> dict[str, Any] | None:
        if claim.event_start is None:
            return None
        return {"start": claim.event_start, "end": claim.event_end, "precision": claim.event_precision}

    @extend_schema_field(TallySerializer(allow_null=True))
    def get_tally(self, claim: Claim) -> dict[str, Any] | None:
        if claim.pk not in self.context.get("visible_statuses", ()):
            return None
        votes = rule.Votes(claim.votes_for, claim.votes_against, claim.votes_abstaining)
        counted = rule.tally(votes)
        return {
            "corroborated": votes.corroborated,
            "not_corroborated": votes.not_corroborated,
            "cannot_judge": votes.abstaining,
            "mean": round(counted.mean, 4),
            "low": round(counted.low, 4),
            "high": round(counted.high, 4),
        }

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_matches(self, claim: Claim) -> dict[str, int]:
        return self.context.get("match_counts", {}).get(claim.pk, {})


class ClaimMatchSerializer(serializers.ModelSerializer):
    """A pair of claims of different articles; `direction` tells which way the relation goes, where it has one."""

    id = serializers.UUIDField(source="uuid", read_only=True)
    left = ClaimBriefSerializer(read_only=True)
    right = ClaimBriefSerializer(read_only=True)

    class Meta:
        model = ClaimMatch
        fields = [
            "id",
            "left",
            "right",
            "relation",
            "direction",
            "score",
            "why",
            "state",
            "made_by",
            "decided_at",
            "created_at",
        ]


class EvidenceSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)
    claim_match = serializers.UUIDField(source="claim_match.uuid", read_only=True, default=None)

    class Meta:
        model = Evidence
        fields = ["id", "kind", "claim_match", "url", "shows"]


class VoteSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)
    reviewer = serializers.UUIDField(source="reviewer.uuid", read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Vote
        fields = [
            "id",
            "reviewer",
            "round",
            "number",
            "verdict",
            "reason",
            "note",
            "is_active",
            "evidence",
            "created_at",
        ]


class EvidenceWriteSerializer(serializers.Serializer):
    claim_match = serializers.UUIDField(required=False, allow_null=True, default=None)
    url = serializers.CharField(required=False, allow_blank=True, default="")
    shows = serializers.CharField(required=False, allow_blank=True, default="")


class VoteWriteSerializer(serializers.Serializer):
    verdict = serializers.ChoiceField(choices=Vote.Verdict.choices)
    reason = serializers.ChoiceField(choices=Vote.Reason.choices, required=False, allow_blank=True, default="")
    note = serializers.CharField(required=False, allow_blank=True, default="")
    evidence = EvidenceWriteSerializer(many=True, required=False, default=list)


class StatusChangeSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="uuid", read_only=True)

    class Meta:
        model = StatusChange
        fields = ["id", "number", "previous", "status", "round", "inputs", "rule_version", "reason", "created_at"]


class LookupSerializer(serializers.Serializer):
    text = serializers.CharField()
    published_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class LookupMatchSerializer(serializers.Serializer):
    """A held claim and its relation to the text asked for; direction from the text (a) to the claim (b)."""

    relation = serializers.CharField()
    direction = serializers.CharField(allow_null=True)
    score = serializers.FloatField()
    why = serializers.ListField(child=serializers.CharField())
    claim = ClaimSerializer()


class LookupResultSerializer(serializers.Serializer):
    results = LookupMatchSerializer(many=True)
