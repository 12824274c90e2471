"""The figures of a claim: what each counts, and what happened to those counted.

"Killed 14 people" and "wounded 14 people" are answers to two questions; so are "14 people" and "14 of them".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.analysis.compare.names import in_title_case
from claims.analysis.compare.vocabulary import ASPECT, COUNTED_CLASS, stem
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.tokens import tokenise
from claims.analysis.types import Quantity, Span

# "20 people, including 13 civilians": what follows is a part of the count before it.
_PART = re.compile(
    r"\b(?:including|among (?:them|whom)|of (?:them|whom|those)|most of)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
_VAGUE = re.compile(r"\b(?:dozens|scores|tens|hundreds|thousands|millions|billions|several|few)\b", re.IGNORECASE)
_PARTICIPLES = frozenset(
    {"killed", "dead", "injured", "wounded", "hurt", "missing", "arrested", "detained", "displaced"}
)
# How far before it a participle's own number stands: "8 persons killed", "two other people were killed".
_OWN_NUMBER = 4
_BE = frozenset({"was", "were", "is", "are", "have", "has", "had"})
_WORD = re.compile(r"[\w’'\-]+|,|;")
_YEAR = re.compile(r"(?:19|20)\d\d")
# How far from a number its verb may stand, in words: "killed at least 14 people", "14 people, among them …, died".
_REACH = 8
_ANOTHER = re.compile(r"\b(?:another|further|additional) $", re.IGNORECASE)
# "Killed and wounded five": so many in all, and neither so many dead nor so many wounded.
_JOINT = re.compile(
    r"\b(?:kill|injur|wound)\w* (?:and|or) (?:kill|injur|wound)\w* (?:about |at least |some |more than )?$",
    re.IGNORECASE,
)
# "A quarter of a million" is no million.
_FRACTION = re.compile(r"\b(?:quarters?|thirds?|tenths?|fraction|share) of (?:an? )?$", re.IGNORECASE)
# "In the past 24 hours" says when, and is no answer to how many.
_WINDOW = re.compile(r"\b(?:past|last|previous) $", re.IGNORECASE)
_TIME_UNITS = frozenset(map(stem, ("minutes", "hours", "days", "weeks", "months", "years", "decades")))
# A single capitalised word that is no plural ("19 Syrians").
_SIGNATURE = re.compile(r"\d [A-Z]\w*[A-RT-Za-rt-z]$")
_AGE = re.compile(r"[A-Z][\w’'.-]+\s*,\s*$")
# The aspect of "24 hours" in "the past 24 hours", and what that of "another 12 people" begins with.
WINDOW, MORE = "window", "more"


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity with the class of what it counts and what happened to that (``""`` where the claim does not say)."""

    quantity: Quantity
    counted: str
    aspect: str
    vague: bool = False  # "dozens", "hundreds": a number word that only gives an order

    @property
    def rest(self) -> bool:
        """Whether it counts who remains beside those counted before: "killed four and injured six others"."""
        return self.quantity.counted.lower().split()[-1:] == ["others"]


def located(text: str, given: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities of a claim with spans in its own text.

    Read from the text anew; a given one of the same value tells what is counted where the claim's words alone do not
    ("the toll reached 21"), since extraction saw the whole sentence.
    """
    headline = in_title_case(text)
    # In a headline's capitals every word looks like a name; lower case has the same length.
    tokens = tokenise(text.lower() if headline and len(text.lower()) == len(text) else text, (Span(0, len(text)),))
    counted = {q.value: q.counted for q in given if q.counted}
    found = []
    for q in find_quantities(tokens, 0, len(tokens)):
        # The name that signs a headline is no noun: "Shelling of rebel bastion kills 19 Monitor".
        signed = not headline and _SIGNATURE.search(text, q.span.start, q.span.end)
        found.append(replace(q, counted="" if signed else q.counted or counted.get(q.value, "")))
    return tuple(found)


def slots(text: str, quantities: tuple[Quantity, ...]) -> list[Slot]:
    """The quantities of a claim as slots; ``quantities`` have spans in ``text``."""
    words = [(m.start(), m.group().lower()) for m in _WORD.finditer(text)]
    found: list[Slot] = []
    headline = in_title_case(text)
    for q in quantities:
        written = text[q.span.start : q.span.end]
        if written.isdigit() and _AGE.search(text, max(0, q.span.start - 40), q.span.start):
            continue  # "Andrew Lopez, 20, was …"
        if _FRACTION.search(text, max(0, q.span.start - 20), q.span.start) or _FRACTION.search(written[:-1]):
            continue
        vague = not any(c.isdigit() for c in written) and bool(_VAGUE.search(written))
        aspect = _aspect(words, q, headline)
        if found and _PART.search(text, max(0, q.span.start - 60), q.span.start):
            aspect = f"{MORE} part {aspect}" if found[-1].aspect.startswith(MORE) else f"part {aspect}"
        elif _ANOTHER.search(text, max(0, q.span.start - 12), q.span.start):
            aspect = f"{MORE} {aspect}"  # "another 327 civilians": not those that were counted before
        elif counted_class(q.counted) in _TIME_UNITS and _WINDOW.search(text, max(0, q.span.start - 12), q.span.start):
            aspect = WINDOW
        elif _joint(text, q):
            aspect = "killed or injured"
        found.append(Slot(q, counted_class(q.counted), aspect, vague))
    return found


def _joint(text: str, q: Quantity) -> bool:
    """Whether a figure counts the killed and the wounded together, and not those that the nearer of the words says."""
    match = _JOINT.search(text, max(0, q.span.start - 60), q.span.start)
    return match is not None and not _has_its_number(
        [w.lower() for w in text[: match.start()].split()[: -_OWN_NUMBER - 1 : -1]]
    )


def counted_class(counted: str) -> str:
    """The class of a counted noun phrase, by its head: "active-duty fighters" → "fighters"."""
    words = counted.lower().split(" and ")[0].split()
    head = words[-1] if words else ""
    if ASPECT.get(head):  # "21 dead", "14 deaths", "toll of 14"
        return "people"
    return COUNTED_CLASS.get(head) or stem(head)


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

    In "killed 14 and wounded 52" the 14 are not the wounded; in "the war of 2011 displaced millions" 2011 is a year.
    """
    for word in words:
        if word in {"and", ",", ";", "while", "but"}:
            return False
        if word[0].isdigit():
            return not _YEAR.fullmatch(word)
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
