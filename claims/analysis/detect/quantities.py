"""Quantities of a sentence: value, comparator, unit and what is counted.

A quantity answers "how many" or "how much". Dates, years, clock times, ordinals, numbers that name things ("Resolution
2118", "T-72") are none; ages and durations are. A quantity's span reaches from its comparator over the number to the
head noun of what is counted, as long as that follows at once: "at least 125,000 active-duty fighters".
"""

from __future__ import annotations

import re
from dataclasses import replace

from claims.analysis.detect import words as w
from claims.analysis.detect.counted import CASUALTY, CURRENCY, UNITS, noun_follows, plural_follows, what_is_counted
from claims.analysis.detect.numbers import SCALES, Number, read_number
from claims.analysis.detect.tokens import Tokens
from claims.analysis.types import Comparator, Quantity, Span

_BEFORE: tuple[tuple[tuple[str, ...], Comparator], ...] = (  # longest first: the words just before the number
    (("no", "fewer", "than"), "at_least"),
    (("no", "less", "than"), "at_least"),
    (("not", "less", "than"), "at_least"),
    (("no", "more", "than"), "at_most"),
    (("not", "more", "than"), "at_most"),
    (("as", "many", "as"), "at_most"),
    (("as", "much", "as"), "at_most"),
    (("a", "maximum", "of"), "at_most"),
    (("a", "minimum", "of"), "at_least"),
    (("in", "excess", "of"), "more_than"),
    (("at", "least"), "at_least"),
    (("at", "most"), "at_most"),
    (("up", "to"), "at_most"),
    (("more", "than"), "more_than"),
    (("greater", "than"), "more_than"),
    (("upwards", "of"), "more_than"),
    (("well", "over"), "more_than"),
    (("just", "over"), "more_than"),
    (("less", "than"), "less_than"),
    (("fewer", "than"), "less_than"),
    (("just", "under"), "less_than"),
    (("close", "to"), "about"),
    (("an", "estimated"), "about"),
    (("over",), "more_than"),
    (("above",), "more_than"),
    (("exceeding",), "more_than"),
    (("under",), "less_than"),
    (("below",), "less_than"),
    (("about",), "about"),
    (("around",), "about"),
    (("some",), "about"),
    (("roughly",), "about"),
    (("approximately",), "about"),
    (("nearly",), "about"),
    (("almost",), "about"),
    (("estimated",), "about"),
    (("circa",), "about"),
    (("approx",), "about"),
    (("exactly",), "exact"),
)
_AFTER: tuple[tuple[tuple[str, ...], Comparator], ...] = (
    (("at", "least"), "at_least"),
    (("or", "more"), "at_least"),
    (("or", "so"), "about"),
    (("or", "fewer"), "at_most"),
    (("or", "less"), "at_most"),
    (("at", "most"), "at_most"),
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec""".split()
)
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat".split()
)
_YEAR_BEFORE = frozenset(
    "in since of by from until till late early mid during before after between the year through to and summer winter "
    "spring autumn fall".split()
)
# Words that a number names rather than counts.
_NAMED_BY_NUMBER = frozenset(
    """resolution resolutions article chapter section page flight channel phase number no nr unit ward room bus line
    route highway gate apartment building school hospital brigade regiment division battalion corps road exit grade
    level tier version type model group camp checkpoint point block item clause paragraph bomb-class radio fm tv
    updated url""".split()
)
_CLOCK_AFTER = frozenset("am pm a.m p.m gmt utc noon o'clock local".split())
_AMOUNT_BEFORE = frozenset("than least over about nearly almost some around killed $".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def find_quantities(tokens: Tokens, first: int, end: int) -> list[Quantity]:
    """The quantities among the tokens ``first`` … ``end`` - 1 (one sentence), in order. Linear in their number."""
    flags, lowers = tokens.flags, tokens.lowers
    found: list[Quantity] = []
    k = first
    while k < end:
        number = None
        if (
            flags[k] & w.NUMBER
            or (lowers[k] in ("a", "an", "half", "several", "few") and _scale_follows(lowers, k, end))
            or ("-" in lowers[k] and flags[k] & w.NOUN and len(lowers[k]) < 40)
        ):
            number = read_number(lowers, k, end)
        if number is None or not _counts(tokens, number, first, end):
            k = k + 1 if number is None else number.last + 1
            continue
        quantity, k = _quantity(tokens, number, first, end, found)
        if quantity is not None:
            found.append(quantity)
    return [_with_next(quantity, found[n + 1 : n + 2], tokens) for n, quantity in enumerate(found)]


def _with_next(quantity: Quantity, following: list[Quantity], tokens: Tokens) -> Quantity:
    """ "killed 28 and wounded 30 militants": a bare number counts what the next one does."""
    if not following or quantity.unit is not None or following[0].unit is not None:
        return quantity
    between = tokens.text[quantity.span.end : following[0].span.start].split()
    bare = not quantity.span.of(tokens.text).split()[-1].isalpha()
    if bare and 1 < len(between) < 4 and between[0] == "and" and quantity.counted in ("", "people"):
        return replace(quantity, counted=following[0].counted)
    return quantity


def _scale_follows(lowers: list[str], k: int, end: int) -> bool:
    return any(lowers[j] in SCALES for j in range(k + 1, min(k + 3, end)))


def _counts(tokens: Tokens, number: Number, first: int, end: int) -> bool:
    """Is it a quantity at all, and no date, year, clock time, name or pronoun?"""
    lowers = tokens.lowers
    at, last = number.first, number.last
    before = lowers[at - 1] if at > first else ""
    after = lowers[last + 1] if last + 1 < end else ""
    if lowers[at] == "one":
        return _one_counts(tokens, number, before, after)
    if number.noun is not None and number.value < 2 and UNITS.get(number.noun.split("-")[0]) is None:
        return False  # "one-sided"
    if number.noun is not None and ((tokens.words[at][0].isupper() and at > first) or number.noun.startswith("and")):
        return False  # "the Six-Day War", "three-and-out"
    if not lowers[at][0].isdigit():
        return True
    if _in_date_or_clock(tokens, number, first, end):
        return False
    if _YEAR.fullmatch(lowers[at]) and at == last and not plural_follows(tokens, last, end):
        return before in _AMOUNT_BEFORE or (before == "to" and lowers[at - 2 : at - 1] == ["up"])
    if before in _NAMED_BY_NUMBER and not plural_follows(tokens, last, end):
        return False
    if before == "#" or (len(lowers[at]) > 1 and lowers[at][0] == "0" and lowers[at].isdigit()):
        return False
    return last > at or number.noun is not None or not _names(tokens, at, first, end, after)


def _names(tokens: Tokens, at: int, first: int, end: int, after: str) -> bool:
    """A bare figure among capitals is part of a name: "Boeing 737", "131 West Street", "Group 7"."""
    flags = tokens.flags
    if at == first or after in UNITS or after in CASUALTY or plural_follows(tokens, at, end):
        return False
    if _comparator_before(tokens, at, first)[1] is not None:
        return False
    opens_name = flags[at - 1] & (w.DET | w.PREP | w.PASTPART) and tokens.lowers[at - 1] not in CASUALTY
    if opens_name and at + 2 < end and flags[at + 1] & w.NAME and flags[at + 2] & (w.NAME | w.NUMBER):
        return not any(_plural_name(tokens, k) for k in range(at + 1, min(at + 7, end)))
    return bool(flags[at - 1] & w.NAME) and not flags[at - 1] & (w.PASTPART | w.THIRD | w.BASE)


def _plural_name(tokens: Tokens, k: int) -> bool:
    return tokens.lowers[k].endswith("s") and bool(tokens.flags[k] & w.NOUN)


def _in_date_or_clock(tokens: Tokens, number: Number, first: int, end: int) -> bool:
    lowers, words = tokens.lowers, tokens.words
    at, last = number.first, number.last
    before = lowers[at - 1] if at > first else ""
    after = lowers[last + 1] if last + 1 < end else ""
    earlier = lowers[at - 2] if at - 2 >= first else ""
    if before in _MONTHS and (at - 1 == first or words[at - 1][0].isupper()):
        return True
    if after in _MONTHS and before not in ("at", "least") and words[last + 1][0].isupper():
        return True
    if before == "." and earlier in _MONTHS:
        return True
    if (before in _WEEKDAYS and not noun_follows(tokens, last, end)) or (earlier in _WEEKDAYS and after in _MONTHS):
        return True
    if (after == ":" and lowers[last + 2 : last + 3] and lowers[last + 2][0].isdigit()) or (
        before == ":" and earlier[:1].isdigit()
    ):
        return True
    if after in _CLOCK_AFTER or (after in ("a", "p") and lowers[last + 2 : last + 4] == [".", "m"]):
        return True
    if before in ("-", "—") and _YEAR.fullmatch(earlier):
        return True  # "1989 - 94"
    glued = at > first and tokens.ends[at - 1] == tokens.starts[at]
    return before in ("/", "-", "—") and earlier[:1].isdigit() and glued


def _one_counts(tokens: Tokens, number: Number, before: str, after: str) -> bool:
    """ "one" counts before a noun ("one person") and after a casualty verb; as a pronoun or in a phrase it does not."""
    if number.last > number.first:
        return True
    if number.noun is not None:
        return number.noun in UNITS
    if before in ("no", "any", "every", "this", "that", "each", "which", "the", "another", "only", "as", "a"):
        return False
    if after in ("day", "hand", "side", "another", "thing", "time", "reason", "point", "way", "side's", "of"):
        return before in ("least", "than")
    following = tokens.flags[number.last + 1] if number.last + 1 < len(tokens) else 0
    if before in CASUALTY or before in ("least", "than"):
        return True
    return bool(following & w.NOUN) and not following & (w.BASE | w.PUNCT) and before not in (",", "")


def _quantity(
    tokens: Tokens, number: Number, first: int, end: int, found: list[Quantity]
) -> tuple[Quantity | None, int]:
    """Builds the quantity of ``number``, and says at which token to go on."""
    start, comparator = _comparator_before(tokens, number.first, first)
    value, upper, last = number.value, number.upper, number.last
    upper_number = _range_end(tokens, number, start, first, end)
    if upper_number is not None:
        upper, last = upper_number.value, upper_number.last
        if tokens.lowers[last] in SCALES and tokens.lowers[number.last] not in SCALES and value < upper / 100:
            value *= SCALES[tokens.lowers[last]]  # "20 to 30 thousand"
        if start > first and tokens.lowers[start - 1] in ("between", "from"):
            start -= 1
        elif start == number.first and number.first > first and tokens.lowers[number.first - 1] == "between":
            start = number.first - 1
    if upper is not None:
        comparator = "range"
    counted = what_is_counted(tokens, last, end, number, found)
    last = max(last, counted.last)
    if comparator is None:
        comparator, last = _comparator_after(tokens, last, end)
    if number.vague and comparator in (None, "about"):
        comparator = "more_than"
    unit = counted.unit
    currency = tokens.lowers[number.first - 1] if number.first > first else ""
    if currency in CURRENCY:
        unit = CURRENCY[currency]
        start = min(start, number.first - 1)
        if start == number.first - 1:
            start, before = _comparator_before(tokens, number.first - 1, first)
            comparator = before or comparator
    span = Span(tokens.starts[start], tokens.ends[last])
    quantity = Quantity(span, value, comparator or "exact", unit, counted.noun, upper)
    return quantity, last + 1


def _comparator_before(tokens: Tokens, at: int, first: int) -> tuple[int, Comparator | None]:
    lowers = tokens.lowers
    if at > first and lowers[at - 1] in ("a", "an") and lowers[at] in SCALES:
        at -= 1
    for phrase, comparator in _BEFORE:
        size = len(phrase)
        if at - size >= first and lowers[at - 1] == phrase[-1] and tuple(lowers[at - size : at]) == phrase:
            if phrase == ("some",) and at - 2 >= first and lowers[at - 2] == "than":
                continue
            start = at - size
            if start - 1 >= first and lowers[start - 1] in ("estimated", "well", "only"):
                start -= 1 if lowers[start - 1] != "only" else 0
            return start, comparator
    return at, None


def _comparator_after(tokens: Tokens, last: int, end: int) -> tuple[Comparator | None, int]:
    if last + 1 < end and tokens.lowers[last + 1] == "+":
        return "at_least", last + 1
    for phrase, comparator in _AFTER:
        stop = last + 1 + len(phrase)
        if stop <= end and tuple(tokens.lowers[last + 1 : stop]) == phrase:
            after = tokens.flags[stop] if stop < end else 0
            if phrase[0] == "at" and after & w.NUMBER:
                return None, last  # "killed 20 soldiers at least 5 of whom …" belongs to the next number
            return comparator, stop - 1
    return None, last


def _range_end(tokens: Tokens, number: Number, start: int, first: int, end: int) -> Number | None:
    """The upper number of "between 20 and 30", "from 20 to 30", "20 to 30", "20 - 30"."""
    lowers = tokens.lowers
    at = number.last + 1
    if at + 1 >= end or number.noun is not None:
        return None
    joined_by = lowers[at]
    opened_by = lowers[start - 1] if start > first else ""
    if (joined_by == "and" and opened_by != "between") or joined_by not in ("and", "to", "-", "—", "or"):
        return None
    if joined_by == "to" and opened_by == "from" and lowers[number.first][0].isdigit() is False:
        return None
    upper = read_number(lowers, at + 1, end) if tokens.flags[at + 1] & w.NUMBER else None
    if upper is None or upper.noun is not None or upper.value <= number.value:
        return None
    if joined_by == "or" and upper.value > number.value + 2:
        return None
    return upper
