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
from django.db import connection
from django.db.models import Q, QuerySet

from claims.analysis import compare as comparing
from claims.analysis import types
from claims.analysis.types import Comparison, EventTime, Quantity, Span
from claims.models import Claim, ClaimMatch, ClaimMatching, ClaimNeighbour, MadeBy
from claims.services.neighbours import Neighbours, neighbours_find, neighbours_store, pairs_prune
from claims.services.statements import statements_hold_off, statements_lock, statements_recompute
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry
from sources.models import Revision

# Changes when comparing does: `manage.py rematch` compares again what was compared with an earlier version.
MATCH_VERSION = 3
# Well under the task's soft time limit: a long article is matched in several tasks, each of which can be lost cheaply.
CHUNK_SECONDS = 60.0
# Claims whose pairs are read together: enough for batches of like length, few enough that a crash loses a second.
TOGETHER = 16
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
_DIRECTIONS = {"a_to_b": "left_to_right", "b_to_a": "right_to_left", "both": "both", None: ""}


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """A pair worth keeping, in the order of the database: left < right."""

    left: Claim
    right: Claim
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class FoundMatches:
    """All that comparing one claim gave."""

    neighbours: Neighbours
    matches: list[FoundMatch]


def claims_match_chunk(*, revision_id: int, budget_seconds: float = CHUNK_SECONDS) -> bool:
    """Match the revision's claims that were not compared by this version, until done (True) or out of time (False).

    Each claim is durable by itself: its neighbours, its matches and that it was compared commit together.
    """
    started = time.monotonic()
    todo = with_context(Claim.objects.filter(revision_id=revision_id, state="active").not_matched_by(MATCH_VERSION))
    for at in range(0, len(todo), TOGETHER):
        if at and time.monotonic() - started > budget_seconds:
            return False
        for found in claim_matches_find(todo[at : at + TOGETHER]):
            claim_matches_store(found)
    return True


def claim_matches_find(claims: Sequence[Claim]) -> list[FoundMatches]:
    """Reads only: candidates, the cheap first stage, then the comparison of what it leaves. Claims of one article."""
    chosen = [neighbours_find(claim) for claim in claims]
    wanted = {other for found in chosen for other in found.ids}
    others = {other.pk: other for other in with_context(Claim.objects.filter(pk__in=wanted))}
    read = already_read([claim.pk for claim in claims])
    pairs = [
        _ordered(claim, others[other])
        for claim, found in zip(claims, chosen, strict=True)
        for other in found.ids
        if other in others and (other, claim.pk) not in read
    ]
    forms = {claim.pk: comparable(claim) for claim in (*claims, *others.values())}
    compared = comparing.compare_many([(forms[left.pk], forms[right.pk]) for left, right in pairs])
    kept: dict[int, list[FoundMatch]] = {claim.pk: [] for claim in claims}
    for (left, right), comparison in zip(pairs, compared, strict=True):
        if comparison.score >= settings.CREDTRACK_MATCH_LEAST.get(comparison.relation, NEVER):
            kept[left.pk if left.pk in kept else right.pk].append(FoundMatch(left, right, comparison))
    return [FoundMatches(found, kept[found.claim_id]) for found in chosen]


@atomic_with_retry
def claim_matches_store(found: FoundMatches) -> None:
    statements_hold_off()
    neighbours_store(found.neighbours)
    matches_store(found.matches)
    ClaimMatching.objects.bulk_create(
        [ClaimMatching(claim_id=found.neighbours.claim_id, version=MATCH_VERSION)],
        update_conflicts=True,
        unique_fields=["claim"],
        update_fields=["version"],
    )


def already_read(claims: Sequence[int]) -> set[tuple[int, int]]:
    """(other, claim) where the other claim was compared by this version with this one among its nearest."""
    return set(
        ClaimNeighbour.objects.filter(other__in=claims, claim__matching__version=MATCH_VERSION).values_list(
            "claim_id", "other_id"
        )
    )


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
        left__matching__version=MATCH_VERSION,
        right__matching__version=MATCH_VERSION,
    )


def matching_finish(*, revision: Revision) -> None:
    """Inside the step's last move: regroup what the new matches touch, and tell the readers of the change log."""
    statements_lock()
    claims = list(revision.claims.values_list("pk", flat=True))
    _outdated(claims).delete()
    statements_recompute(claims={*claims, *pairs_prune(claims)})
    change_record(kind="article.matched", subject=revision.article.uuid, payload={"revision": str(revision.uuid)})
