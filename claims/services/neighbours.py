"""The few pairs of a claim that are worth reading: every claim's nearest neighbours, kept exact as claims arrive.

A pair is read when either claim is among the other's `MOST` nearest by the first stage's score. A new claim thus looks
both ways: at its own nearest, and at those whose list it enters. Whom it drives out of a list that was the pair's only
reason loses that pair (`pairs_prune`). So what is kept depends on the claims that are there, and not on the order in
which they came, as far as the index finds them: in a crowd, from one side at least.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from claims.analysis.compare import LEAST, MOST, Glimpse, first_score
from claims.candidates import Candidate, candidates, glimpse
from claims.models import Claim, ClaimNeighbour

# Copies of one wire report score alike. A share of this, by their texts, tells which of them count as nearer: the same
# ones whatever the order of arrival, and others for each claim, so that copies form no cliques that know nobody else.
_TIE = 1e-4
_DIGITS = 6  # the distance of two vectors differs in the eighth by which of them is asked for

_REACH_SQL = """
SELECT claim_id, min(score) FROM claims_claimneighbour WHERE claim_id = ANY(%s)
GROUP BY claim_id HAVING count(*) >= %s
"""
_LOCK_SQL = "SELECT id FROM claims_claim WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_STORE_SQL = """
INSERT INTO claims_claimneighbour (claim_id, other_id, score) VALUES (%s, %s, %s)
ON CONFLICT (claim_id, other_id) DO UPDATE SET score = EXCLUDED.score
"""
_TRIM_SQL = """
DELETE FROM claims_claimneighbour WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY claim_id ORDER BY score DESC, other_id) AS rank
        FROM claims_claimneighbour WHERE claim_id = ANY(%s)
    ) AS ranked WHERE rank > %s
)
"""
_AROUND_SQL = """
SELECT unnest(%(claims)s::bigint[]) AS claim
UNION SELECT other_id FROM claims_claimneighbour WHERE claim_id = ANY(%(claims)s)
UNION SELECT claim_id FROM claims_claimneighbour WHERE other_id = ANY(%(claims)s)
"""
# Suggestions around these claims that neither end counts among its nearest any more. What people decided stays.
_PRUNE_SQL = """
DELETE FROM claims_claimmatch AS m
WHERE (m.left_id = ANY(%(around)s) OR m.right_id = ANY(%(around)s))
  AND m.state = 'suggested' AND m.made_by = 'machine'
  AND NOT EXISTS (
      SELECT FROM claims_claimneighbour n WHERE n.claim_id = m.left_id AND n.other_id = m.right_id)
  AND NOT EXISTS (
      SELECT FROM claims_claimneighbour n WHERE n.claim_id = m.right_id AND n.other_id = m.left_id)
RETURNING m.left_id, m.right_id
"""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Of one claim: its own nearest, and those that count it among theirs; ids with the first stage's score."""

    claim_id: int
    own: tuple[tuple[int, float], ...]
    entered: tuple[tuple[int, float], ...]

    @property
    def ids(self) -> list[int]:
        return [pk for pk, _ in (*self.own, *self.entered)]


def worth_reading(asked: Glimpse, near: Sequence[Candidate], *, digest: str = "") -> list[tuple[int, float]]:
    """Ids and scores of the candidates that are worth being read together with the claim, best first."""
    scored = (
        (candidate.claim_id, first_score(asked, candidate.glimpse, 1 - candidate.distance), candidate.digest)
        for candidate in near
    )
    kept = [(pk, round(score + _tie(digest, other), _DIGITS)) for pk, score, other in scored if score >= LEAST]
    return sorted(kept, key=_nearest_first)


def neighbours_find(claim: Claim) -> Neighbours:
    """Reads only: whom the claim counts among its nearest, and who counts it among theirs."""
    published_at = claim.article.published_at or claim.article.modified_at
    asked = glimpse(claim.resolved or claim.text, published_at, claim.event_start, claim.event_end)
    found = worth_reading(asked, candidates(claim), digest=claim.revision.text_digest)
    held = dict(ClaimNeighbour.objects.filter(claim=claim).values_list("other_id", "score"))
    ranked = sorted({**held, **dict(found)}.items(), key=_nearest_first)
    rest = ranked[MOST:]
    reach = _reach([pk for pk, _ in rest])
    entered = tuple((pk, score) for pk, score in rest if score > reach.get(pk, 0.0))
    return Neighbours(claim.pk, tuple(ranked[:MOST]), entered)


def neighbours_store(found: Neighbours) -> None:
    """Inside the caller's transaction. Claims are locked by ascending id, so that two workers that enter one list wait
    for each other, and never for good.

    What is in a list stays until something nearer comes: the index finds some neighbours from one side only.
    """
    touched = [found.claim_id, *found.ids]
    rows = [(found.claim_id, other, score) for other, score in found.own]
    rows += [(other, found.claim_id, score) for other, score in (*found.own, *found.entered)]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_SQL, [touched])
        cursor.executemany(_STORE_SQL, rows)
        cursor.execute(_TRIM_SQL, [touched, MOST])


def pairs_prune(claims: Sequence[int]) -> set[int]:
    """Drop the suggestions in the neighbourhood of these claims that neither side's list holds any more; returns the
    claims that lost one. Inside the caller's transaction, one at a time (`statements_lock`); claims are locked before
    their pairs, as in `neighbours_store`."""
    with connection.cursor() as cursor:
        cursor.execute(_AROUND_SQL, {"claims": list(claims)})
        around = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_LOCK_SQL, [around])
        cursor.execute(_PRUNE_SQL, {"around": around})
        return {pk for ends in cursor.fetchall() for pk in ends}


def neighbours_forget(claims: Iterable[int]) -> None:
    """Claims that no longer count leave all lists, and make room for others there."""
    gone = list(claims)
    ClaimNeighbour.objects.filter(other__in=gone).delete()
    ClaimNeighbour.objects.filter(claim__in=gone).delete()


def _reach(claims: list[int]) -> dict[int, float]:
    """The score that one has to surpass to enter the list of each of these claims; those with room are left out."""
    if not claims:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_REACH_SQL, [claims, MOST])
        return dict(cursor.fetchall())


def _nearest_first(found: tuple[int, float]) -> tuple[float, int]:
    return -found[1], found[0]


def _tie(one: str, other: str) -> float:
    return _TIE * zlib.crc32("".join(sorted((one, other))).encode()) / 2**32
