"""What one text takes over from another word for word: verbatim runs, and how much of a text is contained in the other.

Copied text shows where a report comes from when nobody is credited. Runs are found by hashing every ``least`` words of
one text (the winnowing family, Schleimer et al. 2003, without sampling, since articles are short) and growing each hit
as far as it goes. Containment is Broder's (1997): the share of a text's five-word shingles that the other has too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claims.analysis.types import Span

# Eight words in a row are seldom the same by chance; the rule of origins counts from there, too.
LEAST_WORDS = 8
SHINGLE = 5
# A phrase repeated all over a text (a refrain, a list) is tried at its first places only, which keeps the time linear.
_PLACES = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class VerbatimRun:
    """``words`` words in a row that both texts have, case and punctuation aside."""

    a: Span
    b: Span
    words: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """``runs`` in the order of ``a``, without overlap there. ``of_a`` is the share of a contained in b, 0–1."""

    runs: tuple[VerbatimRun, ...]
    of_a: float
    of_b: float


def reuse(a: str, b: str, least: int = LEAST_WORDS) -> Reuse:
    """Verbatim runs of at least ``least`` words, and containment both ways. Spans are code points of the texts given.

    Raises ``ValueError`` for a ``least`` below 1.
    """
    if least < 1:
        raise ValueError(f"a run has at least one word, not {least}")
    words_a, spans_a = _words(a)
    words_b, spans_b = _words(b)
    runs = tuple(
        VerbatimRun(
            Span(spans_a[i].start, spans_a[i + length - 1].end),
            Span(spans_b[j].start, spans_b[j + length - 1].end),
            length,
        )
        for i, j, length in _runs(words_a, words_b, least)
    )
    shingles_a, shingles_b = _shingles(words_a), _shingles(words_b)
    shared = len(shingles_a & shingles_b)
    return Reuse(runs, shared / (len(shingles_a) or 1), shared / (len(shingles_b) or 1))


def _runs(a: Sequence[str], b: Sequence[str], least: int) -> list[tuple[int, int, int]]:
    """Start in a, start in b, length; the longest run at each place of a, then on behind it."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - least + 1):
        held = places[tuple(b[j : j + least])]
        if len(held) < _PLACES:
            held.append(j)
    found, i = [], 0
    while i <= len(a) - least:
        lengths = [(_length(a, i, b, j), -j) for j in places.get(tuple(a[i : i + least]), ())]
        if not lengths:
            i += 1
            continue
        length, negative = max(lengths)
        found.append((i, -negative, length))
        i += length
    return found


def _length(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    size = min(SHINGLE, len(words)) or 1
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _words(text: str) -> tuple[list[str], list[Span]]:
    matches = list(_WORD.finditer(text))
    return [m.group().casefold().replace("’", "'") for m in matches], [Span(*m.span()) for m in matches]
