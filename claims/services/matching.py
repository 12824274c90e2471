"""Comparing a revision's claims with those of other articles, and keeping what was found."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from claims.analysis import compare as comparing
from claims.analysis import types
from claims.analysis.types import Comparison, EventTime, Quantity, Span
from claims.candidates import Candidate, candidates
from claims.models import Claim, ClaimMatch, MadeBy
from claims.services.statements import statements_recompute
from credtrack.changes.services import change_record
from sources.models import Revision

# Changes when comparing does: `manage.py rematch` compares again what was compared with an earlier version.
MATCH_VERSION = 1
# Well under the task's soft time limit: a long article is matched in several tasks, each of which can be lost cheaply.
CHUNK_SECONDS = 60.0
NEVER = 2.0  # a score no pair reaches: *none* is not kept

_STORE_SQL = """
INSERT INTO claims_claimmatch
    (uuid, left_id, right_id, left_article_id, right_article_id, relation, direction, score, why,
     version, state, made_by, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'suggested', 'machine', now())
ON CONFLICT (left_id, right_id) DO UPDATE
    SET relation = EXCLUDED.relation, direction = EXCLUDED.direction, score = EXCLUDED.score, why = EXCLUDED.why,
        version = EXCLUDED.version
    WHERE claims_claimmatch.state = 'suggested' AND claims_claimmatch.made_by = 'machine'
"""
# Confirmed, rejected and cited pairs (which are confirmed), and those that hold statements together, are exempt.
_PRUNE_SQL = """
WITH touched AS (
    SELECT left_id AS claim FROM claims_claimmatch WHERE right_id = ANY(%(claims)s)
    UNION SELECT right_id FROM claims_claimmatch WHERE left_id = ANY(%(claims)s)
    UNION SELECT unnest(%(claims)s::bigint[])
), ends AS (
    SELECT left_id AS claim, m.* FROM claims_claimmatch m WHERE left_id IN (SELECT claim FROM touched)
    UNION ALL
    SELECT right_id, m.* FROM claims_claimmatch m WHERE right_id IN (SELECT claim FROM touched)
), ranked AS (
    SELECT id, row_number() OVER (PARTITION BY claim ORDER BY score DESC, left_id, right_id) AS rank
    FROM ends
    WHERE state = 'suggested' AND made_by = 'machine' AND NOT (relation = 'same' AND score >= %(sure)s)
)
DELETE FROM claims_claimmatch WHERE id IN (SELECT id FROM ranked WHERE rank > %(most)s)
"""
_DIRECTIONS = {"a_to_b": "left_to_right", "b_to_a": "right_to_left", "both": "both", None: ""}


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """A pair worth keeping, in the order of the database: left < right."""

    left: Claim
    right: Claim
    comparison: Comparison


def claims_match_chunk(*, revision_id: int, budget_seconds: float = CHUNK_SECONDS) -> bool:
    """Match the revision's claims that were not compared by this version, until done (True) or out of time (False).

    Each claim is durable by itself: its matches and its `match_version` commit together.
    """
    started = time.monotonic()
    todo = Claim.objects.filter(revision_id=revision_id, state="active", match_version__lt=MATCH_VERSION)
    for claim in todo.select_related("article", "revision", "attribution__source").order_by("position"):
        found = claim_matches_find(claim)
        with transaction.atomic():
            matches_store(found)
            Claim.objects.filter(pk=claim.pk).update(match_version=MATCH_VERSION)
        if time.monotonic() - started > budget_seconds:
            return not todo.exists()
    return True


def claim_matches_find(claim: Claim) -> list[FoundMatch]:
    """Reads only: candidates, the cheap first stage, then the comparison of what it leaves."""
    near = candidates(claim)
    chosen = worth_reading(claim.resolved or claim.text, near)
    others = with_context(Claim.objects.filter(pk__in=[candidate.claim_id for candidate in chosen]))
    forms = {other.pk: comparable(other) for other in others} | {claim.pk: comparable(claim)}
    kept = [_ordered(claim, other) for other in others]
    compared = comparing.compare_many([(forms[left.pk], forms[right.pk]) for left, right in kept])
    found = [
        FoundMatch(left, right, comparison)
        for (left, right), comparison in zip(kept, compared, strict=True)
        if comparison.score >= settings.CREDTRACK_MATCH_LEAST.get(comparison.relation, NEVER)
    ]
    found.sort(key=lambda match: (-match.comparison.score, match.left.pk, match.right.pk))
    return found[: settings.CREDTRACK_MAX_MATCHES_SHOWN]


def worth_reading(wording: str, near: Sequence[Candidate], **limits: int) -> list[Candidate]:
    """The cheap first stage: the candidates that are worth being read together with this wording, best first."""
    wordings = [(candidate.wording, 1 - candidate.distance) for candidate in near]
    return [near[index] for index, _ in comparing.stage_one_wordings(wording, wordings, **limits)]


def with_context(claims: QuerySet[Claim]) -> list[Claim]:
    """Claims with what `comparable` needs of their article, in one query, by id."""
    return list(claims.select_related("article", "revision", "attribution__source").order_by("pk"))


def _ordered(a: Claim, b: Claim) -> tuple[Claim, Claim]:
    return (a, b) if a.pk < b.pk else (b, a)


def comparable(claim: Claim) -> comparing.ComparableClaim:
    """A stored claim as the comparer takes it. `quantities` keep their offsets into the revision's text."""
    attribution = claim.attribution
    source = attribution.source if attribution is not None else None
    return comparing.ComparableClaim(
        text=claim.text,
        resolved=claim.resolved,
        context=_context(claim),
        source=source.name if source is not None else None,
        published_at=claim.article.published_at or claim.article.modified_at,
        event_time=_event_time(claim),
        quantities=tuple(
            Quantity(
                span=Span(q["start"], q["end"]),
                value=q["value"],
                comparator=q["comparator"],
                unit=q["unit"],
                counted=q["counted"],
                upper=q["upper"],
            )
            for q in claim.quantities
        ),
        polarity=cast(types.Polarity, claim.polarity),
        certainty=cast(types.Certainty, claim.certainty),
        stance=cast(types.Stance, attribution.stance) if attribution is not None else "neutral",
        vector=np.asarray(claim.embedding, dtype=np.float32) if claim.embedding is not None else None,
    )


def _context(claim: Claim) -> str:
    """The headline and the paragraphs the claim stands in: names known there are known to the claim."""
    text, spans = claim.revision.text, claim.spans
    start = text.rfind("\n\n", 0, spans[0][0]) + 2 if spans else 0
    end = text.find("\n\n", spans[-1][1]) if spans else -1
    paragraph = text[max(start - (start == 1), 0) : end if end >= 0 else len(text)]
    return f"{claim.article.title}\n{paragraph[:2_000]}"


def _event_time(claim: Claim) -> EventTime | None:
    if claim.event_start is None or claim.event_end is None:
        return None
    return EventTime(claim.event_start, claim.event_end, claim.event_precision or "day")  # type: ignore[arg-type]


def matches_store(found: Iterable[FoundMatch]) -> None:
    """Keep pairs, each once. A decided pair stays as it was decided; a suggested one takes the newer comparison.

    Rows go in by key order, so that two workers storing the same pairs cannot wait for each other.
    """
    rows: list[tuple[Any, ...]] = [
        (
            uuid4(),
            match.left.pk,
            match.right.pk,
            match.left.article_id,
            match.right.article_id,
            match.comparison.relation,
            _DIRECTIONS[match.comparison.direction],
            match.comparison.score,
            json.dumps(list(match.comparison.why)),
            MATCH_VERSION,
        )
        for match in sorted(found, key=lambda match: (match.left.pk, match.right.pk))
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_STORE_SQL, rows)


def _outdated(claims: Sequence[int]) -> QuerySet[ClaimMatch]:
    """Suggestions of an earlier version that neither side found again."""
    return ClaimMatch.objects.filter(
        Q(left__in=claims) | Q(right__in=claims),
        state=ClaimMatch.State.SUGGESTED,
        made_by=MadeBy.MACHINE,
        version__lt=MATCH_VERSION,
        left__match_version=MATCH_VERSION,
        right__match_version=MATCH_VERSION,
    )


def _prune(claims: list[int]) -> None:
    """Keep at most so many machine suggestions of a claim as anybody reads, the surest ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PRUNE_SQL,
            {"claims": claims, "sure": settings.CREDTRACK_SAME_SURE, "most": settings.CREDTRACK_MAX_MATCHES_SHOWN},
        )


def matching_finish(*, revision: Revision) -> None:
    """Inside the step's last move: regroup what the new matches touch, and tell the readers of the change log."""
    claims = list(revision.claims.values_list("pk", flat=True))
    _outdated(claims).delete()
    _prune(claims)
    statements_recompute(claims=claims)
    change_record(kind="article.matched", subject=revision.article.uuid, payload={"revision": str(revision.uuid)})
