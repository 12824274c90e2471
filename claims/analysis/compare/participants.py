"""Who and where: whether the names of two claims fit, and whether their roles are swapped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.analysis.compare.names import Name, counterpart, same_name
from claims.analysis.compare.types import Finding
from claims.analysis.compare.vocabulary import stem

_PASSIVE_BY = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\b(?: \w+){0,3} \w+(?:ed|en|wn|ld|de|nt|ht|ot|it|ut|un|ck|ne)\b"
    r"[^,;]{0,40}? by\b"
)
_VERB = re.compile(r"\b[a-z]{3,}\b")


def compare_places(
    a: Sequence[Name], b: Sequence[Name], known_a: Sequence[Name], known_b: Sequence[Name]
) -> Finding | None:
    """A conflict when both say where and no place of one is named by the other or its context.

    ``known_*`` are the names of the contexts. A country against a place that is no country is open: the place may lie
    in it; so are two places when either context names the other's.
    """
    places_a, places_b = [n for n in a if n.place], [n for n in b if n.place]
    if not places_a or not places_b:
        return None
    everything_a, everything_b = [*a, *known_a], [*b, *known_b]
    shared = next((n for n in places_a if counterpart(n, b)), None) or next(
        (n for n in places_b if counterpart(n, a)), None
    )
    if shared:
        return Finding("place", "agree", f"{shared.text} in both")
    if any(counterpart(n, everything_b) for n in places_a) or any(counterpart(n, everything_a) for n in places_b):
        return None
    one, other = _most_exact(places_a), _most_exact(places_b)
    verdict = "open" if bool(one.country) != bool(other.country) else "conflict"
    return Finding("place", verdict, f"{one.text} against {other.text}")


def compare_participants(
    a: Sequence[Name], b: Sequence[Name], known_a: Sequence[Name], known_b: Sequence[Name]
) -> Finding | None:
    """A conflict when each claim names someone whom neither the other nor its context names, and they share nobody;
    open when they share somebody else."""
    actors_a, actors_b = [n for n in a if not n.place], [n for n in b if not n.place]
    alone_a = [n for n in actors_a if not counterpart(n, [*b, *known_b])]
    alone_b = [n for n in actors_b if not counterpart(n, [*a, *known_a])]
    shared = [n for n in actors_a if counterpart(n, b)]
    if alone_a and alone_b:
        why = f"{alone_a[0].text} against {alone_b[0].text}"
        return Finding("participant", "open" if shared else "conflict", why)
    if shared:
        return Finding("participant", "agree", ", ".join(dict.fromkeys(n.text for n in shared[:3])) + " in both")
    return None


def compare_roles(text_a: str, a: Sequence[Name], text_b: str, b: Sequence[Name]) -> Finding | None:
    """A conflict when two shared names stand on opposite sides of a shared verb: who did it to whom is turned round.

    A passive with "by" counts as turned. Names that both stand on one side of the verb say nothing.
    """
    pairs = [(n, other) for n in a if not n.place and (other := counterpart(n, b)) is not None and not other.place]
    verbs = {stem(v) for v in _VERB.findall(text_a)} & {stem(v) for v in _VERB.findall(text_b)}
    if len(pairs) < 2 or not verbs:
        return None
    for i, (one_a, one_b) in enumerate(pairs):
        for two_a, two_b in pairs[i + 1 :]:
            if same_name(one_a, two_a) or one_b is two_b:
                continue
            order_a = _order(text_a, one_a, two_a, verbs)
            order_b = _order(text_b, one_b, two_b, verbs)
            if order_a and order_b and order_a != order_b:
                return Finding("role", "conflict", f"{one_a.text} and {two_a.text} with their parts swapped")
    return None


def _order(text: str, one: Name, two: Name, verbs: set[str]) -> int:
    """1 when ``one`` acts on ``two``, -1 the other way round, 0 when no shared verb stands between them."""
    first, second = sorted((one, two), key=lambda name: name.start)
    between = text[first.end : second.start]
    if not any(stem(v) in verbs for v in _VERB.findall(between)):
        return 0
    active = 1 if first is one else -1
    return -active if _PASSIVE_BY.search(between + " ") else active


def _most_exact(places: Sequence[Name]) -> Name:
    return next((place for place in places if not place.country), places[0])
