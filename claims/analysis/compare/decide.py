"""From findings and judgement to a relation.

Explicit checks come first: what they rule out, no likeness brings back.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.analysis.compare import quantities, times
from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.slots import Findings, Reading
from claims.analysis.compare.vocabulary import UNFOLDING
from claims.analysis.types import Comparison, Direction

# Judgements; see MODEL_CARD_COMPARE.md for the curves these were read from.
SAME = 0.50
SAME_OPEN = 0.80  # a name on each side has no counterpart: it must be a description of the same thing
SUPPORTS = 0.50
CONTRADICTS = 0.50
# The two are on one matter although a slot differs: a changed number or "not" lowers the cosine by .05 to .15.
ONE_MATTER = 0.62
# How sure the reading may be that neither bears on the other; a shared place or day speaks against it.
UNLIKE, UNLIKE_ANCHORED = 0.5, 0.75
RELATED = 0.45
RELATED_NAMED = 0.35  # with a shared name
# A count made half a day later is a newer count; within one evening two figures disagree.
LATER_HOURS = 12
# Outlets report an attack within a day or two; a toll reported later, without the day, is of the next attack.
ONE_EVENT_HOURS = 72
# Tolls move for about two weeks after the event (the dead among the wounded); a different figure after that is a
# disagreement about a closed matter.
UNFOLDS_DAYS = 14


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, read."""

    a: Reading
    b: Reading
    findings: Findings
    judgement: Judgement


def decide(pair: Pair) -> Comparison:
    """The relation of the pair, with what decided it."""
    return _number(pair) or _opposition(pair) or _agreement(pair) or _nearness(pair)


def _number(pair: Pair) -> Comparison | None:
    """Different figures for one slot: a disagreement, or a later count."""
    findings, judgement = pair.findings, pair.judgement
    conflicts = findings.of("number", "conflict")
    if (
        not conflicts
        or not _one_matter(pair)
        or any(f.kind in ("place", "date", "participant") for f in findings.conflicts)
    ):
        return None
    if _another_event(pair):
        return None
    score = round(max(judgement.alike, judgement.contradiction, min(judgement.cosine, 0.9)), 4)
    why = tuple(f.why for f in conflicts[:2])
    newer, words = _later_count(pair)
    if newer:
        return Comparison("update", "a_to_b" if newer == "a" else "b_to_a", score, (*why, words))
    return Comparison("numeric_discrepancy", "both", score, why)


def _another_event(pair: Pair) -> bool:
    """Whether two tolls were reported too far apart to be of one event, when no day is named by both."""
    hours = times.hours_apart(pair.a.claim, pair.b.claim)
    if hours is None or abs(hours) <= ONE_EVENT_HOURS or pair.findings.of("date", "agree"):
        return False
    return _unfolding(pair) and not (quantities.runs_on(pair.a.claim.text) and quantities.runs_on(pair.b.claim.text))


def _unfolding(pair: Pair) -> bool:
    """Whether the figures are of the kind that grows while an event unfolds."""
    return any(slot.aspect in UNFOLDING for slot in (*pair.a.numbers, *pair.b.numbers))


def _later_count(pair: Pair) -> tuple[str, str]:
    """Which claim has the newer count, "" for neither, and how a reviewer is told."""
    a, b = pair.a.claim, pair.b.claim
    says_a, says_b = quantities.says_update(a.text), quantities.says_update(b.text)
    hours = times.hours_apart(a, b)
    if hours is None:
        if says_a != says_b:
            return ("a" if says_a else "b"), "speaks of a changed figure"
        return "", ""
    newer, claim, says = ("b", b, says_b) if hours > 0 else ("a", a, says_a)
    if abs(hours) < LATER_HOURS:
        return (newer, "speaks of a changed figure") if says and hours else ("", "")
    since = times.days_since(claim)
    open_still = _unfolding(pair) and (since is None or since <= UNFOLDS_DAYS) and abs(hours) <= 24 * UNFOLDS_DAYS
    if says or open_still or (quantities.runs_on(a.text) and quantities.runs_on(b.text)):
        return newer, times.later_in_words(hours)
    return "", ""


def _opposition(pair: Pair) -> Comparison | None:
    """Denial, negation, opposite words, swapped parts, another day for the same thing, or a contradiction as read."""
    findings, judgement = pair.findings, pair.judgement
    if any(f.kind in ("place", "participant") for f in findings.conflicts) or findings.of("number", "conflict"):
        return None
    turned = findings.of("polarity", "conflict") + findings.of("role", "conflict")
    read = judgement.contradiction
    if turned and _one_matter(pair):
        return Comparison("contradicts", "both", round(max(read, judgement.alike, 0.5), 4), (turned[0].why,))
    dates = findings.of("date", "conflict")
    if dates and (judgement.same >= SAME or read >= CONTRADICTS):
        return Comparison("contradicts", "both", round(max(read, judgement.same), 4), (dates[0].why,))
    if read >= CONTRADICTS and not dates:
        return Comparison("contradicts", "both", round(read, 4), ("cannot both be true as worded",))
    return None


def _agreement(pair: Pair) -> Comparison | None:
    """The same claim, or one that implies the other."""
    findings, judgement = pair.findings, pair.judgement
    if findings.conflicts:
        return None
    why = tuple(f.why for f in findings.every if f.verdict == "agree")[:3]
    bounds = findings.of("number", "bound")
    opens = [f for f in findings.every if f.verdict == "open"]
    if judgement.same >= (SAME_OPEN if opens else SAME) and not bounds:
        return Comparison("same", "both", round(judgement.same, 4), why or ("the same in other words",))
    if judgement.alike < SUPPORTS:
        return None
    if opens and judgement.alike < SAME_OPEN:
        return None
    direction: Direction = "a_to_b" if judgement.forward >= judgement.backward else "b_to_a"
    if bounds:
        direction = "a_to_b" if bounds[0].toward == "a" else "b_to_a"
    words = tuple(f.why for f in bounds) or ("says more than the other",)
    return Comparison("supports", direction, round(judgement.alike, 4), words + why)


def _nearness(pair: Pair) -> Comparison:
    """Neither agrees nor disagrees: about the same people or event, or not even that."""
    cosine, findings = pair.judgement.cosine, pair.findings
    shared = [f for f in findings.every if f.verdict == "agree" and f.kind in ("participant", "place")]
    apart = tuple(f.why for f in findings.conflicts)
    if cosine >= (RELATED_NAMED if shared else RELATED):
        return Comparison("related", None, round(cosine, 4), apart or tuple(f.why for f in shared) or ("like topic",))
    return Comparison("none", None, round(1 - max(cosine, 0.0), 4), apart)


def _one_matter(pair: Pair) -> bool:
    """Whether the two are about one event or state, so that a differing slot is a disagreement about it."""
    if pair.judgement.cosine < ONE_MATTER:
        return False
    anchored = pair.findings.of("place", "agree") + pair.findings.of("date", "agree")
    return pair.judgement.neutral < (UNLIKE_ANCHORED if anchored else UNLIKE)
