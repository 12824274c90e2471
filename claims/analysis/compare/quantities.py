"""Whether the numbers of two claims can both hold, with their comparators and what they count.

Two quantities share a slot when they have one unit, count the same kind of thing ("people" and "victims", but not
"people" and "civilians", who are some of them) and the same happened to it ("killed 14 people" and "wounded 14 people"
are two slots). A slot's values agree, one lies within what the other leaves open, or they conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import inf

from claims.analysis.compare.types import Finding
from claims.analysis.compare.vocabulary import ASPECT, COUNTED_CLASS, UPDATE_WORDS, stem
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.tokens import tokenise
from claims.analysis.types import Quantity, Span

_WORD = re.compile(r"[\w’'\-]+|,|;")
# How far from a number its verb may stand, in words: "killed at least 14 people", "14 people, among them …, died".
_REACH = 8
# "about 640,000" and "650,000" are one figure: rounding in news moves the first digits by up to a tenth.
_ABOUT = 0.10
# A figure without "about" is rounded too ("1,203" is reported as "1,200"), but only from three digits on, by 1 %.
_ROUNDED, _ROUNDED_FROM = 0.01, 100
# "At least 112" for "112" is one claim; up to this much above the bound still reads as the same count.
_BOUND = 0.05


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity with the class of what it counts and what happened to that (``""`` where the claim does not say)."""

    quantity: Quantity
    counted: str
    aspect: str


def located(text: str, given: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities of a claim with spans in its own text.

    Read from the text anew; a given one of the same value tells what is counted where the claim's words alone do not
    ("the toll reached 21"), since extraction saw the whole sentence.
    """
    tokens = tokenise(text, (Span(0, len(text)),))
    counted = {q.value: q.counted for q in given if q.counted}
    found = find_quantities(tokens, 0, len(tokens))
    return tuple(q if q.counted else replace(q, counted=counted.get(q.value, "")) for q in found)


def slots(text: str, quantities: tuple[Quantity, ...]) -> list[Slot]:
    """The quantities of a claim as slots; ``quantities`` have spans in ``text``."""
    words = [(m.start(), m.group().lower()) for m in _WORD.finditer(text)]
    return [Slot(q, counted_class(q.counted), _aspect(words, q)) for q in quantities]


def counted_class(counted: str) -> str:
    """The class of a counted noun phrase, by its head: "active-duty fighters" → "fighters"."""
    words = counted.lower().split(" and ")[0].split()
    head = words[-1] if words else ""
    if ASPECT.get(head):  # "21 dead", "14 deaths", "toll of 14"
        return "people"
    return COUNTED_CLASS.get(head) or stem(head)


def compare_quantities(a: list[Slot], b: list[Slot]) -> list[Finding]:
    """What the shared slots say, conflicts first; numbers without a counterpart say nothing."""
    findings = []
    for slot in a:
        rivals = [other for other in b if comparable(slot, other)]
        if rivals:
            verdicts = [_verdict(slot, other) for other in rivals]
            findings.append(min(verdicts, key=lambda found: _ORDER[found.verdict]))
    # A figure of b that conflicts with all of a's is found from a's side only when a's figures have no better match.
    return sorted(findings, key=lambda found: -_ORDER[found.verdict])


_ORDER = {"agree": 0, "bound": 1, "conflict": 2}


def comparable(a: Slot, b: Slot) -> bool:
    """Whether two quantities answer the same question."""
    if a.quantity.unit != b.quantity.unit:
        return False
    if a.aspect and b.aspect and a.aspect != b.aspect:
        return False
    if a.quantity.unit is None:
        if a.counted == b.counted and a.counted:
            return a.aspect == b.aspect or not (a.aspect and b.aspect)
        # "the toll reached 21" counts nothing by name: what happened says it.
        return bool(a.aspect) and a.aspect == b.aspect and (not a.counted or not b.counted)
    return a.counted == b.counted or not a.counted or not b.counted or a.quantity.unit in a.counted


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether one true number can stand behind both."""
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return max(low_a, low_b) <= min(high_a, high_b)


def bounds(q: Quantity) -> tuple[float, float]:
    """The values a quantity allows, rounding included."""
    if q.comparator == "range" and q.upper is not None:
        return q.value, q.upper
    slack = _ABOUT if q.comparator == "about" else _ROUNDED if abs(q.value) >= _ROUNDED_FROM else 0.0
    if q.comparator in ("at_least", "more_than"):
        return q.value * (1 - slack), inf
    if q.comparator in ("at_most", "less_than"):
        return 0.0, q.value * (1 + slack)
    return q.value * (1 - slack), q.value * (1 + slack)


def says_update(text: str) -> bool:
    """Whether the claim itself speaks of a change of the figure: "rose to 27"."""
    return any(word.lower() in UPDATE_WORDS for word in re.findall(r"\w+", text))


def _verdict(a: Slot, b: Slot) -> Finding:
    one, other = a.quantity, b.quantity
    noun = _noun(a, b)
    if not compatible(one, other):
        return Finding("number", "conflict", f"{in_words(one)} against {in_words(other)}{noun}")
    if _same_figure(one, other):
        return Finding("number", "agree", f"{in_words(other)}{noun} in both")
    exact_side, exact, loose = ("a", one, other) if _width(one) <= _width(other) else ("b", other, one)
    why = f"{in_words(exact)} is within {in_words(loose)}{noun}"
    return Finding("number", "bound", why, "a" if exact_side == "a" else "b")


def _same_figure(a: Quantity, b: Quantity) -> bool:
    """Compatible figures that a reader takes for one."""
    if a.comparator == "range" or b.comparator == "range":
        return (a.value, a.upper) == (b.value, b.upper)
    larger = max(abs(a.value), abs(b.value))
    slack = _ABOUT if "about" in (a.comparator, b.comparator) else _BOUND
    return larger == 0 or abs(a.value - b.value) <= slack * larger


def _width(q: Quantity) -> float:
    low, high = bounds(q)
    return high - low


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


def _aspect(words: list[tuple[int, str]], q: Quantity) -> str:
    """What happened to those counted: the nearest such word, before the number first, in the same clause."""
    own = [w for at, w in words if q.span.start <= at < q.span.end]
    own = own[: own.index("and")] if "and" in own else own
    inside = next((ASPECT[w] for w in own if w in ASPECT), "")
    if inside:
        return inside
    if q.unit is not None:
        return ""
    before = [w for at, w in words if at < q.span.start][-_REACH:][::-1]
    after = [w for at, w in words if at >= q.span.end][:_REACH]
    # "killed 14 and wounded 52", "14 were killed and 52 wounded": what directly follows or precedes wins.
    distances = [(_distance(before), 0, before), (_distance(after), 1, after)]
    distance, _, side = min(distances, key=lambda found: found[:2])
    if distance < _REACH:
        return ASPECT[side[distance]]
    # "The death toll of Thursday's explosion at the covered market rose to 27": the subject may be far.
    return ASPECT["toll"] if not q.counted and any(w == "toll" for at, w in words if at < q.span.start) else ""


def _distance(words: list[str]) -> int:
    """How many words away the first word of an aspect stands; a comma or another number in between ends the search."""
    for distance, word in enumerate(words):
        if word in ASPECT:
            return distance
        if word in {";"} or word[0].isdigit():
            break
    return _REACH
