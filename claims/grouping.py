"""From claim pairs to statements: which claims state in common what origins and reach are counted on.

Agglomerative over *same* pairs, strongest first, under cannot-link constraints (Davidson & Ravi 2005): one wrong pair
must not glue a claim and its contradiction into one statement, so a merge that would put a rejected or contradicting
pair inside is refused. The order of merges is total (decided pairs, then score, then ids), hence the same pairs give
the same statements in whatever order they arrived.

A statement never reaches beyond a connected component of the joining pairs, and what lies outside a component has no
influence inside. So only the components that a new or decided pair touches need grouping anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from claims.analysis.types import Relation

State = Literal["suggested", "confirmed", "rejected"]

# Relations whose two sides cannot state one thing: the values of some slot differ.
APART: frozenset[Relation] = frozenset({"contradicts", "numeric_discrepancy", "update"})


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """A pair as stored: ``left < right`` by id, either order is accepted."""

    left: int
    right: int
    relation: Relation
    score: float
    state: State = "suggested"

    def joins(self, sure: float) -> bool:
        """Whether the pair may merge statements: *same*, and confirmed or sure enough."""
        if self.relation != "same" or self.state == "rejected":
            return False
        return self.state == "confirmed" or self.score >= sure

    @property
    def parts(self) -> bool:
        """Whether the two must not be in one statement."""
        return self.state == "rejected" or self.relation in APART

    @property
    def ends(self) -> tuple[int, int]:
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


def group(claims: Iterable[int], pairs: Iterable[ClaimPair], *, sure: float) -> list[tuple[int, ...]]:
    """Partition the claims into statements: ascending ids, ordered by the first.

    ``sure`` is the score from which a suggested *same* pair may merge. Pairs with an end outside ``claims`` are
    ignored. Each claim is in exactly one statement. Runs in the order of the pairs times their logarithm; refusals
    look at the smaller statement's partings only.
    """
    statement = {claim: claim for claim in claims}
    held = [pair for pair in pairs if pair.left in statement and pair.right in statement and pair.left != pair.right]
    members = {claim: [claim] for claim in statement}
    partings: dict[int, set[int]] = {claim: set() for claim in statement}
    for pair in held:
        if pair.parts:
            partings[pair.left].add(pair.right)
            partings[pair.right].add(pair.left)
    for pair in sorted((pair for pair in held if pair.joins(sure)), key=_strength):
        one, other = statement[pair.left], statement[pair.right]
        if one == other:
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        if any(statement[parted] == one for parted in partings[other]):
            continue
        for claim in members[other]:
            statement[claim] = one
        members[one] += members.pop(other)
        partings[one] |= partings.pop(other)
    return sorted(tuple(sorted(group)) for group in members.values())


def _strength(pair: ClaimPair) -> tuple[bool, float, tuple[int, int]]:
    """Sort key, strongest first: what people decided, then the score, then the ids."""
    return pair.state != "confirmed", -pair.score, pair.ends
