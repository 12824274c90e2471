"""Compare two claims: the same, supports, contradicts, numeric discrepancy, update, related or none.

Two stages. ``first_score`` says, cheaply, which candidates of a claim are worth reading with it. ``compare_many`` then
reads each pair (:mod:`.judgement`), holds their numbers, dates, places, participants and polarity against each other
(:mod:`.slots`) and decides (:mod:`.decide`): two claims are the same when they have the same truth conditions, and no
likeness outweighs a slot whose values cannot both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.analysis.compare.cross_encoder import read_pairs
from claims.analysis.compare.decide import Pair, decide
from claims.analysis.compare.first_stage import LEAST, MOST, Glimpse, first_score
from claims.analysis.compare.judgement import Judgement, judged
from claims.analysis.compare.raw import comparable
from claims.analysis.compare.scores import score
from claims.analysis.compare.slots import Findings, Reading, check
from claims.analysis.compare.types import ComparableClaim, Finding
from claims.analysis.embed import embed
from claims.analysis.types import Comparison

__all__ = [
    "LEAST",
    "MOST",
    "ComparableClaim",
    "Comparison",
    "Finding",
    "Glimpse",
    "comparable",
    "compare",
    "compare_many",
    "conclude",
    "first_score",
    "read_sides",
]


def compare(a: ComparableClaim, b: ComparableClaim) -> Comparison:
    """How two claims relate. ``compare(b, a)`` says the same with the direction turned."""
    return compare_many([(a, b)])[0]


def compare_many(pairs: Sequence[tuple[ComparableClaim, ComparableClaim]], threads: int = 1) -> list[Comparison]:
    """The relation of each pair, in order; reading many at once is what makes it fast."""
    return [conclude(*sides) for sides in read_sides(pairs, threads)]


def conclude(a: Reading, b: Reading, findings: Findings, judgement: Judgement) -> Comparison:
    """The relation of a pair that ``read_sides`` has read."""
    return decide(Pair(a, b, findings, judgement, score(a, b, findings, judgement)))


def read_sides(
    pairs: Sequence[tuple[ComparableClaim, ComparableClaim]], threads: int = 1
) -> list[tuple[Reading, Reading, Findings, Judgement]]:
    """Each pair read by the models and checked slot by slot, before anything is decided."""
    claims = {id(claim): claim for pair in pairs for claim in pair}
    bare = [claim for claim in claims.values() if claim.vector is None]
    vectors = embed([claim.wording for claim in bare], threads)
    for claim, vector in zip(bare, vectors, strict=True):
        claims[id(claim)] = replace(claim, vector=vector)
    readings = {key: Reading(claim) for key, claim in claims.items()}
    sides = [(readings[id(a)], readings[id(b)]) for a, b in pairs]
    probabilities = read_pairs([(a.claim.wording, b.claim.wording) for a, b in sides], threads)
    return [
        (a, b, check(a, b), judged(a.claim, b.claim, row))
        for (a, b), row in zip(sides, probabilities.tolist(), strict=True)
    ]
