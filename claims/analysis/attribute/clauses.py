"""Clause edges in one sentence: how far left and right of a cue its content may reach.

Edges are found once a sentence, right to left and left to right; asking for the edge beside a token is then a look-up,
so that a sentence of a thousand cues costs no more than a thousand sentences of one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.page import Page
from claims.analysis.attribute.tokens import AUX, CONJ, DET, FIN, NAME, NUM, OTHER, PREP, PRON, PUNCT, REL, SUB

_LOOKAHEAD = 14  # tokens from a conjunction to the reporting verb of its clause: a subject with one modifier
_LONGEST = 400  # tokens; nobody reports a longer clause, and without a limit nested ones would cost their square
_PLACES_OF_SAYING = frozenset(
    """statement statements interview interviews conference briefing speech report letter tweet tweets post posts email
    e-mail message call phone telephone remarks testimony address press video note article editorial television tv
    radio telegram twitter facebook rally debate""".split()
)
_OBJECTS = frozenset("about of with to into from against for".split())  # open what is said about, not what is said
_WHEN = frozenset("today yesterday tonight later earlier again separately afterwards".split())
_ADDRESSEES = frozenset(
    """reporters journalists lawmakers senators supporters voters parliament congress us me him her them you everyone
    people television radio tv investigators police newsmen media""".split()
)


class Clauses:
    """Edges of the sentence, tokens [first, last)."""

    def __init__(self, page: Page, first: int, last: int) -> None:
        self.page, self.t, self.first, self.last = page, page.tokens, first, last
        t = self.t
        self._verbs = [0, *accumulate(t.classes[k] in (FIN, AUX) or _is_past(t, k) for k in range(first, last))]
        self._hard: list[int] = [first]  # where a clause may start, whatever the commas say
        self._soft: list[int] = [first]
        self._quoted: list[int] = [first]  # behind closing marks
        self._ends: list[int] = []  # where content to the right must end
        self._ends_quoted: list[int] = []
        self._soft_ends: list[int] = []
        for k in range(first, last):
            self._edge(k)
        self._ends.append(last)
        self._soft_ends.append(last)

    def _edge(self, k: int) -> None:
        t, low = self.t, self.t.low[k]
        if t.classes[k] == PUNCT:
            if low in (";", "—", "--", "(", ")", ":"):
                self._soft.append(k + 1)
                self._soft_ends.append(k)
                if low in (";", ":"):
                    self._hard.append(k + 1)
                if low == ";":
                    self._end_at(k)
            elif low == ",":
                self._soft.append(k + 1)
                self._soft_ends.append(k)
                if self._new_report(k + 1) and t.classes[k - 1] not in (REL, SUB, CONJ):
                    self._end_at(k)
                if k > self.first and t.low[k - 1] in ("however", "but") and self.page.inside[k] < 0:
                    self._hard.append(k + 1)
        elif t.classes[k] == CONJ:
            if (low == "but" and k > self.first) or (low in ("and", "or") and self._new_report(k)):
                self._end_at(k)
                if k + 1 < self.last and self._reports(k + 1):
                    self._hard.append(k + 1)
            self._soft.append(k + 1)
        elif t.classes[k] in (SUB, REL) and low not in ("as", "how", "what", "who", "which", "whose", "whom"):
            self._soft.append(k + 1)
            if low in ("while", "whereas", "although", "though") and k > self.first and self._new_report(k):
                self._end_at(k)
                self._hard.append(k + 1)
        if k in self.page.opens:
            self._soft.append(k)
        if k in self.page.closes:
            self._soft.append(k + 1)
            self._quoted.append(k + 1)

    def _end_at(self, k: int) -> None:
        """An end inside a quotation ends only what began in it."""
        (self._ends if self.page.inside[k] < 0 else self._ends_quoted).append(k)

    def _new_report(self, k: int) -> bool:
        """Whether at ``k`` (behind a comma, or at a conjunction) another report begins: "…, adding that", "… and denied
        that", "…, while the ministry said"."""
        t = self.t
        if k >= self.last or self.page.inside[k] >= 0:
            return False
        low = t.low[k]
        cue = lexicon.CUES.get(low)
        if low == "according" or (cue is not None and cue.form == "ing"):
            return True
        if t.classes[k] == CONJ or low in ("while", "although", "though", "whereas"):
            return self._reports(k + 1)
        return False

    def _reports(self, k: int) -> bool:
        """Whether the clause at ``k`` is a report: a subject of a few words, then a reporting verb."""
        t = self.t
        for j in range(k, min(self.last, k + _LOOKAHEAD)):
            low = t.low[j]
            cue = lexicon.CUES.get(low)
            if (
                cue is not None
                and cue.form in ("past", "s", "part")
                and cue.frames & {"c", "q"}
                and t.classes[j - 1] not in (DET, PREP)
            ):
                return True
            if t.classes[j] in (FIN, PUNCT, SUB) or j in self.page.opens:
                return False
        return False

    def left(self, k: int, *, comma: bool = False, quotes: bool = True) -> int:
        """The first token of the clause that ends before ``k``; at the next comma or conjunction with ``comma``."""
        edges = self._soft if comma else self._hard
        start = edges[bisect_left(edges, k) - 1] if edges[0] < k else self.first
        if quotes and not comma and self.page.inside[k - 1 if k > self.first else k] >= 0:
            number = self.page.inside[k - 1 if k > self.first else k]
            if k - 1 not in self.page.closes:
                start = max(start, self.page.first[number])
        while start < k - 1 and self.t.classes[start] == CONJ:
            start += 1
        return start

    def after_quote(self, k: int) -> int:
        """The first token behind the last quotation that closes at or before ``k``."""
        return self._quoted[bisect_right(self._quoted, k) - 1]

    def right(self, k: int, *, comma: bool = False) -> int:
        """Where content that starts at ``k`` ends: before the next report, or at the end of the sentence."""
        edges = self._soft_ends if comma else self._ends
        end = edges[bisect_right(edges, k)] if bisect_right(edges, k) < len(edges) else self.last
        if k < self.last and (number := self.page.inside[k]) >= 0 and k not in self.page.opens:
            at = bisect_right(self._ends_quoted, k)
            if at < len(self._ends_quoted):
                end = min(end, self._ends_quoted[at])
            closing = self.closing(number)
            if closing is not None:
                end = min(end, closing)
        return min(end, k + _LONGEST)

    def closing(self, number: int) -> int | None:
        """The token that closes quotation ``number`` in this sentence."""
        end = self.page.quotes[number].span.end
        at = bisect_left(self.t.ends, end, self.first, self.last)
        return at if at < self.last and self.page.closes.get(at) == number else None

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in tokens [first, last)."""
        first, last = max(first, self.first), min(last, self.last)
        return first < last and self._verbs[last - self.first] > self._verbs[first - self.first]

    def has_words(self, first: int, last: int, number: int) -> bool:
        """Whether words outside quotation ``number`` stand in [first, last)."""
        t = self.t
        return any(
            self.page.inside[k] != number and t.classes[k] not in (PUNCT, CONJ)
            for k in range(first, min(last, first + 4))
        )

    def runs_on(self, k: int) -> bool:
        """Whether the sentence goes on at ``k`` as part of the report ("said "no one" was hurt")."""
        low = self.t.low[k]
        return (low not in (",", ";", "—", "--", ")", "(") and self.t.classes[k] != CONJ) or self.has_verb(
            k, self.right(k)
        )

    def complement(self, k: int, cue: lexicon.CueWord) -> tuple[int, str]:
        """Where the complement of the verb at ``k`` starts, and what: quote, clause, np, pp, comma, participle, end."""
        t, r = self.t, k + 1
        if "a" in cue.frames or cue.lemma == "ask":
            r = self._addressee(r)
        r = self._adverbials(r)
        if r >= self.last:
            return r, "end"
        if t.low[r] in (",", ":") and r + 1 in self.page.opens:
            return r + 1, "quote"
        if r in self.page.opens:
            return r, "quote"
        if t.low[r] == ":":
            return r + 1, "clause"
        if t.low[r] == "," or t.low[r] in ("—", "--"):
            return r, "comma"
        if t.low[r] == "that":
            return r, "clause"
        if t.classes[r] == PUNCT or r in self.page.closes:
            return r, "end"
        following = lexicon.CUES.get(t.low[r])
        if following is not None and following.form == "ing":
            return r, "participle"
        if t.classes[r] == CONJ or t.low[r] in (
            "after",
            "before",
            "as",
            "when",
            "while",
            "because",
            "since",
            "until",
            "though",
        ):
            return r, "end"
        if t.low[r] in _OBJECTS:
            return r, "pp"
        clause = t.classes[r] == PRON or self.has_verb(r, self.right(r))
        return r, "clause" if clause else "np"

    def _addressee(self, r: int) -> int:
        """Past whom it was told: "told | Gulf Radio on Monday | that"."""
        t = self.t
        if r >= self.last:
            return r
        for j in range(r, min(self.last, r + _LOOKAHEAD)):
            if t.low[j] in ("that", ",", ":") or j in self.page.opens:
                return j
            if t.classes[j] in (FIN, AUX):
                break
        if t.low[r] in _ADDRESSEES:
            return r + 1
        j = r
        while (j < self.last and t.classes[j] == DET and j == r) or (j < self.last and t.classes[j] == NAME):
            j += 1
        if j == r + 1 and t.classes[r] == DET:
            while j < self.last and j - r < 5 and t.classes[j] in (OTHER, NAME):
                j += 1
        elif j < self.last and t.low[j] in ("newspaper", "television", "tv", "radio", "agency", "news", "channel"):
            j += 1
        if j < self.last and j == r and t.classes[j] == OTHER:
            j += 1
        return j

    def _adverbials(self, r: int) -> int:
        """Past when and where it was said: "on Monday", "in a statement", "late Tuesday", "at a rally in Ohio"."""
        t = self.t
        for _ in range(4):
            if r >= self.last:
                break
            low = t.low[r]
            if low in lexicon.WEEKDAYS or low in _WHEN:
                r += 1 + (r + 1 < self.last and t.low[r + 1] in ("morning", "afternoon", "evening", "night"))
            elif (
                low in ("late", "early", "last", "this", "next")
                and r + 1 < self.last
                and t.low[r + 1] in lexicon.TIME_NOUNS
            ):
                r += 2
            elif t.classes[r] == PREP and low not in ("of", "about", "against", "like"):
                end = self._phrase(r)
                if end == r:
                    break
                r = end
            else:
                break
        return r

    def _phrase(self, r: int) -> int:
        """The end of the prepositional phrase at ``r`` when it is an adverbial of the saying, else ``r``."""
        t, limit = self.t, min(self.last, r + _LOOKAHEAD)
        for j in range(r + 1, limit):
            if t.low[j] in lexicon.WEEKDAYS and t.low[j - 1] in ("on", "late", "early", "last"):
                return j + 1 + (j + 1 < self.last and t.low[j + 1] in lexicon.TIME_NOUNS)
            if t.low[j] in _PLACES_OF_SAYING and t.classes[j - 1] in (DET, OTHER, NAME) and j - r <= 5:
                return j + 1
            if t.low[j] in (",", "that", ":") or j in self.page.opens:
                return j
            if t.classes[j] in (FIN, AUX, PRON, SUB):
                return r
        return self.last if limit == self.last else r

    def without_appositions(self, first: int, last: int) -> list[tuple[int, int]]:
        """[first, last) in pieces, without appositions in the outlet's own words: "the Reef Front, a banned group, and
        …"; also cut before ", as"."""
        t, pieces, start, k = self.t, [], first, first
        while k < min(last, first + _LONGEST):
            if t.low[k] == "," and self.page.inside[k] < 0 and k + 1 < last:
                if t.low[k + 1] == "as":
                    pieces.append((start, k))
                    start = k + 1
                elif t.low[k + 1] in ("a", "an", "the", "which", "who") and t.classes[k - 1] == NAME:
                    end = next((j for j in range(k + 2, min(last, k + 30)) if t.low[j] == ","), None)
                    if end is not None and end + 1 < last:
                        pieces.append((start, k))
                        start = end + 1 + (t.classes[end + 1] == CONJ)
                        k = end
            k += 1
        pieces.append((start, last))
        return [piece for piece in pieces if piece[0] < piece[1]]


def _is_past(t, k: int) -> bool:  # type: ignore[no-untyped-def]
    """An unlisted word in -ed that stands as a finite verb: behind a noun or pronoun, not before a noun it modifies."""
    if t.classes[k] != OTHER or not t.low[k].endswith("ed") or k == 0:
        cue = lexicon.CUES.get(t.low[k])
        return cue is not None and cue.form == "past"
    return t.classes[k - 1] in (PRON, NAME, OTHER, NUM)
