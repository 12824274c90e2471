"""From findings and judgement to a relation.

Explicit checks come first: what they rule out, no likeness brings back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.analysis.compare import quantities, times
from claims.analysis.compare.figures import Slot
from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.names import counterpart
from claims.analysis.compare.scores import Scores
from claims.analysis.compare.slots import Findings, Reading
from claims.analysis.compare.vocabulary import UNFOLDING
from claims.analysis.types import Comparison, Direction

# Thresholds of the scores, read from the curves on pairs of real news (MODEL_CARD_COMPARE.md).
SAME = 0.84
SAME_OPEN = 0.89  # a name or a negation has no counterpart: it must be a description of the same thing
ONE_MATTER = 0.50
# Figures of two games of one player, or of two parts of a story, differ without disagreeing.
ONE_COUNT, ONE_COUNT_AT_ONCE = 0.72, 0.65
ONE_COUNT_READ, COUNTS_EXCLUDE = 0.50, 0.90  # when they are read as excluding each other besides
ONE_GENERAL_COUNT = 0.85  # "400,000 people", to whom nothing happened: they may be anybody
STOCK_COSINE = 0.70
GENERIC = frozenset({"", "people", "civilian", "men", "women", "children", "fighters", "soldiers"})
SUPPORTS = 0.50  # as read: that one holds when the other does
CONTRADICTS = 0.50  # as read, with a slot that says why
# As read, what likeness does not outweigh: they exclude each other, or have nothing to do with each other.
NOT_SAME, NEITHER = 0.50, 0.95
# As read, the least for *same*: below it the one says more than the other, or another thing.
LEAST_SAME = 0.06
NEAR_COPY = 0.93  # cosine: of so close a pair the reading is less sure than the slots
# What turns a claim round does so from so much as read, and so sure of one matter.
TURNS = ((0.10, 0.50), (0.50, 0.40), (0.98, 0.15))
# Below this two tolls are of different matters, whatever a shared place, day or kind of event seems to say.
SOME_MATTER = 0.20
RELATED = 0.35  # cosine
RELATED_NAMED = 0.25  # with a shared name
# A count made half a day later is a newer count; within one evening two figures disagree.
LATER_HOURS = 12
# In a war there is an attack a day: a toll reported a day later, without the day, is of the next one.
ONE_EVENT_HOURS = 20
# Kinds of which two on one day are one, even in a war.
RARE_KINDS = frozenset({"gas", "crash", "disaster", "execution"})
# Two attacks of one kind on one day, told without a common place, are one when they are this much alike.
ONE_DAY_COSINE = 0.70
# Tolls move for about two weeks after the event (the dead among the wounded); a different figure after that is a
# disagreement about a closed matter.
UNFOLDS_DAYS = 14
# Tolls of one event differ by less than this, unless both name its day.
MOST_TIMES = 10.0
TOTAL_GROWS = 1.1  # the total of years does not grow by more in those days
_THE_EVENT = re.compile(r"\b(?:the|this|that) (?:\w+ )?(?:attack|assault|incident|massacre|ambush|accident)\b", re.I)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, read."""

    a: Reading
    b: Reading
    findings: Findings
    judgement: Judgement
    scores: Scores


def decide(pair: Pair) -> Comparison:
    """The relation of the pair, with what decided it."""
    if _of_two_stories(pair):
        return _nearness(pair)
    return _number(pair) or _opposition(pair) or _agreement(pair) or _nearness(pair)


def _of_two_stories(pair: Pair) -> bool:
    """Whether a claim says nothing of where, who or when ("no one was hurt"), so that only what stands around it does,
    and the two stand among people and places of which none is in both. A country ties them only where one of the two
    has no other name around it."""
    sides = (pair.a, pair.b)
    if all(side.names or side.claim.event_time for side in sides) or not all(side.claim.context for side in sides):
        return False
    a, b = ((*side.names, *side.known) for side in sides)
    exact = [[n for n in names if not n.country] for names in (a, b)]
    if all(exact):
        a, b = map(tuple, exact)
    return bool(a or b) and not any(counterpart(n, b) for n in a)


def _number(pair: Pair) -> Comparison | None:
    """Different figures for one slot: a disagreement, or a later count."""
    findings = pair.findings
    conflicts = findings.of("number", "conflict")
    if not conflicts or any(f.kind in ("place", "date", "participant") for f in findings.conflicts):
        return None
    if all(_places_apart(pair)) or _another_event(pair) or _another_time(pair) or _untied(pair):
        return None
    if not (pair.scores.one_matter >= _least_matter(pair) or _one_event(pair) or _one_stock(pair)):
        return None
    score = round(pair.scores.one_matter, 4)
    why = tuple(f.why for f in conflicts[:2])
    newer, words = _later_count(pair)
    if newer:
        return Comparison("update", "a_to_b" if newer == "a" else "b_to_a", score, (*why, words))
    return Comparison("numeric_discrepancy", "both", score, why)


def _least_matter(pair: Pair) -> float:
    """How sure the scores must be of one matter: less so for what is reported at one time or of one day."""
    if not all(any(map(_particular, side.numbers)) for side in (pair.a, pair.b)):
        return ONE_GENERAL_COUNT
    hours = times.hours_apart(pair.a.claim, pair.b.claim)
    if not ((hours is not None and abs(hours) < ONE_EVENT_HOURS) or pair.findings.of("date", "agree")):
        return ONE_COUNT
    return ONE_COUNT_READ if pair.judgement.contradiction >= COUNTS_EXCLUDE else ONE_COUNT_AT_ONCE


def _particular(slot: Slot) -> bool:
    """Whether a figure counts more than just people: a kind of them, things, or those to whom something happened."""
    return bool(slot.aspect or slot.quantity.unit or slot.counted not in GENERIC)


def _one_stock(pair: Pair) -> bool:
    """Whether two figures count the same special thing at one place: the refugees of a camp, the beds of a hospital."""
    counted = {slot.counted for slot in pair.a.numbers} & {slot.counted for slot in pair.b.numbers}
    if not counted - GENERIC or pair.judgement.cosine < STOCK_COSINE or pair.a.event_kinds & pair.b.event_kinds:
        return False
    return _place_in_both(pair)


def _place_in_both(pair: Pair) -> bool:
    """Whether a place of one claim, no country, is named by the other."""
    return any(counterpart(n, other.names) for side, other in ((pair.a, pair.b), (pair.b, pair.a)) for n in side.places)


def _another_event(pair: Pair) -> bool:
    """Whether two figures are of two events.

    Tolls, or other counts of attacks, that were reported about a day or more apart, with no day in common, and that do
    not speak of a change or a running total.
    """
    if not (_unfolding(pair) or pair.a.event_kinds & pair.b.event_kinds):
        return False
    hours = times.hours_apart(pair.a.claim, pair.b.claim)
    if hours is None or abs(hours) < ONE_EVENT_HOURS or pair.findings.of("date", "agree"):
        return False
    texts = (pair.a.claim.text, pair.b.claim.text)
    if pair.a.event_kinds & pair.b.event_kinds & RARE_KINDS and abs(hours) <= 24 * UNFOLDS_DAYS:
        return False
    return not (any(map(quantities.says_update, texts)) or _both_run_on(pair))


def _another_time(pair: Pair) -> bool:
    """Whether the figures are of two times: told weeks apart with no day in common, one of an event and the other a
    running total, or one of an event that is recalled by its month or year and the other of one that is reported.
    Running totals themselves are compared whenever they were told."""
    runs_on = _run_on(pair)
    if any(runs_on) and _unfolding(pair):
        return not all(runs_on)
    if _unfolding(pair) and _looks_back(pair.a) != _looks_back(pair.b):
        return True
    hours = times.hours_apart(pair.a.claim, pair.b.claim)
    far = hours is not None and abs(hours) > 24 * UNFOLDS_DAYS
    return far and not pair.findings.of("date", "agree")


def _looks_back(side: Reading) -> bool:
    """Whether an event is dated by its month or year: it is recalled, and not reported."""
    return side.claim.event_time is not None and side.claim.event_time.precision in ("month", "year")


def _untied(pair: Pair) -> bool:
    """Whether two tolls have nothing that ties them to one event: neither says where, who, when or in what ("four
    civilians were killed"); or one is many times the other, with no day in common."""
    if not _unfolding(pair) or pair.findings.of("date", "agree"):
        return False
    if quantities.times_apart(pair.a.numbers, pair.b.numbers) > MOST_TIMES:
        return True
    sides = (pair.a, pair.b)
    if any(side.names or side.claim.event_time for side in sides) or _both_run_on(pair):
        return False
    return not (pair.a.event_kinds & pair.b.event_kinds or all(_THE_EVENT.search(side.claim.text) for side in sides))


def _places_apart(pair: Pair) -> tuple[bool, bool]:
    """Whether each claim names a place, no country, that the other does not name."""
    return (
        any(not counterpart(n, pair.b.names) for n in pair.a.places),
        any(not counterpart(n, pair.a.names) for n in pair.b.places),
    )


def _one_event(pair: Pair) -> bool:
    """Whether two tolls are of one event however differently told: of one kind, at one place that is no country, or of
    a kind that is rare, or on one day. That nothing tells them apart has been seen before (``_another_event``)."""
    if not _unfolding(pair) or not pair.a.event_kinds & pair.b.event_kinds or pair.scores.one_matter < SOME_MATTER:
        return False
    hours = times.hours_apart(pair.a.claim, pair.b.claim)
    same_day = bool(pair.findings.of("date", "agree"))
    rare = bool(pair.a.event_kinds & pair.b.event_kinds & RARE_KINDS) and hours is not None and abs(hours) <= 24
    return _place_in_both(pair) or rare or (same_day and pair.judgement.cosine >= ONE_DAY_COSINE)


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
    if quantities.fell(*((pair.a.numbers, pair.b.numbers) if newer == "b" else (pair.b.numbers, pair.a.numbers))):
        return (newer, "speaks of a changed figure") if says else ("", "")
    if _both_run_on(pair) and not says and abs(hours) <= 24 * UNFOLDS_DAYS and _grown(pair) > TOTAL_GROWS:
        return "", ""
    open_still = _unfolding(pair) and (since is None or since <= UNFOLDS_DAYS) and abs(hours) <= 24 * UNFOLDS_DAYS
    if says or open_still or _both_run_on(pair):
        return newer, times.later_in_words(hours)
    return "", ""


def _grown(pair: Pair) -> float:
    """By what factor the larger of the largest figures exceeds the smaller."""
    smaller, larger = sorted(max(slot.quantity.value for slot in side.numbers) for side in (pair.a, pair.b))
    return larger / smaller if smaller else 1.0


def _run_on(pair: Pair) -> list[bool]:
    """Of each claim, whether its figure is a running total."""
    return [quantities.runs_on(side.claim.text, side.numbers) for side in (pair.a, pair.b)]


def _both_run_on(pair: Pair) -> bool:
    return all(_run_on(pair))


def _opposition(pair: Pair) -> Comparison | None:
    """Denial, negation, opposite words, swapped parts, or another day for the same thing.

    What is only read as a contradiction, with no slot that says why, was one in 4 of 76 development pairs.
    """
    findings, judgement = pair.findings, pair.judgement
    if any(f.kind in ("place", "participant", "number") for f in findings.conflicts):
        return None
    score = round(max(judgement.contradiction, pair.scores.one_matter), 4)
    turned = findings.of("polarity", "conflict") + findings.of("role", "conflict")
    if turned and _turns(pair):
        return Comparison("contradicts", "both", score, (turned[0].why,))
    if not _one_matter(pair):
        return None
    dates = findings.of("date", "conflict")
    if dates and (judgement.contradiction >= CONTRADICTS or pair.scores.same >= SAME):
        return Comparison("contradicts", "both", score, (dates[0].why,))
    return None


def _turns(pair: Pair) -> bool:
    """Whether a negation, an opposite word or swapped parts turn the one claim against the other: the surer they are
    read as excluding each other, the less must say that they are of one matter."""
    read, matter = pair.judgement.contradiction, pair.scores.one_matter
    near_copy = pair.judgement.cosine >= NEAR_COPY
    return near_copy or any(read >= least and matter >= of_one for least, of_one in TURNS)


def _agreement(pair: Pair) -> Comparison | None:
    """The same claim, or one that implies the other."""
    findings, judgement = pair.findings, pair.judgement
    if findings.conflicts:
        return None
    why = tuple(f.why for f in findings.every if f.verdict == "agree")[:3]
    bounds = findings.of("number", "bound")
    opens = any(f.verdict == "open" for f in findings.every)
    unanswered = findings.of("number", "open")
    likely = pair.scores.same >= (SAME_OPEN if opens else SAME)
    unanswered += findings.of("polarity", "open") if judgement.cosine < NEAR_COPY else []
    if likely and not bounds and not unanswered and not _read_apart(judgement):
        return Comparison("same", "both", round(pair.scores.same, 4), why or ("the same in other words",))
    if not _one_matter(pair) or not (bounds or judgement.alike >= SUPPORTS) or len({f.toward for f in bounds}) > 1:
        return None
    direction, words = _implied(judgement)
    if direction == "both" and (unanswered or _read_apart(judgement)) and not bounds:
        return None
    if bounds:
        direction, words = ("a_to_b" if bounds[0].toward == "a" else "b_to_a"), tuple(f.why for f in bounds)
    return Comparison("supports", direction, round(pair.scores.one_matter, 4), words + why)


def _implied(judgement: Judgement) -> tuple[Direction, tuple[str, ...]]:
    """Which claim implies the other as read, and how a reviewer is told."""
    if judgement.same >= max(judgement.forward, judgement.backward):
        return "both", ("much the same, though not surely",)
    return ("a_to_b" if judgement.forward >= judgement.backward else "b_to_a"), ("says more than the other",)


def _read_apart(judgement: Judgement) -> bool:
    """Whether reading them together rules out that they are the same, however alike they look."""
    apart = judgement.contradiction >= NOT_SAME or judgement.neutral >= NEITHER or judgement.same < LEAST_SAME
    return apart and judgement.cosine < NEAR_COPY


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
    return pair.scores.one_matter >= ONE_MATTER
