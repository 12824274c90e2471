"""Whether the numbers of two claims can both hold, with their comparators and what they count.

Two quantities share a slot when they have one unit, count the same kind of thing ("people" and "victims", but not
"people" and "civilians", who are some of them) and the same happened to it ("killed 14 people" and "wounded 14 people"
are two slots). A slot's values agree, one lies within what the other leaves open, or they conflict.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claims.analysis.compare.figures import MORE, WINDOW, Slot
from claims.analysis.compare.types import Finding, Verdict
from claims.analysis.compare.vocabulary import UNFOLDING, UPDATE_WORDS, stem
from claims.analysis.types import Quantity

_RUNNING = re.compile(r"\b(?:since|so far|to date|in total|overall|(?:war|conflict) has)\b", re.IGNORECASE)
# So many dead or displaced are those of a whole war or disaster, counted on.
_RUNNING_FROM = 10_000
# "about 640,000" and "650,000" are one figure; "about 20,000" and "nearly 23,000" refugees are two. Distances are told
# more roughly: "some 27 miles", "25 miles".
_ABOUT, _ABOUT_DISTANCE = 0.06, 0.10
_DISTANCES = frozenset(map(stem, ("miles", "kilometers", "kilometres", "km", "meters", "metres", "feet", "yards")))
# A figure without "about" is rounded too: "1,203" is reported as "1,200", "41" as "40".
_ROUNDED, _ROUNDED_FROM = 0.01, 100
_TENS, _TENS_FROM = 0.03, 30
# "At least 112" for "112" is one claim; up to this much above the bound still reads as the same count.
_BOUND = 0.05
# How far above "at least 20" and "more than 100" a figure may lie before readers see two different counts.
_COUNTED_ON, _ROUND_ON = 0.05, 0.20
# "Hundreds" are hardly more than a thousand to a reader: an order ends a little above where the next begins.
_ORDER_ENDS = 12.5
# Two figures that are the same on both sides may be exchanged: "killed 12, wounded 30", "killed 30, wounded 12".
_MISPAIRED = 2
# Kinds of people of whom nobody is of two.
_KINDS = frozenset({"civilian", "soldiers", "fighters", "children"})
_LEAST_BOUNDS = frozenset({"at_least", "more_than"})


def compare_quantities(a: list[Slot], b: list[Slot]) -> list[Finding]:
    """What the shared slots say, conflicts first; numbers without a counterpart say nothing.

    Where a claim has several figures for one slot ("ran for 226 yards and 86 yards"), those without an equal on the
    other side leave open which answers which: that is no conflict, but no agreement either. Nor is it one when both
    have the same figures, three or more, and only their nouns seem to be given to others ("34 rebels, five vehicles and
    two trucks", "34 men, 5 SUVs and 2 vehicles"), nor when one counts the rest ("two others were injured") and no
    figure agrees on whom that leaves. Of what periods are told ("in the past 24 hours") is no disagreement.
    """
    findings: dict[str, Finding] = {}
    rests: set[str] = set()
    for slot in a:
        ours = [other for other in a if other is slot or comparable(other, slot)]
        theirs = [other for other in b if comparable(slot, other)]
        if theirs:
            found = _of_slot(ours, theirs)
            findings.setdefault(found.why, found)
            if any(one.rest for one in (slot, *theirs)):
                rests.add(found.why)
            if slot.aspect == WINDOW:
                findings[found.why] = _opened(found)
    if not findings and (apart := _tolls_apart(a, b)):
        findings[apart.why] = apart
    values = {slot.quantity.value for slot in a}
    if len(values) > _MISPAIRED and values == {slot.quantity.value for slot in b}:
        findings = {why: _opened(found) for why, found in findings.items()}
    elif not any(found.verdict == "agree" for found in findings.values()):
        findings |= {why: _opened(findings[why]) for why in rests}
    return sorted(findings.values(), key=lambda found: -_ORDER[found.verdict])


def _opened(found: Finding) -> Finding:
    return replace(found, verdict="open") if found.verdict == "conflict" else found


_ORDER = {"agree": 0, "bound": 1, "open": 2, "conflict": 3}


def _of_slot(ours: list[Slot], theirs: list[Slot]) -> Finding:
    """One finding for all figures that two claims have for one slot."""
    verdicts = [[_verdict(one, other) for other in theirs] for one in ours]
    rest_a = [i for i, row in enumerate(verdicts) if all(v.verdict == "conflict" for v in row)]
    rest_b = [j for j in range(len(theirs)) if all(row[j].verdict == "conflict" for row in verdicts)]
    if not rest_a or not rest_b:
        return min((v for row in verdicts for v in row), key=lambda v: _ORDER[v.verdict])
    unlike = verdicts[rest_a[0]][rest_b[0]]
    single = len({ours[i].quantity.value for i in rest_a}) == 1 and len({theirs[j].quantity.value for j in rest_b}) == 1
    return unlike if single else replace(unlike, verdict="open")


def _tolls_apart(a: list[Slot], b: list[Slot]) -> Finding | None:
    """ "26 civilians killed" and "22 children killed" need not exclude each other, but they are two claims."""
    for aspect in sorted(UNFOLDING):
        ours, theirs = ([slot for slot in side if slot.aspect == aspect] for side in (a, b))
        if ours and theirs and not any(_one_toll(one, other) for one in ours for other in theirs):
            one, other = ours[0].quantity, theirs[0].quantity
            why = f"{in_words(one)} {one.counted} against {in_words(other)} {other.counted} {aspect}"
            return Finding("number", "open", why)
    return None


def _one_toll(one: Slot, other: Slot) -> bool:
    """Equal figures of those to whom one thing happened, unless they are soldiers here and civilians there."""
    return _same_value(one, other) and (one.counted == other.counted or not {one.counted, other.counted} <= _KINDS)


def comparable(a: Slot, b: Slot) -> bool:
    """Whether two quantities answer the same question."""
    if a.quantity.unit != b.quantity.unit or _beside(a) != _beside(b):
        return False
    if a.aspect and b.aspect and a.aspect != b.aspect:
        return False
    if a.quantity.unit is None:
        if a.aspect == b.aspect != "" and {a.counted, b.counted} == {"people", "civilian"}:
            return True
        if a.counted == b.counted and a.counted:
            return a.aspect == b.aspect or not (a.aspect and b.aspect)
        # "the toll reached 21" counts nothing by name: what happened says it.
        return bool(a.aspect) and a.aspect == b.aspect and (not a.counted or not b.counted)
    return a.counted == b.counted or not a.counted or not b.counted or a.quantity.unit in a.counted


def _beside(slot: Slot) -> str:
    """What sets a figure apart from those that count a whole: that it comes on top, or tells a period."""
    return next((mark for mark in (WINDOW, MORE) if slot.aspect.startswith(mark)), "")


def compatible(a: Slot, b: Slot) -> bool:
    """Whether one true count can stand behind both, as news uses figures."""
    if {a.quantity.comparator, b.quantity.comparator} <= _LEAST_BOUNDS and not (a.vague or b.vague):
        # "More than 200,000" and "more than 290,000" can both be true, but they are two counts.
        smaller, larger = sorted((a.quantity.value, b.quantity.value))
        return larger - smaller <= (_ROUNDED * larger if larger >= _ROUNDED_FROM else 0)
    about = "about" in (a.quantity.comparator, b.quantity.comparator)
    low_a, high_a = bounds(a, about)
    low_b, high_b = bounds(b, about)
    if a.counted != b.counted and {a.counted, b.counted} == {"people", "civilian"}:
        # Civilians are some of the people: there can be fewer of them, but not more.
        return low_a <= high_b if a.counted == "civilian" else low_b <= high_a
    return max(low_a, low_b) <= min(high_a, high_b)


def bounds(slot: Slot, against_about: bool = False) -> tuple[float, float]:
    """The values a quantity allows, rounding included; more when it is held against a rough one ("about 80").

    "At least 22" states that 22 are counted, and an outlet that has "at least 32" at the same time disagrees; logic
    alone would let both stand. So an exact lower bound reaches up by ``_COUNTED_ON`` only, a round or vague one
    ("dozens", "more than 300,000") further.
    """
    q = slot.quantity
    if q.comparator == "range" and q.upper is not None:
        return q.value, q.upper
    slack = _slack(slot)
    low, high = q.value * (1 - slack), q.value * (1 + slack)
    if slot.vague:
        return low, q.value * _ORDER_ENDS
    if q.comparator == "at_least":
        return low, q.value * (1 + (_ROUND_ON if against_about else _COUNTED_ON))
    if q.comparator == "more_than":
        return low, q.value * (1 + _ROUND_ON)
    if q.comparator in ("at_most", "less_than"):
        return q.value * (1 - _ROUND_ON), high
    return low, high


def _slack(slot: Slot) -> float:
    """By what share a figure may be off, as it is written."""
    q = slot.quantity
    if q.comparator == "about":
        return _ABOUT_DISTANCE if slot.counted in _DISTANCES else _ABOUT
    if abs(q.value) >= _ROUNDED_FROM:
        return _ROUNDED
    return _TENS if q.unit is None and q.value >= _TENS_FROM and q.value % 10 == 0 else 0.0


def says_update(text: str) -> bool:
    """Whether the claim itself speaks of a change of the figure: "rose to 27"."""
    return any(word.lower() in UPDATE_WORDS for word in re.findall(r"\w+", text))


def runs_on(text: str, numbers: list[Slot]) -> bool:
    """Whether the figure is a running total ("since March 2011", "400,000 dead"), which every later report raises."""
    return bool(_RUNNING.search(text)) or any(
        slot.aspect in UNFOLDING and slot.quantity.value >= _RUNNING_FROM for slot in numbers
    )


def fell(older: list[Slot], newer: list[Slot]) -> bool:
    """Whether a count of what only grows (the dead of one event) is lower in the newer claim: then both are not one
    count at two times."""
    pairs = [(a, b) for a in older for b in newer if comparable(a, b) and a.aspect in UNFOLDING]
    return any(not compatible(a, b) for a, b in pairs) and all(b.quantity.value < a.quantity.value for a, b in pairs)


def times_apart(a: list[Slot], b: list[Slot]) -> float:
    """How many times the smaller the larger of two figures is that conflict, as far as their comparators leave it; of
    several such pairs, of the nearest."""
    apart = []
    for x in a:
        for y in b:
            if comparable(x, y) and not compatible(x, y):
                (_, smaller), (larger, _) = sorted((bounds(x), bounds(y)), key=lambda ends: ends[0])
                apart.append(larger / (smaller or 1))
    return min(apart, default=1.0)


def _verdict(a: Slot, b: Slot) -> Finding:
    one, other = a.quantity, b.quantity
    noun = _noun(a, b)
    if not compatible(a, b):
        # "Millions" and "tens of thousands" are told of wholes and of parts, and nobody counted either.
        verdict: Verdict = "open" if a.vague and b.vague else "conflict"
        return Finding("number", verdict, f"{in_words(one)} against {in_words(other)}{noun}")
    if _same_figure(a, b):
        return Finding("number", "agree", f"{in_words(other)}{noun} in both")
    if _openness(a) <= _openness(b):
        return Finding("number", "bound", f"{in_words(one)} is within {in_words(other)}{noun}", "a")
    return Finding("number", "bound", f"{in_words(other)} is within {in_words(one)}{noun}", "b")


def _same_figure(one: Slot, other: Slot) -> bool:
    """Compatible figures that a reader takes for one."""
    if one.counted != other.counted and one.counted and other.counted:
        return False
    return _same_value(one, other)


def _same_value(one: Slot, other: Slot) -> bool:
    """Figures that a reader takes for one, whatever they count."""
    a, b = one.quantity, other.quantity
    if one.vague != other.vague:
        return False
    if a.comparator == "range" or b.comparator == "range":
        return (a.value, a.upper) == (b.value, b.upper)
    larger = max(abs(a.value), abs(b.value))
    slack = max(_slack(one), _slack(other), _BOUND)
    return larger == 0 or abs(a.value - b.value) <= slack * larger


def _openness(slot: Slot) -> tuple[float, bool, float]:
    """How much a figure leaves open; of two alike the civilians among people leave less, then the smaller."""
    low, high = bounds(slot)
    return high - low, slot.counted != "civilian", slot.quantity.value


def in_words(q: Quantity) -> str:
    """A figure for a reviewer: "at least 125,000", "6.9 %", "$400,000,000"."""
    opening = {
        "about": "about ", "at_least": "at least ", "at_most": "at most ", "more_than": "more than ",
        "less_than": "less than ",
    }.get(q.comparator, "")  # fmt: skip
    figure = _figure(q.value) if q.upper is None else f"{_figure(q.value)} to {_figure(q.upper)}"
    if q.unit == "%":
        return f"{opening}{figure} %"
    if q.unit in _SIGNS:
        return f"{opening}{_SIGNS[q.unit]}{figure}"
    return f"{opening}{figure}"


_SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}


def _figure(value: float) -> str:
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value:,g}"


def _noun(a: Slot, b: Slot) -> str:
    counted = (a.quantity.counted or b.quantity.counted).split(" and ")[0]
    if a.quantity.unit in ("%", *_SIGNS):
        return f" of {counted}" if counted and a.quantity.unit == "%" else ""
    aspect = a.aspect or b.aspect
    return f" {counted}".rstrip() + (f" {aspect}" if aspect and aspect not in counted else "")
