"""What the comparer is given: a claim with all that decides whether another one says the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np
import numpy.typing as npt

from claims.analysis.types import Certainty, EventTime, Polarity, Quantity, Stance

SlotKind = Literal["number", "date", "place", "polarity", "participant", "role"]
Verdict = Literal["agree", "conflict", "later", "bound", "open"]


@dataclass(frozen=True, slots=True, eq=False)
class ComparableClaim:
    """One claim, ready to compare; identity is the object's.

    ``text`` is the proposition without its attribution frame, ``resolved`` the same with pronouns resolved to names
    (empty: as ``text``). The spans of ``quantities`` may be those of the article: they are found again in ``text``.
    ``stance`` is that of the cue it is reported with: a denied claim is the opposite of what its text says.
    ``context`` is the text around it (the sentence, the paragraph, the headline); names in it are known to the
    claim, so that "in the district" does not disagree with the city. ``vector`` is ``embed([wording])[0]``; it is
    computed when absent.
    """

    text: str
    resolved: str = ""
    context: str = ""
    source: str | None = None
    published_at: datetime | None = None
    event_time: EventTime | None = None
    quantities: tuple[Quantity, ...] = ()
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    stance: Stance = "neutral"
    vector: npt.NDArray[np.float32] | None = field(default=None, repr=False)

    @property
    def wording(self) -> str:
        """What is embedded and read by the model."""
        return self.resolved or self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """What one slot says about a pair, in words for a reviewer.

    ``conflict``: both cannot hold; ``later``: the values differ and one is the newer count; ``bound``: one lies within
    what the other leaves open ("27" and "at least 20"); ``open``: they differ, but may be two names of one thing.
    ``toward`` is "a" or "b" where the finding has a side: the newer (``later``) or the more exact claim (``bound``).
    """

    kind: SlotKind
    verdict: Verdict
    why: str
    toward: Literal["a", "b"] | None = None
