"""What reading two claims together says, before any explicit check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.analysis.compare.types import ComparableClaim


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities that sum to one: the two state the same, the first implies the second (``forward``), the second
    implies the first (``backward``), they cannot both be true, or neither bears on the other. ``cosine`` is that of
    their embeddings."""

    same: float
    forward: float
    backward: float
    contradiction: float
    neutral: float
    cosine: float

    @property
    def alike(self) -> float:
        """That one holds when the other does, in whichever direction."""
        return self.same + self.forward + self.backward

    def turned(self) -> Judgement:
        """The judgement when one of the two is denied from outside: what agreed now contradicts and conversely.

        Denying the more general claim denies the more exact one, but not the other way round; the claims of news are
        near enough in content that the difference does not pay.
        """
        return replace(self, same=self.contradiction, forward=0.0, backward=0.0, contradiction=self.alike)


def judged(a: ComparableClaim, b: ComparableClaim, probabilities: Sequence[float]) -> Judgement:
    """The reading of two claims that have their vectors; ``probabilities`` are those of ``cross_encoder.LABELS``."""
    assert a.vector is not None and b.vector is not None
    same, forward, backward, contradiction, neutral = probabilities
    found = Judgement(same, forward, backward, contradiction, neutral, float(a.vector @ b.vector))
    return found.turned() if (a.stance == "denial") != (b.stance == "denial") else found
