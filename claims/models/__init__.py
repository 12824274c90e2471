"""Attributions, statements, claims, claim matches, votes with their evidence, and status changes.

Rows that people may have built on are never deleted: a machine's or an editor's change of mind makes them dismissed or
replaced.
"""

from claims.models.claim import EMBEDDING_DIMENSIONS, Attribution, Claim, MadeBy, RowState, Statement
from claims.models.matching import ClaimMatch, ClaimMatching, ClaimNeighbour
from claims.models.review import Evidence, StatusChange, Vote

__all__ = [
    "EMBEDDING_DIMENSIONS",
    "Attribution",
    "Claim",
    "ClaimMatch",
    "ClaimMatching",
    "ClaimNeighbour",
    "Evidence",
    "MadeBy",
    "RowState",
    "Statement",
    "StatusChange",
    "Vote",
]
