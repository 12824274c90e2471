"""What reading two claims together says, before any explicit check."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt


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


def likeness(cosines: npt.NDArray[np.float32], overlaps: npt.NDArray[np.float32]) -> list[Judgement]:
    """Judge pairs by embedding and shared words alone. ``overlaps`` [n, 2] are the shares of each claim's content words
    that the other has: a claim whose words are all in the other is implied by it."""
    judgements = []
    for cosine, (in_b, in_a) in zip(cosines.tolist(), overlaps.tolist(), strict=True):
        alike = 1 / (1 + np.exp(-14 * (0.7 * cosine + 0.3 * max(in_a, in_b) - 0.72)))
        both = 1 / (1 + np.exp(-12 * (min(in_a, in_b) - 0.35)))
        one_way = alike * (1 - both)
        forward = one_way * (1.0 if in_a > in_b else 0.0)
        judgements.append(
            Judgement(
                same=float(alike * both),
                forward=float(forward),
                backward=float(one_way - forward),
                contradiction=0.0,
                neutral=float(1 - alike),
                cosine=cosine,
            )
        )
    return judgements
