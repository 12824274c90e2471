"""Numbers as written: figures, number words, scales and vague numbers ("dozens").

Number words are read by the library *number-parser*; it is asked only for runs of tokens that a table of number words
has already picked out, and its answers are remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from number_parser import parse_number

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
# Vague numbers count with "more than" the smallest amount that the word allows: dozens of people are more than twelve.
VAGUE = {
    "dozens": 12.0,
    "scores": 20.0,
    "tens": 10.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
_SMALL = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""".split()
)
_FIGURE = re.compile(r"(\d+(?:,\d{3})+|\d+)(\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)(km|kms|m|kg|mm|cm|bn|mn|mln|k|tn|ft|pc)", re.IGNORECASE)
_FIGURE_RANGE = re.compile(r"(\d+(?:[.,]\d+)*)-(\d+(?:[.,]\d+)*)")
_COMPOUND = re.compile(rf"([a-z0-9.,]+(?:-(?:{'|'.join(sorted(_SMALL))}))?)-([a-z]+(?:-[a-z]+)*)")
_LARGEST = 1e18  # beyond it nothing is counted in news: a serial number or noise


@dataclass(frozen=True, slots=True)
class Number:
    """``first`` to ``last`` are token positions, both included. ``noun`` is what is glued on ("km", "member")."""

    first: int
    last: int
    value: float
    upper: float | None = None
    vague: bool = False
    noun: str | None = None


@lru_cache(maxsize=4096)
def words_to_number(phrase: str) -> float | None:
    """ "twenty-five", "two hundred and three" → their value; None for what is no number."""
    value = parse_number(phrase, language="en")
    return None if value is None else float(value)


def figure(word: str) -> float | None:
    """ "125,000", "1.2" → their value."""
    match = _FIGURE.fullmatch(word)
    if match is None or len(word) > 24:
        return None
    value = float(word.replace(",", ""))
    return value if value < _LARGEST else None


def read_number(lowers: list[str], at: int, end: int) -> Number | None:
    """The number that starts at token ``at`` and ends before token ``end``, if one does."""
    word = lowers[at]
    if word[0].isdigit():
        return _from_figure(lowers, at, end)
    if word in VAGUE:
        return _vague(lowers, at, end)
    if word in ("a", "an", "half", "several", "few"):
        return _from_article(lowers, at, end)
    if "-" in word:
        return _from_compound(lowers, at, end)
    return _from_words(lowers, at, end)


def _scaled(lowers: list[str], last: int, end: int, value: float) -> tuple[int, float]:
    """Takes in the scales that follow: "1.2 million", "25 thousand", "two dozen"."""
    while last + 1 < end and lowers[last + 1] in SCALES:
        last += 1
        value *= SCALES[lowers[last]]
    return last, value


def _from_figure(lowers: list[str], at: int, end: int) -> Number | None:
    word = lowers[at]
    value = figure(word)
    if value is not None:
        last, scaled = _scaled(lowers, at, end, value)
        if last == at and at + 1 < end and lowers[at + 1] in ("bn", "mn", "mln", "tn"):
            last, scaled = at + 1, value * _SHORT_SCALES[lowers[at + 1]]
        return Number(at, last, scaled)
    if (both := _FIGURE_RANGE.fullmatch(word)) is not None:
        low, high = figure(both[1]), figure(both[2])
        if low is None or high is None or low >= high:
            return None
        last, scale = _scaled(lowers, at, end, 1.0)
        return Number(at, last, low * scale, high * scale)
    if (glued := _GLUED.fullmatch(word)) is not None:
        scale = _SHORT_SCALES.get(glued[2], 0.0)
        if scale and glued[2] != "m":
            return Number(at, at, float(glued[1]) * scale)
        return Number(at, at, float(glued[1]), noun=glued[2])
    if "-" in word:
        return _from_compound(lowers, at, end)
    return None


def _from_compound(lowers: list[str], at: int, end: int) -> Number | None:
    """ "20-member", "twenty-five", "five-year-old"."""
    word = lowers[at]
    if "," not in word and (value := words_to_number(word) if not word[0].isdigit() else None) is not None:
        return _extend(lowers, at, end, value)
    match = _COMPOUND.fullmatch(word)
    if match is None:
        return None
    value = figure(match[1]) if match[1][0].isdigit() else (words_to_number(match[1]) if _numeral(match[1]) else None)
    if value is not None and match[2] == "and-a-half":
        return Number(at, at, value + 0.5)
    return None if value is None else Number(at, at, value, noun=match[2])


def _numeral(word: str) -> bool:
    return all(part in _SMALL or part in SCALES for part in word.split("-"))


def _from_words(lowers: list[str], at: int, end: int) -> Number | None:
    if lowers[at] not in _SMALL:
        return None
    value = words_to_number(lowers[at])
    return None if value is None else _extend(lowers, at, end, value)


def _extend(lowers: list[str], at: int, end: int, value: float) -> Number:
    """Reads on from a number word: "two hundred and three", "twenty five thousand", "two and a half million"."""
    last = at
    while last + 1 < end and last - at < 8:
        follower = lowers[last + 1]
        if (follower in SCALES and follower != "dozen") or _numeral(follower):
            last += 1
        elif (
            follower == "and"
            and last + 2 < end
            and last > at
            and _numeral(lowers[last + 2])
            and _after_scale(lowers[last])
        ):
            last += 2
        else:
            break
    if last > at:
        whole = words_to_number(" ".join(lowers[at : last + 1]))
        if whole is None:
            last = at
        else:
            value = whole
    if lowers[last + 1 : last + 4] == ["and", "a", "half"] and last + 3 < end:
        last, value = last + 3, value + 0.5
    last, value = _scaled(lowers, last, end, value)
    return Number(at, last, value)


def _after_scale(word: str) -> bool:
    return word in ("hundred", "thousand", "million", "billion")


def _from_article(lowers: list[str], at: int, end: int) -> Number | None:
    """ "a hundred", "half a million", "a dozen", "several hundred", "a few thousand"."""
    if lowers[at] == "half":
        if at + 2 < end and lowers[at + 1] in ("a", "an") and lowers[at + 2] in SCALES:
            last, value = _scaled(lowers, at + 1, end, 0.5)
            return Number(at, last, value)
        return None
    first = at + 1
    vague = lowers[at] in ("several", "few")
    if first < end and lowers[first] == "few":
        first, vague = first + 1, True
    if first < end and lowers[first] in SCALES:
        last, value = _scaled(lowers, first - 1, end, 1.0)
        return Number(at, last, value, vague=vague)
    return None


def _vague(lowers: list[str], at: int, end: int) -> Number | None:
    """ "dozens", "hundreds of thousands"."""
    last, value = at, VAGUE[lowers[at]]
    if lowers[at] == "tens" and lowers[at + 1 : at + 2] != ["of"]:
        return None
    while last + 2 < end and lowers[last + 1] == "of" and lowers[last + 2] in VAGUE:
        last += 2
        value *= VAGUE[lowers[last]]
    if lowers[at] == "tens" and last == at:
        return None
    return Number(at, last, value, vague=True)
