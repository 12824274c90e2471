"""Who and where: whether the names of two claims fit, and whether their roles are swapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from claims.analysis.compare.names import Name, counterpart, same_name
from claims.analysis.compare.types import Finding, Verdict
from claims.analysis.compare.vocabulary import STOPWORDS, stem

_PASSIVE_BY = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\b(?: \w+){0,3} \w+(?:ed|en|wn|ld|de|nt|ht|ot|it|ut|un|ck|ne)\b"
    r"[^,;]{0,40}? by\b"
)
_WORD = re.compile(r"\w+")
# "A beat B", "A was quickly beaten by B": names further apart have other words between them that could be the verb.
_NEAR = 5
# Share of words two texts must have in common, in order, to be laid side by side.
_SIDE_BY_SIDE = 0.5
_MOST_WORDS = 120  # laying side by side takes the square of the length


@dataclass(frozen=True, slots=True)
class Side:
    """One claim's text, the names in it and the names its context knows."""

    text: str
    names: Sequence[Name]
    known: Sequence[Name]


def compare_places(a: Side, b: Side) -> Finding | None:
    """A conflict when both say where, no place of one is named by the other or its context, and one stands in the
    place of the other; open when the two may be the same place told differently (a town, its province)."""
    places_a, places_b = [n for n in a.names if n.place], [n for n in b.names if n.place]
    shared = next((n for n in places_a if counterpart(n, b.names)), None)
    shared = shared or next((n for n in places_b if counterpart(n, a.names)), None)
    if shared:
        return Finding("place", "agree", f"{shared.text} in both")
    if not places_a or not places_b:
        return None
    if any(counterpart(n, b.known) for n in places_a) or any(counterpart(n, a.known) for n in places_b):
        return None
    one, other = _most_exact(places_a), _most_exact(places_b)
    exchanged = any((x, y) in _exchanged(a, b) for x in places_a for y in places_b)
    same_kind = bool(one.country) == bool(other.country)
    verdict: Verdict = "conflict" if exchanged or (same_kind and one.country) else "open"
    return Finding("place", verdict, f"{one.text} against {other.text}")


def compare_participants(a: Side, b: Side) -> Finding | None:
    """A conflict when a name of one claim stands in the place of another name of the other; open when each names
    somebody whom neither the other nor its context names (it may be a description of the same)."""
    actors_a, actors_b = [n for n in a.names if not n.place], [n for n in b.names if not n.place]
    alone_a = [n for n in actors_a if not counterpart(n, [*b.names, *b.known])]
    alone_b = [n for n in actors_b if not counterpart(n, [*a.names, *a.known])]
    if alone_a and alone_b:
        for one, other in _exchanged(a, b):
            if one in alone_a and other in alone_b:
                return Finding("participant", "conflict", f"{one.text} against {other.text}")
        return Finding("participant", "open", f"{alone_a[0].text} against {alone_b[0].text}")
    shared = [n for n in actors_a if counterpart(n, b.names)]
    if shared:
        return Finding("participant", "agree", ", ".join(dict.fromkeys(n.text for n in shared[:3])) + " in both")
    return None


def compare_roles(a: Side, b: Side) -> Finding | None:
    """A conflict when two shared names stand on opposite sides of a shared verb: who did it to whom is turned round.

    A passive with "by" counts as turned. Names with more than a few words between them, or both on one side of the
    verb, say nothing.
    """
    pairs = [(n, other) for n in a.names if (other := counterpart(n, b.names)) is not None]
    for (one_a, one_b), (two_a, two_b) in pairwise(pairs):
        if same_name(one_a, two_a) or same_name(one_b, two_b):
            continue
        verbs = _verbs_between(a.text, one_a, two_a) & _verbs_between(b.text, one_b, two_b)
        if not verbs:
            continue
        order_a, order_b = _order(a.text, one_a, two_a), _order(b.text, one_b, two_b)
        if order_a != order_b:
            return Finding("role", "conflict", f"{one_a.text} and {two_a.text} with their parts swapped")
    return None


def _verbs_between(text: str, one: Name, two: Name) -> set[str]:
    first, second = sorted((one, two), key=lambda name: name.start)
    between = text[first.end : second.start]
    words = between.split()
    if len(words) > _NEAR or set(between) & set(",;:."):
        return set()
    return {stem(word) for word in words if word.isalpha() and word not in STOPWORDS}


def _order(text: str, one: Name, two: Name) -> int:
    """1 when ``one`` acts on ``two``, -1 the other way round."""
    first, second = sorted((one, two), key=lambda name: name.start)
    active = 1 if first is one else -1
    return -active if _PASSIVE_BY.search(text[first.end : second.start] + " ") else active


def _exchanged(a: Side, b: Side) -> list[tuple[Name, Name]]:
    """Names that stand in each other's place when the two texts are laid side by side, word by word.

    Texts that share less than half of their words are told too differently for a place in the one to mean anything in
    the other.
    """
    words_a, words_b = _words(a.text), _words(b.text)
    matcher = SequenceMatcher(None, [w for _, w in words_a], [w for _, w in words_b], autojunk=False)
    if matcher.ratio() < _SIDE_BY_SIDE:
        return []
    found = []
    for kind, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if kind == "replace":
            ours = _names_at(a.names, words_a[a_from:a_to])
            theirs = _names_at(b.names, words_b[b_from:b_to])
            found += [(one, other) for one in ours for other in theirs if not same_name(one, other)]
    return found


def _words(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group().lower()) for match in _WORD.finditer(text)][:_MOST_WORDS]


def _names_at(names: Sequence[Name], words: list[tuple[int, str]]) -> list[Name]:
    return [name for name in names if any(name.start <= at < name.end for at, _ in words)]


def _most_exact(places: Sequence[Name]) -> Name:
    return next((place for place in places if not place.country), places[0])
