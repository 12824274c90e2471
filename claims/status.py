"""A claim's status from its votes: pure, replayable, with its uncertainty.

Of n votes that do not abstain, k say *corroborated*. With a uniform prior the share θ of reviewers who would say so is
Beta(1 + k, 1 + n − k) (Jøsang & Ismail 2002, "The Beta Reputation System"). A verdict is entered when that posterior is
clear, and held until it has become clearly less so: the gap between the two thresholds keeps a claim from flickering.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import comb
from typing import Any

RULE_VERSION = 1

STATUSES = (
    "unreviewed",
    "in_review",
    "corroborated",
    "single_origin",
    "not_corroborated",
    "disputed",
    "retracted",
)

# Below three votes one more reviewer can turn the result around, whatever the posterior says.
QUORUM = 3
# With three unanimous votes P(θ > ½) = .9375; with 3 of 4 it is .81. Enter lies just under the first, leave above the
# second, so that a unanimous quorum enters and one dissent among four leaves; 4 of 5 (.89) holds what it found.
ENTER = 0.93
LEAVE = 0.85
# Two on each side are no longer one reviewer's slip.
DISPUTED_EACH_SIDE = 2
# What a *corroborated* result needs when the evidence gate is in force (DESIGN §6).
INDEPENDENT_EVIDENCE = 2
INTERVAL = 0.90


@dataclass(frozen=True, slots=True)
class Votes:
    """Active votes of the current round. `corroborated` + `not_corroborated` = n; abstentions do not count."""

    corroborated: int = 0
    not_corroborated: int = 0
    abstaining: int = 0

    def __post_init__(self) -> None:
        if min(self.corroborated, self.not_corroborated, self.abstaining) < 0:
            raise ValueError(f"votes cannot be negative: {self}")

    @property
    def n(self) -> int:
        return self.corroborated + self.not_corroborated


@dataclass(frozen=True, slots=True)
class Flags:
    """What outranks votes: the claim's own article was retracted; an editor's override (a status, with reason)."""

    retracted: bool = False
    override: str | None = None

    def __post_init__(self) -> None:
        if self.override is not None and self.override not in STATUSES:
            raise ValueError(f"override is not a status: {self.override!r}")


@dataclass(frozen=True, slots=True)
class Tally:
    """What votes say of θ, the share of reviewers who would call the claim corroborated."""

    mean: float
    low: float
    high: float
    above_half: float
    """P(θ > ½)."""


def probability_above_half(k: int, n: int) -> float:
    """P(θ > ½) for θ ~ Beta(1 + k, 1 + n − k): exactly the chance of at most k heads in n + 1 tosses."""
    return _beta_tail(k, n, 0.5)


def _beta_tail(k: int, n: int, x: float) -> float:
    """P(θ > x), by the identity of the Beta distribution function with binomial sums (integer parameters)."""
    m = n + 1
    return sum(comb(m, j) * x**j * (1 - x) ** (m - j) for j in range(k + 1))


def _quantile(k: int, n: int, p: float) -> float:
    """x with P(θ ≤ x) = p, by bisection to 1e-9."""
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if 1 - _beta_tail(k, n, middle) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def tally(votes: Votes) -> Tally:
    """Mean and central 90 % interval of θ."""
    k, n = votes.corroborated, votes.n
    edge = (1 - INTERVAL) / 2
    return Tally(
        mean=(1 + k) / (2 + n),
        low=_quantile(k, n, edge),
        high=_quantile(k, n, 1 - edge),
        above_half=probability_above_half(k, n),
    )


def _clear(p: float, n: int, *, held: bool) -> bool:
    return n >= QUORUM and p >= (LEAVE if held else ENTER)


def status(previous: str, votes: Votes, independent_evidence: int | None, flags: Flags) -> str:
    """The status that follows from the previous one and everything counted now.

    `independent_evidence` is the number of counted *corroborated* votes that cite current evidence of an origin
    established independent of the claim's own; None while that gate is not in force. Precedence: retracted, then an
    editor's override, then votes. A new round passes `previous="unreviewed"`.
    """
    if previous not in STATUSES:
        raise ValueError(f"not a status: {previous!r}")
    if flags.retracted:
        return "retracted"
    if flags.override is not None:
        return flags.override
    if votes.n + votes.abstaining == 0:
        return "unreviewed"
    p = probability_above_half(votes.corroborated, votes.n)
    if _clear(p, votes.n, held=previous in {"corroborated", "single_origin"}):
        gate_open = independent_evidence is None or independent_evidence >= INDEPENDENT_EVIDENCE
        return "corroborated" if gate_open else "single_origin"
    if _clear(1 - p, votes.n, held=previous == "not_corroborated"):
        return "not_corroborated"
    if min(votes.corroborated, votes.not_corroborated) >= DISPUTED_EACH_SIDE:
        return "disputed"
    return "in_review"


def to_inputs(votes: Votes, independent_evidence: int | None, flags: Flags) -> dict[str, Any]:
    """What a StatusChange records: everything `status` was given besides the previous status."""
    return {"votes": asdict(votes), "independent_evidence": independent_evidence, "flags": asdict(flags)}


def replay(steps: Iterable[tuple[int, dict[str, Any]]]) -> str:
    """The status after a claim's log of (round, inputs), from the beginning: equals what is stored.

    Raises ValueError when a step holds something the rule does not know.
    """
    current, current_round = "unreviewed", 1
    for round_number, inputs in steps:
        if round_number != current_round:
            current, current_round = "unreviewed", round_number
        try:
            votes, flags = Votes(**inputs["votes"]), Flags(**inputs["flags"])
            evidence = inputs["independent_evidence"]
        except (KeyError, TypeError) as error:
            raise ValueError(f"not the inputs of a status change: {inputs!r}") from error
        current = status(current, votes, evidence, flags)
    return current
