"""What separates a finite verb from the one before it: connectives, marks, or nothing.

The inventory is that of Quirk et al. 1985, ch. 13–15 (coordinators, subordinators, relative words). Where several stand
between two verbs, the order of :meth:`Markers.before` decides which of them opens the clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.analysis.detect import words as w
from claims.analysis.detect.verbs import VerbGroup

CONDITIONAL = frozenset("if unless whether lest provided".split())
_NOT_AFTER_AS = frozenset("well many much of part far soon saying long".split())
_NOT_BEFORE_AS = frozenset("well many much such same far soon just known".split())
_TIME_WORDS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday last this yesterday early late mid then dawn midnight noon spring summer
    autumn winter""".split()
)
_SUBJECT_PRONOUNS = frozenset("it they he she we i".split())
_ROLE_REACH = 5  # "as a car exploded" opens a clause; "as a guarantor of the deal the army …" does not

Kind = Literal["strong", "predicate", "coordinate", "adverbial", "relative", "that", "comma", "none", "condition"]


@dataclass(frozen=True, slots=True)
class Marker:
    """``at`` is the position of the word or mark; ``restrictive`` of a relative clause without a comma."""

    kind: Kind
    at: int
    restrictive: bool = False


@dataclass(slots=True)
class _Seen:
    """The last position of each kind of marker, or -1."""

    strong: int = -1
    rel: int = -1
    sub: int = -1
    that: int = -1
    comma: int = -1
    condition: int = -1
    coords: tuple[int, ...] = ()


class Markers:
    """Looks at one stretch."""

    def __init__(self, flags: list[int], lowers: list[str], breaks: frozenset[int]) -> None:
        self.flags, self.lowers, self.breaks = flags, lowers, breaks

    def before(self, low: int, group: VerbGroup, *, opening: bool) -> Marker:
        """The marker between position ``low`` and ``group``; ``opening`` when no verb came before."""
        seen = self._scan(low, group)
        coord = seen.coords[-1] if seen.coords else -1
        if group.joined == "relative" and max(seen.rel, seen.that) >= 0:
            at = max(seen.rel, seen.that)
            return Marker("relative", at, not (at > 0 and self.lowers[at - 1] in (",", "-", "—", "(")))
        if group.joined == "coordinated" and coord > seen.strong:
            return Marker("predicate", coord)
        if seen.that > 0 and seen.that - 1 in seen.coords:  # "… but that they caused no damage"
            return Marker("coordinate", seen.that - 1)
        if not opening and self._contact_relative(group, low):
            return Marker("none", low)
        if seen.condition >= 0:
            return Marker("condition", seen.condition)
        if seen.sub > seen.rel and not self._is_phrase(seen.sub, coord, group):
            return Marker("adverbial", seen.sub)
        if seen.rel >= 0 and self.lowers[seen.rel] in ("where", "whose", "which", "whom"):
            bare = not (seen.rel > 0 and self.lowers[seen.rel - 1] == ",") and self.lowers[seen.rel] != "where"
            return Marker("relative", seen.rel, bare)
        if seen.that >= 0:
            return Marker("that", seen.that)
        if seen.strong >= 0:
            return Marker("strong", seen.strong)
        if coord >= 0 and not opening:
            return self._coordinate(seen, group)
        return Marker("comma", seen.comma) if seen.comma >= 0 else Marker("none", low)

    def _scan(self, low: int, group: VerbGroup) -> _Seen:
        seen = _Seen()
        for k in range(low, group.first):
            flag, lower = self.flags[k], self.lowers[k]
            if k in self.breaks or (k > low and lower in ":;-—" and self._strong(k)):
                seen = _Seen(strong=k)
            if flag & w.PUNCT:
                seen.comma = k if lower == "," else seen.comma
            elif flag & w.REL:
                seen.rel = k
            elif flag & w.COORD:
                seen.coords = (*seen.coords[-7:], k)
            elif flag & w.THAT:
                seen.that = k
            elif lower in CONDITIONAL:
                seen.condition = k
            elif flag & w.SUBORD and not self._false_subordinator(k):
                seen.sub = k
        return seen

    def _strong(self, k: int) -> bool:
        """No colon of a clock time."""
        return not (
            0 < k < len(self.lowers) - 1 and self.lowers[k - 1][0].isdigit() and self.lowers[k + 1][0].isdigit()
        )

    def _contact_relative(self, group: VerbGroup, low: int) -> bool:
        """ "the crimes they are committing": a relative clause without a relative word."""
        k = group.first
        return (
            k - 2 >= low
            and self.lowers[k - 1] in _SUBJECT_PRONOUNS
            and bool(self.flags[k - 2] & w.NOUN)
            and not self.flags[k - 2] & (w.NAME | w.PUNCT | w.NUMBER | w.ADV)
            and self.lowers[k - 2] not in _TIME_WORDS
            and k - 1 not in self.breaks
        )

    def _is_phrase(self, sub: int, coord: int, group: VerbGroup) -> bool:
        """Is the connective a preposition here: "as a guarantor", "… since 2013 and no convoys have entered"?"""
        following = self.lowers[sub + 1] if sub + 1 < len(self.lowers) else ""
        if self.lowers[sub] == "as" and following in ("a", "an") and group.first - sub > _ROLE_REACH:
            return True
        return (
            coord == sub + 2
            and bool(self.flags[sub] & w.PREP)
            and bool(self.flags[sub + 1] & (w.NUMBER | w.NAME | w.ADV))
            and any(f & w.NOMINAL for f in self.flags[coord + 1 : group.first])
        )

    def _false_subordinator(self, k: int) -> bool:
        """ "as well as", "so far", "since March": no clause follows."""
        lower = self.lowers[k]
        following = self.lowers[k + 1] if k + 1 < len(self.lowers) else ""
        before = self.lowers[k - 1] if k else ""
        if lower == "as":
            return following in _NOT_AFTER_AS or before in _NOT_BEFORE_AS
        if lower == "because":
            return following == "of"
        if lower in ("since", "until", "before", "after", "till"):
            return following in _TIME_WORDS or (following.isdigit() and len(following) == 4)
        return lower == "so" and (following in ("far", "many", "much", "that") or before in ("do", "so"))

    def _coordinate(self, seen: _Seen, group: VerbGroup) -> Marker:
        """Of several "and", the one that opens the clause: after a comma, else the first of a run of joined nouns."""
        for k in seen.coords:
            if k == seen.comma + 1 and seen.comma >= 0:
                return Marker("coordinate", k)
        chosen = seen.coords[-1]
        for earlier in reversed(seen.coords[:-1]):
            between = self.flags[earlier + 1 : chosen]
            if len(between) > 5 or any(f & (w.PREP | w.PUNCT | w.VERBAL) and not f & w.NOUN for f in between):
                break
            chosen = earlier
        if not any(f & w.NOMINAL for f in self.flags[chosen + 1 : group.first]):
            return Marker("predicate", chosen)
        return Marker("coordinate", chosen) if self._noun_phrase_at(chosen + 1) else Marker("none", chosen)

    def _noun_phrase_at(self, k: int) -> bool:
        """Could a subject start here? Not "and fully responsible for", "and forcing", "and to prosecute"."""
        while k < len(self.flags) - 1 and self.flags[k] & w.ADV and not self.flags[k] & (w.DET | w.PREP):
            k += 1
        flag = self.flags[k]
        following = self.flags[k + 1] if k + 1 < len(self.flags) else 0
        if flag & w.TO or (flag & w.ING and not flag & w.NAME):
            return False
        return not (flag & w.ADJ and not flag & (w.DET | w.NOUN | w.NUMBER) and following & w.PREP)
