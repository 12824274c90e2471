"""How much a claim deserves a check: a documented sum of five visible features, never a black box.

Each feature is there or not, and adds its weight; the weights sum to one. They were chosen, not learned: an editor
looks first at numbers that can be refuted, at people and bodies that can be asked, at deeds rather than states, and at
what rests on nobody's name or on a word that keeps its distance.
"""

from __future__ import annotations

from claims.analysis.types import CheckWorthiness

PARTS: dict[str, float] = {
    "quantity": 0.25,  # a figure can be compared with another
    "named actor": 0.20,  # somebody can be asked
    "event verb": 0.25,  # something was done that leaves traces
    "anonymous source": 0.20,  # nobody stands for it by name
    "distancing cue": 0.10,  # the outlet itself keeps away from it
}


def check_worthiness(
    *, quantity: bool, named_actor: bool, event_verb: bool, anonymous_source: bool, distancing_cue: bool
) -> CheckWorthiness:
    """The score and the parts that made it, in a fixed order; parts that are absent are left out."""
    present = {
        "quantity": quantity,
        "named actor": named_actor,
        "event verb": event_verb,
        "anonymous source": anonymous_source,
        "distancing cue": distancing_cue,
    }
    parts = tuple((name, weight) for name, weight in PARTS.items() if present[name])
    return CheckWorthiness(round(sum(weight for _, weight in parts), 2), parts)
