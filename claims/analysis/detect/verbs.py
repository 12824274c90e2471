"""Finite verbs of a stretch of words: the one place that finds them.

A stretch is read left to right once. Auxiliaries and unambiguous past forms are finite wherever they stand; a form that
may be a participle ("killed") or a noun ("strikes") is decided by its neighbours: is there a subject before it, an
object after it, and does the clause have another finite verb already? This is what a part-of-speech tagger would
answer; :func:`find_verb_groups` is the only caller-visible name, so that one can take its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.analysis.detect import words as w
from claims.analysis.detect.verb_habits import (
    CLAUSE_MARKS,
    COMPARATORS,
    HEADLINE_VERBS,
    PARTICLES,
    PRONOUN_QUANTITIES,
    REPORTING,
    SINGULAR_SUBJECTS,
    TAKES_CLAUSE,
    TRANSITIVE,
)

Joined = Literal["subject", "coordinated", "relative"]

_AFTER_SUBJECT_ONLY = w.DET | w.OBJ | w.NAME | w.NUMBER | w.TO | w.THAT


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A finite verb with its auxiliaries. Positions count within the stretch.

    ``head`` is the lexical verb (the last of the group); ``modal`` the modal's lower-case form; ``copula`` a form of
    "be" without participle; ``passive`` "be" + participle; ``participle`` that a group coordinated with this one may
    be a participle; ``joined`` how it gets its subject.
    """

    first: int
    last: int
    head: int
    joined: Joined
    modal: str | None = None
    negated: bool = False
    copula: bool = False
    passive: bool = False
    has_auxiliary: bool = False


def _is_title_case(flags: list[int]) -> bool:
    """Are most words capitalised, as in a headline? Small words do not count, nor does the first."""
    open_class = [flag for flag in flags[1:] if flag & (w.NOUN | w.VERBAL) and not flag & (w.FINITE_AUX | w.NUMBER)]
    return len(open_class) > 2 and sum(1 for flag in open_class if flag & w.NAME) > 0.7 * len(open_class)


class _Reader:
    """State of one left-to-right reading."""

    def __init__(self, flags: list[int], lowers: list[str], breaks: frozenset[int]) -> None:
        self.flags, self.lowers, self.breaks = flags, lowers, breaks
        self.groups: list[VerbGroup] = []
        self.size = len(flags)
        self.ahead = self._finite_ahead()
        self.nominal = -1  # last possible subject in this clause
        self.opener = 0  # flags of what opened this clause
        self.finite_in_clause = False
        self.pending = False  # did a clause open before the one around it had its verb?
        self.title_case = _is_title_case(flags)  # then a capital says nothing
        self.infinitive = -1  # the last "to" + base since the last group

    def _sure(self, k: int) -> bool:
        flag = self.flags[k]
        if flag & w.FINITE_AUX:
            return k == 0 or self.lowers[k - 1] != "to"
        if flag & w.PAST and not flag & w.PASTPART:
            return True
        if not flag & w.THIRD or flag & (w.NOUN | w.NAME):
            return False
        return k == 0 or not self.flags[k - 1] & (w.PREP | w.DET | w.ADJ | w.NUMBER) or bool(self.flags[k - 1] & w.PRON)

    def _finite_ahead(self) -> list[bool]:
        """For each position: does a sure finite verb come after it, before the clause can end?"""
        ahead = [False] * (self.size + 1)
        for k in range(self.size - 1, 0, -1):
            if self.lowers[k] in REPORTING:
                ahead[k - 1] = False  # "… X said" behind its content: not this clause's verb
            elif self._sure(k):
                ahead[k - 1] = True
            elif self._closes(k) or k in self.breaks:
                ahead[k - 1] = False
            else:
                ahead[k - 1] = ahead[k]
        return ahead

    def _closes(self, k: int) -> bool:
        flag = self.flags[k]
        if flag & w.PUNCT:
            return self.lowers[k] in CLAUSE_MARKS
        return bool(flag & (w.COORD | w.SUBORD | w.REL | w.THAT))

    def before(self, k: int) -> int:
        """The nearest position before ``k`` that is no adverb or negation, or -1."""
        k -= 1
        steps = 0
        while k >= 0 and self.flags[k] & (w.ADV | w.NEG) and steps < 4:
            if self.flags[k] & (w.PRON | w.DET) and self.lowers[k : k + 2] != ["no", "longer"]:
                break
            if k in self.breaks:
                return -1
            k -= 1
            steps += 1
        return k

    def after(self, k: int) -> int:
        """The flags of what follows ``k``, adverbs skipped; 0 at the end."""
        k += 1
        steps = 0
        while k < self.size and self.flags[k] & w.ADV and not self.flags[k] & (w.PREP | w.DET) and steps < 3:
            k += 1
            steps += 1
        if k >= self.size or k in self.breaks:
            return 0
        if self.lowers[k] == "to" and not (k + 1 < self.size and self._infinitive_at(k + 1)):
            return self.flags[k] & ~w.TO  # the preposition
        return self.flags[k]

    def _infinitive_at(self, k: int) -> bool:
        while k < self.size - 1 and self.flags[k] & w.ADV:
            k += 1
        return bool(self.flags[k] & (w.BASE | w.NONFINITE_AUX | w.HAVE | w.DO)) and not self.flags[k] & w.NAME

    def read(self) -> list[VerbGroup]:
        k = 0
        while k < self.size:
            if k in self.breaks:
                self._open_clause(0)
                self.nominal = -1
            flag = self.flags[k]
            if flag & w.VERBAL:
                end = self._verb(k)
                if end > k:
                    k = end
                    continue
            if self._closes(k):
                self._boundary(k)
            elif flag & w.NOMINAL:
                self.nominal = k
            k += 1
        if not self.groups:
            self._headline_verb()
        return self.groups

    def _headline_verb(self) -> None:
        """Without any verb so far, a headline's: a noun before it, a word after it, and no article in between."""
        for k in range(1, self.size - 1):
            before, after = self.flags[k - 1], self.flags[k + 1]
            if (
                self.lowers[k] in HEADLINE_VERBS
                and before & (w.NOUN | w.NAME)
                and not after & w.PUNCT
                and k not in self.breaks
                and (self.title_case or not self.flags[k] & w.NAME)
            ):
                self._plain_group(k)
                return

    def _open_clause(self, opener: int) -> None:
        self.pending = bool(opener & (w.REL | w.THAT | w.SUBORD)) and (self.pending or not self.finite_in_clause)
        self.opener = opener
        self.finite_in_clause = False
        self.infinitive = -1

    def _boundary(self, k: int) -> None:
        flag = self.flags[k]
        if flag & w.PUNCT:
            if self.lowers[k] in ";:":
                self._open_clause(0)
                self.nominal = -1
            elif self.pending and self.finite_in_clause:
                self._open_clause(0)  # the clause around goes on, with its subject
            return
        self._open_clause(flag)
        if flag & (w.REL | w.THAT | w.SUBORD):
            self.nominal = k if flag & (w.REL | w.THAT) else -1

    def _verb(self, k: int) -> int:
        """Reads a verb group at ``k``; gives the position after it, or ``k`` when there is none."""
        flag = self.flags[k]
        prev = self.before(k)
        if prev >= 0 and self.flags[prev] & w.TO and self.lowers[prev] == "to":
            if flag & w.BASE or flag & w.NONFINITE_AUX or self.lowers[k] in ("have", "do"):
                self.infinitive = k
                return k + 1
            return k
        if flag & w.NAME and not self.title_case:
            return k
        if flag & w.FINITE_AUX:
            if prev >= 0 and self.flags[prev] & w.DET and not self.flags[prev] & (w.PRON | w.NOUN) and flag & w.MODAL:
                return k  # "the will of the people"
            return self._auxiliary_group(k)
        if flag & w.PAST and not flag & w.PASTPART:
            return self._plain_group(k)
        if flag & w.PASTPART and self._is_past(k, prev):
            return self._plain_group(k)
        if flag & w.THIRD and self._is_third(k, prev):
            return self._plain_group(k)
        if flag & w.BASE and not flag & (w.THIRD | w.PAST) and self._is_base(k, prev):
            return self._plain_group(k)
        return k

    def _subject_before(self, prev: int) -> bool:
        if prev < 0 or (prev in self.breaks and self.flags[prev] & w.PUNCT):
            return False
        flag = self.flags[prev]
        if flag & (w.REL | w.THAT):
            return True
        if flag & w.PRON and not flag & w.DET:
            return True
        return bool(flag & (w.NOUN | w.NAME | w.NUMBER | w.PRON)) or self.lowers[prev] in (")", '"', "'")

    def _amount_follows(self, k: int) -> bool:
        """ "killed at least 20", "wounding over a dozen": the preposition opens an object."""
        return any(
            self.flags[j] & w.NUMBER and self.lowers[k + 1] in COMPARATORS for j in range(k + 2, min(k + 5, self.size))
        )

    def _coordinated(self, prev: int) -> bool:
        """Does a verb here share the subject of the group before ("met X and ordered")?"""
        return prev >= 0 and bool(self.flags[prev] & w.COORD) and bool(self.groups)

    def _is_past(self, k: int, prev: int) -> bool:
        flag, following = self.flags[k], self.after(k)
        word = self.lowers[k]
        next_is_by = k + 1 < self.size and self.lowers[k + 1] == "by"
        if prev >= 0 and self.flags[prev] & w.COORD:
            return self._is_coordinated_past(prev, next_is_by)
        if prev < 0 or k in self.breaks:  # the subject was left out: "[the blast, he said,] caused no casualties"
            return (
                (k == 0 or k in self.breaks)
                and not next_is_by
                and bool(following & (w.DET | w.OBJ | w.NUMBER))
                and not flag & w.NAME
            )
        if self.flags[prev] & (w.REL | w.THAT):
            return True
        if self.flags[prev] & w.PUNCT and self.lowers[prev] in ",-—":
            return (
                not self.finite_in_clause
                and self.nominal >= 0
                and not next_is_by
                and (bool(following & _AFTER_SUBJECT_ONLY) or word in TAKES_CLAUSE)
            )
        if not self._subject_before(prev) or (self.flags[prev] & w.DET and not self.flags[prev] & w.PRON):
            return False
        if self.flags[prev] & w.NUMBER and following & w.NOUN and not following & w.DET and word not in TAKES_CLAUSE:
            return False  # "29 wounded civilians"
        if next_is_by:
            return False
        if self.finite_in_clause:  # … unless the clause around still waits for its verb, and this has an object
            return self.pending and bool(following & _AFTER_SUBJECT_ONLY) and word not in TAKES_CLAUSE
        if word in TAKES_CLAUSE and not following & w.PREP:
            return True
        if self.ahead[k]:
            return False
        if word in TRANSITIVE and following & w.PREP and not following & w.TO and not self._amount_follows(k):
            particle = k + 1 < self.size and self.lowers[k + 1] in PARTICLES
            return particle and word in ("carried", "set", "led", "shot")
        return True

    def _is_coordinated_past(self, prev: int, next_is_by: bool) -> bool:
        if not self._coordinated(prev) or self.infinitive > self.groups[-1].last:
            return False
        if prev > 0 and self.flags[prev - 1] & w.PART and prev - 1 != self.groups[-1].head:
            return False  # "systems known and documented to …"
        return not next_is_by or self.groups[-1].passive

    def _is_third(self, k: int, prev: int) -> bool:
        flag, following = self.flags[k], self.after(k)
        if prev >= 0 and self.flags[prev] & w.COORD:
            return self._coordinated(prev) and (not flag & w.NOUN or bool(following & (w.DET | w.TO | w.OBJ)))
        if (
            prev >= 0
            and self.flags[prev] & (w.DET | w.PREP | w.ADJ)
            and not self.flags[prev] & (w.PRON | w.NAME | w.REL)
        ):
            return False
        if not (prev >= 0 and (self._subject_before(prev) or self.lowers[prev] == ",") and self.nominal >= 0):
            return False
        if not flag & (w.NOUN | w.NAME) or self.lowers[prev] in SINGULAR_SUBJECTS:
            return True
        if self.finite_in_clause or self.ahead[k]:
            return False
        return bool(following & (w.DET | w.TO | w.OBJ | w.NAME | w.NUMBER)) or self._amount_follows(k)

    def _is_base(self, k: int, prev: int) -> bool:
        flag, following = self.flags[k], self.after(k)
        if prev < 0 or self.finite_in_clause:
            return self._coordinated(prev) and not flag & w.NOUN and self._bare_group_before()
        before = self.flags[prev]
        if before & w.COORD:
            return (
                self._coordinated(prev)
                and self._bare_group_before()
                and (not flag & w.NOUN or bool(following & (w.DET | w.OBJ)))
            )
        if before & (w.DET | w.PREP | w.ADJ | w.ING) and not before & (w.PRON | w.NAME | w.NOUN | w.REL):
            return False
        if self.lowers[prev] in ("they", "we", "you", "i", "who", "people"):
            return True
        plural = bool(before & (w.NOUN | w.NAME | w.REL | w.THAT)) and (
            self.lowers[prev].endswith("s") or bool(before & (w.NAME | w.REL | w.THAT)) or self.lowers[prev] == "people"
        )
        if not plural or (self.ahead[k] and not self.title_case):
            return self.lowers[prev] in PRONOUN_QUANTITIES and (not flag & w.NOUN or bool(following & w.PREP))
        if not flag & w.NOUN:
            return True
        return (
            bool(following & (w.DET | w.OBJ | w.TO | w.THAT | w.NUMBER))
            or self._amount_follows(k)
            or (bool(before & (w.REL | w.THAT)) and not following & w.NOUN)
        )

    def _bare_group_before(self) -> bool:
        """Was the last group a present or a modal one, so that a bare form can be coordinated with it?"""
        last = self.groups[-1]
        return self.infinitive < last.last and (last.modal is not None or bool(self.flags[last.head] & w.BASE))

    def _joined(self, k: int) -> Joined:
        prev = self.before(k)
        if prev >= 0 and self.flags[prev] & w.COORD and self.groups:
            return "coordinated"
        if prev >= 0 and self.flags[prev] & w.REL and self.lowers[prev] != "where":
            return "relative"
        if prev > 0 and self.flags[prev] & w.THAT and self.flags[prev - 1] & (w.NOUN | w.NAME):
            return "relative"
        return "subject"

    def _add(self, group: VerbGroup) -> int:
        self.groups.append(group)
        self.finite_in_clause = True
        self.infinitive = -1
        return group.last + 1

    def _plain_group(self, k: int) -> int:
        last = k
        if (
            k + 2 < self.size
            and self.flags[k + 1] & w.COORD
            and self.flags[k + 2] & self.flags[k] & (w.PASTPART | w.PAST)
        ):
            last = k + 2  # "shelled and burned the town": one event to the reader
        negated = self._negated_before(k)
        return self._add(VerbGroup(k, last, last, self._joined(k), negated=negated))

    def _negated_before(self, k: int) -> bool:
        """ "never left", "no longer holds"; "nobody left" is negated by its subject."""
        k -= 1
        while k >= 0 and self.flags[k] & w.ADV and not self.flags[k] & w.NEG and k + 1 not in self.breaks:
            k -= 1
        if k < 0 or not self.flags[k] & w.NEG:
            return False
        return not self.flags[k] & (w.PRON | w.DET) or self.lowers[k : k + 2] == ["no", "longer"]

    def _auxiliary_group(self, k: int) -> int:
        first = self.flags[k]
        modal = self.lowers[k] if first & w.MODAL else None
        negated = bool(first & w.NEG)
        be = bool(first & w.BE)
        last = head = k
        passive = False
        bare = bool(first & (w.MODAL | w.DO))
        j = k + 1
        while j < self.size and j not in self.breaks and j - last <= 4:
            flag, lower = self.flags[j], self.lowers[j]
            if (flag & w.NEG and not flag & w.DET) or lower == "not":
                negated = True
            elif flag & w.NONFINITE_AUX or (bare and lower in ("have", "do")):
                last = head = j
                be = bool(flag & w.BE)
                bare = False
            elif bare and (flag & w.BASE or flag == w.NOUN):
                last = head = j
                be = False
                break
            elif flag & (w.PASTPART | w.PART) and not bare and lower != "left":
                passive = be
                last = head = j
                break
            elif flag & w.ING and be and not flag & w.NAME:
                last = head = j
                be = False
                break
            elif lower != "since" and (not flag & w.ADV or flag & (w.DET | w.PREP)):
                break
            j += 1
        while last + 2 < self.size and self.flags[last + 1] & w.COORD and self._same_form(head, last + 2):
            last = head = last + 2  # "were killed and injured"
        copula = be and head == last and bool(self.flags[head] & w.BE)
        return self._add(VerbGroup(k, last, head, self._joined(k), modal, negated, copula, passive, has_auxiliary=True))

    def _same_form(self, head: int, other: int) -> bool:
        forms = w.PASTPART | w.PART | w.ING
        return bool(self.flags[head] & self.flags[other] & forms) and not self.flags[head] & w.BE


def find_verb_groups(flags: list[int], lowers: list[str], breaks: frozenset[int] = frozenset()) -> list[VerbGroup]:
    """The finite verb groups of a stretch, in order.

    ``flags`` and ``lowers`` run parallel over the stretch; ``breaks`` are positions before which something was left
    out (another voice's words), so that no group reaches over it. Linear in the length.
    """
    return _Reader(flags, lowers, breaks).read()
