"""Whether the numbers of two claims can both hold, with their comparators and what they count.

Two quantities share a slot when they have one unit, count the same kind of thing ("people" and "victims", but not
"people" and "civilians", who are some of them) and the same happened to it ("killed 14 people" and "wounded 14 people"
are two slots). A slot's values agree, one lies within what the other leaves open, or they conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.analysis.compare.names import in_title_case
from claims.analysis.compare.types import Finding, Verdict
from claims.analysis.compare.vocabulary import ASPECT, COUNTED_CLASS, UNFOLDING, UPDATE_WORDS, stem
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.tokens import tokenise
from claims.analysis.types import Quantity, Span

_RUNNING = re.compile(r"\b(?:since|so far|to date|in total|overall|(?:war|conflict) has)\b", re.IGNORECASE)
# "20 people, including 13 civilians": what follows is a part of the count before it.
_PART = re.compile(
    r"\b(?:including|among (?:them|whom)|of (?:them|whom|those)|most of)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
# So many dead or displaced are those of a whole war or disaster, counted on.
_RUNNING_FROM = 10_000
_VAGUE = re.compile(r"\b(?:dozens|scores|tens|hundreds|thousands|millions|billions|several|few)\b", re.IGNORECASE)
_PARTICIPLES = frozenset(
    {"killed", "dead", "injured", "wounded", "hurt", "missing", "arrested", "detained", "displaced"}
)
# How far before it a participle's own number stands: "8 persons killed", "two other people were killed".
_OWN_NUMBER = 4
_BE = frozenset({"was", "were", "is", "are", "have", "has", "had"})
_WORD = re.compile(r"[\w’'\-]+|,|;")
# How far from a number its verb may stand, in words: "killed at least 14 people", "14 people, among them …, died".
_REACH = 8
# "about 640,000" and "650,000" are one figure; "about 20,000" and "nearly 23,000" refugees are two.
_ABOUT = 0.06
# A figure without "about" is rounded too ("1,203" is reported as "1,200"), but only from three digits on, by 1 %.
_ROUNDED, _ROUNDED_FROM = 0.01, 100
# "At least 112" for "112" is one claim; up to this much above the bound still reads as the same count.
_BOUND = 0.05
# How far above "at least 20" and "more than 100" a figure may lie before readers see two different counts.
_COUNTED_ON, _ROUND_ON = 0.05, 0.20
# "Hundreds" are hardly more than a thousand to a reader: an order ends a little above where the next begins.
_ORDER_ENDS = 12.5
_ANOTHER = re.compile(r"\b(?:another|further) $", re.IGNORECASE)
# "A quarter of a million" is no million.
_FRACTION = re.compile(r"\b(?:quarters?|thirds?|tenths?|fraction|share) of (?:an? )?$", re.IGNORECASE)
_LEAST_BOUNDS = frozenset({"at_least", "more_than"})
_AGE = re.compile(r"[A-Z][\w’'.-]+\s*,\s*$")


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity with the class of what it counts and what happened to that (``""`` where the claim does not say)."""

    quantity: Quantity
    counted: str
    aspect: str
    vague: bool = False  # "dozens", "hundreds": a number word that only gives an order


def located(text: str, given: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities of a claim with spans in its own text.

    Read from the text anew; a given one of the same value tells what is counted where the claim's words alone do not
    ("the toll reached 21"), since extraction saw the whole sentence.
    """
    # In a headline's capitals every word looks like a name; lower case has the same length.
    tokens = tokenise(
        text.lower() if in_title_case(text) and len(text.lower()) == len(text) else text, (Span(0, len(text)),)
    )
    counted = {q.value: q.counted for q in given if q.counted}
    found = find_quantities(tokens, 0, len(tokens))
    return tuple(q if q.counted else replace(q, counted=counted.get(q.value, "")) for q in found)


def slots(text: str, quantities: tuple[Quantity, ...]) -> list[Slot]:
    """The quantities of a claim as slots; ``quantities`` have spans in ``text``."""
    words = [(m.start(), m.group().lower()) for m in _WORD.finditer(text)]
    found: list[Slot] = []
    headline = in_title_case(text)
    for q in quantities:
        written = text[q.span.start : q.span.end]
        if written.isdigit() and _AGE.search(text, max(0, q.span.start - 40), q.span.start):
            continue  # "Andrew Lopez, 20, was …"
        if _ANOTHER.search(text, max(0, q.span.start - 12), q.span.start):
            continue  # "another 327 civilians": not those that were counted before
        if _FRACTION.search(text, max(0, q.span.start - 20), q.span.start) or _FRACTION.search(written[:-1]):
            continue
        vague = not any(c.isdigit() for c in written) and bool(_VAGUE.search(written))
        aspect = _aspect(words, q, headline)
        if found and _PART.search(text, max(0, q.span.start - 60), q.span.start):
            aspect = f"part {aspect}"
        found.append(Slot(q, counted_class(q.counted), aspect, vague))
    return found


def counted_class(counted: str) -> str:
    """The class of a counted noun phrase, by its head: "active-duty fighters" → "fighters"."""
    words = counted.lower().split(" and ")[0].split()
    head = words[-1] if words else ""
    if ASPECT.get(head):  # "21 dead", "14 deaths", "toll of 14"
        return "people"
    return COUNTED_CLASS.get(head) or stem(head)


def compare_quantities(a: list[Slot], b: list[Slot]) -> list[Finding]:
    """What the shared slots say, conflicts first; numbers without a counterpart say nothing.

    Where a claim has several figures for one slot ("ran for 226 yards and 86 yards"), those without an equal on the
    other side leave open which answers which: that is no conflict, but no agreement either.
    """
    findings: dict[str, Finding] = {}
    for slot in a:
        ours = [other for other in a if other is slot or comparable(other, slot)]
        theirs = [other for other in b if comparable(slot, other)]
        if theirs:
            found = _of_slot(ours, theirs)
            findings.setdefault(found.why, found)
    if not findings and (apart := _tolls_apart(a, b)):
        findings[apart.why] = apart
    return sorted(findings.values(), key=lambda found: -_ORDER[found.verdict])


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
        if ours and theirs and not any(_same_figure(one, other) for one in ours for other in theirs):
            one, other = ours[0].quantity, theirs[0].quantity
            why = f"{in_words(one)} {one.counted} against {in_words(other)} {other.counted} {aspect}"
            return Finding("number", "open", why)
    return None


def comparable(a: Slot, b: Slot) -> bool:
    """Whether two quantities answer the same question."""
    if a.quantity.unit != b.quantity.unit:
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


def compatible(a: Slot, b: Slot) -> bool:
    """Whether one true count can stand behind both, as news uses figures."""
    if {a.quantity.comparator, b.quantity.comparator} <= _LEAST_BOUNDS and not (a.vague or b.vague):
        # "More than 200,000" and "more than 290,000" can both be true, but they are two counts.
        smaller, larger = sorted((a.quantity.value, b.quantity.value))
        return larger - smaller <= (_ROUNDED * larger if larger >= _ROUNDED_FROM else 0)
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    if a.counted != b.counted and {a.counted, b.counted} == {"people", "civilian"}:
        # Civilians are some of the people: there can be fewer of them, but not more.
        return low_a <= high_b if a.counted == "civilian" else low_b <= high_a
    return max(low_a, low_b) <= min(high_a, high_b)


def bounds(slot: Slot) -> tuple[float, float]:
    """The values a quantity allows, rounding included.

    "At least 22" states that 22 are counted, and an outlet that has "at least 32" at the same time disagrees; logic
    alone would let both stand. So an exact lower bound reaches up by ``_COUNTED_ON`` only, a round or vague one
    ("dozens", "more than 300,000") further.
    """
    q = slot.quantity
    if q.comparator == "range" and q.upper is not None:
        return q.value, q.upper
    slack = _ABOUT if q.comparator == "about" else _ROUNDED if abs(q.value) >= _ROUNDED_FROM else 0.0
    low, high = q.value * (1 - slack), q.value * (1 + slack)
    if slot.vague:
        return low, q.value * _ORDER_ENDS
    if q.comparator == "at_least":
        return low, q.value * (1 + _COUNTED_ON)
    if q.comparator == "more_than":
        return low, q.value * (1 + _ROUND_ON)
    if q.comparator in ("at_most", "less_than"):
        return q.value * (1 - _ROUND_ON), high
    return low, high


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


def _verdict(a: Slot, b: Slot) -> Finding:
    one, other = a.quantity, b.quantity
    noun = _noun(a, b)
    if not compatible(a, b):
        # "Millions" and "tens of thousands" are told of wholes and of parts, and nobody counted either.
        verdict: Verdict = "open" if a.vague and b.vague else "conflict"
        return Finding("number", verdict, f"{in_words(one)} against {in_words(other)}{noun}")
    if _same_figure(a, b):
        return Finding("number", "agree", f"{in_words(other)}{noun} in both")
    if _width(a) <= _width(b):
        return Finding("number", "bound", f"{in_words(one)} is within {in_words(other)}{noun}", "a")
    return Finding("number", "bound", f"{in_words(other)} is within {in_words(one)}{noun}", "b")


def _same_figure(one: Slot, other: Slot) -> bool:
    """Compatible figures that a reader takes for one."""
    a, b = one.quantity, other.quantity
    if one.vague != other.vague or (one.counted != other.counted and one.counted and other.counted):
        return False
    if a.comparator == "range" or b.comparator == "range":
        return (a.value, a.upper) == (b.value, b.upper)
    larger = max(abs(a.value), abs(b.value))
    slack = _ABOUT if "about" in (a.comparator, b.comparator) else _BOUND
    return larger == 0 or abs(a.value - b.value) <= slack * larger


def _width(slot: Slot) -> float:
    low, high = bounds(slot)
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


def _aspect(words: list[tuple[int, str]], q: Quantity, headline: bool) -> str:
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
    if before[:1] and before[0] in _PARTICIPLES and _has_its_number(before[1:_OWN_NUMBER]):
        before = []  # "8 persons killed 58 others injured": the killed have their number
    if headline and before[:1] and before[0] in _PARTICIPLES and _distance(after) <= 1:
        before = []  # "Child Killed 20 People Injured"
    if after[:1] and after[0] in _BE and _distance(after) < _REACH:
        return ASPECT[after[_distance(after)]]  # "killed 14, 25 were wounded"
    # "killed 14 and wounded 52", "14 were killed and 52 wounded": what directly follows or precedes wins.
    reached = [
        (_crossing(side, at), order, side[at])
        for order, side in enumerate((before, after))
        if (at := _distance(side)) < _REACH
    ]
    if reached:
        return ASPECT[min(reached)[2]]
    # "The death toll of Thursday's explosion at the covered market rose to 27": the subject may be far.
    return ASPECT["toll"] if not q.counted and any(w == "toll" for at, w in words if at < q.span.start) else ""


def _has_its_number(words: list[str]) -> bool:
    """Whether a number stands right before a participle, from which ``words`` go back.

    In "killed 14 and wounded 52" the 14 are not the wounded.
    """
    for word in words:
        if word in {"and", ",", ";", "while", "but"}:
            return False
        if word[0].isdigit():
            return True
    return False


def _distance(words: list[str]) -> int:
    """How many words away the first word of an aspect stands; a number or a semicolon in between ends the search, and
    "and" makes it farther: in "killed 320 and millions displaced" the millions were not killed."""
    for distance, word in enumerate(words):
        if word in ASPECT:
            return distance
        if word == ";" or word[0].isdigit():
            break
    return _REACH


def _crossing(words: list[str], distance: int) -> int:
    """The distance as it counts when two sides compete."""
    return distance + _REACH * ("and" in words[:distance])
