"""The explicit checks: everything in a pair of claims that can be held against each other, slot by slot.

A comparer that goes by likeness confirms distorted claims, because a wrong number or a denial hardly changes a
sentence. So likeness never decides alone here: values of one slot are compared as values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from claims.analysis.compare import participants, quantities, times
from claims.analysis.compare.figures import Slot, located, slots
from claims.analysis.compare.names import Name, names_in
from claims.analysis.compare.polarity import compare_polarity
from claims.analysis.compare.types import ComparableClaim, Finding, SlotKind
from claims.analysis.compare.vocabulary import EVENT_KIND, STOPWORDS, stem

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
# Fire of weapons, no blaze.
_GUNFIRE = re.compile(
    r"\b(rebels?|rockets?|artillery|mortars?|shell|sniper|gun|friendly|enemy|army|government|regime|militants?|cease|"
    r"open(?:s|ed|ing)?|under|return(?:s|ed)?|israeli|\w{3,}(?:ish|ian))[ -]fire\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """A claim with its names, slots and content words, each found once, when first asked for."""

    claim: ComparableClaim

    @cached_property
    def names(self) -> list[Name]:
        return names_in(self.claim.wording)

    @cached_property
    def places(self) -> list[Name]:
        """The names of places that are no countries: what tells where exactly."""
        return [name for name in self.names if name.place and not name.country]

    @cached_property
    def known(self) -> list[Name]:
        return names_in(self.claim.context[:2000])  # a paragraph or two: names beyond belong to other matters

    @cached_property
    def side(self) -> participants.Side:
        return participants.Side(self.claim.wording, self.names, self.known)

    @cached_property
    def numbers(self) -> list[Slot]:
        return slots(self.claim.text, located(self.claim.text, self.claim.quantities))

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the words that carry meaning."""
        words = (word.lower() for word in _WORD.findall(self.claim.wording))
        return frozenset(stem(word) for word in words if word not in STOPWORDS)

    @cached_property
    def event_kinds(self) -> frozenset[str]:
        """What kinds of event it speaks of: "blast", "gas"."""
        words = (word.lower() for word in _WORD.findall(_GUNFIRE.sub(r"\1 firing", self.claim.wording)))
        return frozenset(EVENT_KIND[word] for word in words if word in EVENT_KIND)

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """The content words without figures."""
        return frozenset(word for word in self.words if not word[0].isdigit())


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a pair, by slot."""

    every: tuple[Finding, ...]

    def of(self, kind: SlotKind, *verdicts: str) -> list[Finding]:
        return [f for f in self.every if f.kind == kind and (not verdicts or f.verdict in verdicts)]

    @property
    def conflicts(self) -> list[Finding]:
        return [f for f in self.every if f.verdict == "conflict"]


def check(a: Reading, b: Reading) -> Findings:
    """Compare the two slot by slot."""
    one, other = a.side, b.side
    single = [
        times.compare_times(a.claim.event_time, b.claim.event_time),
        compare_polarity(a.claim, b.claim),
        participants.compare_places(one, other),
        participants.compare_participants(one, other),
        participants.compare_roles(one, other),
    ]
    numbers = quantities.compare_quantities(a.numbers, b.numbers)
    return Findings((*numbers, *(finding for finding in single if finding is not None)))
