"""Vary a training article as other newsrooms would: other names, case and quotation marks, punctuation lost on the way.

What is learned from US politics of 2016 must hold for a war report without commas. Every change is an edit of the text,
and spans are carried over it.
"""

from __future__ import annotations

import bisect
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.analysis.training.corpus import AttributionPieces

Edit = tuple[int, int, str]  # replace [start, end) by the text

# Shares of articles so changed in an epoch: together about half stay as printed, the form that is scored most.
RENAMED, REQUOTED, STRIPPED, LOWERED, CAPITALS = 0.25, 0.2, 0.08, 0.05, 0.04

_NAMES = (
    "Haddad Okafor Lindqvist Moreau Tanaka Barzani Kovalenko Petrov Alvarez Nguyen Rahman Demir Osei Abdi Yilmaz Kaya "
    "Nasser Farouk Khoury Mansour Aziz Shamkhani Rossi Weber Novak Horvat Silva Costa Mbeki Diallo Traore Singh "
    "Chowdhury Rezaei Hosseini Tehrani Salman Qasim Maliki Abadi Lavrov Ivanov Schmidt Larsen Virtanen Dlamini Kamau"
).split()
_FIRST = (
    "Yusuf Amina Lars Ingrid Chidi Ngozi Kenji Yuki Omar Leila Olena Dmitri Pablo Lucia Hassan Fatima Mustafa Elif "
    "Kwame Abena Rami Nadia Giulia Marco Petra Jan Thandi Sipho Arjun Priya Reza Shirin Ali Zainab Sergei Anna Sofia"
).split()
_PLACES = (
    "Syria Iraq Damascus Baghdad Aleppo Nairobi Jakarta Lagos Manila Bogota Kabul Mosul Tehran Ankara Khartoum Tripoli "
    "Kyiv Minsk Dhaka Karachi Lima Caracas Oslo Hanoi Accra Basra Raqqa Idlib Homs Beirut Gaza Sanaa"
).split()
_KNOWN_FIRST = frozenset(
    "Donald Hillary Barack Bill Bernie Mitt Ted Marco Jeb Ben John Paul Chris Mike Tim Joe Jill Gary".split()
)
_KNOWN_LAST = frozenset(
    "Trump Clinton Obama Sanders Cruz Rubio Bush Carson Kasich Ryan Romney Christie Pence Kaine Biden Stein Johnson "
    "McCain Conway Podesta Comey Manafort Priebus Warren Reid McConnell Giuliani Gingrich Huckabee Fiorina".split()
)
_KNOWN_PLACE = frozenset(
    "Washington Iowa Florida Ohio Texas Virginia Nevada Michigan Pennsylvania Arizona Wisconsin Colorado California "
    "Cleveland Philadelphia Manhattan Orlando Indiana Georgia Mexico Russia China Cuba Israel Iran".split()
)
_WORD = re.compile(r"\b[A-Z][a-z]+\b")
_DOUBLE = re.compile("''|[\"\u201c\u201d]")
_LOST = re.compile("[,'\u2019\u2018\u201c\u201d\"]")
_QUOTE_STYLES = (
    ('"', '"'),
    ("\u201c", "\u201d"),
    ("''", "''"),
    ("``", "''"),
    ("\u2018", "\u2019"),
    ("\u00ab", "\u00bb"),
)


@dataclass(frozen=True)
class Varied:
    """A text and its attributions after the edits."""

    text: str
    attributions: tuple[AttributionPieces, ...]


def apply_edits(text: str, attributions: Sequence[AttributionPieces], edits: Sequence[Edit]) -> Varied:
    """The edited text with its spans. Edits are sorted and do not overlap; an edge inside one moves to its end."""
    parts, old_ends, shifts, at, shift = [], [], [], 0, 0
    for start, end, replacement in edits:
        parts += [text[at:start], replacement]
        shift += len(replacement) - (end - start)
        old_ends.append((start, end, shift))
        shifts.append(shift)
        at = end
    parts.append(text[at:])

    starts = [start for start, _, _ in old_ends]

    def moved(offset: int) -> int:
        index = bisect.bisect_left(starts, offset) - 1  # the last edit that starts before the offset
        if index < 0:
            return offset
        _, end, shift_after = old_ends[index]
        return max(offset, end) + shift_after

    carried = tuple(
        {r: [(moved(s), moved(e)) for s, e in p if moved(e) > moved(s)] for r, p in a.items()} for a in attributions
    )
    return Varied("".join(parts), carried)


def _renaming(text: str, rng: random.Random) -> list[Edit]:
    """Other people and places, the same one throughout an article."""
    chosen: dict[str, str] = {}
    edits = []
    for found in _WORD.finditer(text):
        word = found[0]
        pool = (
            _NAMES
            if word in _KNOWN_LAST
            else _FIRST
            if word in _KNOWN_FIRST
            else _PLACES
            if word in _KNOWN_PLACE
            else None
        )
        if pool:
            edits.append((*found.span(), chosen.setdefault(word, rng.choice(pool))))
    return edits


def _requoting(text: str, rng: random.Random) -> list[Edit]:
    opening, closing = rng.choice(_QUOTE_STYLES)
    edits = []
    for found in _DOUBLE.finditer(text):
        start, end = found.span()
        opens = found[0] == "\u201c" or (
            found[0] != "\u201d" and (start == 0 or text[start - 1].isspace() or text[start - 1] in "([\u2014")
        )
        edits.append((start, end, opening if opens else closing))
    return edits


def vary(text: str, attributions: tuple[AttributionPieces, ...], rng: random.Random) -> Varied:
    """The article as it is, or with some of the changes, drawn from ``rng``."""
    varied = Varied(text, attributions)
    if rng.random() < RENAMED:
        varied = apply_edits(varied.text, varied.attributions, _renaming(varied.text, rng))
    if rng.random() < REQUOTED:
        varied = apply_edits(varied.text, varied.attributions, _requoting(varied.text, rng))
    if rng.random() < STRIPPED:
        lost = [(m.start(), m.end(), "") for m in _LOST.finditer(varied.text)]
        varied = apply_edits(varied.text, varied.attributions, lost)
    case = rng.random()
    if case < LOWERED + CAPITALS:
        change = str.lower if case < LOWERED else str.upper
        same = "".join(c if len(change(c)) != 1 else change(c) for c in varied.text)
        varied = Varied(same, varied.attributions)
    return varied
