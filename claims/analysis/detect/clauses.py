"""Splits a stretch of words at its finite verbs into clauses that can be checked one by one.

Coordinated clauses and coordinated predicates ("X met Y and ordered Z") come apart, the second predicate with the
subject of the first; so do adverbial clauses ("… after rebels seized the town") and relative clauses that add a fact.
What would not stand alone stays where it is: complements, conditions, restrictive relatives. The distinctions are those
of Quirk et al. 1985, ch. 13–15; where a text has lost its commas, the nearest connective has to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claims.analysis.detect import words as w
from claims.analysis.detect.markers import Marker, Markers
from claims.analysis.detect.verb_habits import REPORTING
from claims.analysis.detect.verbs import VerbGroup

Kind = Literal["main", "predicate", "coordinate", "adverbial", "relative", "verbless"]
Range = tuple[int, int]  # first and last position, both included

_FRAME_TAIL = 8  # words behind the "told" of a frame at the end: "told reporters in Dorn on Monday"
_EVENT_REACH = 16  # words back to the event that a relative clause is about
_EVENT_PREDICATES = frozenset(
    """killed kills wounded injured left destroyed damaged hit claimed rocked targeted struck displaced followed lasted
    took shook began erupted""".split()
)
EVENT_NOUNS = frozenset(
    """attack attacks explosion explosions blast blasts strike strikes airstrike airstrikes raid raids bombing bombings
    shelling war conflict clashes fighting battle battles offensive assault fire crash massacre ambush operation
    bombardment earthquake protest protests bomb bombs rocket rockets siege""".split()
)
_ANTECEDENT_REACH = 14  # how far a noun phrase before "who" is followed back, in words


@dataclass(slots=True)
class Clause:
    """Positions count within the stretch. ``subject`` is the shared subject of a clause without its own; ``inner`` are
    ranges of other clauses that stayed inside; ``opened_by`` the connective in front."""

    kind: Kind
    start: int
    end: int
    group: VerbGroup | None
    opened_by: str | None = None
    subject: Range | None = None
    inner: list[Range] = field(default_factory=list)
    more_groups: list[VerbGroup] = field(default_factory=list)
    before: Range | None = None  # the part of a clause in front of a relative clause that was taken out of it
    restrictive: bool = False
    frame: bool = False

    @property
    def ranges(self) -> list[Range]:
        """Subject, interrupted beginning, rest: in reading order."""
        found = [r for r in (self.subject, self.before) if r is not None and r[0] <= r[1]]
        return [*found, (self.start, self.end)]


class _Splitter:
    def __init__(
        self,
        flags: list[int],
        lowers: list[str],
        groups: list[VerbGroup],
        breaks: frozenset[int],
        cue: frozenset[int],
        source: frozenset[int],
    ) -> None:
        self.flags, self.lowers, self.groups, self.breaks = flags, lowers, groups, breaks
        self.cue, self.source = cue, source
        self.clauses: list[Clause] = []
        self.pending: Clause | None = None  # begun before another clause and waiting for its verb
        self.markers = Markers(flags, lowers, breaks)

    def split(self) -> list[Clause]:
        size = len(self.flags)
        if not self.groups:
            return [Clause("verbless", 0, size - 1, None)]
        for number, group in enumerate(self.groups):
            low = self.groups[number - 1].last + 1 if number else 0
            marker = self.markers.before(low, group, opening=number == 0)
            if marker.kind == "coordinate" and self.pending is not None and self._in_subordinate():
                marker = Marker("none", marker.at)  # "after the army and its allies …": cannot tell, stay together
            elif self._ends_in_frame(number, group):
                marker = Marker("none", low)
            self._take(group, marker, low)
        self._close(size - 1)
        self._close_pending()
        return self.clauses

    def _close_pending(self) -> None:
        """A noun phrase whose verb never came: the relative clause behind it is what the stretch states."""
        first = self.clauses[0]
        if self.pending is not None and self.pending.end >= self.pending.start and first.kind == "relative":
            first.start, first.kind, first.subject = self.pending.start, "main", None

    def _ends_in_frame(self, number: int, group: VerbGroup) -> bool:
        """ "… and the river a source told us": a frame that was not recognised as one, behind what it reports."""
        last = number == len(self.groups) - 1 and number > 0 and not self._is_frame(group)
        return last and self.lowers[group.head] in REPORTING and len(self.flags) - group.last <= _FRAME_TAIL

    def _in_subordinate(self) -> bool:
        return bool(self.clauses) and self.clauses[-1].kind in ("relative", "adverbial")

    def _close(self, end: int) -> None:
        if self.clauses:
            self.clauses[-1].end = end

    def _begin(self, kind: Kind, start: int, group: VerbGroup, marker_at: int, **more: object) -> None:
        self._close(marker_at - 1)
        clause = Clause(kind, start, start, group, frame=self._is_frame(group))
        for name, value in more.items():
            setattr(clause, name, value)
        self.clauses.append(clause)

    def _is_frame(self, group: VerbGroup) -> bool:
        return bool(self.cue) and any(k in self.cue for k in range(group.first, group.last + 1))

    def _take(self, group: VerbGroup, marker: Marker, low: int) -> None:
        if not self.clauses:
            self._first(group, marker)
        elif marker.kind == "relative":
            own_subject = group.joined != "relative"  # "where he met": the antecedent is no subject of it
            antecedent = None if own_subject else self._antecedent(marker.at, low, group)
            self._begin(
                "relative", marker.at, group, marker.at, subject=antecedent, restrictive=marker.restrictive,
                opened_by=self.lowers[marker.at],
            )  # fmt: skip
        elif marker.kind == "strong" and marker.at in self.breaks and group.first == marker.at:
            # what was taken out stood between a subject and this verb
            self._begin("predicate", marker.at, group, marker.at, subject=self._subject_of(self.clauses[-1]))
        elif marker.kind in ("adverbial", "coordinate", "strong"):
            kind: Kind = "adverbial" if marker.kind == "adverbial" else "coordinate"
            if marker.kind != "adverbial":
                self.pending = None
            self._begin(kind, marker.at, group, marker.at, opened_by=self.lowers[marker.at])
        elif marker.kind == "predicate":
            subject = self._subject_of(self.clauses[-1])
            self._begin("predicate", marker.at, group, marker.at, subject=subject, opened_by=self.lowers[marker.at])
        elif self.pending is not None and marker.kind in ("none", "comma", "that"):
            self._resume(group, marker)
        elif marker.kind == "comma" and self._opens_clause(marker.at + 1, group):
            self._begin("coordinate", marker.at, group, marker.at)
        elif self._is_frame(group) and marker.kind in ("none", "comma"):
            start = self._frame_start(group, low)
            self._begin("main", start, group, start)
        elif self.clauses[-1].frame and marker.kind in ("none", "that", "comma", "condition"):
            self._begin("main", low, group, low, opened_by=self.lowers[marker.at])
        else:
            self.clauses[-1].more_groups.append(group)

    def _first(self, group: VerbGroup, marker: Marker) -> None:
        at = marker.at
        opening = not any(f & (w.NOMINAL | w.VERBAL) for f in self.flags[:at])
        if marker.kind == "strong":
            self.clauses.append(Clause("verbless", 0, at - 1, None))
            self._begin("main", at, group, at)
        elif marker.kind == "condition":
            self._begin("main", 0, group, 0, opened_by=self.lowers[at])
        elif marker.kind in ("relative", "that", "adverbial") and not opening:
            self.pending = Clause("main", 0, at - 1, None)
            if marker.kind == "relative":
                self._begin(
                    "relative", at, group, at, subject=self._antecedent(at, 0, group), restrictive=marker.restrictive,
                    opened_by=self.lowers[at],
                )  # fmt: skip
            else:
                kind: Kind = "adverbial" if marker.kind == "adverbial" else "relative"
                self._begin(kind, at, group, at, restrictive=marker.kind == "that", opened_by=self.lowers[at])
                if marker.kind == "that":
                    self.clauses[-1].subject = self._antecedent(at, 0, group)
        elif marker.kind == "adverbial":
            self.pending = Clause("main", at, at - 1, None)
            self._begin("adverbial", at, group, at, opened_by=self.lowers[at])
        else:
            self._begin("main", 0, group, 0)

    def _resume(self, group: VerbGroup, marker: Marker) -> None:
        """The clause that was interrupted by a relative or adverbial one gets its verb."""
        pending, self.pending = self.pending, None
        assert pending is not None
        last = self.clauses[-1]
        frame = self._is_frame(group)
        if last.kind == "adverbial" and pending.end < pending.start:  # "After …, the soldiers fled"
            if marker.kind == "comma":
                self._begin("main", marker.at, group, marker.at)
                return
            last.more_groups.append(last.group) if last.group else None
            last.group, last.kind = group, "main"
            return
        start = marker.at if marker.kind == "comma" else last.group.last + 1 if last.group else pending.start
        if frame:
            start = self._frame_start(group, start)
        if (marker.kind == "comma" and not last.restrictive) or frame:
            self._begin("main", start, group, start, before=(pending.start, pending.end), frame=frame)
            return
        inner = (last.start, max(last.start, start - 1))
        groups = [g for g in (last.group, *last.more_groups) if g is not None]
        self.clauses.pop()
        clause = Clause("main", pending.start, pending.start, group, inner=[*last.inner, inner], frame=frame)
        clause.more_groups = groups
        self.clauses.append(clause)

    def _frame_start(self, group: VerbGroup, low: int) -> int:
        """Where a frame begins whose verb is known: at its source, if that stands right before it."""
        start = group.first
        while start > low and start - 1 in self.source:
            start -= 1
        return start

    def _opens_clause(self, k: int, group: VerbGroup) -> bool:
        """Does a new clause with a subject of its own start at ``k``, behind a comma?"""
        if k >= group.first or group.first - k > 12:
            return False
        flag = self.flags[k]
        return bool(flag & (w.PRON | w.DET)) and not self._is_frame(group)

    def _subject_of(self, clause: Clause) -> Range | None:
        if clause.subject is not None:
            return clause.subject
        if clause.group is None or self.lowers[clause.group.first - 1] == "there":
            return None
        start, end = (clause.before or (clause.start, 0))[0], clause.group.first - 1
        if clause.before is not None:
            end = clause.before[1]
        skipped = w.COORD | w.SUBORD | w.PUNCT | w.THAT
        while start < end and self.flags[start] & skipped and not self.flags[start] & w.PREP:
            start += 1
        while end >= start and self.flags[end] & (w.PUNCT | w.ADV) and not self.flags[end] & w.NOMINAL:
            end -= 1
        start = self._after_adverbial(start, end)
        return (start, end) if start <= end else None

    def _after_adverbial(self, start: int, end: int) -> int:
        """Skips "On Sunday," and the like in front of the subject."""
        if start <= end and self.flags[start] & (w.PREP | w.ADV | w.ADJ):
            for k in range(start, min(end, start + 8)):
                if self.lowers[k] == ",":
                    return k + 1
        return start

    def _antecedent(self, at: int, low: int, group: VerbGroup) -> Range | None:
        """What a relative word at ``at`` stands for: the noun phrase right before it, or further back the event that
        alone can have killed or destroyed ("an explosion at its office in Dorn that killed 50")."""
        found = self._noun_phrase_before(at, low)
        if found is None or self.lowers[group.head] not in _EVENT_PREDICATES:
            return found
        if any(self.lowers[k] in EVENT_NOUNS for k in range(found[0], found[1] + 1)):
            return found
        for k in range(found[0] - 1, max(low - 1, found[0] - _EVENT_REACH), -1):
            if self.lowers[k] in EVENT_NOUNS:
                event = self._noun_phrase_before(k + 1, low)
                return (event[0], found[1]) if event is not None else found
        return found

    def _noun_phrase_before(self, at: int, low: int) -> Range | None:
        end = at - 1
        while end >= low and self.flags[end] & w.PUNCT:
            end -= 1
        start = end + 1
        while start > low and end - start < _ANTECEDENT_REACH:
            flag, lower = self.flags[start - 1], self.lowers[start - 1]
            if start - 1 in self.breaks and start - 1 > low:
                start -= 1
                break
            if (flag & w.PUNCT and lower not in "\"')(") or flag & (w.FINITE_AUX | w.SUBORD | w.MODAL | w.TO):
                break
            if flag & w.BASE and start > low + 1 and self.lowers[start - 2] == "to":
                break
            if (flag & w.PREP and lower != "of") or any(g.first <= start - 1 <= g.last for g in self.groups):
                break
            start -= 1
            if flag & w.DET and not flag & w.PRON and lower not in ("all", "both", "such"):
                break
        while start <= end and self.flags[start] & (w.COORD | w.PUNCT | w.ADV) and not self.flags[start] & w.NOMINAL:
            start += 1
        return (start, end) if start <= end else None


def split_clauses(
    flags: list[int],
    lowers: list[str],
    groups: list[VerbGroup],
    breaks: frozenset[int] = frozenset(),
    cue: frozenset[int] = frozenset(),
    source: frozenset[int] = frozenset(),
) -> list[Clause]:
    """The clauses of a stretch, in reading order; a stretch without a finite verb is one verbless clause.

    Every position belongs to at most one clause's own range; only ``subject`` ranges are shared.
    """
    return _Splitter(flags, lowers, groups, breaks, cue, source).split() if flags else []
