"""What a number counts: its unit, and the head noun of the phrase behind it, or what the sentence implies.

Read without a parser, from word classes. A number above one takes a plural head, so the first plural noun ends the
phrase; that holds where a text has lost its commas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.analysis.detect import words as w
from claims.analysis.detect.numbers import VAGUE, Number
from claims.analysis.detect.tokens import Tokens
from claims.analysis.types import Quantity

CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "us$": "dollar"}
UNITS = {  # as written → unit, in the singular
    form: unit
    for unit, forms in {
        "%": "% percent pc",
        "dollar": "dollar dollars usd",
        "euro": "euro euros",
        "pound": "pounds",
        "rial": "rial rials riyal riyals",
        "dinar": "dinar dinars",
        "lira": "lira liras",
        "ruble": "ruble rubles rouble roubles",
        "year": "year years year-old years-old year-olds year-long",
        "month": "month months month-old month-long",
        "week": "week weeks week-long",
        "day": "day days day-long",
        "hour": "hour hours hour-long hrs",
        "minute": "minute minutes mins",
        "second": "seconds",
        "decade": "decade decades",
        "century": "century centuries",
        "kilometre": "km kms kilometre kilometres kilometer kilometers",
        "mile": "mile miles",
        "metre": "m metre metres meter meters",
        "centimetre": "cm centimetre centimetres centimeter centimeters",
        "millimetre": "mm millimetre millimetres millimeter millimeters",
        "foot": "feet ft foot",
        "inch": "inch inches",
        "acre": "acre acres",
        "hectare": "hectare hectares",
        "kilogram": "kg kilogram kilograms kilogramme kilogrammes",
        "ton": "ton tons",
        "tonne": "tonne tonnes",
        "litre": "litre litres liter liters",
        "degree": "degree degrees",
        "barrel": "barrels",
    }.items()
    for form in forms.split()
}
CASUALTY = frozenset(
    "killed kills kill killing wounded wounding wounds injured injuring injures died dead dies injury wound martyred "
    "martyring slain executed executing hospitalized hospitalised displaced arrested detained".split()
)
# Counted things that are plural without an -s, or stand for people.
_PLURALS = frozenset(
    """people men women children personnel police troops staff dead injured wounded others victims missing
    infantry cattle aircraft youth
    civilians soldiers militants terrorists fighters rebels officers residents deaths bodies persons members elderly
    fishermen gunmen militiamen policemen servicemen
    lawmakers countrymen businessmen airmen crewmen spokesmen clergymen infantrymen teeth""".split()
)
_BEFORE_HEAD = frozenset("more other additional further".split())
_PARTICIPLES = frozenset("injured wounded dead missing".split())
_THEM = frozenset("them those whom us these".split())
_ENDS_PHRASE = w.PUNCT | w.PREP | w.COORD | w.REL | w.BE | w.HAVE | w.MODAL | w.SUBORD | w.DET | w.NUMBER | w.PRON
_LONGEST_PHRASE = 7  # words from a number to its head noun; longer ones have lost a comma


@dataclass(frozen=True, slots=True)
class Counted:
    noun: str
    unit: str | None
    last: int  # the last token of the phrase when it follows at once
    plural: bool = True  # a head that agrees with its number


def noun_follows(tokens: Tokens, last: int, end: int) -> bool:
    if last + 1 >= end:
        return False
    flag, lower = tokens.flags[last + 1], tokens.lowers[last + 1]
    if lower in UNITS or lower in _PLURALS or lower == "of":
        return True
    return bool(flag & (w.NOUN | w.ADJ)) and not flag & w.PUNCT


def plural_follows(tokens: Tokens, last: int, end: int) -> bool:
    for j in range(last + 1, min(last + 4, end)):
        lower, flag = tokens.lowers[j], tokens.flags[j]
        if _plural(lower, flag) or lower in UNITS:
            return True
        if not flag & (w.NOUN | w.ADJ) or flag & (w.PREP | w.DET | w.PUNCT):
            return False
    return False


def _plural(lower: str, flag: int) -> bool:
    if lower in _PLURALS and lower not in ("civilian", "military"):
        return True
    return (
        bool(flag & w.NOUN) and lower.endswith("s") and len(lower) > 3 and not lower.endswith(("ss", "us", "'s", "is"))
    )


def what_is_counted(tokens: Tokens, last: int, end: int, number: Number, found: Sequence[Quantity]) -> Counted:
    """What is counted, and the unit; searched right behind the number, else taken from the sentence."""
    lowers, flags = tokens.lowers, tokens.flags
    if number.noun is not None:
        return _of_compound(tokens, number, last, end)
    at = last + 1
    if at < end and lowers[at] == "per" and lowers[at + 1 : at + 2] == ["cent"]:
        return _of_what(tokens, at + 1, end, "%")
    if at < end and lowers[at] in UNITS and not (lowers[at] == "m" and flags[at] & w.NAME):
        unit = UNITS[lowers[at]]
        return _of_what(tokens, at, end, "%") if unit == "%" else Counted(lowers[at], unit, at)
    if at + 1 < end and lowers[at] == "square" and lowers[at + 1] in UNITS:
        return Counted(lowers[at + 1], f"square {UNITS[lowers[at + 1]]}", at + 1)
    head = _head(tokens, at, end, number.value)
    if head is not None and (head.plural or number.value == 1 or not _tolled(tokens, number)):
        return head
    return Counted(_from_context(tokens, number, found), None, last)


def _of_compound(tokens: Tokens, number: Number, last: int, end: int) -> Counted:
    """ "a 20-member council" counts members; "a two-day truce" measures the truce in days."""
    noun = number.noun or ""
    unit = UNITS.get(noun) or UNITS.get(noun.split("-")[0])
    if unit is None:
        return Counted(noun if noun.endswith("s") else noun + "s", None, last)
    head = None if noun.endswith(("old", "olds")) else _head(tokens, last + 1, end, 1.0)
    return Counted(head.noun if head is not None else noun, unit, last)


def _of_what(tokens: Tokens, at: int, end: int, unit: str) -> Counted:
    """ "90 percent of the city": the city; the span ends with the unit."""
    if at + 1 < end and tokens.lowers[at + 1] == "of":
        head = _head(tokens, at + 1, end, 1.0)
        if head is not None:
            return Counted(head.noun, unit, at)
    return Counted("", unit, at)


def _head(tokens: Tokens, at: int, end: int, value: float) -> Counted | None:
    """The head noun behind a number; the first plural noun ends the phrase."""
    lowers, flags = tokens.lowers, tokens.flags
    start = _skip_of(tokens, at, end)
    if start is None:
        return None
    last_noun = -1
    for j in range(start, min(start + _LONGEST_PHRASE, end)):
        flag, lower = flags[j], lowers[j]
        if j == start and (lower == "killed" or (flag & w.THIRD and lower.endswith("s"))):
            return Counted(lower, None, j)  # "5 killed", "6 steals"
        if lower in _BEFORE_HEAD or (flag & w.PUNCT and lower in "\"'("):
            if lower == "more" and not noun_follows(tokens, j, end):
                break
        elif lower in CASUALTY and j > start and not plural_follows(tokens, j, end):
            break  # "50 rebels killed", "dozens more wounded"
        elif lower in _PARTICIPLES and plural_follows(tokens, j, end):
            continue  # "27 wounded civilians"
        elif _plural(lower, flag) and (not flag & w.NAME or j + 1 >= end or not flags[j + 1] & w.NAME):
            return _joined_heads(tokens, j, end)
        elif flag & w.COORD and last_noun >= 0 and value > 1 and plural_follows(tokens, j, end):
            continue  # "28 rocket and mortar shells"
        elif flag & w.ING and j == start and not plural_follows(tokens, j, end):
            break  # "hundreds living in tents"
        elif flag & _ENDS_PHRASE or (flag & w.ADV and not flag & w.ADJ and not lower.endswith("ly")):
            break
        elif flag & (w.NOUN | w.NAME) and not (flag & w.PASTPART and not flag & w.NAME):
            last_noun = j
            if value == 1 and not flag & w.NAME:
                break
        elif not flag & (w.ADJ | w.ADV | w.PASTPART | w.PART | w.ING):
            break
    return None if last_noun < 0 else Counted(lowers[last_noun], None, last_noun, plural=value == 1)


def _skip_of(tokens: Tokens, at: int, end: int) -> int | None:
    """Where the phrase starts: behind "of the"; None for "of them" without a noun behind it."""
    lowers, flags = tokens.lowers, tokens.flags
    if at + 1 < end and lowers[at] == '"':
        at += 1
    if at >= end or lowers[at] != "of":
        return at
    at += 1
    while at < end and flags[at] & w.DET and not flags[at] & w.OBJ and lowers[at] not in _THEM:
        at += 1
    if at < end and lowers[at] in _THEM:
        at += 1
        return at if at < end and _plural(lowers[at], flags[at]) else None  # "six of them women or children"
    return at


def _joined_heads(tokens: Tokens, j: int, end: int) -> Counted:
    """Adds "and children" to "women"."""
    lowers, flags = tokens.lowers, tokens.flags
    if (
        j + 2 < end
        and lowers[j + 1] in ("and", "or")
        and _plural(lowers[j + 2], flags[j + 2])
        and lowers[j + 2] not in CASUALTY
        and not flags[j + 2] & (w.NAME | w.DET)
        and not (j + 3 < end and flags[j + 3] & (w.FINITE_AUX | w.PASTPART | w.PAST))
    ):
        return Counted(f"{lowers[j]} {lowers[j + 1]} {lowers[j + 2]}", None, j + 2)
    return Counted(lowers[j], None, j)


def _tolled(tokens: Tokens, number: Number) -> bool:
    """ "the death toll reached 126, Observatory": the name behind the number is not what is counted."""
    near = range(max(0, number.first - 12), number.first)
    return any(
        tokens.lowers[k] in ("toll", "count") and tokens.sentence[k] == tokens.sentence[number.first] for k in near
    )


def _from_context(tokens: Tokens, number: Number, found: Sequence[Quantity]) -> str:
    """A bare number counts what the number before it counted; after a casualty verb, people."""
    lowers = tokens.lowers
    for j in range(number.first - 1, max(-1, number.first - 12), -1):
        if tokens.sentence[j] != tokens.sentence[number.first]:
            break
        if lowers[j] == "toll" or (lowers[j] == "count" and lowers[j - 1] == "death"):
            return "deaths"
    for quantity in reversed(found[-4:]):  # further back is another matter
        if quantity.unit is None and quantity.counted:
            return quantity.counted
    for j in range(max(0, number.first - 8), min(len(lowers), number.last + 8)):
        if lowers[j] in CASUALTY and tokens.sentence[j] == tokens.sentence[number.first]:
            return "people"
    return "people" if lowers[number.first] in VAGUE else ""
