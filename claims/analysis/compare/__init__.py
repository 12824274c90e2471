"""Compare two claims: the same, supports, contradicts, numeric discrepancy, update, related or none.

Two stages. ``stage_one`` picks, cheaply, which candidates of a claim are worth reading with it. ``compare_many`` then
reads each pair (:mod:`.judgement`), holds their numbers, dates, places, participants and polarity against each other
(:mod:`.slots`) and decides (:mod:`.decide`): two claims are the same when they have the same truth conditions, and no
likeness outweighs a slot whose values cannot both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from claims.analysis.compare.decide import Pair, decide
from claims.analysis.compare.first_stage import first_score, stage_one, stage_one_wordings
from claims.analysis.compare.judgement import likeness
from claims.analysis.compare.raw import comparable
from claims.analysis.compare.slots import Reading, check
from claims.analysis.compare.types import ComparableClaim, Finding
from claims.analysis.embed import embed
from claims.analysis.types import Comparison

__all__ = [
    "ComparableClaim",
    "Comparison",
    "Finding",
    "comparable",
    "compare",
    "compare_many",
    "first_score",
    "stage_one",
    "stage_one_wordings",
]


def compare(a: ComparableClaim, b: ComparableClaim) -> Comparison:
    """How two claims relate. ``compare(b, a)`` says the same with the direction turned."""
    return compare_many([(a, b)])[0]


def compare_many(pairs: Sequence[tuple[ComparableClaim, ComparableClaim]], threads: int = 1) -> list[Comparison]:
    """The relation of each pair, in order; reading many at once is what makes it fast."""
    claims = {id(claim): claim for pair in pairs for claim in pair}
    bare = [claim for claim in claims.values() if claim.vector is None]
    vectors = embed([claim.wording for claim in bare], threads)
    for claim, vector in zip(bare, vectors, strict=True):
        claims[id(claim)] = replace(claim, vector=vector)
    readings = {key: Reading(claim) for key, claim in claims.items()}
    read = [(readings[id(a)], readings[id(b)]) for a, b in pairs]
    cosines = np.array([float(np.dot(a.claim.vector, b.claim.vector)) for a, b in read], dtype=np.float32)  # type: ignore[arg-type]
    overlaps = np.array([_overlaps(a, b) for a, b in read], dtype=np.float32).reshape(-1, 2)
    judgements = likeness(cosines, overlaps)
    return [decide(Pair(a, b, check(a, b), judged)) for (a, b), judged in zip(read, judgements, strict=True)]


def _overlaps(a: Reading, b: Reading) -> tuple[float, float]:
    shared = len(a.words & b.words)
    return shared / (len(a.words) or 1), shared / (len(b.words) or 1)
